import { spellingOf } from './catalog/resolve.js';
import type { Catalog } from './catalog/types.js';
import { check } from './engine/check.js';
import { pulumiTypes, readPulumiResource } from './input/pulumi.js';
import type { Linted, LintSetting } from './lint.js';
import type { Application } from './model/application.js';
import type { Fact } from './model/fact.js';
import type { Finding, PermissionRef } from './model/finding.js';
import internalError from './rules/internal-error.js';
import { quoted } from './rules/wording.js';

/**
 * Lints the inputs of one Pulumi resource. Any of them may have been a secret, which inputs no longer tell: findings
 * show ids and what the catalog knows, and no other text of the resource.
 */
export function lintPulumi(type: string, name: string, props: unknown, setting: LintSetting): Linted {
  const application = readPulumiResource(type, name, props);
  if (application === undefined) {
    const passedOver = `is a resource of another type than ${pulumiTypes.join(', ')}`;
    return { applications: [], applicationCount: 0, findings: [], crashed: false, passedOver };
  }
  const checked = check([application], [], setting);
  const hide = hiderOf(application, setting.catalog);
  return { ...checked, applicationCount: 1, findings: checked.findings.map((finding) => withoutTexts(finding, hide)) };
}

type Hide = (text: string) => string;

const notShown = '[not shown]';

function hiderOf(application: Application, catalog: Catalog): Hide {
  const ids = idTexts(application).filter((text) => !isPublic(text, catalog));
  const hidden = [...freeTexts(application), ...ids].map(quoted);
  // Rules quote free texts; an id may also stand in the name of its API, in lower case.
  const bare = ids.flatMap((id) => [id, id.toLowerCase()]).filter((id) => id.length >= 4);
  const longestFirst = [...new Set([...hidden, ...bare])].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, each) => rest.replaceAll(each, notShown), text);
}

/** An id, or a name that the catalog holds. */
function isPublic(text: string, catalog: Catalog): boolean {
  return (
    spellingOf(text).form === 'guid' || catalog.permissionsNamed(text).length > 0 || catalog.api(text) !== undefined
  );
}

function idTexts({ apis, requests }: Application): readonly string[] {
  return knownTexts([...apis.map(({ api }) => api), ...requests.map(({ permission }) => permission)]);
}

function freeTexts({ audience, clients }: Application): readonly string[] {
  if (clients === undefined) return knownTexts([audience]);
  const { redirectUris, identifierUris, exposedScopes, tags, logoutUrl } = clients;
  const uris = redirectUris.items.map(({ uri }) => uri);
  const scopes = exposedScopes.items.map(({ value }) => value);
  return knownTexts([audience, logoutUrl, ...uris, ...identifierUris.items, ...scopes, ...tags.items]);
}

function knownTexts(facts: readonly (Fact<string | undefined> | undefined)[]): readonly string[] {
  return facts.flatMap((fact) => (fact?.known && fact.value ? [fact.value] : []));
}

/** The fix goes, too: it edits inputs, and a program has none that could be edited. */
function withoutTexts({ fix: _, ...finding }: Finding, hide: Hide): Finding {
  const { rule, message, permission, related } = finding;
  return {
    ...finding,
    message: hide(rule === internalError.id ? withoutCause(message) : message),
    ...(permission && { permission: withoutName(permission, hide) }),
    ...(related && { related: related.map((each) => ({ at: each.at, message: hide(each.message) })) }),
  };
}

function withoutName(permission: PermissionRef, hide: Hide): PermissionRef {
  const { api, name } = permission;
  return { ...permission, api: hide(api), name: name === null ? null : hide(name) };
}

/** What an error says may hold any value of the resource. */
function withoutCause(message: string): string {
  return message.replace(/ \([\s\S]*\)(?=: )/, '');
}

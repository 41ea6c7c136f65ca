import { spellingOf } from './catalog/resolve.js';
import type { Catalog } from './catalog/types.js';
import { type CheckSetting, check } from './engine/check.js';
import { pulumiTypes, readPulumiResource } from './input/pulumi.js';
import { readPulumiStack, type StackResource } from './input/pulumi-stack.js';
import type { PulumiResource } from './input/pulumi-values.js';
import type { Linted } from './lint.js';
import type { Application } from './model/application.js';
import { knownValue } from './model/fact.js';
import type { Finding, PermissionRef } from './model/finding.js';
import { type Document, pointerText } from './model/place.js';
import type { Problem } from './model/problem.js';
import internalError from './rules/internal-error.js';
import { quoted } from './rules/wording.js';

/**
 * Lints one Pulumi resource by itself. Any of its inputs may have been a secret, which inputs no longer tell: findings
 * show ids and what the catalog knows, and no other text of the resource.
 */
export function lintPulumi(resource: PulumiResource, setting: CheckSetting): Linted {
  const none = { applications: [], applicationCount: 0, findings: [], crashed: false };
  if (!pulumiTypes.includes(resource.type)) return { ...none, passedOver: 'is a resource of a type that is not read' };
  const { application, problems } = readPulumiResource(resource);
  if (application === undefined) return { ...none, passedOver: 'says nothing that could be checked by itself' };
  return { ...lintApplications([application], problems, setting), applicationCount: 1 };
}

/** A finding, the resource that it stands at, and whether it takes the other resources of the stack to see it. */
export interface StackFinding {
  readonly finding: Finding;
  readonly resource: PulumiResource;
  readonly isJoint: boolean;
}

/**
 * Lints the resources of a stack together: a registration that is split over several is checked as one, and grants are
 * held against what their application asks for.
 */
export function lintPulumiResources(resources: readonly PulumiResource[], setting: CheckSetting): StackFinding[] {
  const stack = readPulumiStack(resources.filter(({ type }) => pulumiTypes.includes(type)));
  const resourceOf = new Map<Document, StackResource>(stack.resources.map((each) => [each.root.document, each]));
  const own = new Map(stack.resources.map((each) => [each, new Set(ownFindings(each, setting).map(keyOf))]));
  const { findings } = lintApplications(stack.applications, stack.problems, setting);
  return findings.flatMap((finding) => {
    const found = resourceOf.get(finding.at.document);
    if (found === undefined) return [];
    return [{ finding, resource: found.resource, isJoint: !own.get(found)?.has(keyOf(finding)) }];
  });
}

function ownFindings({ application, problems }: StackResource, setting: CheckSetting): readonly Finding[] {
  return application === undefined ? [] : lintApplications([application], problems, setting).findings;
}

/** The same rule at the same place: with other words perhaps, where more is known. */
function keyOf({ rule, at }: Finding): string {
  return `${rule} ${pointerText(at.pointer)}`;
}

function lintApplications(
  applications: readonly Application[],
  problems: readonly Problem[],
  setting: CheckSetting,
): ReturnType<typeof check> {
  const checked = check(applications, problems, setting);
  const ofProblems = new Set(problems.map(({ at }) => at));
  const hiders = new Map<Application, Hide>();
  const hiderFor = ({ application, at }: Finding): Hide => {
    if (application === undefined || ofProblems.has(at)) return hideQuoted;
    const hide = hiders.get(application) ?? hiderOf(application, setting.catalog);
    hiders.set(application, hide);
    return hide;
  };
  return { ...checked, findings: checked.findings.map((finding) => withoutTexts(finding, hiderFor(finding))) };
}

/** What is wrong with the form of a value is told with the value. */
function hideQuoted(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, notShown);
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

/** An id, what looks like the name of a permission (dotted words, as no secret is), or a name that the catalog holds. */
function isPublic(text: string, catalog: Catalog): boolean {
  if (spellingOf(text).form === 'guid' || /^[a-z]+(?:\.[a-z]+)+$/i.test(text)) return true;
  return catalog.permissionsNamed(text).length > 0 || catalog.api(text) !== undefined;
}

function idTexts({ apis, requests, grants }: Application): readonly string[] {
  const asked = [...requests, ...grants].flatMap(({ api, permission }) => [api, permission]);
  return knownTexts([...apis.map(({ api }) => api), ...asked]);
}

function freeTexts({ audience, clients }: Application): readonly string[] {
  if (clients === undefined) return knownTexts([audience]);
  const { redirectUris, identifierUris, exposedScopes, tags, logoutUrl } = clients;
  const uris = redirectUris.items.map(({ uri }) => uri);
  const scopes = exposedScopes.items.map(({ value }) => value);
  return knownTexts([audience, logoutUrl, ...uris, ...identifierUris.items, ...scopes, ...tags.items]);
}

function knownTexts(facts: readonly Parameters<typeof knownValue<string | undefined>>[0][]): readonly string[] {
  return facts.flatMap((fact) => knownValue(fact) || []);
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

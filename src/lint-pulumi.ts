import { graphAppId } from './catalog/lookup.js';
import { spellingOf } from './catalog/resolve.js';
import type { Catalog } from './catalog/types.js';
import { type Checked, type CheckSetting, check } from './engine/check.js';
import { limitSuggestions } from './engine/limit-suggestions.js';
import { type PulumiResource, pulumiTypes, resourceOf } from './input/pulumi/values.js';
import { type ResourceReading, readResource } from './input/resources/resource.js';
import { readStack } from './input/resources/stack.js';
import type { Node } from './input/source.js';
import type { Linted } from './lint.js';
import type { Application } from './model/application.js';
import { knownValue } from './model/fact.js';
import type { Finding, PermissionRef } from './model/finding.js';
import { type Document, pointerText } from './model/place.js';
import type { Problem } from './model/problem.js';
import { quoted } from './rules/wording.js';

/**
 * Lints one Pulumi resource by itself. Any of its inputs may have been a secret, which inputs no longer tell: findings
 * show ids and what the catalog knows, and no other text of the resource.
 */
export function lintPulumi(resource: PulumiResource, setting: CheckSetting): Linted {
  const none = { applications: [], applicationCount: 0, findings: [], crashed: false };
  if (!pulumiTypes.includes(resource.type)) return { ...none, passedOver: 'is a resource of a type that is not read' };
  const checked = lintAlone(readResource(resourceOf(resource)), setting);
  if (checked === undefined) return { ...none, passedOver: 'says nothing that could be checked by itself' };
  return { ...checked, applicationCount: 1 };
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
  const read = resources.filter(({ type }) => pulumiTypes.includes(type));
  const { readings, ...stack } = readStack(read.map(resourceOf));
  const resourceAt = new Map<Document, PulumiResource>();
  for (const [index, { resource }] of readings.entries()) {
    const own = read[index];
    if (own !== undefined) resourceAt.set(resource.root.document, own);
  }
  const faulty = readings.filter(({ problems }) => problems.length > 0);
  const hide = hiderOfAll(faulty.map(({ resource }) => resource.root));
  const { findings } = lintApplications(stack.applications, stack.problems, hide, setting);
  const alone = aloneOf(
    findings,
    readings.flatMap((each) => lintAlone(each, setting)?.findings ?? []),
  );
  return findings.flatMap((finding) => {
    const resource = resourceAt.get(finding.at.document);
    return resource ? [{ finding, resource, isJoint: !alone.has(finding) }] : [];
  });
}

/** Those of the findings that single resources give as well: word for word, or in other words where more is known. */
function aloneOf(findings: readonly Finding[], own: readonly Finding[]): ReadonlySet<Finding> {
  const [takeWords, takePlace] = [takerOf(own, wordsKey), takerOf(own, placeKey)];
  const alone = new Set(findings.filter((finding) => takeWords(finding) && takePlace(finding)));
  for (const finding of findings) if (!alone.has(finding) && takePlace(finding)) alone.add(finding);
  return alone;
}

/** Takes one of the findings with the key of another, as long as there is one left. */
function takerOf(own: readonly Finding[], keyOf: (finding: Finding) => string): (like: Finding) => boolean {
  const counts = new Map<Document, Map<string, number>>();
  const add = (finding: Finding, more: number): number => {
    const { document } = finding.at;
    const ofDocument = counts.get(document) ?? new Map<string, number>();
    const count = (ofDocument.get(keyOf(finding)) ?? 0) + more;
    counts.set(document, ofDocument.set(keyOf(finding), count));
    return count;
  };
  for (const finding of own) add(finding, 1);
  return (like) => add(like, -1) >= 0;
}

function lintAlone({ resource, application, problems }: ResourceReading, setting: CheckSetting): Checked | undefined {
  const hide = hiderOfAll([resource.root]);
  return application && lintApplications([{ ...application, isAlone: true }], problems, hide, setting);
}

function placeKey({ rule, at }: Finding): string {
  return `${rule} ${pointerText(at.pointer)}`;
}

function wordsKey(finding: Finding): string {
  return `${placeKey(finding)} ${finding.message}`;
}

/** The display name is left out: it may be a secret, and the resource's own name never is. */
function lintApplications(
  named: readonly Application[],
  problems: readonly Problem[],
  hideAll: Hide,
  setting: CheckSetting,
): Checked {
  const applications = named.map(({ name: _, ...application }): Application => application);
  const checked = check(applications, problems, { ...setting, hidesCauses: true });
  const ofProblems = new Set(problems.map(({ at }) => at));
  const hiders = new Map<Application, Hide>();
  const hiderFor = ({ application, at }: Finding): Hide => {
    if (application === undefined || ofProblems.has(at)) return hideAll;
    const hide = hiders.get(application) ?? hiderOf(application, setting.catalog);
    hiders.set(application, hide);
    return hide;
  };
  return { ...checked, findings: checked.findings.map((finding) => withoutTexts(finding, hiderFor(finding))) };
}

type Hide = (text: string) => string;

const notShown = '[not shown]';

/** What is wrong with the form of a value is told with the value, which may be any text of the resource. */
function hiderOfAll(roots: readonly Node[]): Hide {
  let hidden: ReadonlySet<string> | undefined;
  return (text) => {
    hidden ??= new Set(roots.flatMap(({ value }) => textsIn(value)).map(quoted));
    return hideIn(text, hidden);
  };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Rules show a text of the input in quotes and in no other way. */
function hiderOf(application: Application, catalog: Catalog): Hide {
  const limited = limitSuggestions(catalog);
  const ids = idTexts(application).filter((text) => !isPublic(text, limited));
  const texts = [...freeTexts(application), ...ids];
  const hidden = new Set([...texts, ...texts.map(quoted)]);
  return (text) => (hidden.has(text) ? notShown : hideIn(text, hidden));
}

function hideIn(text: string, hidden: ReadonlySet<string>): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, (each) => (hidden.has(each) ? notShown : each));
}

/** An id, or a name that the catalog holds or that differs little from one: what is meant is then known anyhow. */
function isPublic(text: string, catalog: Catalog): boolean {
  if (spellingOf(text).form === 'guid' || catalog.api(text) !== undefined) return true;
  if (catalog.permissionsNamed(text).length > 0) return true;
  const graph = catalog.api(graphAppId);
  return graph !== undefined && text.length <= 100 && catalog.nearest(graph, text, undefined, 1).length > 0;
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
  const { message, permission, related } = finding;
  return {
    ...finding,
    message: hide(message),
    ...(permission && { permission: withoutName(permission, hide) }),
    ...(related && { related: related.map((each) => ({ at: each.at, message: hide(each.message) })) }),
  };
}

function withoutName(permission: PermissionRef, hide: Hide): PermissionRef {
  const { api, name } = permission;
  return { ...permission, api: hide(api), name: name === null ? null : hide(name) };
}

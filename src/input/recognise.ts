import type { Document } from '../model/place.js';
import { hasPlaceholder } from './facts.js';
import { holdsNone } from './registration-words.js';
import { child, holds, isRecord, items, type Node } from './source.js';

export type Format =
  | 'graph-application'
  | 'azure-ad-graph-application'
  | 'required-resource-access'
  | 'azure-samples-application'
  | 'teams-manifest';

/** A registration inside a document, and the format it is written in. */
export interface Registration {
  readonly format: Format;
  readonly node: Node;
  /** For `sample.json`: the ids and names of the applications of the file, in lower case. */
  readonly siblingIds?: ReadonlySet<string>;
}

/**
 * The registrations of a document, known by what it holds and never by its name: an application in either layout, a
 * `requiredResourceAccess` list, lists and Graph answers of applications, Azure-Samples' files, Teams manifests.
 */
export function recognise(root: Node): Registration[] {
  const { value } = root;
  if (Array.isArray(value)) return recogniseList(root);
  if (!isRecord(value)) return [];
  const samples = findKey(value, 'AADApps');
  if (samples !== undefined) return recogniseSamples(child(root, samples));
  const quickstarts = findKey(value, 'AppRegistrations');
  if (quickstarts !== undefined) return recogniseEach(child(root, quickstarts));
  const own = recogniseApplication(root);
  if (own !== undefined) return [own];
  const answers = findKey(value, 'value');
  if (answers !== undefined && Array.isArray(value[answers])) return recogniseEach(child(root, answers));
  // Several answers of Graph in one object, each below the name of what it lists.
  const named = findKey(value, 'applications');
  if (named !== undefined && Array.isArray(value[named])) return recogniseEach(child(root, named));
  return [];
}

function recogniseList(list: Node): Registration[] {
  const values = items(list).map(({ value }) => value);
  if (values.some(isApiRequest) && !values.some(isApplication))
    return [{ format: 'required-resource-access', node: list }];
  return recogniseEach(list);
}

function recogniseEach(list: Node): Registration[] {
  return items(list).flatMap((item) => recogniseApplication(item) ?? []);
}

function recogniseSamples(list: Node): Registration[] {
  const applications = items(list).filter(({ value }) => isRecord(value));
  // The portal's quickstarts have the key too, with registrations of the usual layout below it.
  if (!applications.some(({ value }) => findKey(value, 'RequiredResourcesAccess') !== undefined))
    return recogniseEach(list);
  const siblingIds = new Set(
    applications.flatMap((node) => {
      const own = ['Id', 'Name'].map((key) => child(node, findKey(node.value, key) ?? key).value);
      return own.flatMap((name) => (typeof name === 'string' ? [name.toLowerCase()] : []));
    }),
  );
  return applications.map((node) => ({ format: 'azure-samples-application', node, siblingIds }));
}

function recogniseApplication(node: Node): Registration | undefined {
  const { value } = node;
  if (!isRecord(value)) return undefined;
  if (isApplication(value)) return { format: applicationLayout(value), node };
  const authorization = child(node, 'authorization');
  const specific = child(child(authorization, 'permissions'), 'resourceSpecific');
  const before = child(child(node, 'webApplicationInfo'), 'applicationPermissions');
  return specific.value === undefined && before.value === undefined ? undefined : { format: 'teams-manifest', node };
}

const servicePrincipalKeys = ['servicePrincipalType', 'servicePrincipalNames', 'appOwnerOrganizationId'];

function isApplication(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (findKey(value, 'requiredResourceAccess') !== undefined || holdsMisspelt(value)) return true;
  if (value['@odata.type'] === '#microsoft.graph.application') return true;
  if (findKey(value, 'signInAudience') === undefined) return false;
  if (servicePrincipalKeys.some((key) => findKey(value, key) !== undefined)) return false;
  const type = value['@odata.type'];
  return typeof type !== 'string' || !type.toLowerCase().endsWith('serviceprincipal');
}

/** The one word that makes a registration, in any letter case: a finding then says how it is spelled. */
function holdsMisspelt(value: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(value).some((key) => key.length === 22 && key.toLowerCase() === 'requiredresourceaccess');
}

function isApiRequest(value: unknown): boolean {
  return isRecord(value) && findKey(value, 'resourceAppId') !== undefined;
}

const azureAdGraphKeys = [
  'replyUrlsWithType',
  'oauth2Permissions',
  'oauth2AllowImplicitFlow',
  'oauth2AllowIdTokenImplicitFlow',
  'allowPublicClient',
  'accessTokenAcceptedVersion',
];
const graphKeys = ['api', 'web', 'spa', 'publicClient', 'info'];
const legacyKeys = ['availableToOtherTenants', 'replyUrls', 'homepage', 'objectId'];

// The order is that of format_detection in facts/manifest-schema-facts.json.
function applicationLayout(value: Readonly<Record<string, unknown>>): Format {
  const holdsKey = (key: string): boolean => findKey(value, key) !== undefined;
  if (azureAdGraphKeys.some(holdsKey)) return 'azure-ad-graph-application';
  if (graphKeys.some((key) => isRecord(value[findKey(value, key) ?? '']))) return 'graph-application';
  return legacyKeys.some(holdsKey) ? 'azure-ad-graph-application' : 'graph-application';
}

/** The other case of the first letter, by key: asked for a dozen keys of every document. */
const otherCase = new Map<string, string>();

function otherCaseOf(key: string): string {
  let other = otherCase.get(key);
  if (other === undefined) {
    const first = key.charAt(0);
    other = (first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase()) + key.slice(1);
    otherCase.set(key, other);
  }
  return other;
}

/** The key of an object that equals `key`, or differs in the case of its first letter; undefined where there is none. */
function findKey(value: unknown, key: string): string | undefined {
  if (!isRecord(value)) return undefined;
  if (Object.hasOwn(value, key)) return key;
  const other = otherCaseOf(key);
  return Object.hasOwn(value, other) ? other : undefined;
}

/** Whether any text in the registration is a template variable: a toolkit fills it in, and takes names for ids. */
export function isTemplate(value: unknown): boolean {
  const rest: unknown[] = [value];
  // An object that was handed in may hold itself, or one part many times.
  const seen = new Set<object>();
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === 'string') {
      if (hasPlaceholder(next)) return true;
    } else if (typeof next === 'object' && next !== null && !seen.has(next)) {
      seen.add(next);
      for (const item of Object.values(next)) rest.push(item);
    }
  }
  return false;
}

/**
 * Whether permissions are given by name in a list that is otherwise that of the service: CIPP grants those that no
 * service principal publishes (KelvinTegelaar/CIPP-API Config/AdditionalPermissions.json, 2026). Only its name tells.
 */
export function takesNames({ document, value }: { readonly document: Document; readonly value: unknown }): boolean {
  return Array.isArray(value) && /(?:^|[\\/])AdditionalPermissions\.json$/.test(document.name);
}

const otherKinds: readonly (readonly [string, (value: Readonly<Record<string, unknown>>) => boolean])[] = [
  ['a Teams app manifest without resource-specific permissions', (value) => holds(value, 'manifestVersion')],
  ['a service principal, not an app registration', (value) => servicePrincipalKeys.some((key) => holds(value, key))],
  ['an API description', (value) => holds(value, 'swagger') || holds(value, 'openapi')],
  ['Terraform configuration in JSON, which is not read: lint what terraform show -json prints of a plan', isTerraform],
  ['an API manifest, which names calls and no registration', (value) => holds(value, 'apiDependencies')],
];

/** Terraform's JSON syntax has the blocks of a file by their type, those of a resource below its type and name. */
function isTerraform({ resource, module }: Readonly<Record<string, unknown>>): boolean {
  return [resource, module].some((blocks) => isRecord(blocks) && Object.values(blocks).every(isRecord));
}

/** An entry of the tables by which CIPP shows names for ids, and by which it warns of permissions. */
function isKnownPermission(value: unknown): boolean {
  return (
    holds(value, 'id') &&
    (holds(value, 'value') || holds(value, 'name')) &&
    (holds(value, 'origin') || holds(value, 'risk'))
  );
}

/** Why a parsed document holds nothing to lint, in words that follow "is" or "holds". */
export function describeOther(value: unknown): string {
  if (Array.isArray(value) && value.length > 0 && value.every(isKnownPermission)) {
    return 'is a list of permissions that exist, and asks for none';
  }
  if (!isRecord(value)) return holdsNone;
  const kind = otherKinds.find(([, test]) => test(value));
  return kind === undefined ? holdsNone : `is ${kind[0]}`;
}

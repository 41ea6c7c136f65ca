import { isListed } from '../catalog/lookup.js';
import { looksLikeGuid, type Resolution, resolveApi, spellingOf } from '../catalog/resolve.js';
import type { Api, Catalog, Permission } from '../catalog/types.js';
import { isGrant, type PermissionKind, type PermissionRequest } from '../model/application.js';
import { type KnownFact, knownValue } from '../model/fact.js';
import type { Fix } from '../model/finding.js';
import { defineRule, type RuleContext, type Verdict } from './define-rule.js';
import { guidFault } from './guid-faults.js';
import { graphManifest } from './sources.js';
import { anyOf, fullLabel, label, manifestType, quoted, refOf } from './wording.js';

/** Shapes are checked by the readers, whose problems the engine reports under this rule; here, what needs the catalog. */
export default defineRule({
  id: 'invalid-manifest',
  title: 'Property with a wrong type, value or spelling',
  category: 'shape',
  severity: 'high',
  why: 'The service refuses the registration when it is deployed, or ignores the property.',
  remedy: 'Write the value in the form that the message names.',
  sources: [
    graphManifest,
    {
      title: 'Refused property names',
      where: 'Microsoft365DSC/Microsoft365DSC issue #7182; Azure/azure-cli issue #15512',
      seen: '2026-06-01',
    },
  ],
  *check({ apis }, context) {
    for (const { api } of apis) if (api.known && !isPlainId(api)) yield* checkApi(api, context);
    for (const { request, resolution } of context.requests) {
      const { permission } = request;
      if (permission.known && permission.lookedUp !== undefined) continue;
      if (isGrant(request) && request.names === 'names-allowed') {
        yield* checkGrantedName(permission, resolution);
        continue;
      }
      // What was found by 36 characters was found by an id: names that long exist, but not without a name policy.
      if (
        resolution.status === 'found' &&
        context.names !== 'names-allowed' &&
        permission.known &&
        permission.value.length === 36
      )
        continue;
      if (permission.known && !isPlainId(permission)) yield* checkPermission(permission, request, context);
    }
  },
});

/** A delegated grant is a text of names, in which an id would be taken for one. */
function* checkGrantedName(written: PermissionRequest['permission'], resolution: Resolution): Iterable<Verdict> {
  if (!written.known || spellingOf(written.value).form === 'other') return;
  const permission = resolution.status === 'found' ? resolution.permission : undefined;
  const what = permission ? `${label(permission)} is granted by its id` : `${written.value} is an id`;
  const advice = permission ? `Write ${permission.name}.` : 'Look its name up: permlint resolve ID.';
  const message = `${what}; a delegated grant takes names, and gives no right to anything else. ${advice}`;
  yield { at: written.at, message, ...(permission && { permission: refOf(permission) }) };
}

function isPlainId({ value }: KnownFact<string>): boolean {
  return value.length === 36 && spellingOf(value).form === 'guid';
}

function* checkApi(api: KnownFact<string>, { catalog, names }: RuleContext): Iterable<Verdict> {
  const spelling = spellingOf(api.value);
  if (spelling.form === 'braced') {
    const name = catalog.api(spelling.id)?.name;
    yield { at: api.at, message: decorated(api.value, spelling.id, name), fix: replace(api, spelling.id) };
  } else if (resolveApi(catalog, api.value, names) === 'malformed') {
    yield { at: api.at, message: unknownApiName(catalog, api.value) };
  }
}

function* checkPermission(
  permission: KnownFact<string>,
  request: PermissionRequest,
  context: RuleContext,
): Iterable<Verdict> {
  const { value, at } = permission;
  const spelling = spellingOf(value);
  if (spelling.form === 'braced') {
    const found = foundBy(request, context);
    const message = decorated(value, spelling.id, found?.name);
    yield { at, message, ...(found && { permission: refOf(found) }), fix: replace(permission, spelling.id) };
  } else if (looksLikeGuid(value)) yield { at, message: brokenId(value) };
  else if (value.trim() === '')
    yield {
      at,
      message: 'The id of this permission is empty: the service refuses that. Write the id, or remove the entry.',
    };
  else if (context.names !== 'names-allowed' && !isBelowUnknownName(request, context)) {
    yield nameForId(permission, request, context);
  }
}

/** Below an API by a wrong name, names may be right: the API has the finding. */
function isBelowUnknownName({ api }: PermissionRequest, { catalog, names }: RuleContext): boolean {
  if (!api.known || looksLikeGuid(api.value) || api.value.trim() === '') return false;
  return resolveApi(catalog, api.value, names) === 'malformed';
}

function nameForId(permission: KnownFact<string>, request: PermissionRequest, context: RuleContext): Verdict {
  const { catalog, names } = context;
  const { at, value } = permission;
  const api = request.api.known ? resolveApi(catalog, request.api.value, names) : 'malformed';
  const kind = knownValue(request.kind);
  const named = typeof api === 'string' ? [] : catalog.permissionsByName(api, value);
  const live = named.filter((each) => isListed(each) && !each.resourceSpecific);
  const match = live.find((each) => each.kind === kind);
  if (match) {
    const message = `${match.name} is a name, and the service takes ids here. Write ${match.id}, the id of the ${match.kind} permission.${aboutNames(names)}`;
    return { at, message, permission: refOf(match), fix: replace(permission, match.id) };
  }
  const [first] = live;
  if (first === undefined) {
    const roles = isGrant(request) ? catalog.permissionsNamed(value).filter((each) => each.kind === kind) : [];
    if (roles.length === 0) return { at, message: neither(catalog, api, value, kind) };
    const ids = roles.slice(0, 3).map(({ id, api: { name } }) => `${id} for that of ${name}`);
    return { at, message: `${value} is a name, and an app role assignment takes the id. Write ${anyOf(ids)}.` };
  }
  const asked = kind === undefined ? '' : `, and this entry says ${manifestType(kind)}`;
  const message = `${first.name} is a name, and the service takes ids here. It exists as ${anyOf(live.map(fullLabel))}${asked}.`;
  return { at, message, permission: refOf(first) };
}

function aboutNames(names: RuleContext['names']): string {
  if (names === 'ids-required') return '';
  return ` (Names stand in toolkit templates only, which have placeholders such as \${{APP_ID}}.)`;
}

function neither(catalog: Catalog, api: Api | string, value: string, kind: PermissionKind | undefined): string {
  const near = typeof api === 'string' ? [] : catalog.nearest(api, value, kind, 3);
  const hint =
    near.length > 0
      ? `Did you mean ${anyOf(near.map(fullLabel))}?`
      : 'Look the id up by its name: permlint resolve NAME.';
  return `${quoted(value)} is neither an id nor a known name: the service takes a GUID here and refuses anything else. ${hint}`;
}

function unknownApiName(catalog: Catalog, value: string): string {
  if (looksLikeGuid(value)) return brokenId(value);
  if (value.trim() === '') return 'The id of this API is empty: the service refuses that. Write its appId, a GUID.';
  const known = catalog.api(value);
  if (known) return `${known.name} is a name, and the service takes the appId of an API here. Write ${known.appId}.`;
  const near = catalog.nearestApis(value, 3);
  const hint = near.length > 0 ? ` Did you mean ${anyOf(near.map(({ name, appId }) => `${name} (${appId})`))}?` : '';
  return `${quoted(value)} names no API: the service takes the appId of an API here, a GUID, and refuses anything else.${hint}`;
}

function brokenId(value: string): string {
  return `${quoted(value)} is not a GUID: ${guidFault(value)}. The service refuses it.`;
}

function decorated(value: string, id: string, name: string | undefined): string {
  const whose = name ? ` of ${name}` : '';
  return `${quoted(value)} has braces or spaces around the id${whose}, which the service refuses. Write ${id}.`;
}

function foundBy(request: PermissionRequest, { requests }: RuleContext): Permission | undefined {
  const resolution = requests.find((each) => each.request === request)?.resolution;
  return resolution?.status === 'found' ? resolution.permission : undefined;
}

function replace(fact: KnownFact<string>, value: string): Fix {
  return { class: 'safe', edits: [{ op: 'replace', pointer: fact.at.pointer, value }] };
}

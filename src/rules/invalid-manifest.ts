import { resolveApi, spellingOf } from '../catalog/resolve.js';
import type { Api, Catalog } from '../catalog/types.js';
import type { Application, PermissionRequest } from '../model/application.js';
import { type KnownFact, valueOf } from '../model/fact.js';
import type { Fix } from '../model/finding.js';
import { defineRule, type RuleContext, type Verdict } from './define-rule.js';
import { guidFault, looksLikeGuid } from './guid-faults.js';
import { graphManifest } from './sources.js';
import { anyOf, fullLabel, label, quoted, refOf } from './wording.js';

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
    { title: 'Refused property names', where: 'Microsoft365DSC/Microsoft365DSC issue #7182; Azure/azure-cli issue #15512', seen: '2026-06-01' },
  ],
  *check(application, context) {
    for (const { api } of application.apis) if (api.known) yield* checkApi(api, context);
    for (const request of application.requests) yield* checkPermission(request, application, context);
  },
});

function* checkApi(api: KnownFact<string>, { catalog, names }: RuleContext): Iterable<Verdict> {
  const spelling = spellingOf(api.value);
  if (spelling.form === 'guid') return;
  if (spelling.form === 'braced') {
    yield { at: api.at, message: decorated(api.value, spelling.id), fix: replace(api, spelling.id) };
  } else if (resolveApi(catalog, api.value, names) === 'malformed') {
    yield { at: api.at, message: unknownApiName(catalog, api.value) };
  }
}

function* checkPermission(request: PermissionRequest, application: Application, context: RuleContext): Iterable<Verdict> {
  const { permission } = request;
  if (!permission.known) return;
  const spelling = spellingOf(permission.value);
  if (spelling.form === 'guid') return;
  if (spelling.form === 'braced') {
    yield { at: permission.at, message: decorated(permission.value, spelling.id), fix: replace(permission, spelling.id) };
    return;
  }
  if (looksLikeGuid(permission.value)) yield { at: permission.at, message: brokenId(permission.value) };
  else if (context.names === 'ids-only') yield nameForId(permission, request, application, context);
}

function nameForId(
  permission: KnownFact<string>,
  request: PermissionRequest,
  application: Application,
  { catalog, names }: RuleContext,
): Verdict {
  const api = request.api.known ? resolveApi(catalog, request.api.value, names) : 'malformed';
  const whose = typeof api === 'string' ? undefined : api;
  const kind = valueOf(request.kind);
  const named = whose ? catalog.permissionsByName(whose, permission.value) : [];
  const live = named.filter(({ state, resourceSpecific }) => (state === 'live' || state === 'disabled') && !resourceSpecific);
  const match = live.find((each) => each.kind === kind);
  if (match) {
    const message = `${match.name} is a name, and the service takes ids here: write ${match.id} for ${fullLabel(match)}. (Names stand only in toolkit templates, which have placeholders such as \${{APP_ID}}.)`;
    return { at: permission.at, message, permission: refOf(match), fix: replace(permission, match.id) };
  }
  if (live[0]) {
    const message = `${live[0].name} is a name, and the service takes ids here; it exists as ${anyOf(live.map(fullLabel))} only, and this entry asks for the other kind.`;
    return { at: permission.at, message, permission: refOf(live[0]) };
  }
  return { at: permission.at, message: neither(catalog, whose, permission.value, application) };
}

function neither(catalog: Catalog, api: Api | undefined, value: string, _application: Application): string {
  const near = api ? catalog.nearest(api, value, undefined, 3) : [];
  const hint = near.length > 0 ? ` Did you mean ${anyOf(near.map(fullLabel))}?` : ' Look the id up by name: permlint resolve NAME.';
  return `${quoted(value)} is no permission id: the service takes a GUID here and refuses anything else.${hint}`;
}

function unknownApiName(catalog: Catalog, value: string): string {
  if (looksLikeGuid(value)) return brokenId(value);
  const near = catalog.nearestApis(value, 3);
  const hint = near.length > 0 ? ` Did you mean ${anyOf(near.map(({ name, appId }) => `${name} (${appId})`))}?` : '';
  return `${quoted(value)} names no API: write the appId of the API, a GUID.${hint}`;
}

function brokenId(value: string): string {
  return `${quoted(value)} is not a GUID: ${guidFault(value)}. The service refuses it.`;
}

function decorated(value: string, id: string): string {
  return `${quoted(value)} has braces or spaces around the id, which the service refuses. Write ${id}.`;
}

function replace(fact: KnownFact<string>, value: string): Fix {
  return { class: 'safe', edits: [{ op: 'replace', pointer: fact.at.pointer, value }] };
}

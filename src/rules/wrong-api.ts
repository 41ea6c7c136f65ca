import type { Api, Permission } from '../catalog/types.js';
import { type Application, isGrant, type PermissionRequest } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Edit, Fix } from '../model/finding.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { moveBelow } from './manifest-entries.js';
import { hasEnded } from './retirement-dates.js';
import { firstPartyApis, liveGraph, wrongIdReports } from './sources.js';
import { aKind, anyOf, fullLabel, label, manifestType, refOf, whatBecomes } from './wording.js';

export default defineRule({
  id: 'wrong-api',
  title: 'Permission of another API',
  category: 'resolve',
  severity: 'high',
  why: 'An id is looked up under the API that it stands below, and nowhere else. Consent and .default sign-in fail for the whole list.',
  remedy: 'Move the entry below the API that owns it, or write the id of the permission of this API.',
  sources: [firstPartyApis, liveGraph, wrongIdReports],
  resolutions: ['other-api'],
  *check(application, context) {
    for (const { request, resolution } of context.requests) {
      if (resolution.status !== 'other-api') continue;
      const { api, permissions } = resolution;
      const sameKind = permissions.filter(({ kind }) => kind === knownValue(request.kind));
      const meant = sameKind.length > 0 ? sameKind : permissions;
      const [first] = meant;
      if (first === undefined) continue;
      const { advice, fix } = wayOut(application, request, { api, permissions: meant }, context);
      yield {
        at: request.permission.at,
        message: `${whose(meant)}, not of ${api.name}, ${standing(request)}: ${whatBecomes(request)}. ${advice}`,
        permission: refOf(first),
        ...(fix && { fix }),
      };
    }
  },
});

interface OtherApi {
  /** The API that the request stands below. */
  readonly api: Api;
  /** The permissions of other APIs that have the id. */
  readonly permissions: readonly Permission[];
}

function standing(request: PermissionRequest): string {
  return isGrant(request) ? 'whose service principal it is granted on' : 'below which it stands';
}

/** Whose permission the id is, as far as one sentence can hold it. */
function whose(permissions: readonly Permission[]): string {
  const [first, ...others] = permissions;
  if (first === undefined) return '';
  if (others.every(({ name, kind }) => name === first.name && kind === first.kind)) {
    return `${label(first)} is ${aKind(first.kind)} of ${anyOf(permissions.slice(0, 3).map(({ api }) => api.name))}`;
  }
  const owners = permissions.slice(0, 3).map(({ kind, name, api }) => `the ${kind} permission ${name} of ${api.name}`);
  return `${first.id.slice(0, 8)} is the id of ${anyOf(owners)}`;
}

/** What to write: the entry below its owner, or what stands for the permission where its owner is retired. */
interface Way {
  readonly advice: string;
  readonly fix: Fix | undefined;
}

function wayOut(application: Application, request: PermissionRequest, found: OtherApi, context: RuleContext): Way {
  const { api, permissions } = found;
  const kind = knownValue(request.kind);
  const own = context.catalog
    .permissionsByName(api, permissions[0]?.name ?? '')
    .find((each) => each.state === 'live' && each.kind === kind && !each.resourceSpecific);
  const owners = permissions.filter((permission) => !isRetired(permission, context));
  const [first] = owners;
  if (first === undefined) return replaceRetired(request, found, own, context);
  const right = owners.some((owner) => owner.kind === kind) ? '' : `, as ${manifestType(first.kind)}`;
  const move = isGrant(request)
    ? 'Grant it on the service principal of the API that owns it.'
    : `Move it below the API that owns it${right}.`;
  const advice =
    own === undefined ? move : `${move} If ${api.name} is meant, its permission of that name is ${own.id}.`;
  const [owner, ...others] = owners.filter((each) => each.kind === kind);
  const fix = owner && others.length === 0 ? moveBelow(application, request, owner, context) : undefined;
  return { advice, fix };
}

/** Below its owner the entry would be of no use: retired-api. */
function replaceRetired(
  request: PermissionRequest,
  { api, permissions: [old] }: OtherApi,
  own: Permission | undefined,
  { catalog }: RuleContext,
): Way {
  const gone = 'Below its owner it would be of no use either, because what it opens has been retired';
  const [successor, ...others] = own || old === undefined ? [own] : catalog.graphSuccessors(old);
  if (successor === undefined || others.length > 0) return { advice: `${gone}. Remove the entry.`, fix: undefined };
  const advice = `${gone}. Write ${fullLabel(successor)} of ${successor.api.name} instead.`;
  const isHere = successor.api.appId === api.appId && successor.kind === knownValue(request.kind);
  const { pointer } = request.permission.at;
  const edits: readonly Edit[] = [{ op: 'replace', pointer, value: successor.id }];
  return { advice, fix: isHere ? { class: 'unsafe', edits } : undefined };
}

function isRetired(permission: Permission, { catalog, now }: RuleContext): boolean {
  const { appId } = permission.api;
  return hasEnded(catalog.retirement(appId, permission) ?? catalog.retirement(appId, undefined), now);
}

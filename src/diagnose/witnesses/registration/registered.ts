// What a registration asks for and was granted, resolved against the catalog.
import { graphAppId } from '../../../catalog/lookup.js';
import type { Audience, Catalog, Permission } from '../../../catalog/types.js';
import { contextOf } from '../../../engine/check.js';
import type { LivePermission } from '../../../least/live-permissions.js';
import { callData } from '../../../least/openers.js';
import { type Application, isGrant, type PermissionKind } from '../../../model/application.js';
import { knownValue } from '../../../model/fact.js';
import type { Finding } from '../../../model/finding.js';
import type { DiagnoseContext } from '../../hint.js';

/** A registration as refusals are held against it. */
export interface Registered {
  readonly application: Application;
  readonly findings: readonly Finding[];
  readonly appId: string | undefined;
  readonly audience: Audience | undefined;
  /** Everything that it requests and that exists. */
  readonly requested: readonly Permission[];
  /** Everything that is granted, as far as the input says. */
  readonly granted: readonly Permission[];
  /** Whether the input holds grants, so that what is not among them is not granted. */
  readonly hasGrants: boolean;
  /** Whether it may request more than is seen. */
  readonly isPartial: boolean;
}

// A log can hold thousands of refusals of one application.
const resolved = new WeakMap<DiagnoseContext, Registered>();

/** Resolves the registration of a context, once; undefined where there is none. */
export function registeredOf(context: DiagnoseContext): Registered | undefined {
  if (context.registration === undefined) return undefined;
  const own = resolved.get(context) ?? resolve(context, context.registration);
  resolved.set(context, own);
  return own;
}

function resolve(
  { catalog, now }: DiagnoseContext,
  { application, findings }: NonNullable<DiagnoseContext['registration']>,
): Registered {
  const { requests, audience } = contextOf(application, { catalog, rules: [], now, cloud: 'global' });
  const found = requests.flatMap(({ request, resolution }) =>
    resolution.status === 'found' ? [{ permission: resolution.permission, isGranted: isGrant(request) }] : [],
  );
  return {
    application,
    findings,
    appId: knownValue(application.appId)?.toLowerCase(),
    audience,
    requested: found.flatMap(({ permission, isGranted }) => (isGranted ? [] : [permission])),
    granted: found.flatMap(({ permission, isGranted }) => (isGranted ? [permission] : [])),
    hasGrants: application.grants.length > 0,
    isPartial:
      application.isPart === true ||
      application.isAlone === true ||
      application.lacksRequests === true ||
      application.resourceSpecific.length > 0 ||
      requests.some(({ resolution }) => resolution.status === 'undecided'),
  };
}

/** Of some permissions, those of Microsoft Graph and one kind that calls can tell of. */
export function livesOf(
  catalog: Catalog,
  permissions: readonly Permission[],
  kind: PermissionKind,
): ReadonlySet<LivePermission> {
  const { byName } = callData(catalog).live[kind];
  const own = permissions.filter((each) => each.api.appId === graphAppId && each.kind === kind);
  return new Set(
    own.flatMap(({ name, id }) => {
      const live = byName.get(name.toLowerCase());
      return live?.permission.id === id ? [live] : [];
    }),
  );
}

// The rules of which a request gets one finding at most: the first that applies speaks, even where it is switched off.
import type { Catalog, Narrower, Permission, Tier } from '../catalog/types.js';
import { type Application, isGrant, type PermissionRequest } from '../model/application.js';
import type { RuleContext } from './define-rule.js';
import { grantable, mayBeAbout } from './grantable.js';

/** The rules of the family, in the order in which they are asked. */
export type FamilyRule =
  | 'tenant-takeover'
  | 'privilege-escalation'
  | 'delegated-takeover'
  | 'directory-wide'
  | 'broad-permission'
  | 'narrower-exists';

/** A request or grant that a rule of the family speaks of, with what the rule needs to know. */
export interface FamilyMember {
  readonly request: PermissionRequest;
  readonly permission: Permission;
  readonly tier: Tier | undefined;
  readonly narrower: Narrower | undefined;
}

/**
 * The requests and grants that this rule of the family speaks of. What stands twice, or is both requested and granted,
 * is told once, where it stands first.
 */
export function familyMembers(
  rule: FamilyRule,
  application: Application,
  context: RuleContext,
): readonly FamilyMember[] {
  let families = known.get(context);
  if (families === undefined) {
    families = familiesOf(application, context);
    known.set(context, families);
  }
  return families.get(rule) ?? [];
}

type Families = ReadonlyMap<FamilyRule, readonly FamilyMember[]>;

/** Six rules ask for the same application, and most have nothing to say of it. */
const known = new WeakMap<RuleContext, Families>();
const none: Families = new Map();

function familiesOf(application: Application, context: RuleContext): Families {
  // What a part of a registration asks for may stand in another part, too, or be out of question for its audience.
  if (application.isAlone && application.isPart) return none;
  // Personal accounts are in no tenant that could be harmed.
  if (context.audience === 'PersonalMicrosoftAccount') return none;
  let families: Map<FamilyRule, FamilyMember[]> | undefined;
  const told = new Set<Permission>();
  for (const resolved of context.requests) {
    const { request, resolution } = resolved;
    if (resolution.status !== 'found') continue;
    const { permission } = resolution;
    const place = placeOf(permission, context.catalog);
    if (place === undefined || told.has(permission)) continue;
    if (grantable(resolved, context) === undefined) continue;
    if (isGrant(request) && mayBeRequested(request, permission, application, context)) continue;
    told.add(permission);
    families ??= new Map();
    const members = families.get(place.rule) ?? [];
    families.set(place.rule, members);
    members.push({ request, permission, tier: place.tier, narrower: place.narrower });
  }
  return families ?? none;
}

/** Whether a grant may be requested as well, where that is not known yet: it is told at the request then. */
function mayBeRequested(
  grant: PermissionRequest,
  permission: Permission,
  application: Application,
  context: RuleContext,
): boolean {
  // A grant by itself belongs to an application that is not here.
  if (application.lacksRequests || grant.at.document === application.at.document) return false;
  if (application.isPart) return true;
  return context.requests.some((each) => !isGrant(each.request) && mayBeAbout(each, permission, context));
}

interface FamilyPlace {
  readonly rule: FamilyRule;
  readonly tier: Tier | undefined;
  readonly narrower: Narrower | undefined;
}

/** A permission is one object of one catalog, and ten thousand manifests ask for the same few hundred. */
const places = new WeakMap<Permission, FamilyPlace | 'none'>();

function placeOf(permission: Permission, catalog: Catalog): FamilyPlace | undefined {
  let place = places.get(permission);
  if (place === undefined) {
    const tier = catalog.tier(permission);
    const narrower = catalog.narrower(permission);
    const rule = ruleOf(permission, tier, narrower);
    place = rule === undefined ? 'none' : { rule, tier, narrower };
    places.set(permission, place);
  }
  return place === 'none' ? undefined : place;
}

function ruleOf({ kind }: Permission, tier: Tier | undefined, narrower: Narrower | undefined): FamilyRule | undefined {
  const isApplication = kind === 'application';
  if (tier?.tier === '0-direct') return isApplication ? 'tenant-takeover' : 'delegated-takeover';
  if (isApplication && tier?.tier === '0-indirect') return 'privilege-escalation';
  if (narrower?.directoryWide === true) return 'directory-wide';
  // A delegated permission acts within the rights of its user: breadth alone is no fault of it.
  if (!isApplication) return undefined;
  if (tier?.tier === '1') return 'broad-permission';
  return narrower === undefined ? undefined : 'narrower-exists';
}

import { graphAppId, isListed } from '../catalog/lookup.js';
import type { Catalog, Coverage, Permission, PermissionState, Retirement, Tier } from '../catalog/types.js';
import { cutList, type Row } from './command-output.js';
import { dayOfRun } from './today.js';

/** Everything the catalog knows of one permission: plain data, which `explain -f json` prints. */
export interface PermissionFacts {
  readonly api: string;
  readonly apiName: string;
  readonly id: string;
  readonly name: string;
  readonly kind: Permission['kind'];
  readonly state: PermissionState;
  readonly resourceSpecific: boolean;
  /** Who may consent; null where no source says. */
  readonly consent: 'admin' | 'user' | null;
  /** Whether it works for personal accounts; null where no source says. */
  readonly personal: boolean | null;
  /** The permission of the same API and name of the other kind. */
  readonly otherKind: { readonly id: string; readonly kind: Permission['kind'] } | null;
  readonly tier: Tier | null;
  readonly covers: readonly CoverageFacts[];
  readonly coveredBy: readonly CoverageFacts[];
  readonly retirement: Retirement | null;
  /** When a retired or draft permission was last seen. */
  readonly lastSeen: string | null;
  /** What stands for it now. */
  readonly successors: readonly { readonly id: string; readonly name: string }[];
}

interface CoverageFacts {
  readonly id: string;
  readonly name: string;
  readonly evidence: Coverage['evidence'];
}

/** Collects what the catalog knows of a permission. */
export function permissionFacts(catalog: Catalog, permission: Permission): PermissionFacts {
  const { api, id, name, kind, state, resourceSpecific } = permission;
  const other = catalog.permissionsByName(api, name).find((each) => each.kind !== kind && isListed(each));
  const succession = catalog.succession(permission);
  const successors = [...(succession?.successors ?? []), ...catalog.graphSuccessors(permission)];
  return {
    api: api.appId,
    apiName: api.name,
    id,
    name,
    kind,
    state,
    resourceSpecific,
    consent: kind === 'application' ? 'admin' : (permission.consent ?? null),
    personal: kind === 'application' ? false : (permission.personal ?? null),
    otherKind: other === undefined ? null : { id: other.id, kind: other.kind },
    tier: catalog.tier(permission) ?? null,
    covers: catalog.covers(permission).map(coverageFacts),
    coveredBy: catalog.coveredBy(permission).map(coverageFacts),
    retirement: catalog.retirement(api.appId, permission) ?? catalog.retirement(api.appId, undefined) ?? null,
    lastSeen: succession?.lastSeen ?? null,
    successors: successors.map((each) => ({ id: each.id, name: each.name })),
  };
}

function coverageFacts({ permission, evidence }: Coverage): CoverageFacts {
  return { id: permission.id, name: permission.name, evidence };
}

/** The title and the rows of a permission. */
export function describePermission(facts: PermissionFacts): { readonly title: string; readonly rows: readonly Row[] } {
  const { name, kind, apiName, resourceSpecific } = facts;
  const what = `${resourceSpecific ? 'resource-specific ' : ''}${kind} permission of ${apiName}`;
  const rows: Row[] = [
    ['id', facts.id],
    ['other kind', otherKindText(facts)],
  ];
  if (facts.state !== 'live') rows.push(['state', stateTexts[facts.state]]);
  if (resourceSpecific) {
    rows.push(['belongs', 'in a Teams app manifest; in requiredResourceAccess it is not granted']);
  } else rows.push(['consent', consentText(facts)], ['accounts', accountsText(facts)]);
  if (facts.tier !== null) rows.push(['tier', tierText(facts.tier, kind)]);
  if (facts.covers.length > 0) rows.push(['covers', coverageText(facts.covers)]);
  if (facts.coveredBy.length > 0) rows.push(['covered by', coverageText(facts.coveredBy)]);
  if (facts.retirement !== null) rows.push(...retirementRows(facts.retirement));
  if (facts.lastSeen !== null) rows.push(['last seen', facts.lastSeen]);
  if (facts.successors.length > 0) {
    rows.push([
      'now',
      cutList(
        facts.successors.map((each) => `${each.name} (${each.id})`),
        10,
      ),
    ]);
  }
  return { title: `${name || 'A permission without a name'}   ${what}`, rows };
}

const stateTexts: Readonly<Record<PermissionState, string>> = {
  live: 'live',
  disabled: 'listed, but closed to new consent',
  hidden: 'in the deployment catalog only: consent fails where it is not in preview',
  retired: 'its id is gone: consent fails',
  draft: 'its id was never released: consent fails',
};

const tierTexts: Readonly<Record<Tier['tier'], string>> = {
  '0-direct': 'its holder can take over the tenant',
  '0-indirect': 'takes over the tenant under common conditions, or controls a security policy',
  '1': 'tenant-wide data or high impact',
};

// A delegated permission acts within the user's own rights: what the tier means depends on who signs in.
function tierText({ tier, path }: Tier, kind: Permission['kind']): string {
  if (kind === 'application') return `${tier}, ${tierTexts[tier]}: ${path}`;
  // What the path of tier 1 says of the whole tenant, no user can but an administrator.
  if (tier === '1') return `${tier} (within the rights of the signed-in user)`;
  return `${tier}, within the rights of the signed-in user: ${path}`;
}

function otherKindText({ otherKind, kind }: PermissionFacts): string {
  if (otherKind !== null) return `${otherKind.kind}: ${otherKind.id}`;
  return `no live ${kind === 'application' ? 'delegated' : 'application'} permission of this name`;
}

// Microsoft's roles reference: Application Administrators and Cloud Application Administrators consent to application
// permissions of every API but Microsoft Graph and Azure AD Graph.
const strictApis: readonly string[] = [graphAppId, '00000002-0000-0000-c000-000000000000'];

function consentText({ api, kind, consent }: PermissionFacts): string {
  if (kind === 'delegated') {
    if (consent === 'user') return 'each user can, unless the tenant forbids it';
    return consent === 'admin' ? 'an administrator only' : 'not known whether users can';
  }
  if (strictApis.includes(api)) return 'an administrator only: Privileged Role Administrator or Global Administrator';
  return 'an administrator only: Cloud Application Administrator or above';
}

function accountsText({ kind, personal }: PermissionFacts): string {
  if (kind === 'application') return 'work and school; personal accounts have no administrator to consent';
  if (personal === null) return 'work and school; not known whether personal ones';
  return personal ? 'work, school and personal' : 'work and school only';
}

const evidenceTexts: Readonly<Record<Coverage['evidence'], string>> = {
  paths: '',
  name: ' (by its name)',
  calls: ' (by its calls)',
};

function coverageText(list: readonly CoverageFacts[]): string {
  return cutList(
    list.map(({ name, evidence }) => name + evidenceTexts[evidence]),
    10,
  );
}

/** What ends, when, and what to use instead. */
export function retirementRows({ title, state, date, finalDate, effect, replacement }: Retirement): readonly Row[] {
  const when = [date, finalDate].filter((each) => each !== null).join(' to ');
  const last = finalDate ?? date;
  const isPast = last === null || last <= dayOfRun().toISOString().slice(0, 10);
  const rows: Row[] = [
    [
      state === 'no effect' ? 'effect' : isPast ? 'ended' : 'ends',
      `${title}${when === '' ? '' : `, ${when}`}: ${effect}`,
    ],
  ];
  if (replacement !== null) {
    const instead = 'words' in replacement ? replacement.words : `${replacement.name} (${replacement.id})`;
    rows.push(['instead', instead]);
  }
  return rows;
}

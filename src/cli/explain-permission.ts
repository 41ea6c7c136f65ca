import { isListed } from '../catalog/lookup.js';
import type { Catalog, Coverage, Permission, PermissionState, Retirement, Tier } from '../catalog/types.js';
import { isOpenId, isSignIn } from '../rules/sign-in-permissions.js';
import { cutList, type Row } from './command-output.js';
import { consentText } from './explain-consent.js';
import {
  type NamingFacts,
  namingFacts,
  namingRows,
  type RevealedFacts,
  revealedFacts,
  revealsText,
} from './explain-naming.js';
import { type OpensFacts, opensFacts, opensRows } from './explain-opens.js';
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
  /** Whether users cannot consent in tenants where Microsoft manages user consent, though its type says they can. */
  readonly refusedByManagedPolicy: boolean;
  /** Whether it works for personal accounts; null where no source says. */
  readonly personal: boolean | null;
  /** The permission of the same API and name of the other kind. */
  readonly otherKind: { readonly id: string; readonly kind: Permission['kind'] } | null;
  /** What its name says, by the pattern of Microsoft Graph; null for other APIs. */
  readonly naming: NamingFacts | null;
  /** What it is to signing users in: it is never redundant. */
  readonly signIn: 'user' | 'openid' | null;
  readonly tier: Tier | null;
  readonly covers: readonly CoverageFacts[];
  readonly coveredBy: readonly CoverageFacts[];
  /** The types of members that it reveals. */
  readonly reveals: readonly RevealedFacts[];
  /** The calls that list it; null where the data cannot know. */
  readonly opens: OpensFacts | null;
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

/** Collects what the catalog knows of a permission; `withPaths`: every call that it opens, too. */
export function permissionFacts(catalog: Catalog, permission: Permission, withPaths: boolean): PermissionFacts {
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
    refusedByManagedPolicy: catalog.isRefusedByManagedConsent(permission),
    personal: kind === 'application' ? false : (permission.personal ?? null),
    otherKind: other === undefined ? null : { id: other.id, kind: other.kind },
    naming: namingFacts(catalog, permission),
    signIn: isOpenId(permission) ? 'openid' : isSignIn(permission) ? 'user' : null,
    tier: catalog.tier(permission) ?? null,
    covers: catalog.covers(permission).map(coverageFacts),
    coveredBy: catalog.coveredBy(permission).map(coverageFacts),
    reveals: revealedFacts(catalog, permission),
    opens: opensFacts(catalog, permission, withPaths),
    retirement: catalog.retirement(api.appId, permission) ?? catalog.retirement(api.appId, undefined) ?? null,
    lastSeen: succession?.lastSeen ?? null,
    successors: successors.map((each) => ({ id: each.id, name: each.name })),
  };
}

function coverageFacts({ permission, evidence }: Coverage): CoverageFacts {
  return { id: permission.id, name: permission.name, evidence };
}

/** The title and the rows of a permission; `date` is that of the data. */
export function describePermission(
  facts: PermissionFacts,
  date: string,
): { readonly title: string; readonly rows: readonly Row[] } {
  const { name, kind, apiName, resourceSpecific } = facts;
  const what = `${resourceSpecific ? 'resource-specific ' : ''}${kind} permission of ${apiName}`;
  const rows: readonly Row[] = [
    ['id', facts.id],
    ['other kind', otherKindText(facts)],
    ...standingRows(facts),
    ...powerRows(facts, date),
    ...endRows(facts),
  ];
  return { title: `${name || 'A permission without a name'}   ${what}`, rows };
}

/** Where it stands, and who can have it. */
function standingRows(facts: PermissionFacts): readonly Row[] {
  const state: readonly Row[] = facts.state === 'live' ? [] : [['state', stateTexts[facts.state]]];
  if (facts.resourceSpecific) {
    return [...state, ['belongs', 'in a Teams app manifest; in requiredResourceAccess it is not granted']];
  }
  const consent = consentText(facts, facts.refusedByManagedPolicy);
  return [...state, ['consent', consent], ['accounts', accountsText(facts)]];
}

/** What its holder can do. */
function powerRows(facts: PermissionFacts, date: string): readonly Row[] {
  const { naming, tier, signIn, covers, coveredBy, reveals, opens, state } = facts;
  const isGone = state === 'retired' || state === 'draft';
  const rows: Row[] = naming === null || isGone ? [] : [...namingRows(naming)];
  if (tier !== null) rows.push(['tier', tierText(tier, facts.kind)]);
  if (signIn !== null) rows.push(['redundant', `never: it is ${signIn === 'user' ? 'the' : 'a'} sign-in permission`]);
  if (covers.length > 0) rows.push(['covers', coverageText(covers)]);
  if (coveredBy.length > 0) rows.push(['covered by', coverageText(coveredBy)]);
  if (reveals.length > 0) rows.push(['reveals', revealsText(reveals)]);
  if (opens !== null) rows.push(...opensRows(opens, date));
  else if (naming === null) rows.push(['opens', 'not known: the data have the calls of Microsoft Graph alone']);
  return rows;
}

/** How it ends or has ended, and what stands for it now. */
function endRows({ retirement, lastSeen, successors }: PermissionFacts): readonly Row[] {
  const rows: Row[] = retirement === null ? [] : [...retirementRows(retirement)];
  if (lastSeen !== null) rows.push(['last seen', lastSeen]);
  const names = successors.map((each) => `${each.name} (${each.id})`);
  if (names.length > 0) rows.push(['now', cutList(names, 10)]);
  return rows;
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

import type { PermissionKind } from '../model/application.js';

/**
 * Where a permission stands. `live`: the service lists it; `disabled`: listed, closed to new consent;
 * `hidden`: in the deployment catalog only; `retired`: once live or documented, its id is gone;
 * `draft`: its id was only ever in the deployment catalog's history and never released.
 */
export type PermissionState = 'live' | 'disabled' | 'hidden' | 'retired' | 'draft';

/** An API (resource) that permissions belong to, keyed by its appId. */
export interface Api {
  readonly appId: string;
  readonly name: string;
  /** False where the list of permissions may lack some: an unknown id is then no evidence of a mistake. */
  readonly complete: boolean;
  /** The national cloud that the list is of; left out for the public cloud's. */
  readonly cloud?: string;
}

export interface Permission {
  readonly api: Api;
  /** Lower-case GUID. */
  readonly id: string;
  /** Canonical spelling; one permission in the catalog has an empty name. */
  readonly name: string;
  readonly kind: PermissionKind;
  readonly state: PermissionState;
  /** Resource-specific consent: belongs in a Teams manifest, never in `requiredResourceAccess`. */
  readonly resourceSpecific: boolean;
  /** Who may consent to a delegated permission, where a source says. */
  readonly consent?: 'admin' | 'user';
  /** Whether a delegated permission works for personal accounts, where a source says. */
  readonly personal?: boolean;
}

/** A retired or draft permission: when it was last seen, and the live ids that carry its name and kind now. */
export interface Succession {
  /** ISO date. */
  readonly lastSeen: string;
  readonly successors: readonly Permission[];
}

/** An API or permission that ends or has ended. `id` and `kind` are null for a whole API. */
export interface Retirement {
  /** Slug of the retirement: `aad-graph`, `outlook-rest`, `pim-iter2`, `ews-exo`, `noop-scopes`. */
  readonly slug: string;
  /** The retired thing in words: "Azure AD Graph API (graph.windows.net)". */
  readonly title: string;
  readonly api: string;
  readonly kind: PermissionKind | null;
  readonly id: string | null;
  /** `no effect` has no date and makes no finding. */
  readonly state: 'retired' | 'ending' | 'no effect';
  /** ISO date of the (first) end. */
  readonly date: string | null;
  /** ISO date of the final end, where there are two. */
  readonly finalDate: string | null;
  readonly effect: string;
  /** What to use instead: a live permission, or words. */
  readonly replacement:
    | { readonly api: string; readonly id: string; readonly name: string }
    | { readonly words: string }
    | null;
}

/** The four values of `signInAudience`. */
export const audiences = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
] as const;
export type Audience = (typeof audiences)[number];

/** A limit of the service: one value per audience, null where there is none. */
export interface Limit {
  /** Row id of `facts/audience-limits.json`: `rra-total`, `idu-len`. */
  readonly id: string;
  readonly values: Readonly<Record<Audience, number | boolean | null>>;
  /** Keys of the sources, as in data/README.md. */
  readonly sources: readonly string[];
}

export interface Tier {
  readonly tier: '0-direct' | '0-indirect' | '1';
  /** How the holder gets there, in one line. */
  readonly path: string;
}

/** What stands between two permissions of one kind: beside `broader`, `narrower` adds nothing. */
export interface Coverage {
  readonly permission: Permission;
  /** `paths`: name and every known call say so; `name`: the name says so, some calls are missing from the data; `calls`: calls say so, names are unrelated. */
  readonly evidence: 'paths' | 'name' | 'calls';
  /** Whether it certainly holds where personal accounts sign in, to whom the broader permission may give less. */
  readonly personal: boolean;
}

/** Calls that the data list under the narrower permission of a pair only, so that the pair rests on its names. */
export interface MissingCalls {
  /** How many there are. */
  readonly count: number;
  /** The first forty: `GET /users/{id}/messages`. */
  readonly calls: readonly string[];
}

/** A permission of the same kind that is enough for part of what another one opens. */
export interface NarrowerPermission {
  readonly permission: Permission;
  /** For what it is enough: "groups and members". */
  readonly when: string;
  /** Whether it is about the same resource (`User` in `User.Read.All`). */
  readonly sameResource: boolean;
}

/** What may be enough in place of a permission, best choices first. */
export interface Narrower {
  /** Whether the documentation warns of the permission by name: it reaches across the whole directory. */
  readonly directoryWide: boolean;
  /** Live and never of tier 0. */
  readonly permissions: readonly NarrowerPermission[];
  /** Roles of RBAC for Applications in Exchange Online, which hold for chosen mailboxes. */
  readonly exchangeRoles: readonly string[];
  /** Names for a Teams manifest: they hold for one team, chat or user. */
  readonly resourceSpecific: readonly string[];
  /** Other means, in words. */
  readonly other: readonly { readonly name: string; readonly when: string }[];
}

/** What the name of a Microsoft Graph permission says, read by the pattern {resource}.{operation}.{constraint}. */
export interface Naming {
  /** Undefined, as the operation is, where the name has another form: `openid`. */
  readonly resource: string | undefined;
  readonly operation: string | undefined;
  /** The operation in words; undefined where the catalog has none. */
  readonly operationMeaning: string | undefined;
  readonly constraint: string | undefined;
  /** How far the permission reaches; undefined where the name does not say. */
  readonly reach: string | undefined;
}

/** A type of members, which come with id and type alone where no permission reveals them. */
export interface MemberType {
  /** Microsoft Graph's type, `servicePrincipal`; for the two kinds of things that have none, the same as `words`. */
  readonly type: string;
  /** Several of it: `service principals`. */
  readonly words: string;
  /** What reveals their names. */
  readonly least: Readonly<Record<PermissionKind, Permission>>;
  /** What reveals every property. */
  readonly full: Readonly<Record<PermissionKind, Permission>>;
}

/** Everything known about APIs and permissions, offline. Every text it returns is canonical; every lookup ignores letter case. */
export interface Catalog {
  /** ISO date of the newest source of live permissions. */
  readonly date: string;
  /** The API by appId, display name or alias. */
  api(idOrName: string): Api | undefined;
  /** Every API, Microsoft Graph first, then by name. */
  apis(): readonly Api[];
  /** Every permission with this id, over all APIs and kinds; live ones first, Microsoft Graph first. */
  permissionsById(id: string): readonly Permission[];
  /** Every permission of this API with this id: both kinds, every state, live first. Reads this API's part only. */
  permissionsIn(api: Api, id: string): readonly Permission[];
  /** The permission with this key; the API by appId, name or alias. */
  permission(key: { readonly api: string; readonly kind: PermissionKind; readonly id: string }): Permission | undefined;
  /** The permissions of one kind with this name, live ones first: a name can stand twice. The API by appId, name or alias. */
  permissions(key: {
    readonly api: string;
    readonly kind: PermissionKind;
    readonly name: string;
  }): readonly Permission[];
  /** Every permission of the API with this name (or a current alias of it): both kinds, every state, live ones first. */
  permissionsByName(api: Api, name: string): readonly Permission[];
  /** Live permissions with this name over all APIs, Microsoft Graph first. */
  permissionsNamed(name: string): readonly Permission[];
  /** All permissions of an API, in the order of their names. */
  permissionsOf(api: Api): readonly Permission[];
  /** Live names like a misspelt one, best first, at most `limit`; of one kind where `kind` is given. */
  nearest(api: Api, name: string, kind: PermissionKind | undefined, limit: number): readonly Permission[];
  /** Live permissions of an API whose id differs from this one in one or two characters, at most `limit`. */
  nearestIds(api: Api, id: string, limit: number): readonly Permission[];
  /** Names of APIs like a misspelt one, best first, at most `limit`. */
  nearestApis(name: string, limit: number): readonly Api[];
  /** When a retired or draft permission was last seen, and its live successors. */
  succession(permission: Permission): Succession | undefined;
  /** The retirement that holds for this permission itself, or for the whole API when `permission` is undefined. */
  retirement(api: string, permission: Pick<Permission, 'id' | 'kind'> | undefined): Retirement | undefined;
  /** The Microsoft Graph permissions that stand for an Azure AD Graph permission. */
  graphSuccessors(permission: Permission): readonly Permission[];
  /** Delegated resource-specific names that have no public id, and names of Teams clients and Office add-ins. */
  resourceSpecificNames(): readonly { readonly name: string; readonly kind: PermissionKind }[];
  limit(id: string): Limit;
  tier(permission: Permission): Tier | undefined;
  /** What the permission covers. Empty for APIs other than Microsoft Graph. */
  covers(permission: Permission): readonly Coverage[];
  /** What covers the permission. */
  coveredBy(permission: Permission): readonly Coverage[];
  /** What the permission's name says; undefined for APIs other than Microsoft Graph, whose names follow no pattern. */
  naming(permission: Permission): Naming | undefined;
  /** Types of members and the permissions that reveal them. */
  memberTypes(): readonly MemberType[];
  /** The permission that reveals members of every type. */
  revealsEveryMember(): Readonly<Record<PermissionKind, Permission>>;
  /** Every known call of Microsoft Graph with the permissions that open it, as text: `least/` takes it apart. */
  paths(): string;
  /** Calls that need a signed-in user and what to do instead, as text: `least/` takes it apart. */
  delegatedOnly(): string;
  /** How refusals read and the causes they speak of, as text: `diagnose/` takes it apart. */
  signatures(): string;
  /** The calls that speak against a pair whose evidence is `name`. */
  missingCalls(broader: Permission, narrower: Permission): MissingCalls | undefined;
  /** What is narrower than the permission, where it is known. Undefined for APIs other than Microsoft Graph. */
  narrower(permission: Permission): Narrower | undefined;
  /** Whether users cannot consent to a delegated permission where Microsoft manages user consent. */
  isRefusedByManagedConsent(permission: Permission): boolean;
}

/** The texts that the catalog is compiled into; see data/README.md. */
export const catalogParts = [
  'graph.tsv',
  'graph-retired.tsv',
  'other-apis.tsv',
  'retirements.json',
  'limits.json',
  'tiers.tsv',
  'scoping.tsv',
  'consent-policy.tsv',
  'implications.tsv',
  'missing-calls.tsv',
  'azure-ad-graph.tsv',
  'resource-specific.tsv',
  'paths.tsv',
  'delegated-only.tsv',
  'signatures.tsv',
  'naming.tsv',
  'members.tsv',
] as const;
export type CatalogPart = (typeof catalogParts)[number];

/** Hands out the text of a part. Called at most once for each, and only when the part is needed. */
export type ReadPart = (part: CatalogPart) => string;

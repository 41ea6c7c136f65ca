import type { Fact, UnknownFact } from './fact.js';
import type { Place } from './place.js';

/** `Role` in a manifest is an application permission, `Scope` a delegated one. */
export type PermissionKind = 'application' | 'delegated';

/** One `resourceAccess` entry: the application asks for a permission. */
export interface PermissionRequest {
  /** The API's appId or, where the format allows, its name. */
  readonly api: Fact<string>;
  /** The permission's id or, where the format allows, its name. */
  readonly permission: Fact<string>;
  readonly kind: Fact<PermissionKind>;
  /** The whole entry. */
  readonly at: Place;
}

/** One `requiredResourceAccess` entry: an API and the permissions requested of it. */
export interface ApiRequest {
  readonly api: Fact<string>;
  /** The requests below it; undefined where the list itself is missing or malformed. */
  readonly requests: readonly PermissionRequest[];
  /** Whether the list of permissions is known to be empty or absent. */
  readonly isEmpty: boolean;
  /** The list of permissions, or the entry where there is none. */
  readonly listAt: Place;
  /** The whole entry. */
  readonly at: Place;
}

/** A permission asked for in a Teams manifest, by name, for the resource the app is installed in. */
export interface ResourceSpecificRequest {
  readonly name: Fact<string>;
  readonly kind: Fact<PermissionKind>;
}

/**
 * How values may be written: an id only (or a name after all, where an API is given by name, as toolkits do), an id in
 * any case, or also a name that a tool or script resolves.
 */
export type NamePolicy = 'ids-only' | 'ids-required' | 'names-allowed';

/** A consent that exists or is deployed: an app role assignment, or one scope of an oauth2 permission grant. */
export interface PermissionGrant extends PermissionRequest {
  /** An app role assignment is made by id, a delegated grant by name. */
  readonly names: NamePolicy;
  /** True for a delegated grant that holds for every user. */
  readonly forAllPrincipals: Fact<boolean>;
}

/** Whether it is a consent, not an entry that asks for one. */
export function isGrant(request: PermissionRequest): request is PermissionGrant {
  return 'forAllPrincipals' in request;
}

/** A redirect URI and the platform it is registered for. */
export interface RedirectUri {
  readonly platform: 'web' | 'spa' | 'publicClient';
  readonly uri: Fact<string>;
}

/** A permission that this application exposes as an API. */
export interface ExposedScope {
  readonly value: Fact<string | undefined>;
}

/** A client that the application trusts without asking the user. */
export interface PreAuthorizedClient {
  readonly scopeCount: number;
  readonly at: Place;
}

/** A list with the place where it stands, or where it would stand. */
export interface FactList<T> {
  readonly items: readonly T[];
  /** False when the list is absent, unknown or malformed. */
  readonly present: boolean;
  /** Set where the whole list is not known yet. */
  readonly unknown?: UnknownFact;
  readonly at: Place;
}

/** How clients sign in to the application. Formats without these facts leave `clients` out. */
export interface ClientFacts {
  readonly redirectUris: FactList<RedirectUri>;
  readonly identifierUris: FactList<Fact<string>>;
  readonly exposedScopes: FactList<ExposedScope>;
  readonly preAuthorizedClients: FactList<PreAuthorizedClient>;
  readonly tags: FactList<Fact<string>>;
  readonly appRoles: FactList<Place>;
  readonly logoutUrl: Fact<string | undefined>;
  /** Secrets and certificates: where each stands, never what it holds. */
  readonly passwords: FactList<Place>;
  readonly certificates: FactList<Place>;
  /** Federated credentials; most exports leave them out. */
  readonly federatedCredentials: FactList<Place>;
  readonly allowsPublicClient: Fact<boolean | undefined>;
}

/** An app registration: the unit that is linted. */
export interface Application {
  readonly name?: Fact<string | undefined>;
  readonly appId?: Fact<string | undefined>;
  /** Only an exported registration has one. */
  readonly objectId?: Fact<string | undefined>;
  readonly audience?: Fact<string | undefined>;
  readonly tokenVersion?: Fact<1 | 2 | null | undefined>;
  readonly names: NamePolicy;
  readonly apis: readonly ApiRequest[];
  readonly requests: readonly PermissionRequest[];
  readonly resourceSpecific: readonly ResourceSpecificRequest[];
  readonly grants: readonly PermissionGrant[];
  readonly clients?: ClientFacts;
  /** The appIds of applications that stand beside this one, in lower case: an API of one's own is among them. */
  readonly siblings?: Pick<ReadonlySet<string>, 'has'>;
  /** Set where this is one of several parts of a registration: what it lacks may stand elsewhere. */
  readonly isPart?: true;
  /** Set where what it asks for stands nowhere in the input, as of an application of another tenant: its grants tell all. */
  readonly lacksRequests?: true;
  /** Set where this is seen by itself, though other resources of its program may add to it or give consent. */
  readonly isAlone?: true;
  /** The list of requested APIs, or the application where there is none. */
  readonly requestsAt: Place;
  readonly at: Place;
}

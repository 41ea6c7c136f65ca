// Inputs of azuread applications as the engine hands them to policies, and every way to leave one of them open.
import type { JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb.js';
import { type Inputs, unknown } from './pack-runner.js';

export const applicationType = 'azuread:index/application:Application';
export const microsoftGraph = '00000003-0000-0000-c000-000000000000';
export const userRead = { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' };
const contactsRead = 'ff74d97f-43af-4b68-9f2a-b77ee6968c5d';

/** Nothing is wrong with it, and it has every property that is read. */
export const right: Inputs = {
  displayName: 'Contoso Portal',
  signInAudience: 'AzureADandPersonalMicrosoftAccount',
  requiredResourceAccesses: [
    { resourceAppId: microsoftGraph, resourceAccesses: [userRead, { id: contactsRead, type: 'Scope' }] },
  ],
  api: {
    requestedAccessTokenVersion: 2,
    oauth2PermissionScopes: [{ id: '6a3f4c1e-0d52-4c55-9d1a-5a6d3c1f0b11', value: 'orders.read', type: 'User' }],
  },
  appRoles: [{ id: '0b1cf1a5-4f7d-4a4c-8a4b-0d6c38e7a7a1', value: 'reader', allowedMemberTypes: ['User'] }],
  identifierUris: ['api://6e9d3c1a-7a56-4d5c-8a0c-1f0f3a1f7f10'],
  web: { redirectUris: ['https://contoso.example/signin'], logoutUrl: 'https://contoso.example/signout' },
  singlePageApplication: { redirectUris: ['https://contoso.example/app'] },
  publicClient: { redirectUris: ['http://localhost'] },
  fallbackPublicClientEnabled: false,
  tags: ['portal', 'orders'],
  notes: 'Ask the portal team.',
};

/** The same, with the id of a delegated permission written as Role. */
export const wrong: Inputs = {
  ...right,
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccesses: [
    { resourceAppId: microsoftGraph, resourceAccesses: [userRead, { id: contactsRead, type: 'Role' }] },
  ],
};

export type Path = readonly (string | number)[];

/** The path of every value below the root, lists and blocks included. */
export function pathsOf(value: JavaScriptValue, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...at, index]))
    : Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...at, key]));
  return at.length === 0 ? below : [at, ...below];
}

/** A copy in which the value at the path is not known yet. */
export function leaveOpen(inputs: Inputs, path: Path): Inputs {
  return withValue(inputs, path, unknown);
}

/** A copy with another value at the path. */
export function withValue(inputs: Inputs, path: Path, value: JavaScriptValue): Inputs {
  const [key = '', ...rest] = path;
  return { ...inputs, [key]: changed(inputs[key] ?? null, rest, value) };
}

function changed(value: JavaScriptValue, [key, ...rest]: Path, to: JavaScriptValue): JavaScriptValue {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? changed(item, rest, to) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([each, item]) => [each, each === key ? changed(item, rest, to) : item]),
  );
}

/** The URN of a resource of the stacks that tests write. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::lab::${type}::${name}`;
}

/** Throws for what is not known yet when it is read, as the objects of the policy SDK do. */
export function asPolicySees(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const held: unknown = Reflect.get(target, key);
      if (held === unknown) throw Object.assign(new Error('unknown value'), { unknownTypeSentinel: unknown });
      return asPolicySees(held);
    },
  });
}

// How rules name permissions and what happens to them, so that every message uses the same words.
import type { Api, Permission } from '../catalog/types.js';
import { type PermissionKind, type PermissionRequest } from '../model/application.js';
import { valueOf } from '../model/fact.js';
import type { PermissionRef } from '../model/finding.js';

/** What a wrong entry does to all the others (facts/enforcement.json: unknown-permission, wrong-api, type-mismatch). */
export const consentFails = 'consent and .default sign-in then fail for the whole list';

/** `Mail.Read (810c84a8)`: the name, and enough of the id to find it. */
export function label({ name, id }: Permission): string {
  return name === '' ? `the unnamed permission ${id}` : `${name} (${id.slice(0, 8)})`;
}

/** `the application permission Mail.Read (810c84a8-4a9e-49e6-bf7d-12d183f40d01)`: to be pasted. */
export function fullLabel({ name, id, kind }: Permission): string {
  return `the ${kind} permission ${name} (${id})`;
}

/** `an application permission`, `a delegated permission`. */
export function aKind(kind: PermissionKind): string {
  return kind === 'application' ? 'an application permission' : 'a delegated permission';
}

/** How a manifest spells the kind. */
export function manifestType(kind: PermissionKind): 'Role' | 'Scope' {
  return kind === 'application' ? 'Role' : 'Scope';
}

/** What a finding says of a permission that the catalog holds. */
export function refOf({ api, id, name, kind }: Permission): PermissionRef {
  return { api: api.appId, apiName: api.name, id, name: name || null, kind };
}

/** What a finding says of a request that no permission of the catalog answers. */
export function refOfRequest({ permission, kind }: PermissionRequest, api: Api): PermissionRef {
  const value = valueOf(permission);
  const isId = value !== undefined && /^[0-9a-f-]{36}$/i.test(value);
  return {
    api: api.appId,
    apiName: api.name,
    id: isId ? value.toLowerCase() : null,
    name: isId ? null : (value ?? null),
    kind: valueOf(kind) ?? null,
  };
}

/** `a`, `a or b`, `a, b or c`. */
export function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** `1 permission`, `2 permissions`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A value from a file in quotes, cut at 80 characters. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
}

// How rules name permissions and what happens to them, so that every message uses the same words.
import { spellingOf } from '../catalog/resolve.js';
import type { Api, Permission } from '../catalog/types.js';
import { isGrant, type PermissionKind, type PermissionRequest } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { PermissionRef } from '../model/finding.js';
import type { Place } from '../model/place.js';

export { aKind, anyOf, quoted } from '../model/wording.js';

// Reports: Azure-Samples/azure-finops-agent issue #52, hashicorp/terraform-provider-azuread issue #1461.
/** What a wrong entry does to all the others. */
export const consentFails = 'consent and .default sign-in fail for the whole list';

/**
 * What becomes of a request or grant that names no permission of its API and kind. That an assignment of another kind is
 * refused: hashicorp/terraform-provider-azuread issue #591.
 */
export function whatBecomes(request: PermissionRequest): string {
  if (!isGrant(request)) return `the entry is accepted when it is written, but ${consentFails}`;
  return knownValue(request.kind) === 'application'
    ? 'the assignment is refused when it is deployed'
    : 'the grant gives no right to anything';
}

/** `Mail.Read (810c84a8)`: the name, and enough of the id to find it. */
export function label({ name, id }: Permission): string {
  return name === '' ? `${id} (which has no name)` : `${name} (${id.slice(0, 8)})`;
}

/** `the application permission Mail.Read (810c84a8-4a9e-49e6-bf7d-12d183f40d01)`: to be pasted. */
export function fullLabel({ name, id, kind }: Permission): string {
  return name === '' ? `the ${kind} permission without a name, ${id}` : `the ${kind} permission ${name} (${id})`;
}

export function otherKind(kind: PermissionKind): PermissionKind {
  return kind === 'application' ? 'delegated' : 'application';
}

/** How a manifest spells the kind. */
export function manifestType(kind: PermissionKind): 'Role' | 'Scope' {
  return kind === 'application' ? 'Role' : 'Scope';
}

/** What a finding says of a permission that the catalog holds. */
export function refOf({ api, id, name, kind }: Permission): PermissionRef {
  return { api: api.appId, apiName: api.name, id, name: name || null, kind };
}

/** What a finding says of a whole API. */
export function refOfApi({ appId, name }: Pick<Api, 'appId'> & { readonly name: string | null }): PermissionRef {
  return { api: appId, apiName: name, id: null, name: null, kind: null };
}

/** What a finding says of a request that no permission of the catalog answers. */
export function refOfRequest({ permission, kind }: PermissionRequest, api: Api): PermissionRef {
  const value = knownValue(permission);
  const spelling = value === undefined ? undefined : spellingOf(value);
  const id = spelling === undefined || spelling.form === 'other' ? null : spelling.id;
  const name = id === null ? (value ?? null) : null;
  return { api: api.appId, apiName: api.name, id, name, kind: knownValue(kind) ?? null };
}

/** The text with its first letter in upper case, to begin a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name of a property as its document spells it, but for letter case; a place that is no property has the name that is given. */
export function propertyName({ document, pointer }: Place, otherwise: string): string {
  const name = String(pointer.at(-1) ?? otherwise);
  const spelled = String(document.spell(pointer).at(-1) ?? otherwise);
  return spelled.toLowerCase() === name.toLowerCase() ? name : spelled;
}

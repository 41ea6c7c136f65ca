import { lazy, rowAfter } from './facts.js';
import { graphAppId, isListed, type PermissionLookup } from './lookup.js';
import { letterOf } from './table.js';
import type { Catalog, Narrower, NarrowerPermission, Permission, ReadPart } from './types.js';

/** What is narrower than a permission of Microsoft Graph, from scoping.tsv; searched in the text, and kept. */
export function createScoping(readPart: ReadPart, lookup: PermissionLookup): Pick<Catalog, 'narrower'> {
  const text = lazy(() => readPart('scoping.tsv'));
  const known = new WeakMap<Permission, Narrower | undefined>();
  return {
    narrower(permission) {
      if (permission.api.appId !== graphAppId || permission.resourceSpecific || !isListed(permission)) return undefined;
      if (!known.has(permission)) known.set(permission, narrowerOf(text(), permission, lookup));
      return known.get(permission);
    },
  };
}

function narrowerOf(text: string, broad: Permission, lookup: PermissionLookup): Narrower | undefined {
  const row = rowAfter(text, [letterOf(broad.kind), broad.name]);
  if (row === undefined) return undefined;
  const [mark, permissions = '', exchangeRoles = '', resourceSpecific = '', other = ''] = row;
  return {
    directoryWide: mark === 'w',
    permissions: listOf(permissions).flatMap((choice) => permissionOf(choice, broad, lookup)),
    exchangeRoles: listOf(exchangeRoles),
    resourceSpecific: listOf(resourceSpecific),
    other: listOf(other).map((choice) => nameAndWhen(choice)),
  };
}

function listOf(field: string): readonly string[] {
  return field === '' ? [] : field.split('|');
}

function nameAndWhen(choice: string): { readonly name: string; readonly when: string } {
  const at = choice.indexOf('=');
  return { name: choice.slice(0, at), when: choice.slice(at + 1) };
}

function permissionOf(choice: string, broad: Permission, lookup: PermissionLookup): readonly NarrowerPermission[] {
  const sameResource = !choice.startsWith('~');
  const { name, when } = nameAndWhen(sameResource ? choice : choice.slice(1));
  const named = lookup.permissionsByName(broad.api, name);
  const permission = named.find((each) => each.kind === broad.kind && isListed(each) && !each.resourceSpecific);
  return permission === undefined ? [] : [{ permission, when, sameResource }];
}

import { withoutMark } from '../model/byte-order-mark.js';
import { isGuid } from '../model/guid.js';
import type { OwnApi, OwnPermission } from '../model/own-api.js';
import { quoted } from '../model/wording.js';
import { isCatalogFile, readCatalogFile } from './catalog-file.js';
import { filledLines, isJsonLines, parseJson } from './json-text.js';
import { isRecord } from './source.js';

/** The APIs that a text describes, or why it describes none. */
export type OwnApisReading = { readonly apis: readonly OwnApi[] } | { readonly fault: string };

/**
 * Reads APIs from a catalog file, or from what Microsoft Graph returns of service principals or applications (one, a list,
 * a page, NDJSON), or from a manifest of the API's own registration, in both layouts. Never throws.
 */
export function readOwnApis(marked: string): OwnApisReading {
  const text = withoutMark(marked);
  const values = valuesOf(text);
  if (values === undefined) return { fault: 'is not JSON' };
  const [first] = values;
  if (isCatalogFile(first)) {
    const file = readCatalogFile(first);
    return 'apis' in file ? { apis: file.apis } : file;
  }
  const apis: OwnApi[] = [];
  for (const value of values.flatMap(itemsOf)) {
    const read = readOwnApi(value);
    if ('fault' in read) return read;
    apis.push(read);
  }
  return apis.length === 0 ? { fault: 'holds no API' } : { apis };
}

function valuesOf(text: string): readonly unknown[] | undefined {
  const whole = parseJson(text);
  if (whole.ok) return [whole.value];
  if (!isJsonLines(text)) return undefined;
  const lines = [...filledLines(text)].map(({ offset, end }) => parseJson(text.slice(offset, end)));
  return lines.every(({ ok }) => ok) ? lines.flatMap((line) => (line.ok ? [line.value] : [])) : undefined;
}

/** A list, or a page of an answer, is its items. */
function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) && Array.isArray(value.value) ? value.value : [value];
}

/** Reads the API that an object describes; or why it describes none, in words that follow "holds" or "says". */
export function readOwnApi(value: unknown): OwnApi | { readonly fault: string } {
  if (!isRecord(value)) return { fault: 'holds no API: an object with appId, appRoles and oauth2PermissionScopes' };
  const { appId } = value;
  if (typeof appId !== 'string' || !isGuid(appId)) {
    return { fault: 'holds an API without an appId, which is how registrations ask for it' };
  }
  const name = [value.displayName, value.name].find((each) => typeof each === 'string' && each !== '');
  const scopes = [
    value.oauth2PermissionScopes,
    value.publishedPermissionScopes,
    value.oauth2Permissions,
    isRecord(value.api) ? value.api.oauth2PermissionScopes : undefined,
  ].find(Array.isArray);
  if (scopes === undefined && !Array.isArray(value.appRoles)) {
    return { fault: `says nothing of the permissions of ${quoted(appId)}: appRoles and oauth2PermissionScopes` };
  }
  const specific = specificOf(value.resourceSpecificApplicationPermissions);
  const permissions = [...rolesOf(value.appRoles), ...scopesOf(scopes), ...specific];
  return { appId, name: typeof name === 'string' ? name : appId, permissions };
}

/** Roles for users are no permissions of applications. */
function rolesOf(list: unknown): readonly OwnPermission[] {
  return recordsOf(list).flatMap(({ id, value, isEnabled, allowedMemberTypes }): readonly OwnPermission[] => {
    const isForApplications = !Array.isArray(allowedMemberTypes) || allowedMemberTypes.includes('Application');
    if (!isForApplications || typeof id !== 'string' || !isGuid(id)) return [];
    const name = typeof value === 'string' ? value : '';
    return [{ id, name, kind: 'application', isEnabled: isEnabled !== false }];
  });
}

function scopesOf(list: unknown): readonly OwnPermission[] {
  return recordsOf(list).flatMap(({ id, value, isEnabled, type }): readonly OwnPermission[] => {
    if (typeof id !== 'string' || !isGuid(id)) return [];
    const name = typeof value === 'string' ? value : '';
    const consent = type === 'User' ? 'user' : type === 'Admin' ? 'admin' : undefined;
    return [{ id, name, kind: 'delegated', isEnabled: isEnabled !== false, ...(consent && { consent }) }];
  });
}

function specificOf(list: unknown): readonly OwnPermission[] {
  return recordsOf(list).flatMap(({ id, value, isEnabled }): readonly OwnPermission[] => {
    if (typeof id !== 'string' || !isGuid(id) || typeof value !== 'string') return [];
    return [{ id, name: value, kind: 'application', isEnabled: isEnabled !== false, resourceSpecific: true }];
  });
}

function recordsOf(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

// How the files of tools for Microsoft 365 are known; their readers are loaded only once one was met.
import type { PermissionKind } from '../../model/application.js';
import { holds, isRecord } from '../source.js';

/** Whether a document is the settings.json of a Microsoft365DSC resource: it says what the resource needs. */
export function isMicrosoft365DscSettings(value: unknown): boolean {
  if (!isRecord(value) || typeof value.resourceName !== 'string') return false;
  const { permissions } = value;
  return isRecord(permissions) && settingsSections.some((section) => isRecord(permissions[section]));
}

/** The sections of such a file that have an API. That of Exchange lists roles of its own, which no registration asks for. */
export const settingsSections = ['graph', 'sharepoint'] as const;

/** Whether a document is a permission set of CIPP, or a list of some, as CIPP's API gives them. */
export function isPermissionSets(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isPermissionSet) : isPermissionSet(value);
}

/** Whether a value is one permission set: below `Permissions`, each API has a list for each kind. */
export function isPermissionSet(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value.Permissions)) return false;
  const apis = Object.values(value.Permissions);
  return apis.length > 0 && apis.every((api) => permissionLists.some(([key]) => holds(api, key)));
}

/** The lists of permissions that a permission set has for each API. */
export const permissionLists: readonly (readonly [string, PermissionKind])[] = [
  ['applicationPermissions', 'application'],
  ['delegatedPermissions', 'delegated'],
];

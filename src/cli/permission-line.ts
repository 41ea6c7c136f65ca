import type { Api, Permission } from '../catalog/types.js';

/** A permission in one line: id, kind, API and name, and why it is no usual one. */
export function permissionLine(permission: Permission): string {
  const { id, kind, api, name } = permission;
  return `${id}  ${kind.padEnd(11)}  ${api.name}/${name}${remark(permission)}\n`;
}

/** An API in one line, in the columns of the permissions. */
export function apiLine({ appId, name }: Api): string {
  return `${appId}  API          ${name}\n`;
}

function remark({ state, resourceSpecific }: Permission): string {
  const words = [...(state === 'live' ? [] : [state]), ...(resourceSpecific ? ['resource-specific'] : [])];
  return words.length === 0 ? '' : `  (${words.join(', ')})`;
}

import type { Permission } from '../catalog/types.js';
import type { Source } from './define-rule.js';

const openId = ['openid', 'profile', 'email', 'offline_access'];

/** What an application asks for to sign users in, and nothing more; by name, as several APIs have them. */
const names: ReadonlySet<string> = new Set([...openId, 'User.Read']);

export const signInScopes: Source = {
  title: 'Scopes of OpenID Connect (sections 5.4 and 11)',
  where: 'openid.net specs/openid-connect-core-1_0',
  seen: '2023-12-15',
};

/** Whether a permission only signs users in. */
export function isSignIn({ kind, name }: Permission): boolean {
  return kind === 'delegated' && names.has(name);
}

/** Whether a name is one of the OpenID Connect scopes, in any letter case. */
export function isOpenIdName(name: string): boolean {
  return openId.includes(name.toLowerCase());
}

/** Whether it is one of the OpenID Connect scopes, which need not be listed to be asked for. */
export function isOpenId(permission: Permission): boolean {
  return isSignIn(permission) && permission.name !== 'User.Read';
}

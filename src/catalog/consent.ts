import type { PermissionKind } from '../model/application.js';
import { azureAdGraphAppId, graphAppId } from './lookup.js';

/**
 * Whether consent takes a Privileged Role Administrator or Global Administrator: Application Administrators and Cloud
 * Application Administrators consent to application permissions of every API but Microsoft Graph and Azure AD Graph
 * (Microsoft's reference of roles).
 */
export function takesRoleAdministrator(kind: PermissionKind, appId: string): boolean {
  return kind === 'application' && (appId === graphAppId || appId === azureAdGraphAppId);
}

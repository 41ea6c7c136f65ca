import { takesRoleAdministrator } from '../../../catalog/consent.js';
import { graphAppId } from '../../../catalog/lookup.js';
import { isTierZero } from '../../../catalog/tier-zero.js';
import type { Catalog, Permission } from '../../../catalog/types.js';
import { pathText } from '../../../least/call-path.js';
import type { KnownCall } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import type { PermissionKind } from '../../../model/application.js';
import { allOf } from '../../../model/wording.js';
import type { Command, Step } from '../../causes/cause-text.js';
import { lookAtGrants, newToken } from '../../causes/grant-steps.js';
import { withId } from './permission-words.js';

/** Who is to get permissions. */
export interface Recipient {
  /** A managed identity has no registration: its permissions are assigned. */
  readonly isManagedIdentity: boolean;
}

/** Requesting permissions of one kind and API, granting them, and using them. */
export function requestSteps(
  catalog: Catalog,
  wanted: readonly Permission[],
  { isManagedIdentity }: Recipient = { isManagedIdentity: false },
): readonly Step[] {
  const [first] = wanted;
  if (first === undefined) return [];
  if (isManagedIdentity) return [assignStep(wanted), newTokenStep(true)];
  return [requestStep(catalog, wanted, first), consentStep(wanted, first), newTokenStep(false)];
}

function requestStep(catalog: Catalog, wanted: readonly Permission[], { api, kind }: Permission): Step {
  const takeover = wanted.filter((each) => isTierZero(catalog, each)).map(({ name }) => name);
  const warning =
    takeover.length === 0 ? '' : `. ${allOf(takeover)} can take over the tenant: look for another way first`;
  const type = kind === 'application' ? 'Role' : 'Scope';
  const pairs = wanted.map(({ id }) => `${id}=${type}`).join(' ');
  return {
    text: `Request the ${kind} ${plural(wanted)} ${allOf(wanted.map(withId))} of ${api.name}${warning}.`,
    commands: [
      {
        tool: 'azure-cli',
        text: `az ad app permission add --id <app-id> --api ${api.appId} --api-permissions ${pairs}`,
      },
    ],
  };
}

/** The consent to permissions of one kind and API that a registration requests. */
export function consentStep(wanted: readonly Permission[], { api, kind, consent }: Permission): Step {
  const isForUsers = kind === 'delegated' && wanted.every((each) => each.consent === 'user') && consent === 'user';
  const who = takesRoleAdministrator(kind, api.appId)
    ? 'a Privileged Role Administrator'
    : 'a Cloud Application Administrator';
  const users = isForUsers
    ? 'Ask for it when the user signs in: users may consent to it, unless the tenant forbids that; an administrator can do so for all of them. admin-consent grants everything that the registration requests.'
    : `Have ${who} consent: users cannot. admin-consent grants everything that the registration requests.`;
  return { text: users, commands: grantCommands(wanted, api.appId, kind) };
}

/** The commands that grant permissions which are requested. */
function grantCommands(wanted: readonly Permission[], api: string, kind: PermissionKind): readonly Command[] {
  const scopes = wanted.map(({ name }) => name).join(' ');
  // az ad app permission grant would put the scopes in the place of those that were granted before.
  const azure: Command = { tool: 'azure-cli', text: 'az ad app permission admin-consent --id <app-id>' };
  const grants =
    kind === 'application'
      ? wanted.map(
          ({ id }) =>
            `New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -PrincipalId $app.Id -ResourceId $api.Id -AppRoleId ${id}`,
        )
      : [
          '# Where a grant exists already, Update-MgOauth2PermissionGrant adds to its scopes.',
          `New-MgOauth2PermissionGrant -ClientId $app.Id -ConsentType AllPrincipals -ResourceId $api.Id -Scope "${scopes}"`,
        ];
  return [azure, { tool: 'graph-powershell', text: [...bothPrincipals('<app-id>', api), ...grants].join('\n') }];
}

function bothPrincipals(appId: string, api: string): readonly string[] {
  return [
    `$app = Get-MgServicePrincipal -Filter "appId eq '${appId}'"`,
    `$api = Get-MgServicePrincipal -Filter "appId eq '${api}'"`,
  ];
}

function assignStep(wanted: readonly Permission[]): Step {
  const roles = wanted.map(
    ({ id }) =>
      `New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -PrincipalId $app.Id -ResourceId $api.Id -AppRoleId ${id}`,
  );
  return {
    text: `Assign the application ${plural(wanted)} ${allOf(wanted.map(withId))} to the managed identity: it has no registration that could request it.`,
    commands: [{ tool: 'graph-powershell', text: [...bothPrincipals('<app-id>', graphAppId), ...roles].join('\n') }],
  };
}

function newTokenStep(isManagedIdentity: boolean): Step {
  return isManagedIdentity
    ? { text: 'Then wait for a new token: tokens of managed identities are kept for up to 24 hours.' }
    : newToken;
}

/** How to read what an application was granted. */
export const readGrantsStep = (): Step => lookAtGrants;

const flags: Readonly<Record<Scheme, string>> = {
  work: '--delegated',
  personal: '--personal',
  application: '--application',
};

/**
 * Everything that opens a call, by permlint itself. The path is the data's own, so that nothing of the input is run; of
 * what was written, such as `GET /auditLogs/signIns`, it takes the letter case alone.
 */
export function leastStep({ method, segments }: KnownCall, schemes: readonly Scheme[], written = ''): Step {
  const own = schemes.length === 1 ? schemes.map((scheme) => `${flags[scheme]} `).join('') : '';
  const parts = written.replace(/^\S* ?\//, '').split('/');
  const path = segments.map((segment, at) => (parts[at]?.toLowerCase() === segment ? parts[at] : segment));
  const call = `${method} ${pathText(path)}`;
  // Shells fill in $value between double quotes, and cmd knows no others.
  const quote = call.includes('$') ? "'" : '"';
  return {
    text: 'See everything that opens the call.',
    commands: [{ tool: 'permlint', text: `permlint least ${own}${quote}${call}${quote}` }],
  };
}

const plural = (wanted: readonly unknown[]): string => (wanted.length === 1 ? 'permission' : 'permissions');

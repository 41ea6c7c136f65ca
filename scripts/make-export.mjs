// Makes the export of a tenant out of numbers: the same one for the same numbers.
// node scripts/make-export.mjs COUNT [--faulty SHARE] [--grants] [--folder FOLDER]
// Applications as NDJSON on standard output; with --grants also a service principal and a grant of each, and with --folder
// every kind in a file of its own there, as Microsoft Graph lists them.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const graph = '00000003-0000-0000-c000-000000000000';
const graphPrincipal = '5a5e0000-0000-4000-8000-000000000003';
const scopes = [
  'e1fe6dd8-ba31-4d61-89e7-88639da4683d', // User.Read
  '37f7f235-527c-4136-accd-4a02d197296e', // openid
  '14dad69e-099b-42c9-810b-d002981feec1', // profile
  '7427e0e9-2fba-42fe-b0c0-848c9e6a8182', // offline_access
  '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', // email
];
const takeover = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8'; // RoleManagement.ReadWrite.Directory

/** An id made from two numbers. @param {number} kind @param {number} index */
const idOf = (kind, index) =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

/** @param {number} index @param {boolean} isFaulty of a faulty one a delegated permission stands as an application's */
export function applicationOf(index, isFaulty) {
  const resourceAccess = scopes.slice(0, 1 + (index % scopes.length)).map((id) => ({ id, type: 'Scope' }));
  if (isFaulty) resourceAccess.push({ id: '024d486e-b451-40bb-833d-3e66d98c5c73', type: 'Scope' });
  if (isFaulty) resourceAccess.push({ id: scopes[0] ?? '', type: 'Role' });
  return {
    id: idOf(1, index),
    appId: idOf(2, index),
    displayName: `Line of business ${index}`,
    signInAudience: 'AzureADMyOrg',
    createdDateTime: '2026-01-01T00:00:00Z',
    tags: [],
    identifierUris: [],
    api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [], preAuthorizedApplications: [] },
    requiredResourceAccess: [{ resourceAppId: graph, resourceAccess }],
    web: { redirectUris: [`https://app-${index}.contoso.com/signin-oidc`], logoutUrl: null },
  };
}

/** @param {number} index */
export function servicePrincipalOf(index) {
  return {
    id: idOf(3, index),
    appId: idOf(2, index),
    displayName: `Line of business ${index}`,
    servicePrincipalType: 'Application',
    servicePrincipalNames: [idOf(2, index)],
    signInAudience: 'AzureADMyOrg',
    accountEnabled: true,
    appRoleAssignmentRequired: false,
  };
}

/** A consent to what the application asks for; of a faulty one also to a role that it does not ask for. @param {number} index @param {boolean} isFaulty */
export function grantOf(index, isFaulty) {
  if (!isFaulty) {
    const scope = 'User.Read';
    return { id: `g${index}`, clientId: idOf(3, index), consentType: 'Principal', resourceId: graphPrincipal, scope };
  }
  const [principalId, principalType] = [idOf(3, index), 'ServicePrincipal'];
  return { id: `a${index}`, appRoleId: takeover, principalId, principalType, resourceId: graphPrincipal };
}

const graphServicePrincipal = {
  ...servicePrincipalOf(0),
  id: graphPrincipal,
  appId: graph,
  displayName: 'Microsoft Graph',
};

/** Whether one of a share of all is faulty. @param {number} index @param {number} share */
export const isFaultyAt = (index, share) => Math.floor((index + 1) * share) > Math.floor(index * share);

/** Collects text and writes it in large pieces. @param {number} descriptor */
function writerTo(descriptor) {
  /** @type {string[]} */
  let lines = [];
  const flush = () => {
    const bytes = Buffer.from(lines.join(''));
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    lines = [];
  };
  const write = (/** @type {unknown} */ value) => {
    lines.push(`${JSON.stringify(value)}\n`);
    if (lines.length >= 5_000) flush();
  };
  return { write, flush };
}

/**
 * Writes an export. `open` gives the descriptor for a kind of objects.
 * @param {number} count @param {number} share @param {boolean} hasGrants @param {(kind: string) => number} open
 */
export function writeExport(count, share, hasGrants, open) {
  /** @param {string} kind @param {() => Iterable<unknown>} objects */
  const writeAll = (kind, objects) => {
    const { write, flush } = writerTo(open(kind));
    for (const each of objects()) write(each);
    flush();
  };
  const numbers = () => Array.from({ length: count }).keys();
  writeAll('applications', function* () {
    for (const index of numbers()) yield applicationOf(index, isFaultyAt(index, share));
  });
  if (!hasGrants) return;
  writeAll('servicePrincipals', function* () {
    yield graphServicePrincipal;
    for (const index of numbers()) yield servicePrincipalOf(index);
  });
  writeAll('oauth2PermissionGrants', function* () {
    for (const index of numbers()) if (!isFaultyAt(index, share)) yield grantOf(index, false);
  });
  writeAll('appRoleAssignments', function* () {
    for (const index of numbers()) if (isFaultyAt(index, share)) yield grantOf(index, true);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { faulty: { type: 'string' }, grants: { type: 'boolean' }, folder: { type: 'string' } },
  });
  const { folder } = values;
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const open = (/** @type {string} */ kind) =>
    folder === undefined ? 1 : openSync(join(folder, `${kind}.ndjson`), 'w');
  const close = (/** @type {number} */ descriptor) => (descriptor === 1 ? undefined : closeSync(descriptor));
  /** @type {number[]} */
  const opened = [];
  writeExport(Number(positionals[0] ?? 1000), Number(values.faulty ?? 0.05), values.grants === true, (kind) => {
    const descriptor = open(kind);
    opened.push(descriptor);
    return descriptor;
  });
  for (const each of opened) close(each);
}

// What the stand-in knows of azuread 6.9: what the provider adds to inputs, and what it alone can say.

/** Properties that only the service gives, by resource: a preview does not know them. */
const outputOnly = new Map([
  [
    'Application',
    [
      'appRoleIds',
      'clientId',
      'disabledByMicrosoft',
      'logoUrl',
      'oauth2PermissionScopeIds',
      'objectId',
      'publisherDomain',
    ],
  ],
  ['ApplicationRegistration', ['clientId', 'disabledByMicrosoft', 'objectId', 'publisherDomain']],
  ['ApplicationPassword', ['keyId', 'value']],
  ['ApplicationFederatedIdentityCredential', ['credentialId']],
  ['ApplicationFlexibleFederatedIdentityCredential', ['credentialId']],
  ['AppRoleAssignment', ['principalDisplayName', 'principalType', 'resourceDisplayName']],
  ['ServicePrincipalPassword', ['keyId', 'value']],
  // The generic resource of the msgraph provider, which the same process stands in for.
  ['Resource', ['output']],
  [
    'ServicePrincipal',
    [
      'appRoleIds',
      'appRoles',
      'applicationTenantId',
      'displayName',
      'homepageUrl',
      'logoutUrl',
      'oauth2PermissionScopeIds',
      'oauth2PermissionScopes',
      'objectId',
      'redirectUris',
      'samlMetadataUrl',
      'servicePrincipalNames',
      'signInAudience',
      'type',
    ],
  ],
]);

/** Defaults at the top of the inputs. */
const defaults = new Map([
  ['Application', { preventDuplicateNames: false, signInAudience: 'AzureADMyOrg' }],
  ['ApplicationRegistration', { requestedAccessTokenVersion: 2, signInAudience: 'AzureADMyOrg' }],
  ['ApplicationPermissionScope', { type: 'User' }],
  ['ServicePrincipal', { accountEnabled: true }],
]);

/** Defaults of blocks and of the items of lists, only where they are written; `api.x` is a block or list x in api. */
const blockDefaults = new Map([
  [
    'Application',
    {
      api: { requestedAccessTokenVersion: 1 },
      'api.oauth2PermissionScopes': { enabled: true, type: 'User' },
      appRoles: { enabled: true },
    },
  ],
]);

/** Client ids of Microsoft's own APIs, as `getApplicationPublishedAppIds` names them. */
export const publishedAppIds = {
  AzureActiveDirectoryGraph: '00000002-0000-0000-c000-000000000000',
  MicrosoftGraph: '00000003-0000-0000-c000-000000000000',
  Office365ExchangeOnline: '00000002-0000-0ff1-ce00-000000000000',
  Office365SharePointOnline: '00000003-0000-0ff1-ce00-000000000000',
};

/**
 * Whether it is a registration: it must have a name.
 * @param {string} type
 */
export function needsName(type) {
  return type === 'Application' || type === 'ApplicationRegistration';
}

/**
 * The properties that a preview does not know.
 * @param {string} type
 */
export function outputOnlyOf(type) {
  return outputOnly.get(type) ?? [];
}

/** @typedef {import('google-protobuf/google/protobuf/struct_pb.js').JavaScriptValue} Value */
/** @typedef {Record<string, Value>} Values */

/**
 * The inputs as `Check` gives them back: with defaults, and beside them a list of the names that were added.
 * @param {string} type
 * @param {Values} inputs
 */
export function withDefaults(type, inputs) {
  /** @type {Values} */
  let filled = inputs;
  for (const [path, values] of Object.entries(blockDefaults.get(type) ?? {})) {
    filled = fillBelow(filled, path.split('.'), values);
  }
  return fill(filled, defaults.get(type) ?? {});
}

/**
 * @param {Values} block
 * @param {string[]} path
 * @param {Values} values
 * @returns {Values}
 */
function fillBelow(block, [key = '', ...rest], values) {
  const held = block[key];
  const each = (/** @type {Value} */ item) => {
    // A value that is secret or not known yet is left as it is.
    if (!isBlock(item)) return item;
    return rest.length === 0 ? fill(item, values) : fillBelow(item, rest, values);
  };
  if (held === undefined) return block;
  return { ...block, [key]: Array.isArray(held) ? held.map(each) : each(held) };
}

/** The key by which Pulumi marks objects that stand for something else. */
const mark = '4dabf18193072939515e22adb298388d';

/**
 * Whether it is a block of properties, and nothing that stands for something else.
 * @param {Value | undefined} value
 * @returns {value is Values}
 */
export function isBlock(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(mark in value);
}

/**
 * @param {Values} block
 * @param {Values} values
 * @returns {Values}
 */
function fill(block, values) {
  const missing = Object.keys(values).filter((key) => block[key] === undefined);
  return { ...values, ...block, __defaults: missing.sort() };
}

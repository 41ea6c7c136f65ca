// Every registration of registrations.json, as resources of azuread.
const azuread = require('@pulumi/azuread');
const registrations = require('./registrations.json');

/** @typedef {import('../read-registrations.js').Manifest} Manifest */

for (const { name, split, manifest } of registrations) {
  if (split) declareSplit(name, manifest);
  else declare(name, manifest);
}

/** @param {string} name @param {Manifest} manifest */
function declare(name, { requiredResourceAccess, ...manifest }) {
  new azuread.Application(name, {
    ...manifest,
    requiredResourceAccesses: requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => ({
      resourceAppId,
      resourceAccesses: resourceAccess,
    })),
  });
}

/** @param {string} name @param {Manifest} manifest */
function declareSplit(name, { displayName, signInAudience, api, web, requiredResourceAccess }) {
  const { id: applicationId } = new azuread.ApplicationRegistration(name, { displayName, signInAudience, ...api });
  if (web) {
    new azuread.ApplicationRedirectUris(`${name}:web`, { applicationId, type: 'Web', redirectUris: web.redirectUris });
  }
  for (const [index, { resourceAppId: apiClientId, resourceAccess }] of requiredResourceAccess.entries()) {
    const idsOf = (/** @type {string} */ type) =>
      resourceAccess.filter((each) => each.type === type).map(({ id }) => id);
    new azuread.ApplicationApiAccess(`${name}:api-${index}`, {
      applicationId,
      apiClientId,
      roleIds: idsOf('Role'),
      scopeIds: idsOf('Scope'),
    });
  }
}

// A stack with a resource of every type that is read, and every property that is read. Nothing is wrong with it.
import { z } from 'zod';
import { type PulumiResource, pulumiTypes } from '../../src/index.js';
import { applicationType, microsoftGraph, right, urnOf } from './inputs.js';
import type { Inputs } from './pack-runner.js';

const mailSend = 'b633e1c5-b582-4048-a93e-9f11b44c7e96';
const reportsRead = '230c1aed-a721-4c5d-9cb4-a90514e508ef';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
const shop = 'azuread:index/applicationRegistration:ApplicationRegistration shop';
const objectId = (end: number) => `aaaaaaaa-0000-4000-8000-00000000000${end}`;

const propsOf = z.record(z.string(), z.json());

export interface WholeResource extends PulumiResource {
  readonly urn: string;
  readonly props: Inputs;
}

function resource(
  token: string,
  name: string,
  props: Inputs,
  from: Readonly<Record<string, string>> = {},
): WholeResource {
  const type = token.includes(':') ? token : `azuread:index/${token.charAt(0).toLowerCase()}${token.slice(1)}:${token}`;
  const dependencies = Object.entries(from).map(([key, of]) => [key, [urnOf(...splitAtSpace(of))]] as const);
  return { urn: urnOf(type, name), type, name, props, propertyDependencies: Object.fromEntries(dependencies) };
}

function splitAtSpace(text: string): [string, string] {
  const [type = '', name = ''] = text.split(' ');
  return [type, name];
}

const ofShop = { applicationId: shop };
const applicationId = `/applications/${objectId(1)}`;
const clientOf = (name: string) => `azuread:index/servicePrincipal:ServicePrincipal ${name}`;

export const wholeStack: readonly WholeResource[] = [
  resource(applicationType, 'portal', right),
  resource('ApplicationRegistration', 'shop', {
    displayName: 'Shop',
    signInAudience: 'AzureADMultipleOrgs',
    requestedAccessTokenVersion: 2,
    logoutUrl: 'https://shop.example/signout',
  }),
  resource(
    'ApplicationApiAccess',
    'shop-graph',
    { applicationId, apiClientId: microsoftGraph, roleIds: [reportsRead], scopeIds: [userRead] },
    ofShop,
  ),
  resource(
    'ApplicationPreAuthorized',
    'shop-trusts',
    { applicationId, authorizedClientId: objectId(9), permissionIds: [objectId(8)] },
    ofShop,
  ),
  resource(
    'ApplicationRedirectUris',
    'shop-uris',
    { applicationId, type: 'Web', redirectUris: ['https://shop.example/signin'] },
    ofShop,
  ),
  resource('ApplicationIdentifierUri', 'shop-uri', { applicationId, identifierUri: 'api://shop' }, ofShop),
  resource(
    'ApplicationPermissionScope',
    'shop-scope',
    { applicationId, scopeId: objectId(7), value: 'orders.read' },
    ofShop,
  ),
  resource('ApplicationAppRole', 'shop-role', { applicationId, roleId: objectId(6), value: 'reader' }, ofShop),
  resource('ApplicationPassword', 'shop-secret', { applicationId }, ofShop),
  resource('ApplicationCertificate', 'shop-certificate', { applicationId, value: 'MII' }, ofShop),
  resource('ApplicationFederatedIdentityCredential', 'shop-ci', { applicationId, subject: 'repo:shop' }, ofShop),
  resource(
    'ApplicationFlexibleFederatedIdentityCredential',
    'shop-any-ci',
    { applicationId, audience: 'api://x' },
    ofShop,
  ),
  resource('ServicePrincipal', 'shop-sp', { clientId: objectId(2) }, { clientId: shop }),
  resource('ServicePrincipal', 'graph', { clientId: microsoftGraph, useExisting: true }),
  resource(
    'AppRoleAssignment',
    'shop-reads',
    { appRoleId: reportsRead, principalObjectId: objectId(3), resourceObjectId: objectId(4) },
    { principalObjectId: clientOf('shop-sp'), resourceObjectId: clientOf('graph') },
  ),
  resource(
    'ServicePrincipalDelegatedPermissionGrant',
    'shop-signs-in',
    {
      claimValues: ['openid', 'User.Read'],
      servicePrincipalObjectId: objectId(3),
      resourceServicePrincipalObjectId: objectId(4),
      userObjectId: objectId(5),
    },
    { servicePrincipalObjectId: clientOf('shop-sp'), resourceServicePrincipalObjectId: clientOf('graph') },
  ),
  resource('msgraph:index/resource:Resource', 'club', {
    url: 'applications',
    body: {
      displayName: 'Club',
      signInAudience: 'AzureADandPersonalMicrosoftAccount',
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [{ value: 'club.read' }],
        preAuthorizedApplications: [],
      },
      web: { redirectUris: ['https://club.example/signin'], logoutUrl: 'https://club.example/signout' },
      spa: { redirectUris: [] },
      publicClient: { redirectUris: [] },
      identifierUris: ['api://club'],
      tags: ['club'],
      isFallbackPublicClient: false,
      requiredResourceAccess: [{ resourceAppId: microsoftGraph, resourceAccess: [{ id: userRead, type: 'Scope' }] }],
    },
  }),
  // A registration that stands elsewhere gets its permissions here.
  resource('msgraph:index/updateResource:UpdateResource', 'guild', {
    url: `applications/${objectId(6)}`,
    body: {
      requiredResourceAccess: [{ resourceAppId: microsoftGraph, resourceAccess: [{ id: userRead, type: 'Scope' }] }],
    },
  }),
];

/** The types of which the stack has none: every one must have been tried. */
export const missingTypes = pulumiTypes.filter((type) => !wholeStack.some((each) => each.type === type));

/** The same resources, with a delegated permission given for an application permission wherever there is one. */
export const wrongStack: readonly WholeResource[] = wholeStack.map((each) => {
  const text = JSON.stringify(each.props).replaceAll(reportsRead, userRead).replaceAll('"Scope"', '"Role"');
  return { ...each, props: propsOf.parse(JSON.parse(text)) };
});

/** The same resources, with an application permission of high impact, requested and granted. */
export const broadStack: readonly WholeResource[] = wholeStack.map((each) => {
  return { ...each, props: propsOf.parse(JSON.parse(JSON.stringify(each.props).replaceAll(reportsRead, mailSend))) };
});

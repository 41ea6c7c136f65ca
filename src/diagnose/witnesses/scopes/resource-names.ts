// The API that a refused request names, in words.
import { azureAdGraphAppId, graphAppId } from '../../../catalog/lookup.js';
import type { Api, Catalog } from '../../../catalog/types.js';
import { graphHostLike } from '../../../input/calls/address.js';
import type { CauseId } from '../../causes/index.js';
import type { Hint } from '../../hint.js';
import { hostOf } from '../../token/resources.js';
import { quotedUri } from './quoted-uri.js';
import { apiNamed } from './read-scopes.js';

/** What is known of the API that a tenant does not have. */
export function missingApiHints(catalog: Catalog, cause: CauseId, resource: string): readonly Hint[] {
  const api = apiNamed(catalog, resource);
  if (api !== undefined) return knownApiHints(catalog, cause, api, resource);
  const host = /^https?:/i.test(resource) ? hostOf(resource) : undefined;
  const like = host === undefined ? undefined : graphHostLike(host);
  if (like !== undefined) {
    return [
      {
        cause,
        weight: 97,
        title: `The API is written ${quotedUri(resource, 80)}, and Microsoft Graph is https://${like}`,
        evidence: `${quotedUri(resource)} is a slip of the hand away from https://${like}.`,
        steps: [{ text: `Ask for https://${like}/.default, or for scopes of https://${like}.` }],
      },
    ];
  }
  const evidence = `${quotedUri(resource)} is no API of Microsoft that permlint knows: an API of one's own, of another publisher, or a slip.`;
  const checks = [
    'Compare the URI of the request letter by letter with the Application ID URI of the API (identifierUris), the closing slash too.',
    "An API of another tenant's needs a service principal in this tenant, which consent to it makes.",
  ];
  return [{ cause, weight: 96, evidence, checks }];
}

function knownApiHints(catalog: Catalog, cause: CauseId, { appId, name }: Api, resource: string): readonly Hint[] {
  const retirement = catalog.retirement(appId, undefined);
  const evidence = `${quotedUri(resource)} is ${name} (${appId}).`;
  const retired: readonly Hint[] =
    appId === azureAdGraphAppId
      ? [
          {
            cause: 'aad-graph-retired',
            weight: 70,
            evidence: `${evidence} Azure AD Graph is retired: Microsoft Graph takes its place.`,
          },
        ]
      : [];
  const ended = retirement?.state === 'retired' ? ` ${retirement.title} has ended: ${retirement.effect}` : '';
  const isGraph = appId === graphAppId;
  return [
    {
      cause,
      weight: 97,
      title: `The tenant has no service principal of ${name}`,
      evidence: `${evidence}${ended}`,
      steps: isGraph
        ? [
            {
              text: 'Compare the URI letter by letter: every tenant has Microsoft Graph. Ask for https://graph.microsoft.com/.default.',
            },
          ]
        : [
            {
              text: `Have an administrator make the service principal of ${name} in the tenant, where it has the licence for it.`,
              commands: [
                { tool: 'azure-cli', text: `az ad sp create --id ${appId}` },
                { tool: 'graph-powershell', text: `New-MgServicePrincipal -AppId ${appId}` },
              ],
            },
          ],
    },
    ...retired,
  ];
}

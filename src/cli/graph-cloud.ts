import { type Cloud, clouds } from '../catalog/resolve.js';
import { UsageError } from './usage-error.js';

/** Where a cloud's Microsoft Graph answers, and how signing in names the cloud. */
export interface GraphCloud {
  readonly cloud: Cloud;
  /** Microsoft Graph's address, which is what a token is asked for, too. */
  readonly resource: string;
  /** Who gives tokens. */
  readonly authority: string;
  /** What the Azure CLI calls the cloud. */
  readonly azName: string;
}

const government = { authority: 'https://login.microsoftonline.us', azName: 'AzureUSGovernment' };

// Addresses: microsoftgraph/microsoft-graph-docs-contrib concepts/deployments.md, seen 2026-11-21.
const graphClouds: Readonly<Record<Cloud, Omit<GraphCloud, 'cloud'>>> = {
  global: {
    resource: 'https://graph.microsoft.com',
    authority: 'https://login.microsoftonline.com',
    azName: 'AzureCloud',
  },
  usgov: { resource: 'https://graph.microsoft.us', ...government },
  'usgov-dod': { resource: 'https://dod-graph.microsoft.us', ...government },
  china: {
    resource: 'https://microsoftgraph.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    azName: 'AzureChinaCloud',
  },
};

/** Microsoft Graph of a cloud. */
export function graphCloud(cloud: Cloud): GraphCloud {
  return { cloud, ...graphClouds[cloud] };
}

/** The cloud whose Microsoft Graph has an address. */
export function cloudOfResource(resource: string): GraphCloud | undefined {
  return clouds.map(graphCloud).find((each) => each.resource === resource);
}

/** The server that `--endpoint` names: https, or this machine, so that no token crosses a network in the clear. */
export function endpointOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  const isSafe = url !== undefined && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal));
  if (isSafe && url.username === '' && url.pathname === '/' && url.search + url.hash === '') return url.origin;
  throw new UsageError('--endpoint takes https://HOST, or http:// with a port of this machine', {
    hint: 'Without it the address is that of the cloud: --cloud, or cloud in permlint.yaml.',
  });
}

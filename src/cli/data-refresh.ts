import { readOwnApi } from '../input/own-apis.js';
import type { OwnApi } from '../model/own-api.js';
import type { Arguments } from './arguments.js';
import { catalogBefore, catalogWish, writeCatalog } from './data-file.js';
import { cloudOf, openGraph } from './graph-open.js';
import { getPage, nothingSeen } from './graph-pages.js';
import { type Graph, refusalError } from './graph-request.js';
import type { LiveProgress } from './live-progress.js';
import type { Output } from './output.js';
import { dayOfRun } from './today.js';
import { UsageError } from './usage-error.js';

const needs = 'the permission Application.Read.All';
const select = 'appId,displayName,appRoles,oauth2PermissionScopes,resourceSpecificApplicationPermissions';

/** `permlint data refresh`: writes a catalog of the APIs that a tenant has, Microsoft Graph among them. */
export async function refreshCatalog(args: Arguments, output: Output, errors: Output): Promise<number> {
  const { operands } = args;
  if (operands.length > 0) throw new UsageError(`data refresh takes no operand, and was given "${operands[0]}"`);
  const cloud = await cloudOf(args);
  const wish = catalogWish(args, cloud, dayOfRun());
  // Before anything is fetched: a file that must not be replaced is told at once.
  catalogBefore(wish);
  const { graph, progress } = await openGraph(args, cloud, errors);
  try {
    const apis = await fetchApis(graph, progress);
    if (apis.length === 0) throw new UsageError(`${graph.origin} lists no API: is this the tenant that was meant?`);
    output.write(await writeCatalog(args, wish, apis));
  } finally {
    progress.clear();
  }
  return 0;
}

/** The service principals that have permissions. */
async function fetchApis(graph: Graph, progress: LiveProgress): Promise<readonly OwnApi[]> {
  const apis: OwnApi[] = [];
  const seen = nothingSeen();
  let url: string | undefined = `${graph.origin}/v1.0/servicePrincipals?$select=id,${select}&$top=999`;
  for (let count = 0; url !== undefined; ) {
    progress.step(`service principals: ${count.toLocaleString('en-US')}`);
    const page = await getPage(graph, url, seen);
    if ('refusal' in page) throw refusalError(graph, page.refusal, needs);
    for (const item of page.items) {
      const api = readOwnApi(item);
      if (!('fault' in api) && api.permissions.length > 0) apis.push(api);
    }
    count += page.items.length;
    url = page.next;
  }
  return apis;
}

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { escapeText } from '../report/escape.js';
import type { Arguments } from './arguments.js';
import { apiIdOf, firstPath, type ListName, linesOf, listNames } from './fetch-lists.js';
import { addLines, beginAgain, finish, openStore, partPath, type Store } from './fetch-store.js';
import { cloudOf, openGraph } from './graph-open.js';
import { getPage, nothingSeen, type Page, type Seen } from './graph-pages.js';
import { type Graph, type Refusal, refusalError } from './graph-request.js';
import type { LiveProgress } from './live-progress.js';
import { type Output, tell } from './output.js';
import { UsageError } from './usage-error.js';

/** The permission that opens every list; data/paths.tsv has it for each call. */
const needs = 'the permission Directory.Read.All (Application.Read.All is not enough for oauth2PermissionGrants)';

interface Run {
  readonly graph: Graph;
  readonly store: Store;
  readonly progress: LiveProgress;
}

/** `permlint fetch`: writes a tenant's registrations, APIs and consents into a folder, to be linted. */
export async function fetchTenant(args: Arguments, output: Output, errors: Output): Promise<number> {
  const { operands, options } = args;
  const [folder = 'permlint-export', ...others] = operands;
  if (others.length > 0) throw new UsageError(`fetch takes one folder, and was given "${others[0]}", too`);
  const cloud = await cloudOf(args);
  const { graph, progress } = await openGraph(args, cloud, errors);
  const { tenant } = graph.session.signIn.claims;
  const store = openStore(folder, { origin: graph.origin, cloud, tenant }, options.has('fresh'));
  if (store.isResumed) graph.notice(`going on where an earlier run left ${folder}; --fresh starts anew`);
  const stop = (): void => {
    progress.clear();
    tell(errors, 'interrupted. The same command goes on from here; --fresh starts anew.');
    // Every page that came is written already.
    process.exit(130);
  };
  process.once('SIGINT', stop);
  try {
    for (const list of listNames) await fetchList({ graph, store, progress }, list);
    finish(store);
  } finally {
    process.removeListener('SIGINT', stop);
    progress.clear();
  }
  output.write(summary(folder, store));
  return 0;
}

function summary(folder: string, { lists }: Store): string {
  const counts = listNames.map((list) => `${lists[list].count.toLocaleString('en-US')} ${list}`);
  return `${escapeText(folder)}: ${counts.join(', ')}\nLint it: permlint ${escapeText(folder)}\n`;
}

async function fetchList(run: Run, list: ListName): Promise<void> {
  const { store } = run;
  if (store.lists[list].isDone) return;
  const apis = list === 'appRoleAssignments' ? await apiIds(store) : [undefined];
  // A server may forget where a list was; then it is begun again, which must not go on for ever.
  for (let restarts = 0; !(await fetchPages(run, list, apis)); restarts += 1) {
    if (restarts === 2) throw new UsageError(`${run.graph.origin} forgets again and again where ${list} was`);
    run.graph.notice(`${run.graph.origin} no longer knows where ${list} was: fetching them again`);
    beginAgain(store, list);
  }
}

/** Fetches a list to its end; false where the server no longer knows where it was. */
async function fetchPages(run: Run, list: ListName, apis: readonly (string | undefined)[]): Promise<boolean> {
  const { graph, store, progress } = run;
  if (apis.length === 0) addLines(store, list, [], { ...store.lists[list], isDone: true });
  let seen = nothingSeen();
  while (!store.lists[list].isDone) {
    const { step, next, count } = store.lists[list];
    progress.step(
      `${list}: ${count.toLocaleString('en-US')}${apis.length > 1 ? ` (API ${step + 1} of ${apis.length})` : ''}`,
    );
    const page = await pageOf(run, list, next ?? `${graph.origin}${firstPath(list, apis[step])}`, seen);
    if (page === undefined) return false;
    const lines = linesOf(list, page.items);
    const after = page.next === undefined ? step + 1 : step;
    if (page.next === undefined) seen = nothingSeen();
    const state = { count: count + lines.length, step: after, next: page.next, isDone: after >= apis.length };
    addLines(store, list, lines, state);
  }
  return true;
}

/** A page; undefined where its address has expired. */
async function pageOf({ graph }: Run, list: ListName, url: string, seen: Seen): Promise<Page | undefined> {
  const page = await getPage(graph, url, seen);
  if (!('refusal' in page)) return page;
  const { refusal } = page;
  if (hasExpired(refusal)) return undefined;
  // A service principal that was deleted since it was listed is assigned to nobody.
  if (list === 'appRoleAssignments' && refusal.status === 404) return { items: [], next: undefined };
  throw refusalError(graph, refusal, needs);
}

// Seen in public reports: microsoftgraph/msgraph-sdk-dotnet issue 2254, 2023-12-13.
function hasExpired({ status, code }: Refusal): boolean {
  return status === 410 || code === 'Directory_ExpiredPageToken';
}

/** The APIs that have permissions for applications: only to these can applications be assigned. */
async function apiIds(store: Store): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const line of createInterface({ input: createReadStream(partPath(store, 'servicePrincipals')) })) {
    const id = line === '' ? undefined : apiIdOf(line);
    if (id !== undefined) ids.push(id);
  }
  return ids;
}

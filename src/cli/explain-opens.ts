import { graphAppId } from '../catalog/lookup.js';
import type { Catalog, Permission } from '../catalog/types.js';
import { namesPath } from '../least/naming.js';
import { callsOpenedBy, type OpenedCall } from '../least/opens.js';
import type { Row } from './command-output.js';

/** The calls that the data list for a permission. */
export interface OpensFacts {
  readonly calls: number;
  /** How many of them personal accounts can make, too, and how many only they; null for application permissions. */
  readonly personal: number | null;
  readonly personalOnly: number | null;
  /** How many work only together with another permission. */
  readonly withAnother: number;
  /** For how many it is the permission to ask for where they are the only call; null where it cannot be asked for. */
  readonly least: number | null;
  /** By first segment of the path, the largest first. */
  readonly families: readonly { readonly family: string; readonly calls: number }[];
  readonly example: string | null;
  /** Every call, where `--paths` asks for them. */
  readonly paths: readonly PathFacts[] | null;
}

interface PathFacts {
  readonly method: string;
  readonly path: string;
  readonly least: boolean;
  /** One of these is needed besides. */
  readonly with: readonly string[];
  /** Who makes the call; null for application permissions. */
  readonly accounts: readonly ('work' | 'personal')[] | null;
}

/** What a permission opens; null where the data cannot know: another API, or an id that is gone. */
export function opensFacts(catalog: Catalog, permission: Permission, withPaths: boolean): OpensFacts | null {
  const { api, state, resourceSpecific, kind } = permission;
  if (api.appId !== graphAppId || state === 'retired' || state === 'draft') return null;
  const calls = callsOpenedBy(catalog, permission);
  const count = (test: (call: OpenedCall) => boolean) => calls.filter(test).length;
  const ofAccounts = (test: (accounts: Accounts) => boolean) =>
    kind === 'application' ? null : count(({ accounts }) => accounts !== undefined && test(accounts));
  const [example] = [...calls].sort(clearestFirst(permission.name));
  return {
    calls: calls.length,
    personal: ofAccounts(({ work, personal }) => work && personal),
    personalOnly: ofAccounts(({ work, personal }) => personal && !work),
    withAnother: count(({ alsoNeeds }) => alsoNeeds.length > 0),
    least: state === 'live' && !resourceSpecific ? count(({ isLeast }) => isLeast) : null,
    families: familiesOf(calls),
    example: example === undefined ? null : `${example.method} ${example.path}`,
    paths: withPaths ? calls.map(pathFacts) : null,
  };
}

type Accounts = NonNullable<OpenedCall['accounts']>;

function pathFacts({ method, path, isLeast, alsoNeeds, accounts }: OpenedCall): PathFacts {
  const who = accounts && (['work', 'personal'] as const).filter((each) => accounts[each]);
  return { method, path, least: isLeast, with: alsoNeeds, accounts: who ?? null };
}

/** What shows best what the permission is for: its own things, what it is the least for and enough for, short reads. */
function clearestFirst(name: string): (a: OpenedCall, b: OpenedCall) => number {
  const isOwn = ({ family }: OpenedCall) => Number(family === 'me' || namesPath(name, [family]));
  return (a, b) =>
    isOwn(b) - isOwn(a) ||
    Number(b.isLeast) - Number(a.isLeast) ||
    a.alsoNeeds.length - b.alsoNeeds.length ||
    Number(b.method === 'GET') - Number(a.method === 'GET') ||
    a.path.split('/').length - b.path.split('/').length ||
    a.path.length - b.path.length;
}

function familiesOf(calls: readonly OpenedCall[]): OpensFacts['families'] {
  const counts = new Map<string, number>();
  for (const { family } of calls) counts.set(family, (counts.get(family) ?? 0) + 1);
  const families = [...counts].map(([family, count]) => ({ family, calls: count }));
  return families.sort((a, b) => b.calls - a.calls || (a.family < b.family ? -1 : 1));
}

/** The rows of what a permission opens. A permission that no call lists may open calls all the same. */
export function opensRows(opens: OpensFacts, date: string): readonly Row[] {
  if (opens.calls === 0) return [['opens', `not known: no call of the data (${date}) lists it`]];
  const rows: Row[] = [['opens', opensText(opens)]];
  if (opens.families.length > 1) rows.push(['by path', familiesText(opens.families)]);
  if (opens.least !== null) {
    const text = opens.least === 0 ? 'none of them: another permission is picked for each' : share(opens.least, opens);
    rows.push(['least for', text]);
  }
  return rows;
}

const share = (count: number, { calls }: OpensFacts): string => (count === calls ? 'all of them' : `${count} of them`);

function opensText(opens: OpensFacts): string {
  const { calls, example, personal, personalOnly, withAnother } = opens;
  const parts = [`${calls} call${calls === 1 ? '' : 's'}, for example ${example}`];
  if (personal !== null && personal > 0) parts.push(`${share(personal, opens)} for personal accounts, too`);
  if (personalOnly !== null && personalOnly > 0)
    parts.push(`${share(personalOnly, opens)} for personal accounts alone`);
  if (withAnother > 0) parts.push(`${withAnother} only together with another permission`);
  return parts.join('; ');
}

const mostFamilies = 6;

function familiesText(families: OpensFacts['families']): string {
  const shown = families.slice(0, mostFamilies).map(({ family, calls }) => `${family} ${calls}`);
  const others = families.slice(mostFamilies);
  const more = others.reduce((sum, { calls }) => sum + calls, 0);
  return `${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** Every call on a line of its own, marked where the permission is the least for it or not enough. */
export function pathLines(paths: readonly PathFacts[]): string {
  return paths.map((each) => `  ${each.method} ${each.path}${marksOf(each)}\n`).join('');
}

function marksOf({ least, with: also, accounts }: PathFacts): string {
  const marks: string[] = [];
  if (least) marks.push('least');
  if (also.length > 0) marks.push(`with ${also.join(' or ')}`);
  if (accounts?.[0] === 'personal') marks.push('personal accounts alone');
  return marks.length === 0 ? '' : `   ${marks.join(', ')}`;
}

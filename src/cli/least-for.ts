import type { Catalog, Permission } from '../catalog/types.js';
import { usageOfCalls } from '../declared-calls.js';
import { contextOf } from '../engine/check.js';
import type { ApplicationUsage, MissingCall } from '../least/application-usage.js';
import { callText } from '../least/call-path.js';
import { wantedOf as leastOf } from '../least/least.js';
import type { Application } from '../model/application.js';
import type { Call } from '../model/call.js';
import { knownValue } from '../model/fact.js';
import { lineRanges } from '../model/place.js';
import { cutList, type Row } from './command-output.js';
import type { InputFile } from './inputs.js';
import { itemsOfFile } from './items-of-file.js';
import { dayOfRun } from './today.js';

/** A registration held against calls. */
export interface Comparison {
  /** The display name, where the registration has one. */
  readonly name: string | undefined;
  readonly usage: ApplicationUsage;
  /** What it requests now, and what it should request: the same without what is too much, and with what is missing. */
  readonly requested: readonly Permission[];
  readonly replacement: readonly Permission[];
  /** What it requests and no list holds, which stays as it is. */
  readonly unresolved: readonly string[];
}

/** What reading the registrations of a file gave; `others` counts those that no call concerns. */
export interface Compared {
  readonly comparisons: readonly Comparison[];
  readonly others: number;
  readonly faults: readonly string[];
}

/** Holds the calls against every registration of a text. */
export async function compare(
  catalog: Catalog,
  input: InputFile,
  text: string,
  calls: readonly Call[],
): Promise<Compared> {
  const { name } = input;
  const comparisons: Comparison[] = [];
  const faults: string[] = [];
  let others = 0;
  for (const item of await itemsOfFile(input, text, catalog)) {
    if (item.kind === 'passed-over') faults.push(`${name} ${item.reason}`);
    else if (item.kind === 'problem' && item.problem.kind === 'unreadable') {
      const [range] = lineRanges(item.problem.at.document, [item.problem.at]);
      faults.push(`${name}:${range === undefined ? '' : `${range.line}:${range.column}:`} ${item.problem.message}`);
    } else if (item.kind === 'application') {
      const found = compareOne(catalog, item.application, calls);
      if (found === undefined) others += 1;
      else comparisons.push(found);
    }
  }
  return { comparisons, others, faults };
}

function compareOne(catalog: Catalog, application: Application, calls: readonly Call[]): Comparison | undefined {
  const { requests, usage } = contextOf(application, {
    catalog,
    rules: [],
    now: dayOfRun(),
    cloud: 'global',
    usageOf: usageOfCalls(catalog, () => calls),
  });
  if (usage === undefined) return undefined;
  const found = requests.flatMap(({ resolution }) => (resolution.status === 'found' ? [resolution.permission] : []));
  const requested = [...new Set(found)];
  const name = application.name && knownValue(application.name);
  const unresolved = requests.flatMap(({ request: { permission }, resolution }) => {
    if (resolution.status === 'found') return [];
    if (resolution.status === 'other-kind') return [`${resolution.permission.name} (of the wrong type)`];
    return [permission.known ? permission.value : 'a permission that is not known yet'];
  });
  return { name, usage, requested, replacement: replacementOf(requested, usage), unresolved: [...new Set(unresolved)] };
}

function replacementOf(requested: readonly Permission[], { kinds, missing }: ApplicationUsage): readonly Permission[] {
  const excessive = kinds.flatMap((kind) => kind.excessive);
  const unused = kinds.flatMap((kind) => [...kind.unused, ...kind.redundant]);
  const tooMuch = new Set([...unused, ...excessive].map(({ permission }) => permission));
  const added = excessive.flatMap((each) => each.added.map(({ permission }) => permission));
  return [...new Set([...requested.filter((each) => !tooMuch.has(each)), ...added, ...missing.flatMap(wantedOf)])];
}

/** What a missing call takes: of the ways to sign in, the first that can make it. */
export function wantedOf({ answers }: MissingCall<Call>): readonly Permission[] {
  for (const { answer } of answers) {
    if (answer.status !== 'covered') continue;
    return leastOf(answer).map(({ permission }) => permission);
  }
  return [];
}

const titleOf = ({ name, kind }: Permission): string => `${name} (${kind})`;

/** A row for each thing that differs, and what the registration should request. */
export function comparisonRows({ usage, replacement, requested, unresolved }: Comparison): readonly Row[] {
  const rows: Row[] = [];
  const missing = new Map<string, Call[]>();
  for (const each of usage.missing) {
    const wanted = wantedOf(each).map(titleOf).join(' together with ') || 'nothing that could be requested';
    missing.set(wanted, [...(missing.get(wanted) ?? []), each.call]);
  }
  for (const [wanted, calls] of missing) {
    rows.push(['missing', `${wanted} for ${cutList([...new Set(calls.map(callText))], 3)}`]);
  }
  for (const { excessive, unused, redundant } of usage.kinds) {
    for (const { permission, instead, calls } of excessive) {
      const names = instead.map(({ name }) => name).join(' and ');
      rows.push(['excessive', `${titleOf(permission)}: ${names} will do for ${cutList(calls.map(callText), 3)}`]);
    }
    for (const { permission, openedBy } of redundant) {
      rows.push(['redundant', `${titleOf(permission)}: ${openedBy.map(({ name }) => name).join(' and ')} covers it`]);
    }
    for (const { permission } of unused) rows.push(['unused', `${titleOf(permission)}: none of the calls needs it`]);
  }
  const isSame = rows.length === 0;
  if (unresolved.length > 0) rows.push(['as it is', `${cutList(unresolved, 3)}: cannot be judged`]);
  const fits =
    unresolved.length > 0
      ? 'nothing is missing or too much, as far as it can be judged'
      : 'it requests what the calls need, and nothing that is known to be more';
  rows.push(isSame ? ['fits', fits] : ['request', listOf(replacement)]);
  if (isSame && requested.length === 0 && unresolved.length === 0)
    return [['fits', 'it requests nothing, and the calls that are known need nothing']];
  return rows;
}

function listOf(permissions: readonly Permission[]): string {
  const names = permissions.map(
    (each) => `${titleOf(each)}${each.api.name === 'Microsoft Graph' ? '' : ` of ${each.api.name}`}`,
  );
  return names.length === 0 ? 'nothing: none is needed' : names.join(', ');
}

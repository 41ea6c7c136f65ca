import { lazy, rowAfter } from './facts.js';
import { graphAppId, isListed, type PermissionLookup } from './lookup.js';
import { kindOf, letterOf } from './table.js';
import type { Catalog, Coverage, MissingCalls, Permission, ReadPart } from './types.js';

/** The columns of implications.tsv, after the kind and the evidence. */
const columns = { broader: 2, narrower: 3 } as const;
type Column = keyof typeof columns;

/**
 * Which permissions of Microsoft Graph cover which, from implications.tsv. The lines of a permission are searched in
 * the text and kept: an application has few, the text many.
 */
export function createCoverage(
  readPart: ReadPart,
  lookup: PermissionLookup,
): Pick<Catalog, 'covers' | 'coveredBy' | 'missingCalls'> {
  const missing = lazy(() => readPart('missing-calls.tsv'));
  const text = lazy(() => readPart('implications.tsv'));
  const known = new Map<string, readonly Coverage[]>();
  const find = (permission: Permission, own: Column): readonly Coverage[] => {
    if (permission.api.appId !== graphAppId || permission.resourceSpecific || !isListed(permission)) return [];
    const key = `${own} ${permission.kind} ${permission.name}`;
    const found = known.get(key) ?? coverageOf(permission, own, sidesOf(text(), permission, own), lookup);
    known.set(key, found);
    return found;
  };
  return {
    covers: (permission) => find(permission, 'broader'),
    coveredBy: (permission) => find(permission, 'narrower'),
    missingCalls: (broader, narrower) => missingCallsOf(missing(), broader, narrower),
  };
}

interface Side {
  readonly name: string;
  readonly evidence: Coverage['evidence'];
  /** Whether the pair is marked as one that does not hold for personal accounts. */
  readonly workOnly: boolean;
}

/** The other sides of the pairs in which a permission stands in a column. */
function sidesOf(text: string, { kind, name }: Permission, own: Column): readonly Side[] {
  const other = own === 'broader' ? 'narrower' : 'broader';
  const wanted = `\t${name}`;
  const sides: Side[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const after = text.charAt(at + wanted.length);
    if (after !== '\t' && after !== '\n') continue;
    const line = text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at + 1));
    const fields = line.split('\t');
    if (kindOf(fields[0]) !== kind || fields[columns[own]] !== name) continue;
    sides.push({
      name: fields[columns[other]] ?? '',
      evidence: evidenceOf(fields[1]),
      workOnly: fields[4] === '-personal',
    });
  }
  return sides;
}

function evidenceOf(mark: string | undefined): Coverage['evidence'] {
  if (mark === 'p') return 'paths';
  return mark === 'n' ? 'name' : 'calls';
}

/** Surest first, as the order of the marks in the file is another. */
const evidenceOrder = ['paths', 'name', 'calls'];

function coverageOf(
  given: Permission,
  own: Column,
  sides: readonly Side[],
  lookup: PermissionLookup,
): readonly Coverage[] {
  const { api, kind } = given;
  const found = sides.flatMap(({ name, evidence, workOnly }) => {
    const named = lookup.permissionsByName(api, name);
    const permission = named.find((each) => each.kind === kind && isListed(each) && !each.resourceSpecific);
    if (permission === undefined) return [];
    const [broader, narrower] = own === 'broader' ? [given, permission] : [permission, given];
    return [{ permission, evidence, personal: !workOnly && reachesAsMany(broader, narrower) }];
  });
  return found.sort((a, b) => evidenceOrder.indexOf(a.evidence) - evidenceOrder.indexOf(b.evidence));
}

/** Personal accounts give application permissions to nobody; a delegated one must work for all that the narrower does. */
function reachesAsMany(broader: Permission, narrower: Permission): boolean {
  return broader.kind === 'application' || broader.personal === true || narrower.personal === false;
}

function missingCallsOf(text: string, broader: Permission, narrower: Permission): MissingCalls | undefined {
  if (broader.api.appId !== graphAppId || narrower.api.appId !== graphAppId) return undefined;
  const [count, calls = ''] = rowAfter(text, [letterOf(broader.kind), broader.name, narrower.name]) ?? [];
  if (count === undefined || broader.kind !== narrower.kind) return undefined;
  let before = '';
  const whole = calls.split('|').map((coded) => {
    before = before.slice(0, Number(coded.slice(0, 2))) + coded.slice(2);
    return before;
  });
  return { count: Number(count), calls: whole };
}

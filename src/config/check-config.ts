import { dayLength, parseDay } from '../model/day.js';
import type { Place } from '../model/place.js';
import type { Config, Sourced } from './config.js';
import { globFault, meansEveryPath, meansEveryPermission } from './patterns.js';
import { type PlacedFault, placedFault } from './read-config.js';
import type { AppEntry, WaiverEntry } from './schema.js';
import { nameOf } from './schema-faults.js';

/** A waiver that lasts longer is a decision that nobody looks at again. */
const longestWaiverDays = 400;

/** The first moment at which a waiver that ends on a day (`2027-03-31`, UTC) holds no more. */
export function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + dayLength;
}

/** What is wrong with a config that its schema cannot tell, in the order of the files. */
export function checkConfig({ include, ignore, apps, waivers }: Config, now: Date): readonly PlacedFault[] {
  return [
    ...[...(include ?? []), ...(ignore ?? [])].flatMap(({ value, at }) => globFaults(value, at, [])),
    ...apps.flatMap(appFaults),
    ...waivers.flatMap((waiver) => waiverFaults(waiver, now)),
  ];
}

function globFaults(pattern: string | undefined, at: Place, below: readonly string[]): readonly PlacedFault[] {
  const why = pattern === undefined ? undefined : globFault(pattern);
  if (why === undefined) return [];
  const name = nameOf([...at.pointer, ...below]);
  return [faultAt(at, below, `${name} ${why}: it could keep every run waiting. Part it in two, or make it shorter.`)];
}

function appFaults({ value, at }: Sourced<AppEntry>): readonly PlacedFault[] {
  const { name, appId, file } = value;
  const faults = globFaults(file, at, ['file']);
  if (name !== undefined || appId !== undefined || file !== undefined) return faults;
  return [
    faultAt(at, [], `${nameOf(at.pointer)} says nothing of which application it is for. Add name, appId or file.`),
  ];
}

function waiverFaults({ value, at }: Sourced<WaiverEntry>, now: Date): readonly PlacedFault[] {
  const { rule, file } = value;
  const name = nameOf(at.pointer);
  const faults = [...endFaults(value, at, name, now), ...globFaults(file, at, ['file'])];
  if (isLimited(value)) return faults;
  const what = `${name} says nothing of what it is for: it would accept every ${rule}, the next ones too.`;
  return [
    ...faults,
    faultAt(at, [], `${what} Add permission, app or file. To switch the rule off: rules: { ${rule}: off }.`),
  ];
}

/** Whether a waiver says what it is for: a pattern of everything says nothing. */
export function isLimited({ permission, app, file }: Pick<WaiverEntry, 'permission' | 'app' | 'file'>): boolean {
  if (app !== undefined) return true;
  if (permission !== undefined && !meansEveryPermission(permission)) return true;
  return file !== undefined && !meansEveryPath(file);
}

function endFaults({ expires, permanent }: WaiverEntry, at: Place, name: string, now: Date): readonly PlacedFault[] {
  if (expires === undefined) {
    if (permanent === true) return [];
    return [faultAt(at, [], `${name} has no end. Add expires: ${lastDay(now)} (at the latest), or permanent: true.`)];
  }
  if (permanent === true)
    return [faultAt(at, ['permanent'], `${name} has an end and none. Keep expires or permanent.`)];
  if (parseDay(expires) === undefined) return [faultAt(at, ['expires'], `${name}.expires is no day of the calendar.`)];
  if (endOf(expires) - dayLength <= Date.parse(lastDay(now))) return [];
  const why = `${name}.expires is more than ${longestWaiverDays} days ahead.`;
  return [faultAt(at, ['expires'], `${why} Write ${lastDay(now)} at the latest, or permanent: true.`)];
}

/** The last day on which a waiver may end that is written today. */
export function lastDay(now: Date): string {
  return new Date(now.getTime() + longestWaiverDays * dayLength).toISOString().slice(0, 10);
}

function faultAt({ document, pointer }: Place, below: readonly string[], message: string): PlacedFault {
  return placedFault(document, { pointer: [...pointer, ...below], part: 'value', message });
}

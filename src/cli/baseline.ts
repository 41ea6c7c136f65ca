import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { baselineText, readBaseline } from '../config/baseline-file.js';
import { addKey } from '../config/edit-config.js';
import { type KnownFinding, openBaseline } from '../engine/baseline.js';
import { counted } from '../report/heading.js';
import { locateFindings } from '../report/locate-findings.js';
import type { FileResult } from '../report/types.js';
import type { Arguments } from './arguments.js';
import { baselinePath, countAlike, goneFrom, isRecorded, knownFindings, openRunBaseline } from './baseline-run.js';
import { byFile } from './by-file.js';
import { readText, shownPath } from './config-files.js';
import { configName } from './config-path.js';
import { type Output, tell } from './output.js';
import { editConfigFile, saveFile } from './save-file.js';
import { isWholeRun, openSession, outcomes, type Session } from './session.js';
import { UsageError } from './usage-error.js';

/** What a run found, and whether all of it could be read. */
interface Found {
  readonly results: readonly FileResult[];
  readonly applications: number;
  /** Files that were linted, with findings or without. */
  readonly files: readonly string[];
  readonly isBroken: boolean;
}

/** `permlint baseline`: records the findings that are there, or with `--prune` drops the entries that are fixed. */
export async function baseline(args: Arguments, output: Output, errors: Output): Promise<number> {
  const say = (text: string): void => tell(errors, text);
  const session = await openSession(args, say);
  const path = pathOf(session);
  const found = await findAll(session, say);
  if (found.applications === 0 && !found.isBroken && !session.options.allowEmpty) {
    throw new UsageError(`no app registration found (looked at ${counted(found.files.length, 'file')})`);
  }
  if (args.options.has('prune')) prune(session, path, found, output);
  else {
    record(session, path, found, output);
    enter(session, path, args.options.get('config') === false, output);
  }
  return found.isBroken ? 2 : 0;
}

function pathOf({ options, opened, configPath }: Session): string {
  const given = typeof options.baseline === 'string' ? options.baseline : opened?.config.baseline;
  if (given !== undefined) return baselinePath(given);
  return resolve(configPath === undefined ? '.' : dirname(configPath), 'permlint-baseline.json');
}

async function findAll(session: Session, say: (text: string) => void): Promise<Found> {
  const results: FileResult[] = [];
  const files: string[] = [];
  const begun = new Set<string>();
  let isBroken = false;
  let count = 0;
  for await (const { name, isNamed, outcome } of outcomes(session)) {
    if (outcome.kind === 'fault') {
      isBroken = true;
      say(`${name}: ${outcome.reason}`);
    }
    if (outcome.kind !== 'linted') continue;
    const { applications, applicationCount, findings, crashed, passedOver } = outcome.linted;
    files.push(name);
    count += applicationCount;
    if (passedOver !== undefined && isNamed && !session.options.skipOthers) {
      isBroken = true;
      say(`${name}: ${passedOver}`);
    }
    for (const { rule } of findings)
      if (rule === 'parse-error') say(`${name}: does not parse; permlint ${name} tells where`);
    if (crashed || outcome.faults.length > 0 || findings.some(({ rule }) => rule === 'parse-error')) isBroken = true;
    for (const [file, own] of byFile(name, { ...outcome.linted, applications, findings })) {
      if (own.findings.length === 0) continue;
      const located = locateFindings(file, own.applications, own.findings);
      results.push({ ...located, continues: begun.has(file) });
      begun.add(file);
    }
  }
  return { results, applications: count, files, isBroken };
}

function prune(session: Session, path: string, { results, files }: Found, output: Output): void {
  const use = openRunBaseline(path, session.failOn);
  for (const file of files) use.see(file);
  for (const result of results) use.mark(result);
  const isWhole = isWholeRun(session);
  const dropped = use.fixed(isWhole).length;
  saveFile(path, baselineText(use.kept(isWhole)));
  const left = use.entries.length - dropped;
  output.write(`${shownPath(path)}: ${counted(dropped, 'entry', 'entries')} dropped, ${left} left.\n`);
}

function record(session: Session, path: string, looked: Found, output: Output): void {
  const alikeIn = countAlike();
  const found = looked.results.flatMap((result) => recordedOf(result, session, path, alikeIn(result)));
  const beside = entriesBeside(found, session, path, looked);
  const before = entriesBefore(path);
  saveFile(path, baselineText([...found, ...beside]));
  const where = new Set(found.map(({ file }) => file)).size;
  const told = [
    `${shownPath(path)}: ${counted(found.length, 'finding')} in ${counted(where, 'file')} recorded.`,
    ...(before === undefined ? [] : [newText(found, before, dirname(path))]),
    ...(beside.length === 0 ? [] : [besideText(beside.length)]),
  ];
  output.write(`${told.join(' ')}\n`);
  const critical = found.filter(({ rule }) =>
    session.setting.rules.some(({ id, severity }) => id === rule && severity === 'critical'),
  );
  if (critical.length > 0) {
    output.write(
      `${counted(critical.length, 'of them is critical', 'of them are critical')}: better a waiver with a reason and an end (permlint waive) than a line here.\n`,
    );
  }
}

function recordedOf(
  result: FileResult,
  { failOn }: Session,
  path: string,
  alike: Map<string, number>,
): readonly KnownFinding[] {
  const known = knownFindings(dirname(path), result, alike);
  return [...known].flatMap(([finding, entry]) => (isRecorded(finding, failOn) ? [entry] : []));
}

/** What the file held before; undefined where there was none that could be read. */
function entriesBefore(path: string): readonly KnownFinding[] | undefined {
  const read = existsSync(path) ? readText(path) : undefined;
  if (read === undefined || 'fault' in read) return undefined;
  const reading = readBaseline(read.text);
  return 'entries' in reading ? reading.entries : undefined;
}

function newText(found: readonly KnownFinding[], before: readonly KnownFinding[], folder: string): string {
  const use = openBaseline(before, goneFrom(folder));
  const count = found.filter((each) => !use.holds(each)).length;
  return count === 0 ? 'None of them is new.' : `${count} of them ${count === 1 ? 'is' : 'are'} new.`;
}

function besideText(count: number): string {
  return `${counted(count, 'entry', 'entries')} of other files ${count === 1 ? 'stays' : 'stay'}.`;
}

/** Entries of files that this run did not look at, or could not read, stay as they are. */
function entriesBeside(
  found: readonly KnownFinding[],
  session: Session,
  path: string,
  { results, files, isBroken }: Found,
): readonly KnownFinding[] {
  const isWhole = isWholeRun(session);
  if ((isWhole && !isBroken) || !existsSync(path)) return [];
  const use = openRunBaseline(path, session.failOn);
  for (const file of files) use.see(file);
  for (const result of results) {
    use.mark({ ...result, findings: result.findings.filter((each) => isRecorded(each, session.failOn)) });
  }
  const keyOf = ({ fingerprint, file }: KnownFinding): string => `${fingerprint} ${file}`;
  const counts = new Map<string, number>();
  for (const each of found) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return use.kept(isWhole).filter((entry) => {
    const count = counts.get(keyOf(entry)) ?? 0;
    counts.set(keyOf(entry), count - 1);
    return count <= 0;
  });
}

/** A baseline is used only where the config names it. */
function enter({ options, opened, configPath }: Session, path: string, withoutConfig: boolean, output: Output): void {
  if (options.baseline !== undefined || opened?.config.baseline !== undefined) return;
  if (withoutConfig) {
    output.write(`No config names it: use it with --baseline ${shownPath(path)}.\n`);
    return;
  }
  const config = resolve(configPath ?? configName);
  const name = shownPath(config);
  editConfigFile(config, (text) => addKey(text, 'baseline', path.slice(dirname(path).length + 1)));
  output.write(`${name} names it now. From here on only new findings count.\n`);
}

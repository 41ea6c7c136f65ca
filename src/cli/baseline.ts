import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { baselineText } from '../config/baseline-file.js';
import { addKey } from '../config/edit-config.js';
import type { KnownFinding } from '../engine/baseline.js';
import { escapeText } from '../report/escape.js';
import { counted } from '../report/heading.js';
import { locateFindings } from '../report/locate-findings.js';
import type { FileResult } from '../report/types.js';
import type { Arguments } from './arguments.js';
import { baselinePath, knownFindings, openRunBaseline } from './baseline-run.js';
import { isCallsFile } from './calls-file.js';
import { shownPath } from './config-files.js';
import { configName } from './config-path.js';
import type { Output } from './output.js';
import { editConfigFile, saveFile } from './save-file.js';
import { isWholeRun, lintFile, openSession, type Session, sessionInputs } from './session.js';

/** What a run found, and whether all of it could be read. */
interface Found {
  readonly results: readonly FileResult[];
  /** Files that were linted, with findings or without. */
  readonly files: readonly string[];
  readonly isBroken: boolean;
}

/** `permlint baseline`: records the findings that are there, or with `--prune` drops the entries that are fixed. */
export async function baseline(args: Arguments, output: Output, errors: Output): Promise<number> {
  const tell = (text: string): void => errors.write(`permlint: ${escapeText(text)}\n`);
  const session = await openSession(args, tell);
  const path = pathOf(session);
  const found = await findAll(session, tell);
  if (args.options.has('prune')) prune(session, path, found, output);
  else record(session, path, found, output);
  return found.isBroken ? 2 : 0;
}

function pathOf({ options, opened, configPath }: Session): string {
  const given = typeof options.baseline === 'string' ? options.baseline : opened?.config.baseline;
  if (given !== undefined) return baselinePath(given);
  return resolve(configPath === undefined ? '.' : dirname(configPath), 'permlint-baseline.json');
}

async function findAll(session: Session, tell: (text: string) => void): Promise<Found> {
  const results: FileResult[] = [];
  const files: string[] = [];
  let isBroken = false;
  for (const input of await sessionInputs(session)) {
    if (!('reason' in input) && isCallsFile(input.name)) continue;
    const outcome =
      'reason' in input ? ({ kind: 'fault', reason: input.reason } as const) : await lintFile(session, input);
    const name = 'reason' in input ? input.file : input.name;
    if (outcome.kind === 'fault') {
      isBroken = true;
      tell(`${name}: ${outcome.reason}`);
    }
    if (outcome.kind !== 'linted') continue;
    const { applications, findings, crashed } = outcome.linted;
    files.push(name);
    for (const { rule } of findings)
      if (rule === 'parse-error') tell(`${name}: does not parse; permlint ${name} tells where`);
    if (crashed || outcome.faults.length > 0 || findings.some(({ rule }) => rule === 'parse-error')) isBroken = true;
    if (findings.length > 0) results.push(locateFindings(name, applications, findings));
  }
  return { results, files, isBroken };
}

function prune(session: Session, path: string, { results, files }: Found, output: Output): void {
  const use = openRunBaseline(path);
  for (const file of files) use.see(file);
  for (const result of results) use.mark(result);
  const isWhole = isWholeRun(session);
  const dropped = use.fixed(isWhole).length;
  saveFile(path, baselineText(use.kept(isWhole)));
  const left = use.entries.length - dropped;
  output.write(`${shownPath(path)}: ${counted(dropped, 'entry', 'entries')} dropped, ${left} left.\n`);
}

function record(session: Session, path: string, { results, files }: Found, output: Output): void {
  const folder = dirname(path);
  const found = results.flatMap((result) => [...knownFindings(folder, result).values()]);
  const entries = [...entriesOfOthers(session, path, files), ...found];
  saveFile(path, baselineText(entries));
  const where = new Set(found.map(({ file }) => file)).size;
  output.write(`${shownPath(path)}: ${counted(found.length, 'finding')} in ${counted(where, 'file')} recorded.\n`);
  const critical = found.filter(({ rule }) =>
    session.setting.rules.some(({ id, severity }) => id === rule && severity === 'critical'),
  );
  if (critical.length > 0) {
    output.write(
      `${counted(critical.length, 'of them is critical', 'of them are critical')}: better a waiver with a reason and an end (permlint waive) than a line here.\n`,
    );
  }
  enter(session, path, output);
}

/** A run over part of the files leaves the entries of the others as they are. */
function entriesOfOthers(session: Session, path: string, files: readonly string[]): readonly KnownFinding[] {
  if (isWholeRun(session) || !existsSync(path)) return [];
  const use = openRunBaseline(path);
  for (const file of files) use.see(file);
  return use.kept(false);
}

/** A baseline is used only where the config names it. */
function enter({ options, opened, configPath }: Session, path: string, output: Output): void {
  if (options.baseline !== undefined || opened?.config.baseline !== undefined) return;
  const config = resolve(configPath ?? configName);
  const name = shownPath(config);
  editConfigFile(config, (text) => addKey(text, 'baseline', path.slice(dirname(path).length + 1)));
  output.write(`${name} names it now. From here on only new findings count.\n`);
}

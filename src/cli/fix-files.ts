import { readFileSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { fixText, isFixable, type LintText } from '../engine/fix.js';
import type { Linted } from '../lint.js';
import { type Finding, isOpen } from '../model/finding.js';
import { counted } from '../report/heading.js';
import type { Skipped } from '../report/types.js';
import { encodeLike, encodingOf } from './encode.js';
import type { InputFile } from './inputs.js';
import type { FixWish } from './lint-options.js';
import type { Output } from './output.js';
import { placeLine } from './place-line.js';
import { isTerminal } from './terminal.js';
import { UsageError } from './usage-error.js';
import { rewriteFile } from './write-file.js';

/** What became of a file: its text as it is now, and why it was not written, if so. */
export interface FixedFile {
  readonly text: string;
  readonly fault?: string;
}

/** Fixes the files of a run one by one, or shows what would change. */
export interface Fixer {
  /** Throws where standard input is to be fixed: there is no file to write. */
  readonly refuseStandardInput: (inputs: readonly (InputFile | Skipped)[]) => void;
  /** `lint` lints a text as the report does, waivers applied. */
  readonly fix: (input: InputFile, text: string, lint: (text: string) => Linted) => Promise<FixedFile>;
  /** What was done, in lines for standard error. */
  readonly summary: () => readonly string[];
}

interface Tally {
  readonly rules: Map<string, number>;
  /** The files whose diff cannot be applied, by the reason. */
  readonly unapplied: Map<string, string[]>;
  fixed: number;
  files: number;
  /** The fixes that were left out: `wrong-api at aad.manifest.json:31`. */
  readonly refused: string[];
  /** Findings that `--fix=unsafe` would fix besides. */
  unsafe: number;
}

/** Makes what fixes files; diffs go to `output`. */
export function createFixer(wish: FixWish, output: Output): Fixer {
  const tally: Tally = { rules: new Map(), unapplied: new Map(), refused: [], fixed: 0, files: 0, unsafe: 0 };
  const isUnsafe = wish.classes.includes('unsafe');
  return {
    refuseStandardInput: (inputs) => {
      if (wish.isDiff || !inputs.some((input) => 'path' in input && input.path === undefined)) return;
      throw new UsageError('standard input cannot be fixed: there is no file to write', {
        hint: 'Name the file, or add --diff to see what would change.',
      });
    },
    fix: async (input, text, lint) => {
      // A second mark is part of no document, and stays.
      const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
      const { text: body, applied, left, refused } = fixText(text.slice(mark.length), wish.classes, lintWith(lint));
      const fixed = mark + body;
      const result = fixed === text ? { text } : await put(input, text, fixed, wish, tally, output);
      if ('fault' in result) return result;
      if (fixed !== text) count(tally, applied);
      tally.refused.push(...refused.map(({ rule, at }) => `${rule} at ${placeLine(at)}`));
      if (!isUnsafe) tally.unsafe += left.filter(isLeftUnsafe).length;
      return result;
    },
    summary: () => summaryOf(tally, wish),
  };
}

/** Ctrl-C while a file is written ends the run when that file is whole: no temporary file is left over. */
async function undisturbed<T>(write: () => T): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const end = (signal: NodeJS.Signals): void => {
    for (const each of signals) process.off(each, end);
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, end);
  const result = write();
  // A signal that came meanwhile has its turn.
  await new Promise((resolve) => setImmediate(resolve));
  for (const signal of signals) process.off(signal, end);
  return result;
}

/** A text that is passed over, or breaks a rule, is none to go on from. */
function lintWith(lint: (text: string) => Linted): LintText {
  return (text) => {
    const { findings, passedOver, crashed } = lint(text);
    return passedOver !== undefined || crashed ? undefined : findings;
  };
}

const isLeftUnsafe = (finding: Finding): boolean =>
  finding.fix?.class === 'unsafe' && isOpen(finding) && isFixable(finding);

async function put(
  input: InputFile,
  before: string,
  after: string,
  { isDiff }: FixWish,
  tally: Tally,
  output: Output,
): Promise<FixedFile> {
  if (isDiff) {
    await showDiff(input, before, after, tally, output);
    return { text: before };
  }
  if (input.path === undefined) return { text: before };
  const { path } = input;
  const fault = await undisturbed(() => rewriteFile(path, before, after));
  return fault === undefined ? { text: after } : { text: before, fault: `was not fixed: ${fault}` };
}

async function showDiff(input: InputFile, before: string, after: string, tally: Tally, output: Output): Promise<void> {
  const { unifiedDiff } = await import('./unified-diff.js');
  const isShown = isTerminal(1) || process.env.GITHUB_ACTIONS === 'true';
  const { path, mark, encoding } = describeFile(input);
  const { text, hidesSecrets } = unifiedDiff(path, mark + before, mark + after, isShown);
  output.write(text);
  const reasons = [
    hidesSecrets ? 'a secret stands in its lines, and is masked' : undefined,
    encoding === 'utf-16' ? 'the file is UTF-16, and a patch has no such lines' : undefined,
    path.startsWith('../') ? 'the file is outside of the working directory' : undefined,
  ];
  for (const reason of reasons) {
    if (reason !== undefined) tally.unapplied.set(reason, [...(tally.unapplied.get(reason) ?? []), input.name]);
  }
}

/** The path as a patch names it (that of a link's target, because no patch is applied to a link), and how the text begins. */
function describeFile({ name, path }: InputFile) {
  if (path === undefined) return { path: name, mark: '', encoding: 'utf-8' };
  const own = relative(realpathSync.native('.'), realpathSync.native(path));
  const bytes = readFileSync(path);
  const encoding = encodingOf(bytes);
  const mark = encoding === 'utf-8' ? encodeLike(bytes, '').toString() : '';
  return { path: process.platform === 'win32' ? own.replaceAll('\\', '/') : own, mark, encoding };
}

function count(tally: Tally, applied: readonly Finding[]): void {
  tally.files += 1;
  tally.fixed += applied.length;
  for (const { rule } of applied) tally.rules.set(rule, (tally.rules.get(rule) ?? 0) + 1);
}

function summaryOf({ rules, unapplied, fixed, files, refused, unsafe }: Tally, { isDiff }: FixWish): string[] {
  const lines: string[] = [];
  const byRule = [...rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, times]) => `${rule} ${times}`);
  const what = `${counted(fixed, 'finding')} in ${counted(files, 'file')}`;
  if (fixed === 0) lines.push(isDiff ? 'nothing would be fixed' : 'nothing was fixed');
  else lines.push(`${isDiff ? `would fix ${what}` : `fixed ${what}`} (${byRule.join(', ')})`);
  if (unsafe > 0)
    lines.push(`--fix=unsafe would fix up to ${unsafe} more: read what it changes with --fix=unsafe --diff`);
  if (refused.length > 0) {
    const more = refused.length > 3 ? ` and ${refused.length - 3} more` : '';
    lines.push(
      `${counted(refused.length, 'fix', 'fixes')} left out, because something else would be found then (${refused.slice(0, 3).join(', ')}${more}): correct by hand`,
    );
  }
  for (const [reason, names] of unapplied) {
    const more = names.length > 1 ? ` and ${counted(names.length - 1, 'more file')}` : '';
    lines.push(`the diff of ${names[0] ?? ''}${more} cannot be applied: ${reason}`);
  }
  return lines;
}

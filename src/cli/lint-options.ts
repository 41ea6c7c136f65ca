import { type Fix, isAtLeast, type Severity, severities } from '../model/finding.js';
import type { Arguments } from './arguments.js';
import { type Format, formats, specOf } from './option-table.js';
import { UsageError } from './usage-error.js';

/** A report that is written to a file. */
export interface FileOutput {
  readonly format: Format;
  readonly file: string;
}

/** What fails a run: findings of this severity and above, or none. */
export type FailOn = Severity | 'never';

/** Which fixes are wanted, and whether they are only shown. */
export interface FixWish {
  readonly classes: readonly Fix['class'][];
  readonly isDiff: boolean;
}

/** What `lint` was asked to do. */
export interface LintOptions {
  readonly operands: readonly string[];
  readonly format: Format;
  /** Whether somebody chose the format: then nothing is printed beside it. */
  readonly isFormatChosen: boolean;
  readonly outputs: readonly FileOutput[];
  /** What tells this analysis from others of the same commit, in SARIF. */
  readonly category: string | undefined;
  /** The least severity that fails the run, where the command line or the environment says so. */
  readonly failOn: FailOn | undefined;
  /** `id=level`. */
  readonly rules: readonly string[];
  /** The baseline's path; false where none is to be used, undefined where the config decides. */
  readonly baseline: string | false | undefined;
  readonly usesWaivers: boolean;
  readonly exitZero: boolean;
  readonly allowEmpty: boolean;
  /** Whether what git has staged is linted in place of the files on the disk. */
  readonly staged: boolean;
  readonly skipOthers: boolean;
  /** Whether what the config leaves out is left out when it is named, too. */
  readonly forceExclude: boolean;
  /** Undefined where nothing is to be fixed. */
  readonly fix: FixWish | undefined;
  readonly stdinName: string;
  readonly usesIgnoreFiles: boolean;
  readonly mayBeCommand: boolean;
  readonly color: string | boolean | undefined;
  readonly hyperlinks: string | boolean | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

/** Fills in what was not given: from the environment (`PERMLINT_FORMAT`), else the default. */
export function lintOptions(args: Arguments): LintOptions {
  const { operands, options, lists, isCommandNamed } = args;
  if (options.has('staged') && (options.has('fix') || options.has('diff'))) {
    throw new UsageError('--fix changes files, and --staged looks at what git has staged of them', {
      hint: 'Run permlint --fix without --staged, then git add what it changed.',
    });
  }
  const format = formats.find((each) => each === setOrEnvironment(args, 'format'));
  const baseline = options.get('baseline') === false ? false : textOf(setOrEnvironment(args, 'baseline'));
  return {
    operands,
    format: format ?? 'pretty',
    isFormatChosen: format !== undefined,
    outputs: (lists.get('output') ?? []).map(outputOf),
    category: textOf(options.get('category')),
    failOn: [...severities, 'never' as const].find((each) => each === setOrEnvironment(args, 'fail-on')),
    rules: lists.get('rule') ?? [],
    baseline,
    usesWaivers: options.get('waivers') !== false,
    exitZero: options.has('exit-zero'),
    // A commit may well hold nothing to lint.
    allowEmpty: options.has('allow-empty') || options.has('staged'),
    staged: options.has('staged'),
    skipOthers: options.has('skip-others'),
    forceExclude: options.has('force-exclude'),
    fix: fixWish(options),
    stdinName: textOf(options.get('stdin-filename')) ?? '<stdin>',
    usesIgnoreFiles: options.get('ignore') !== false,
    mayBeCommand: !isCommandNamed && operands.length > 0,
    color: options.get('color'),
    hyperlinks: options.get('hyperlinks'),
    quiet: options.has('quiet'),
    verbose: options.has('verbose'),
  };
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What an option was given, or what the environment says in its place. */
function setOrEnvironment(
  { options }: Arguments,
  name: 'format' | 'fail-on' | 'baseline',
): string | boolean | undefined {
  const given = options.get(name);
  if (given !== undefined) return given;
  const variable = `PERMLINT_${name.toUpperCase().replace('-', '_')}`;
  const value = process.env[variable];
  if (value === undefined || value === '') return undefined;
  const { choices } = specOf(name);
  if (choices === undefined || choices.includes(value)) return value;
  throw new UsageError(`${variable} is "${value}"; expected ${choices.join(', ')}`, {
    mistyped: { word: value, candidates: choices },
  });
}

function outputOf(text: string): FileOutput {
  const [word = '', file = ''] = text.split(/=(.*)/s);
  const format = formats.find((each) => each === word);
  if (format !== undefined && file !== '') return { format, file };
  const expected = `expected FORMAT=FILE, with a format of ${formats.join(', ')}`;
  const mistyped = format === undefined ? { mistyped: { word, candidates: formats } } : {};
  throw new UsageError(`--output is "${text}"; ${expected}`, mistyped);
}

/** `--diff` alone shows what `--fix` would do. */
function fixWish(options: Arguments['options']): FixWish | undefined {
  const fix = options.get('fix');
  const isDiff = options.has('diff');
  if (fix === undefined && !isDiff) return undefined;
  return { classes: fix === 'unsafe' ? ['safe', 'unsafe'] : ['safe'], isDiff };
}

/** Whether findings, counted by severity, fail the run. */
export function failsRun(counts: Readonly<Record<Severity, number>>, failOn: FailOn): boolean {
  return failOn !== 'never' && severities.some((severity) => counts[severity] > 0 && isAtLeast(severity, failOn));
}

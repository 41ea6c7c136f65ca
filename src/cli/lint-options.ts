import { isAtLeast, type Severity, severities } from '../model/finding.js';
import type { Arguments } from './arguments.js';
import { type Format, formats } from './option-table.js';

/** What `lint` was asked to do. */
export interface LintOptions {
  readonly operands: readonly string[];
  readonly format: Format;
  /** What tells this analysis from others of the same commit, in SARIF. */
  readonly category: string | undefined;
  /** The least severity that fails the run; undefined where none does. */
  readonly failOn: Severity | undefined;
  readonly exitZero: boolean;
  readonly allowEmpty: boolean;
  readonly skipOthers: boolean;
  readonly stdinName: string;
  readonly usesIgnoreFiles: boolean;
  readonly mayBeCommand: boolean;
  readonly color: string | boolean | undefined;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Whether findings of severity `info` are listed, not only counted. */
  readonly showsInfo: boolean;
}

/** Fills in what was not given. */
export function lintOptions({ operands, options, isCommandNamed }: Arguments): LintOptions {
  const failOn = options.get('fail-on') ?? 'high';
  const format = formats.find((each) => each === options.get('format')) ?? 'pretty';
  const category = options.get('category');
  const stdinName = options.get('stdin-filename');
  return {
    operands,
    format,
    category: typeof category === 'string' ? category : undefined,
    failOn: severities.find((severity) => severity === failOn),
    exitZero: options.has('exit-zero'),
    allowEmpty: options.has('allow-empty'),
    skipOthers: options.has('skip-others'),
    stdinName: typeof stdinName === 'string' ? stdinName : '<stdin>',
    usesIgnoreFiles: options.get('ignore') !== false,
    mayBeCommand: !isCommandNamed && operands.length > 0,
    color: options.get('color'),
    quiet: options.has('quiet'),
    verbose: options.has('verbose'),
    showsInfo: options.has('verbose') || failOn === 'info' || format !== 'pretty',
  };
}

/** Whether findings, counted by severity, fail the run. */
export function failsRun(counts: Readonly<Record<Severity, number>>, failOn: Severity | undefined): boolean {
  return failOn !== undefined && severities.some((severity) => counts[severity] > 0 && isAtLeast(severity, failOn));
}

import { isAtLeast, type Severity, severities } from '../model/finding.js';
import type { Arguments } from './arguments.js';

/** What `lint` was asked to do. */
export interface LintOptions {
  readonly operands: readonly string[];
  readonly format: string;
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
  const format = options.get('format');
  const stdinName = options.get('stdin-filename');
  return {
    operands,
    format: typeof format === 'string' ? format : 'pretty',
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
    showsInfo: options.has('verbose') || failOn === 'info' || (format ?? 'pretty') !== 'pretty',
  };
}

/** Whether findings, counted by severity, fail the run. */
export function failsRun(counts: Readonly<Record<Severity, number>>, failOn: Severity | undefined): boolean {
  return failOn !== undefined && severities.some((severity) => counts[severity] > 0 && isAtLeast(severity, failOn));
}

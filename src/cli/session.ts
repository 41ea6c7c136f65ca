import type { Catalog } from '../catalog/types.js';
import type { WaiverUse } from '../engine/waivers.js';
import { type Linted, type LintSetting, lintText, lintUnreadable } from '../lint.js';
import type { Skipped } from '../report/types.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { callsFileFinder, type FindCallsFiles, isCallsFile } from './calls-file.js';
import { openCatalog } from './catalog-files.js';
import { configPath } from './config-path.js';
import type { Fixer } from './fix-files.js';
import { absolutePath } from './ignore-levels.js';
import { collectInputs, type Input, type InputFile, isLeftOut } from './inputs.js';
import { type FailOn, type LintOptions, lintOptions } from './lint-options.js';
import type { OpenedConfig } from './open-config.js';
import { isWithin } from './path-below.js';
import { readFile } from './read-file.js';
import type { Staged } from './staged.js';
import { dayOfRun } from './today.js';

/** What a command that lints works with: the options, the config, and how to look at files. */
export interface Session {
  readonly options: LintOptions;
  readonly catalog: Catalog;
  readonly setting: LintSetting;
  readonly failOn: FailOn;
  /** The config's path, where there is one, and what it says; also where only the command line sets rules. */
  readonly configPath: string | undefined;
  readonly opened: OpenedConfig | undefined;
  readonly waivers: WaiverUse | undefined;
  /** What git has staged, where that is linted in place of the files on the disk. */
  readonly staged: Staged | undefined;
  readonly findCallsFiles: FindCallsFiles;
  /** The config and what it names, as far as that was read. */
  readonly configFiles: ReadonlySet<string>;
  readonly notice: (text: string) => void;
}

/** Opens the config and the catalog for a run. */
export async function openSession(args: Arguments, notice: (text: string) => void): Promise<Session> {
  const options = lintOptions(args);
  const now = dayOfRun();
  const staged = options.staged
    ? await (await import('./staged.js')).openStaged(options.operands, options.usesIgnoreFiles)
    : undefined;
  const path = pathOfConfig(args, staged, notice);
  const configFiles = new Set<string>();
  const bytesOf = (file: string): Buffer | undefined => {
    configFiles.add(file);
    return staged?.read(file);
  };
  const isConfigured = path !== undefined || options.rules.length > 0;
  const opened = isConfigured
    ? (await import('./open-config.js')).openConfig({ path, rules: options.rules, now, bytesOf })
    : undefined;
  const waivers = options.usesWaivers ? opened?.openWaivers() : undefined;
  const catalog = opened?.catalog ?? openCatalog();
  const setting: LintSetting = {
    catalog,
    rules,
    now,
    cloud: opened?.cloud ?? 'global',
    keepsAll: options.verbose,
    ...(opened && { settingOf: opened.settingOf }),
    ...(waivers && { waive: waivers.waive }),
  };
  const failOn = options.failOn ?? opened?.config.failOn?.value ?? 'high';
  const findCallsFiles = staged?.findCallsFiles ?? callsFileFinder();
  const config = { configPath: path, configFiles, opened, waivers };
  return { options, catalog, setting, failOn, ...config, staged, findCallsFiles, notice };
}

/** A config that was found and is not part of the next commit does not hold for it; one that was named does. */
function pathOfConfig(args: Arguments, staged: Staged | undefined, notice: (text: string) => void): string | undefined {
  const path = configPath(args);
  if (path === undefined || staged === undefined || staged.has(path)) return path;
  const isNamed = typeof args.options.get('config') === 'string' || (process.env.PERMLINT_CONFIG ?? '') !== '';
  if (isNamed) return path;
  notice(`${path} is passed over, because git does not track it: git add it, or name it with --config`);
  return undefined;
}

/** The files that the operands mean, on the disk or staged, without those that the config leaves out. */
export async function sessionInputs({ options, opened, staged, notice }: Session): Promise<readonly Input[]> {
  const setting = { ...options, leavesOut: opened?.leavesOut, notice };
  if (staged === undefined) return collectInputs(options.operands, setting);
  return staged.files.filter((input) => !isLeftOut(input, setting));
}

/** What came of one file. */
export type FileOutcome =
  | { readonly kind: 'linted'; readonly linted: Linted; readonly faults: readonly Skipped[] }
  /** Bytes that are no text, in a file that does not look like a registration. */
  | { readonly kind: 'passed-over' }
  | { readonly kind: 'fault'; readonly reason: string };

/** Reads and lints one file. Never throws for what is wrong with it, nor where the linter breaks on it. */
export async function lintFile(session: Session, input: InputFile, fixer?: Fixer): Promise<FileOutcome> {
  const read = readFile(input, session.notice);
  if ('fault' in read) return { kind: 'fault', reason: read.fault };
  try {
    if ('text' in read) {
      const { setting, faults } = await settingFor(session, input);
      const fixed = fixer && (await fixer.fix(input, read.text, (text) => lintAside(session, input, text, setting)));
      const linted = lintText(input.name, fixed?.text ?? read.text, input.origin, setting);
      const fault = fixed?.fault;
      const own = fault === undefined ? [] : [{ file: input.name, reason: fault }];
      return { kind: 'linted', linted, faults: [...faults, ...own] };
    }
    if (input.origin !== 'named' && !read.looksLikeRegistration) return { kind: 'passed-over' };
    return { kind: 'linted', linted: lintUnreadable(input.name, read.undecodable, session.setting), faults: [] };
  } catch (error) {
    // One file that breaks the linter must not hide the findings of the others.
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'fault', reason: `this is a bug in permlint, please report it: ${message}` };
  }
}

/**
 * What came of each input of a run, in their order. Files of calls are passed over: they are read beside their
 * manifests.
 */
export async function* outcomes(
  session: Session,
): AsyncGenerator<{ readonly name: string; readonly isNamed: boolean; readonly outcome: FileOutcome }> {
  for (const input of await sessionInputs(session)) {
    if ('reason' in input) {
      yield { name: input.file, isNamed: true, outcome: { kind: 'fault', reason: input.reason } };
    } else if (!isCallsFile(input.name)) {
      const outcome = await lintFile(session, input);
      yield { name: input.name, isNamed: input.origin === 'named', outcome };
    }
  }
}

/** Lints a text on the way to its last form: what waivers accept there counts for nothing. */
function lintAside({ opened, options }: Session, input: InputFile, text: string, setting: LintSetting): Linted {
  const waivers = options.usesWaivers ? opened?.openWaivers() : undefined;
  return lintText(input.name, text, input.origin, waivers ? { ...setting, waive: waivers.waive } : setting);
}

/** The calls that applications make may be declared beside a manifest and in the config; what reads them is loaded only then. */
async function settingFor(
  { setting, opened, staged, findCallsFiles }: Session,
  input: InputFile,
): Promise<{ readonly setting: LintSetting; readonly faults: readonly Skipped[] }> {
  const files = findCallsFiles(input);
  const inConfig = opened?.callsOf;
  if (files.length === 0 && inConfig === undefined) return { setting, faults: [] };
  const { declaredCalls } = await import('./declared-calls.js');
  const { usageOf, faults } = declaredCalls(setting.catalog, files, staged?.read, inConfig);
  return { setting: { ...setting, usageOf }, faults };
}

/** Whether the run looks at all that the config speaks of: the working directory or a folder that holds the config. */
export function isWholeRun({ options: { operands }, opened, staged }: Session): boolean {
  if (staged !== undefined) return false;
  const folder = opened?.folder ?? absolutePath('.');
  return (operands.length === 0 ? ['.'] : operands).some((operand) => isWithin(absolutePath(operand), folder));
}

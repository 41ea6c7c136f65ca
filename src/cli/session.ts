import type { Catalog } from '../catalog/types.js';
import type { WaiverUse } from '../engine/waivers.js';
import { isExportName, mayHoldGrants } from '../input/exports/export-names.js';
import { languageOf, languageOfText } from '../input/program.js';
import { holdsNone, mayLeadToRegistration } from '../input/registration-words.js';
import { type Linted, type LintSetting, lintItems, lintText, lintUnreadable } from '../lint.js';
import type { Skipped } from '../report/types.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { callsFileFinder, type FindCallsFiles, isCallsFile } from './calls-file.js';
import { openCatalog } from './catalog-files.js';
import { configPath } from './config-path.js';
import { describeFault, faultCode } from './file-fault.js';
import type { Fixer } from './fix-files.js';
import { absolutePath } from './ignore-levels.js';
import { collectInputs, type Input, type InputFile, isLeftOut } from './inputs.js';
import type { ExportContent, LintExport } from './lint-export.js';
import { type FailOn, type LintOptions, lintOptions } from './lint-options.js';
import type { OpenedConfig } from './open-config.js';
import { isWithin } from './path-below.js';
import { readFile } from './read-file.js';
import type { ReadLanguage } from './read-language.js';
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
  /** What takes files of programs and of exports, each once one was met. */
  readonly readers: { readLanguage?: ReadLanguage; lintExport?: LintExport };
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
  return { options, catalog, setting, failOn, ...config, staged, findCallsFiles, readers: {}, notice };
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
  if (staged === undefined) {
    const inputs = await collectInputs(options.operands, setting);
    // What is named may be a project file that points at manifests.
    const mayPoint = inputs.some((input) => 'origin' in input && input.origin === 'named' && isYaml(input.name));
    return mayPoint ? (await import('./project-manifests.js')).withManifests(inputs) : inputs;
  }
  return staged.files.filter((input) => !isLeftOut(input, setting));
}

function isYaml(name: string): boolean {
  return languageOf(name) === 'yaml';
}

/** What came of one file. */
export type FileOutcome =
  /** Of an export there are several parts, each to be taken before the next one is asked for: reading on may throw. */
  | { readonly kind: 'linted'; readonly parts: Iterable<Linted>; readonly faults: readonly Skipped[] }
  /** Bytes that are no text, in a file that does not look like a registration. */
  | { readonly kind: 'passed-over' }
  /** A program of something else that was met: most YAML files are, and nobody looks for registrations in them. */
  | { readonly kind: 'of-others' }
  | { readonly kind: 'fault'; readonly reason: string };

/** Reads and lints one file. Never throws for what is wrong with it, nor where the linter breaks on it. */
export async function lintFile(session: Session, input: InputFile, fixer?: Fixer): Promise<FileOutcome> {
  const read = readFile(input, session.notice, true);
  if ('fault' in read) return { kind: 'fault', reason: read.fault };
  try {
    if ('begin' in read) {
      const { setting, faults } = await settingFor(session, input);
      const linted = await lintExport(session, input, read, setting);
      if (linted === undefined) return { kind: 'passed-over' };
      return 'parts' in linted ? { kind: 'linted', ...linted, faults } : await lintFile(session, linted.whole, fixer);
    }
    if ('text' in read) {
      if (isOfOthers(input, read.text)) return { kind: 'of-others' };
      const { setting, faults } = await settingFor(session, input);
      const fixed = fixer && (await fixer.fix(input, read.text, (text) => lintAside(session, input, text, setting)));
      const parts = await lintAny(session, input, fixed?.text ?? read.text, setting);
      const fault = fixed?.fault;
      const own = fault === undefined ? [] : [{ file: input.name, reason: fault }];
      return { kind: 'linted', parts, faults: [...faults, ...own] };
    }
    if (input.origin !== 'named' && !read.looksLikeRegistration) return { kind: 'passed-over' };
    return { kind: 'linted', parts: [lintUnreadable(input.name, read.undecodable, session.setting)], faults: [] };
  } catch (error) {
    return { kind: 'fault', reason: faultOf(input, error) };
  }
}

/** Why the linter broke on a file. One such file must not hide the findings of the others. */
export function faultOf({ path }: InputFile, error: unknown): string {
  const code = faultCode(error);
  if (code !== undefined) return describeFault(path ?? '-', code);
  const message = error instanceof Error ? error.message : String(error);
  return `this is a bug in permlint, please report it: ${message}`;
}

async function lintExport(session: Session, input: InputFile, content: ExportContent, setting: LintSetting) {
  const { staged, options, notice } = session;
  const fixes = options.fix !== undefined;
  session.readers.lintExport ??= (await import('./lint-export.js')).exportLinter({ staged, fixes, notice });
  return session.readers.lintExport(input, content, setting);
}

/** What came of a part of a file; most files are one part. */
export type PartOutcome =
  | { readonly kind: 'linted'; readonly linted: Linted; readonly faults: readonly Skipped[] }
  | Exclude<FileOutcome, { readonly kind: 'linted' }>;

/**
 * What came of each input of a run, in their order. Files of calls are passed over: they are read beside their
 * manifests.
 */
export async function* outcomes(
  session: Session,
): AsyncGenerator<{ readonly name: string; readonly isNamed: boolean; readonly outcome: PartOutcome }> {
  for (const input of await sessionInputs(session)) {
    if ('reason' in input) {
      yield { name: input.file, isNamed: true, outcome: { kind: 'fault', reason: input.reason } };
    } else if (!isCallsFile(input.name)) {
      const { name, origin } = input;
      const outcome = await lintFile(session, input);
      for (const part of partsOf(input, outcome)) yield { name, isNamed: origin === 'named', outcome: part };
    }
  }
}

function* partsOf(input: InputFile, outcome: FileOutcome): Iterable<PartOutcome> {
  if (outcome.kind !== 'linted') {
    yield outcome;
    return;
  }
  try {
    for (const linted of outcome.parts) yield { kind: 'linted', linted, faults: outcome.faults };
  } catch (error) {
    yield { kind: 'fault', reason: faultOf(input, error) };
  }
}

function isOfOthers({ name, origin }: InputFile, text: string): boolean {
  return origin === 'met' && languageOf(name) !== undefined && !mayLeadToRegistration(text);
}

/** Lints a text in any form. Readers of exports, plans, templates and languages are loaded when one of these is met. */
async function lintAny(
  session: Session,
  input: InputFile,
  text: string,
  setting: LintSetting,
): Promise<Iterable<Linted>> {
  if (isExportName(input.name) || mayHoldGrants(text)) {
    const linted = await lintExport(session, input, { text }, setting);
    if (linted !== undefined && 'parts' in linted) return linted.parts;
  }
  return [await lintOne(session, input, text, setting)];
}

async function lintOne(session: Session, input: InputFile, text: string, setting: LintSetting): Promise<Linted> {
  const language = input.name === '<stdin>' ? languageOfText(text) : languageOf(input.name);
  if (language !== undefined) {
    // Also where it is named: what a hook hands over may be a template of something else, which no parser takes.
    if (!mayLeadToRegistration(text)) return lintItems([{ kind: 'passed-over', reason: holdsNone }], setting);
    session.readers.readLanguage ??= (await import('./read-language.js')).languageReader(session);
    return lintItems(await session.readers.readLanguage(language, input, text), setting);
  }
  const linted = lintText(input.name, text, input.origin, setting);
  if (linted.program === undefined) return linted;
  return (await import('./lint-program.js')).lintProgram(linted.program, setting);
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

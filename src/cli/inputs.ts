import { realpathSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Skipped } from '../report/types.js';
import { describeFault, faultCode } from './file-fault.js';
import { type LeavesOut, walk } from './walk.js';

/** A file to lint. `name` is what reports call it, `path` where it is read; standard input has no path. */
export interface InputFile {
  readonly name: string;
  readonly path: string | undefined;
  /** Whether the user named it, or it was met in a folder or by a glob. */
  readonly origin: 'named' | 'met';
  /** Gives the bytes of a file that is not read from the disk; undefined when there are too many. */
  readonly bytes?: () => Buffer | undefined;
}

/** A file, or something that was named or met and cannot be read. */
export type Input = InputFile | Skipped;

export interface InputSetting {
  readonly usesIgnoreFiles: boolean;
  /** Whether what the config leaves out is left out when it is named, too. */
  readonly forceExclude: boolean;
  readonly leavesOut: LeavesOut | undefined;
  /** Whether it is all right where nothing is found. */
  readonly allowEmpty: boolean;
  readonly stdinName: string;
  /** Whether a first operand that is nothing may be a mistyped command. */
  readonly mayBeCommand: boolean;
  readonly notice: (text: string) => void;
}

// What the shell's process substitution hands over, and standard input by its other name.
const descriptorPath = /^\/(?:dev\/stdin|dev\/fd\/\d+|proc\/self\/fd\/\d+)$/;
const standardInput = /^(?:-|\/dev\/stdin|\/dev\/fd\/0|\/proc\/self\/fd\/0)$/;

/** Every file that the operands mean, in their order, each once however often it is reached. */
export async function collectInputs(operands: readonly string[], setting: InputSetting): Promise<readonly Input[]> {
  const inputs: Input[] = [];
  for (const operand of operands.length === 0 ? ['.'] : operands) {
    for (const input of await inputsOf(operand, setting)) inputs.push(input);
  }
  const kept = inputs.filter((input) => !isLeftOut(input, setting));
  return operands.length > 1 ? withoutRepeats(kept) : kept;
}

/** Whether the config leaves out an input that was met, or where it is to win over names, too. */
export function isLeftOut(
  input: Input,
  { leavesOut, usesIgnoreFiles, forceExclude }: Pick<InputSetting, 'leavesOut' | 'usesIgnoreFiles' | 'forceExclude'>,
): boolean {
  if (leavesOut === undefined || !usesIgnoreFiles || 'reason' in input || input.path === undefined) return false;
  return (input.origin === 'met' || forceExclude) && leavesOut(input.path, false);
}

/** An absolute path below the working directory as seen from there: reports are read on other machines too. */
function fromHere(path: string): string {
  const here = `${process.cwd()}/`;
  return path.startsWith(here) && path.length > here.length ? path.slice(here.length) : path;
}

async function inputsOf(operand: string, setting: InputSetting): Promise<readonly Input[]> {
  if (standardInput.test(operand)) return [{ name: setting.stdinName, path: undefined, origin: 'named' }];
  try {
    const stat = statSync(operand, { throwIfNoEntry: false });
    if (stat === undefined) return await inputsOfUnknown(operand, setting);
    if (stat.isDirectory()) return await inputsOfFolder(operand, setting);
    if (stat.isFile() || descriptorPath.test(operand)) {
      return [{ name: fromHere(operand), path: operand, origin: 'named' }];
    }
    return [{ file: operand, reason: 'is not a regular file; pipe it in and name -' }];
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    return [{ file: operand, reason: describeFault(operand, code) }];
  }
}

async function inputsOfFolder(
  operand: string,
  { usesIgnoreFiles, leavesOut }: InputSetting,
): Promise<readonly Input[]> {
  const { files, faults } = await walk(operand, usesIgnoreFiles, usesIgnoreFiles ? leavesOut : undefined);
  const folder = (process.platform === 'win32' ? operand.replaceAll('\\', '/') : operand).replace(/\/+$/, '');
  const isWorking = /^(?:\.\/*)+$/.test(operand);
  const prefix = isWorking ? '' : `${folder}/`;
  return [
    ...faults.map(({ folder: relative, code }): Input => {
      const file = prefix + relative === '' ? '.' : prefix + relative;
      return { file, reason: `the folder was not searched: ${describeFault(file, code)}` };
    }),
    ...files.map((relative): Input => {
      const path = prefix + relative;
      return { name: isAbsolute(operand) ? fromHere(path) : path, path, origin: 'met' };
    }),
  ];
}

async function inputsOfUnknown(operand: string, setting: InputSetting): Promise<readonly Input[]> {
  const pattern = process.platform === 'win32' ? operand.replaceAll('\\', '/') : operand;
  if (/[*?[\]{}!()]/.test(pattern)) {
    const { expandGlob } = await import('./glob.js');
    const found = await expandGlob(pattern, setting.usesIgnoreFiles);
    if (found.length === 0) {
      if (!setting.allowEmpty) return [{ file: operand, reason: 'no file matches it' }];
      setting.notice(`no file matches ${operand}`);
    }
    return found.map((path) => ({ name: path, path, origin: 'met' }));
  }
  const reason = describeFault(operand, 'ENOENT');
  const { suggestInstead } = await import('./suggest.js');
  const meant = suggestInstead(operand, setting.mayBeCommand);
  return [{ file: operand, reason: meant === undefined ? reason : `${reason}. Did you mean ${meant}?` }];
}

/** Two paths may lead to one file: it is linted where it stands first, and as named if it is named anywhere. */
export function withoutRepeats(inputs: readonly Input[]): readonly Input[] {
  const seen = new Map<string, Input>();
  for (const input of inputs) {
    const key = 'reason' in input ? `fault ${input.file}` : `file ${realPath(input.path)}`;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, input);
    else if ('origin' in before && 'origin' in input && input.origin === 'named') {
      seen.set(key, { ...before, origin: 'named' });
    }
  }
  return [...seen.values()];
}

function realPath(path: string | undefined): string {
  if (path === undefined) return '';
  try {
    return realpathSync.native(path);
  } catch {
    // It will fail again when it is read, and then be reported.
    return path;
  }
}

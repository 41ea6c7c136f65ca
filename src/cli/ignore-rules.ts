import { readFileSync, statSync } from 'node:fs';
import ignore from 'ignore';
import { withoutMark } from '../model/byte-order-mark.js';
import { faultCode } from './file-fault.js';

/** The ignore files of one folder. */
export interface IgnoreLevel {
  /** Absolute, with `/` at its end. */
  readonly base: string;
  readonly decide: (relative: string) => 'ignored' | 'kept' | undefined;
}

/** The ignore files of a folder (absolute, `/` between names), `.permlintignore` after `.gitignore`. */
export function readIgnoreLevel(folder: string): IgnoreLevel | undefined {
  const texts = ['.gitignore', '.permlintignore'].map((name) => readIfPresent(`${folder}/${name}`));
  if (texts.every((text) => text === undefined)) return undefined;
  // Git compares letter case where the file system does.
  const rules = ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' });
  for (const text of texts) if (text !== undefined) rules.add(text);
  return {
    base: folder.endsWith('/') ? folder : `${folder}/`,
    decide: (relative) => {
      const { ignored, unignored } = rules.test(relative);
      return ignored ? 'ignored' : unignored ? 'kept' : undefined;
    },
  };
}

/** An ignore file that is no regular file, or cannot be read, rules nothing out: what it would have hidden is linted. */
function readIfPresent(path: string): string | undefined {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
    return withoutMark(readFileSync(path, 'utf8'));
  } catch (error) {
    if (faultCode(error) === undefined) throw error;
    return undefined;
  }
}

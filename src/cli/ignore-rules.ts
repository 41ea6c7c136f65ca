import { readFileSync } from 'node:fs';
import ignore from 'ignore';
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

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\u{FEFF}/u, '');
  } catch (error) {
    const code = faultCode(error);
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

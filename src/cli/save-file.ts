import { existsSync, readFileSync } from 'node:fs';
import type { EditedConfig } from '../config/edit-config.js';
import { readText, shownPath } from './config-files.js';
import { describeFault, faultCode } from './file-fault.js';
import { UsageError } from './usage-error.js';
import { writeWhole } from './write-whole.js';

/** Edits a config file in place, or begins a new one. Throws a UsageError where it cannot be read, edited or written. */
export function editConfigFile(path: string, edit: (text: string) => EditedConfig): void {
  const read = existsSync(path) ? readText(path) : { text: '' };
  if ('fault' in read) throw new UsageError(`cannot read config ${shownPath(path)}: ${read.fault}`);
  // Reading takes the mark off.
  const mark = read.text === '' ? '' : markOf(path);
  if (mark === undefined) throw new UsageError(`${shownPath(path)} was not changed: it is UTF-16; save it as UTF-8`);
  const edited = edit(read.text);
  if ('fault' in edited) throw new UsageError(`${shownPath(path)} was not changed: ${edited.fault}`);
  saveFile(path, mark + edited.text);
}

/** The byte order mark that a text begins with, or none; undefined where it is that of UTF-16. */
function markOf(path: string): string | undefined {
  const [first, second] = readFileSync(path);
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return undefined;
  return first === 0xef && second === 0xbb ? '\u{feff}' : '';
}

/** Writes a file whole. Throws a UsageError that says why it cannot be written. */
export function saveFile(path: string, text: string): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    throw new UsageError(`${shownPath(path)} cannot be written: ${describeFault(path, code)}`);
  }
}

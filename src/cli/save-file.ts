import { existsSync } from 'node:fs';
import type { EditedConfig } from '../config/edit-config.js';
import { readText, shownPath } from './config-files.js';
import { faultCode } from './file-fault.js';
import { alone } from './temporary-file.js';
import { UsageError } from './usage-error.js';
import { rewriteFile, writeFile, writtenPath } from './write-file.js';

/**
 * Edits a config file in place, or begins a new one; what another process writes meanwhile is not lost. Throws a
 * UsageError where it cannot be read, edited or written.
 */
export function editConfigFile(path: string, edit: (text: string) => EditedConfig): void {
  const edited = aloneWith(path, () => editOnce(path, edit));
  if (edited === undefined) return;
  throw new UsageError(`${shownPath(path)} was not changed: ${edited}`);
}

function editOnce(path: string, edit: (text: string) => EditedConfig): string | undefined {
  const read = existsSync(path) ? readText(path) : undefined;
  if (read !== undefined && 'fault' in read) {
    throw new UsageError(`cannot read config ${shownPath(path)}: ${read.fault}`);
  }
  const edited = edit(read?.text ?? '');
  return 'fault' in edited ? edited.fault : rewriteFile(path, read?.text, edited.text);
}

function aloneWith(path: string, work: () => string | undefined): string | undefined {
  try {
    const done = alone(writtenPath(path), work);
    return done === undefined ? 'another permlint is writing it. Run permlint again.' : done.result;
  } catch (error) {
    // A folder that takes no file beside the config takes no new config either: that is told by who writes it.
    if (faultCode(error) === undefined) throw error;
    return work();
  }
}

/** Writes a file whole. Throws a UsageError that says why it cannot be written. */
export function saveFile(path: string, text: string): void {
  const fault = writeFile(path, text);
  if (fault !== undefined) throw new UsageError(`${shownPath(path)} cannot be written: ${fault}`);
}

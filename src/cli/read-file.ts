import { bytesLookLikeRegistration, decode } from './decode.js';
import { describeFault, faultCode } from './file-fault.js';
import type { InputFile } from './inputs.js';
import { readBytes, readDescriptor } from './read-bytes.js';
import { isTerminal } from './terminal.js';

/**
 * What reading a file gave: its text; or `undecodable`, why its bytes are no text, and whether they look like a
 * registration all the same; or `fault`, why it cannot be read.
 */
export type Read =
  | { readonly text: string }
  | { readonly undecodable: string; readonly looksLikeRegistration: boolean }
  | { readonly fault: string };

/** Reads a file, or standard input, once. Never throws for what is wrong with the file. */
export function readFile({ path, origin, bytes: ownBytes }: InputFile, notice: (text: string) => void): Read {
  try {
    if (path === undefined && isTerminal(0)) notice('reading from the terminal; end with Ctrl-D');
    // Only regular files are met; what is named may be a pipe of the shell.
    const fromDisk = () => (path === undefined ? readDescriptor(0) : readBytes(path, origin === 'met'));
    const bytes = (ownBytes ?? fromDisk)();
    if (bytes === undefined) return { fault: 'is larger than 512 MiB' };
    const decoded = decode(bytes);
    return 'text' in decoded ? decoded : { ...decoded, looksLikeRegistration: bytesLookLikeRegistration(bytes) };
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    return { fault: describeFault(path ?? '-', code) };
  }
}

/** Why a file gave no text. */
export function textFault(read: Exclude<Read, { readonly text: string }>): string {
  return 'fault' in read ? read.fault : read.undecodable;
}

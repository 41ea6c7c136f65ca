import { bytesLookLikeRegistration, decode } from './decode.js';
import { describeFault, faultCode } from './file-fault.js';
import type { InputFile } from './inputs.js';
import { largestFile, readBytes, readDescriptor } from './read-bytes.js';
import { isTerminal } from './terminal.js';

/**
 * What reading a file gave: its text; or `begin`, the first bytes of a large one; or `undecodable`, why its bytes are no
 * text, and whether they look like a registration all the same; or `fault`, why it cannot be read.
 */
export type Read =
  | { readonly text: string }
  | { readonly begin: Buffer }
  | { readonly undecodable: string; readonly looksLikeRegistration: boolean }
  | { readonly fault: string };

/** Larger files are read piece by piece, where they are exports. So many bytes fill the buffer before it grows again. */
const largeFile = 4 * 1024 * 1024 - 1;

/**
 * Reads a file, or standard input, once; where it may be read in pieces, no more than the begin of a large one. Never
 * throws for what is wrong with the file.
 */
export function readFile(input: InputFile, notice: (text: string) => void, mayBeLarge: true): Read;
export function readFile(input: InputFile, notice: (text: string) => void): Exclude<Read, { readonly begin: Buffer }>;
export function readFile(
  { path, origin, bytes: ownBytes }: InputFile,
  notice: (text: string) => void,
  mayBeLarge = false,
): Read {
  try {
    if (path === undefined && isTerminal(0)) notice('reading from the terminal; end with Ctrl-D');
    // Only regular files are met; what is named may be a pipe of the shell.
    const most = mayBeLarge ? largeFile : largestFile;
    const isRegular = origin === 'met';
    const fromDisk = () => (path === undefined ? readDescriptor(0, false, most) : readBytes(path, isRegular, most));
    const bytes = (ownBytes ?? fromDisk)();
    if (bytes === undefined) return { fault: tooLarge };
    if (ownBytes === undefined && bytes.length > most) return { begin: Buffer.from(bytes) };
    const decoded = decode(bytes);
    return 'text' in decoded ? decoded : { ...decoded, looksLikeRegistration: bytesLookLikeRegistration(bytes) };
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    return { fault: describeFault(path ?? '-', code) };
  }
}

const tooLarge =
  "is larger than 512 MiB, and neither NDJSON nor a list of objects: write one object to a line (jq -c '.value[]')";

/** Why a file gave no text. */
export function textFault(read: Exclude<Read, { readonly text: string } | { readonly begin: Buffer }>): string {
  return 'fault' in read ? read.fault : read.undecodable;
}

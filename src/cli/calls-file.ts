import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { InputFile } from './inputs.js';

const endings = ['.calls.txt', '.calls.ndjson'] as const;

/** Finds the files of calls that stand beside a manifest: `portal.calls.txt` beside `portal.json`. */
export type FindCallsFiles = (input: InputFile) => readonly string[];

/** Folders are listed once each: most hold many manifests and no calls. */
export function callsFileFinder(): FindCallsFiles {
  const folders = new Map<string, ReadonlySet<string>>();
  return ({ path, name, origin }) => {
    // Standard input may be named after the file that it comes from.
    const file = path ?? (origin === 'named' && name !== '<stdin>' ? name : undefined);
    if (file === undefined) return [];
    const folder = dirname(file);
    const own = folders.get(folder) ?? callsFilesIn(folder);
    folders.set(folder, own);
    if (own.size === 0) return [];
    const stem = basename(file, extname(file));
    return callsFileNames(stem).flatMap((each) => (own.has(each) ? [join(folder, each)] : []));
  };
}

/** What the files of calls beside a manifest are called, given its name without the last extension. */
export function callsFileNames(stem: string): readonly string[] {
  return endings.map((ending) => stem + ending);
}

/** Whether a file holds calls by its name: it is read beside its manifest, not as one. */
export function isCallsFile(name: string): boolean {
  return stemOfCalls(name) !== undefined;
}

/** The name of the manifest, without its extension, that a file of calls stands beside; undefined for other files. */
export function stemOfCalls(name: string): string | undefined {
  const ending = endings.find((each) => name.endsWith(each));
  return ending && name.slice(0, -ending.length);
}

function callsFilesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder).filter(isCallsFile));
  } catch {
    // The folder of a named file need not be listed to read the file.
    return new Set();
  }
}

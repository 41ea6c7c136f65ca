import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { InputFile } from './inputs.js';

const endings = ['.calls.txt', '.calls.ndjson'] as const;

/** Finds the file of calls that stands beside a manifest: `portal.calls.txt` beside `portal.json`. */
export type FindCallsFile = (input: InputFile) => string | undefined;

/** Folders are listed once each: most hold many manifests and no calls. */
export function callsFileFinder(): FindCallsFile {
  const folders = new Map<string, ReadonlySet<string>>();
  return ({ path }) => {
    if (path === undefined) return undefined;
    const folder = dirname(path);
    const own = folders.get(folder) ?? callsFilesIn(folder);
    folders.set(folder, own);
    if (own.size === 0) return undefined;
    const stem = basename(path, extname(path));
    const ending = endings.find((each) => own.has(stem + each));
    return ending === undefined ? undefined : join(folder, stem + ending);
  };
}

function callsFilesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder).filter((name) => endings.some((ending) => name.endsWith(ending))));
  } catch {
    // The folder of a named file need not be listed to read the file.
    return new Set();
  }
}

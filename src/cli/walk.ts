import { type Dirent, readdirSync } from 'node:fs';
import { faultCode } from './file-fault.js';
import { absolutePath, isIgnored, levelOf, levelsAbove } from './ignore-levels.js';
import type { IgnoreLevel } from './ignore-rules.js';

/** What a folder holds: paths relative to it with `/` between names, in the order of code units. */
export interface Walked {
  readonly files: readonly string[];
  readonly faults: readonly { readonly folder: string; readonly code: string }[];
}

/** Whether the config leaves out a file or folder, by its path. */
export type LeavesOut = (path: string, isFolder: boolean) => boolean;

interface Folder {
  /** Relative to the root, with `/` at its end; empty for the root. */
  readonly relative: string;
  readonly levels: readonly IgnoreLevel[];
}

// A registration in a folder is JSON or one of three languages; what the file holds decides everything else.
const walkedName = /\.(?:json[c5l]?|ndjson|tf|tofu|tfstate|bicep|ya?ml)$/i;
const never = new Set(['node_modules', '.git']);
const ignoreFiles = new Set(['.gitignore', '.permlintignore']);

/** Whether a file is read where it is met in a folder. */
export function isWalked(name: string): boolean {
  return walkedName.test(name);
}

/**
 * Lists the files that may hold registrations of a folder and the folders below it. Symbolic links and special files are
 * passed over, and folders that the config leaves out.
 */
export async function walk(root: string, usesIgnoreFiles: boolean, leavesOut?: LeavesOut): Promise<Walked> {
  const files: string[] = [];
  const faults: { folder: string; code: string }[] = [];
  const absolute = absolutePath(root);
  const base = absolute.endsWith('/') ? absolute : `${absolute}/`;
  const folders: Folder[] = [{ relative: '', levels: usesIgnoreFiles ? await levelsAbove(absolute) : [] }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    try {
      const entries = readdirSync(base + folder.relative, { withFileTypes: true });
      const hasRules = usesIgnoreFiles && entries.some((entry) => ignoreFiles.has(entry.name) && entry.isFile());
      const own = hasRules ? await levelOf(base + folder.relative) : [];
      const levels = own.length === 0 ? folder.levels : [...folder.levels, ...own];
      for (const entry of entries) takeEntry(entry, folder.relative, { levels, base, leavesOut }, files, folders);
    } catch (error) {
      const code = faultCode(error);
      if (code === undefined) throw error;
      faults.push({ folder: folder.relative, code });
    }
  }
  return { files: files.sort(), faults };
}

/** What leaves out entries of a folder. */
interface Leaving {
  readonly levels: readonly IgnoreLevel[];
  readonly base: string;
  readonly leavesOut: LeavesOut | undefined;
}

function takeEntry(
  entry: Dirent,
  folder: string,
  { levels, base, leavesOut }: Leaving,
  files: string[],
  folders: Folder[],
): void {
  const relative = folder + entry.name;
  if (entry.isDirectory()) {
    if (never.has(entry.name) || isIgnored(levels, `${base}${relative}/`)) return;
    if (leavesOut?.(base + relative, true) === true) return;
    folders.push({ relative: `${relative}/`, levels });
  } else if (entry.isFile() && isWalked(entry.name) && !isIgnored(levels, base + relative)) {
    files.push(relative);
  }
}

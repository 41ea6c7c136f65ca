import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { InputFile } from './inputs.js';
import type { Staged } from './staged.js';

/** The folder of a path as it is written, with the separator at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.length - basename(path).length);
}

/**
 * The files beside one, by their names: of the disk, or of what is staged where that is linted. They are called as the
 * one is, and are met, whoever named that.
 */
export function siblingFiles(
  { path, name }: InputFile,
  isMeant: (name: string) => boolean,
  staged: Staged | undefined,
): readonly InputFile[] {
  if (path === undefined) return [];
  const [folder, prefix] = [folderOf(path), name.slice(0, name.length - basename(path).length)];
  const names = readdirSync(folder === '' ? '.' : folder).filter((each) => isMeant(each) && folder + each !== path);
  return names.sort().flatMap((each) => {
    const file = folder + each;
    if (staged?.has(file) === false) return [];
    const input: InputFile = { name: prefix + each, path: file, origin: 'met' };
    return [staged === undefined ? input : { ...input, bytes: () => staged.read(file) }];
  });
}

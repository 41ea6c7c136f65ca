import { isOfModule } from '../input/program.js';
import type { InputItem } from '../input/source.js';
import { itemsIn, openTerraform } from '../input/terraform/read-module.js';
import type { InputFile } from './inputs.js';
import { readFile } from './read-file.js';
import { folderOf, siblingFiles } from './sibling-files.js';
import type { Staged } from './staged.js';

/** Reads what one file of a module declares; the module is read once, however many of its files are asked for. */
export async function openTerraformFiles(
  staged: Staged | undefined,
): Promise<(input: InputFile, text: string) => readonly InputItem[]> {
  const read = await openTerraform();
  const modules = new Map<string, readonly InputItem[]>();
  return (input, text) => {
    const folder = input.path === undefined ? undefined : folderOf(input.path);
    const known = folder === undefined ? undefined : modules.get(folder);
    const items = known ?? [...read([{ name: input.name, text }, ...othersOfModule(input, staged)])];
    if (folder !== undefined) modules.set(folder, items);
    return itemsIn(input.name, items);
  };
}

/** What the other files of a module say of variables and locals holds for this one. */
function othersOfModule(input: InputFile, staged: Staged | undefined) {
  return siblingFiles(input, isOfModule, staged).flatMap((each) => {
    const read = readFile(each, () => undefined);
    return 'text' in read ? [{ name: each.name, text: read.text }] : [];
  });
}

import type { Catalog } from '../catalog/types.js';
import { languageOf } from '../input/program.js';
import { readText } from '../input/read.js';
import { readProgram } from '../input/read-program.js';
import type { InputItem } from '../input/source.js';
import { itemsWithIds } from '../items-with-ids.js';
import type { InputFile } from './inputs.js';
import { languageReader } from './read-language.js';

/** The registrations and problems of a named file in any form, for the commands that do not lint it. */
export async function itemsOfFile(input: InputFile, text: string, catalog: Catalog): Promise<readonly InputItem[]> {
  const language = languageOf(input.name);
  if (language !== undefined)
    return [...(await languageReader({ catalog, staged: undefined, notice: () => undefined })(language, input, text))];
  return [...readText(input.name, text, 'named')].flatMap((item): readonly InputItem[] =>
    item.kind === 'program' ? [...itemsWithIds(readProgram(item.program), catalog)] : [item],
  );
}

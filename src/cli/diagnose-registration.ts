import type { Catalog } from '../catalog/types.js';
import { type Registration, registrationsOf } from '../diagnose/registration.js';
import type { InputItem } from '../input/source.js';
import { lintItems } from '../lint.js';
import { lineRanges } from '../model/place.js';
import { rules } from '../rules/index.js';
import { itemsOfFile } from './items-of-file.js';
import { readFile, textFault } from './read-file.js';
import { UsageError } from './usage-error.js';

/** The registrations of a file in any form, each with what the linter finds in it. A file that holds none is an error. */
export async function registrationsIn(
  file: string,
  { catalog, now }: { readonly catalog: Catalog; readonly now: Date },
  notice: (text: string) => void,
): Promise<readonly Registration[]> {
  const isInput = file === '-';
  const input = { name: isInput ? '<stdin>' : file, path: isInput ? undefined : file, origin: 'named' } as const;
  const read = readFile(input, notice);
  if (!('text' in read)) throw new UsageError(`--manifest: ${input.name}: ${textFault(read)}`);
  const items = await itemsOfFile(input, read.text, catalog);
  for (const item of items) checkItem(item, input.name);
  const linted = lintItems(items, { catalog, rules, now, options: {}, cloud: 'global', keepsAll: true });
  if (linted.applications.length === 0) throw new UsageError(`--manifest: ${input.name} holds no app registration`);
  return registrationsOf(linted);
}

/** What cannot be read would be taken for a registration that asks for nothing. */
function checkItem(item: InputItem, name: string): void {
  if (item.kind === 'passed-over') throw new UsageError(`--manifest: ${name} ${item.reason}`);
  if (item.kind !== 'problem' || item.problem.kind !== 'unreadable') return;
  const [range] = lineRanges(item.problem.at.document, [item.problem.at]);
  const place = range === undefined ? name : `${name}:${range.line}:${range.column}`;
  throw new UsageError(`--manifest: ${place}: ${item.problem.message}`);
}

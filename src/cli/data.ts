import type { Arguments } from './arguments.js';
import { dataActions } from './option-table.js';
import type { Output } from './output.js';
import { UsageError } from './usage-error.js';

/** `permlint data refresh|import|describe|diff`: catalogs of APIs and their permissions. */
export async function data(args: Arguments, output: Output, errors: Output): Promise<number> {
  const [word = '', ...operands] = args.operands;
  const own = { ...args, operands };
  if (word === 'refresh') return (await import('./data-refresh.js')).refreshCatalog(own, output, errors);
  if (word === 'import') return (await import('./data-import.js')).importCatalog(own, output);
  if (word === 'describe') return (await import('./data-describe.js')).describeCatalog(own, output, errors);
  if (word === 'diff') return (await import('./data-diff.js')).diffCatalogs(own, output);
  const expected = 'refresh, import <file>..., describe [file | API] or diff <a> [b]';
  if (word === '') throw new UsageError(`data needs one of ${expected}`);
  throw new UsageError(`data takes ${expected}, not "${word}"`, { mistyped: { word, candidates: dataActions } });
}

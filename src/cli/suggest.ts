import { nearestOf } from '../model/spelling.js';
import { rules } from '../rules/index.js';
import { openCatalog } from './catalog-files.js';
import { findApis, findPermissions, parseQuery } from './find-permissions.js';
import { commands } from './option-table.js';

/** What was meant by a path that does not exist: something that `explain` knows, or a mistyped command. */
export function suggestInstead(operand: string, mayBeCommand: boolean): string | undefined {
  if (isExplained(operand) || /^aadsts ?\d{4,8}$/i.test(operand))
    return `permlint explain ${/^[\w.:{}-]+$/.test(operand) ? operand : `"${operand}"`}`;
  if (!mayBeCommand || !/^[a-z]+$/i.test(operand)) return undefined;
  const [command] = nearestOf(operand, commands, 1);
  return command && `the command ${command}`;
}

function isExplained(operand: string): boolean {
  if (rules.some(({ id }) => id === operand.toLowerCase())) return true;
  const catalog = openCatalog();
  const query = parseQuery(catalog, operand);
  return findApis(catalog, query).length > 0 || findPermissions(catalog, query).length > 0;
}

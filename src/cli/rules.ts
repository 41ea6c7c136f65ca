import type { Rule, RuleMeta } from '../rules/define-rule.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { writeJson } from './command-output.js';
import type { Output } from './output.js';
import { UsageError } from './usage-error.js';

/** `permlint rules`: a table of the rules, or what their pages say as JSON. */
export function listRules({ operands, options }: Arguments, output: Output): number {
  if (operands.length > 0) throw new UsageError(`rules takes no operand, and was given "${operands[0]}"`);
  if (options.get('format') === 'json') writeJson(output, rules.map(metaOf));
  else output.write(table(rules.map(({ id, severity, category, title }) => [id, severity, category, title])));
  return 0;
}

/** What a rule's page says, without the rule's code. */
export function metaOf({ id, title, category, severity, why, remedy, sources }: Rule): RuleMeta {
  return { id, title, category, severity, why, remedy, sources };
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

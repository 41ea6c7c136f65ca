import type { Rule, RuleMeta } from '../rules/define-rule.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { writeJson } from './command-output.js';
import type { Output } from './output.js';
import { isUnicodeOn, terminalWidth } from './terminal.js';
import { UsageError } from './usage-error.js';

/** `permlint rules`: a table of the rules, or what their pages say as JSON. */
export function listRules({ operands, options }: Arguments, output: Output): number {
  if (operands.length > 0) throw new UsageError(`rules takes no operand, and was given "${operands[0]}"`);
  if (options.get('format') === 'json') writeJson(output, { version: 1, rules: rules.map(metaOf) });
  else {
    const rows = rules.map(({ id, severity, category, title }) => [id, severity, category, title]);
    output.write(table([['rule', 'severity', 'category', 'title'], ...rows], terminalWidth()));
  }
  return 0;
}

/** What a rule's page says, without the rule's code. */
export function metaOf({ id, title, category, severity, why, remedy, sources, options }: Rule): RuleMeta {
  return { id, title, category, severity, why, remedy, sources, ...(options && { options }) };
}

/** Rows in columns; only the last one is cut where a row is wider than the terminal. */
function table(rows: readonly (readonly string[])[], width: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  const ellipsis = isUnicodeOn() ? '…' : '...';
  const cut = (text: string) =>
    text.length <= width ? text : text.slice(0, width - ellipsis.length).trimEnd() + ellipsis;
  return rows.map((row) => `${cut(line(row).trimEnd())}\n`).join('');
}

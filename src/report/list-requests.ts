import type { Application } from '../model/application.js';
import { pointerText } from '../model/place.js';
import { displayWidth } from './display-width.js';
import { escapeText } from './escape.js';
import type { FileResult, RunFacts } from './types.js';

// Placeholders and expressions can be of any length; they must not push the columns of the others away.
const widest = 48;

/** What every request of an application asks for, one line each in columns, and an empty line; nothing without any. */
export function listRequests(
  application: Application,
  { requestLines }: FileResult,
  { describeRequest }: Pick<RunFacts, 'describeRequest'>,
): string[] {
  const rows = application.requests.map((request) => {
    const { at } = request.permission;
    const lines = requestLines.get(at);
    const place = lines === undefined ? pointerText(at.document.spell(at.pointer)) : `${lines.line}:${lines.column}`;
    const { name, kind, api } = describeRequest(request, application);
    return [place, name, kind, api].map(escapeText);
  });
  if (rows.length === 0) return [];
  const widths = [0, 1, 2].map((column) =>
    Math.min(widest, Math.max(...rows.map((row) => displayWidth(row[column] ?? '')))),
  );
  const cell = (text: string, column: number) =>
    text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(text)));
  return [...rows.map((row) => `  ${row.map(cell).join('  ').trimEnd()}`), ''];
}

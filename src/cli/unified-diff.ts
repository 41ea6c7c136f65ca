import { structuredPatch } from 'diff';
import type { OffsetRange } from '../model/place.js';
import { escapeText, withoutCommands } from '../report/escape.js';
import { findSecrets } from '../report/mask-secrets.js';

/** A unified diff of one file, and whether its lines are those of the file. */
export interface UnifiedDiff {
  readonly text: string;
  /** Whether a secret stands in a line that is shown: it is masked, so nothing can apply the diff. */
  readonly hidesSecrets: boolean;
}

/**
 * What changes in a file, as `git apply` and `patch -p1` take it. `path` is that from the working directory on. Where
 * `isShown` says that a terminal or a log shows it, nothing of the file can colour, erase, reorder or command there;
 * otherwise the bytes are kept, so that the diff can be applied.
 */
export function unifiedDiff(path: string, before: string, after: string, isShown: boolean): UnifiedDiff {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  const masked = { before: maskedLines(before), after: maskedLines(after) };
  let hidesSecrets = false;
  const lines = [`--- ${quotedName(`a/${path}`)}`, `+++ ${quotedName(`b/${path}`)}`];
  for (const { oldStart, oldLines, newStart, newLines, lines: own } of hunks) {
    lines.push(`@@ -${rangeText(oldStart, oldLines)} +${rangeText(newStart, newLines)} @@`);
    let [oldAt, newAt] = [oldStart - 1, newStart - 1];
    for (const line of own) {
      const sign = line.charAt(0);
      const safe = sign === '\\' ? undefined : sign === '+' ? masked.after?.[newAt] : masked.before?.[oldAt];
      if (sign === '+' || sign === ' ') newAt += 1;
      if (sign === '-' || sign === ' ') oldAt += 1;
      const shown = safe === undefined ? line : sign + safe;
      if (shown !== line) hidesSecrets = true;
      lines.push(isShown ? inert(shown) : shown);
    }
  }
  const text = `${lines.join('\n')}\n`;
  return { text: isShown ? withoutCommands(text) : text, hidesSecrets };
}

/** `7,3`, or `7` for one line. */
function rangeText(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`;
}

/** The lines of a text without its secrets; undefined where it has none. Every line keeps its number. */
function maskedLines(text: string): readonly string[] | undefined {
  const secrets = findSecrets(text);
  return secrets.length === 0 ? undefined : withoutRanges(text, secrets).split('\n');
}

function withoutRanges(text: string, ranges: readonly OffsetRange[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]+/g, '"…"'));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

/** Tabs and the carriage return at the end of a line do no harm, and are most of what files have. */
function inert(line: string): string {
  const end = line.endsWith('\r') ? '\r' : '';
  const body = end === '' ? line : line.slice(0, -1);
  return body.split('\t').map(escapeText).join('\t') + end;
}

/** A name as Git writes it: in quotes where it holds what is no plain text, and ended by a tab where it has spaces. */
function quotedName(name: string): string {
  if (!/["\\]/.test(name) && escapeText(name) === name) return name.includes(' ') ? `${name}\t` : name;
  const quoted = [...name].map((char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    return escapeText(char) === char ? char : octal(char);
  });
  return `"${quoted.join('')}"`;
}

function octal(char: string): string {
  return [...Buffer.from(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

// Finds what a file of Bicep declares, statement by statement. What does not parse ends at the next line that begins one.
import type { OffsetRange } from '../../model/place.js';
import type { Expression } from '../expressions/expression.js';
import { parseResource } from './parse-resource.js';
import { parseValue } from './parse-value.js';
import {
  type Scanner,
  skipBlanks,
  skipLines,
  skipRest,
  take,
  takeMark,
  takeWord,
  type WrittenResource,
  writtenFrom,
} from './scan.js';

/** What a file declares. */
export interface Declarations {
  /** Variables, and the default values of parameters. */
  readonly text: string;
  readonly values: Map<string, Expression>;
  readonly resources: WrittenResource[];
  /** What could not be read: members of what was read, and whole statements. */
  readonly faults: readonly OffsetRange[];
  readonly unread: OffsetRange[];
}

/** A line that begins a statement, whatever is open before it. */
const statementStart =
  /^(?:@[a-z]|(?:resource|module) \w+ '|(?:var|param|output|type|func|metadata) \w|(?:targetScope|extension|import|using)\b)/gm;

/** Texts and objects may hold lines that look like statements; a file in which that is so more often is left unread. */
const mostLooks = 20;

/** Reads the statements of a text. Never throws. */
export function declarationsIn(text: string): Declarations {
  const scanner: Scanner = { text, position: 0, depth: 0, faults: [], inner: [] };
  const file: Declarations = { text, values: new Map(), resources: [], faults: scanner.faults, unread: [] };
  let isSecret = false;
  let looks = 0;
  const starts = [...text.matchAll(statementStart)].map(({ index }) => index);
  let at = 0;
  for (;;) {
    scanner.text = text;
    skipLines(scanner);
    const start = scanner.position;
    if (start >= text.length) return file;
    while ((starts[at] ?? text.length) <= start && at < starts.length) at += 1;
    const next = starts[at] ?? text.length;
    const isDecorator = takeMark(scanner, '@');
    if (isDecorator) isSecret ||= /^@\s*(?:sys\s*\.\s*)?secure\b/.test(text.slice(start, start + 100));
    let isRead = takeWithin(scanner, file, start, next, isSecret);
    if (!isRead && looks < mostLooks) {
      looks += 1;
      isRead = takeWithin(scanner, file, start, text.length, isSecret);
    }
    if (!isDecorator) isSecret = false;
    if (isRead) continue;
    scanner.position = next;
    file.unread.push({ start, end: scanner.position });
  }
}

/** Reads a statement that has to end within a part of the text. */
function takeWithin(scanner: Scanner, file: Declarations, start: number, end: number, isSecret: boolean): boolean {
  const faults = scanner.faults.length;
  scanner.text = file.text.slice(0, end);
  scanner.position = start;
  scanner.depth = 0;
  scanner.inner = [];
  const isDecorator = takeMark(scanner, '@');
  if (isDecorator) skipRest(scanner);
  const isRead = (isDecorator || takeStatement(scanner, file, isSecret)) && isLineEnd(scanner);
  if (!isRead) scanner.faults.splice(faults);
  return isRead;
}

function isLineEnd(scanner: Scanner): boolean {
  skipBlanks(scanner);
  return scanner.position >= scanner.text.length || scanner.text.charAt(scanner.position) === '\n';
}

/** A statement as far as it can be read; false where it cannot. */
function takeStatement(scanner: Scanner, file: Declarations, isSecret: boolean): boolean {
  const start = scanner.position;
  const word = takeWord(scanner);
  if (word === 'resource') {
    scanner.position = start;
    const resource = parseResource(scanner, parseValue);
    if (resource === undefined || !isLineEnd(scanner)) return false;
    file.resources.push(resource);
    return true;
  }
  if (word === 'var' || word === 'param') return takeValue(scanner, file, word, isSecret);
  if (word === undefined || !others.has(word)) return false;
  skipRest(scanner);
  while (takeMark(scanner, ',') || takeMark(scanner, ')') || takeMark(scanner, ']') || takeMark(scanner, '}')) {
    skipRest(scanner);
  }
  return true;
}

/** Statements that say nothing of what a registration holds. */
const others = new Set(
  'module output type func metadata targetScope extension import using provider assert test'.split(' '),
);

const type = /(?:[^='\n{[(]|=>|'[^'\n]*')*/y;

/** A variable, or a parameter with its type; what is left over on its line makes its value unknown. */
function takeValue(scanner: Scanner, { values }: Declarations, word: string, isSecret: boolean): boolean {
  const name = takeWord(scanner);
  if (name === undefined) return false;
  const typeStart = scanner.position;
  if (word === 'param') takeType(scanner);
  const hasSecretType = /^\s*secure/i.test(scanner.text.slice(typeStart, scanner.position));
  if (!takeMark(scanner, '=')) return word === 'param';
  skipLines(scanner);
  const start = scanner.position;
  const value = parseValue(scanner);
  if (value !== undefined && isLineEnd(scanner)) {
    if (!isSecret && !hasSecretType) values.set(name, value);
    return true;
  }
  scanner.position = start;
  skipRest(scanner);
  values.set(name, { kind: 'unknown', ...writtenFrom(scanner, start) });
  return false;
}

/** A type up to the equals sign; objects, lists and brackets in it may run over lines. */
function takeType(scanner: Scanner): void {
  for (;;) {
    take(scanner, type);
    const letter = scanner.text.charAt(scanner.position);
    if (letter === '' || !'{[('.includes(letter)) return;
    skipBrackets(scanner);
  }
}

/** Goes behind the bracket that closes the one here. */
function skipBrackets(scanner: Scanner): void {
  scanner.position += 1;
  for (;;) {
    const start = scanner.position;
    skipLines(scanner);
    skipRest(scanner);
    const letter = scanner.text.charAt(scanner.position);
    if (letter === '' || ')]}'.includes(letter)) break;
    if (scanner.position === start || letter === ',') scanner.position += 1;
  }
  scanner.position = Math.min(scanner.position + 1, scanner.text.length);
}

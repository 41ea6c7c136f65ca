// Looks at a text of Bicep piece by piece. Newlines part the members of objects and lists, and end statements.
import type { OffsetRange } from '../../model/place.js';
import type { Expression } from '../expressions/expression.js';

/** A resource as it is written: `resource app 'Microsoft.Graph/applications@v1.0' = { ... }`. */
export interface WrittenResource {
  readonly name: string;
  readonly type: string;
  readonly exists: boolean;
  /** What decides whether it is deployed: `if (isProduction)`. */
  readonly condition: Expression | undefined;
  /** An object; a loop over one, for several. */
  readonly value: Expression;
  /** The resources within its object. */
  readonly inner: readonly WrittenResource[];
  readonly range: OffsetRange;
}

export interface Scanner {
  /** The text up to where what is read has to end. */
  text: string;
  position: number;
  depth: number;
  /** What could not be read. */
  readonly faults: OffsetRange[];
  /** The resources that stand within the object that is being read. */
  inner: WrittenResource[];
}

const blanks = /(?:[^\S\n]|\/\/[^\n]*|#(?:disable|restore)-[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))*/y;
const blankLines = /(?:\s|\/\/[^\n]*|#(?:disable|restore)-[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))*/y;
const word = /[a-z_]\w*/iy;

/** Takes what a pattern finds here. */
export function take(scanner: Scanner, token: RegExp): string | undefined {
  token.lastIndex = scanner.position;
  const found = token.exec(scanner.text)?.[0];
  if (found !== undefined) scanner.position += found.length;
  return found;
}

/** Goes on to the next thing on the line. */
export function skipBlanks(scanner: Scanner): void {
  take(scanner, blanks);
}

/** Goes on to the next thing, on whichever line. */
export function skipLines(scanner: Scanner): void {
  take(scanner, blankLines);
}

/** Takes a mark that comes next on the line. */
export function takeMark(scanner: Scanner, mark: string): boolean {
  skipBlanks(scanner);
  if (!scanner.text.startsWith(mark, scanner.position)) return false;
  scanner.position += mark.length;
  return true;
}

/** Takes a name that comes next on the line. */
export function takeWord(scanner: Scanner): string | undefined {
  skipBlanks(scanner);
  return take(scanner, word);
}

/** Takes a keyword that comes next on the line. */
export function takeKeyword(scanner: Scanner, keyword: string): boolean {
  const start = scanner.position;
  if (takeWord(scanner) === keyword) return true;
  scanner.position = start;
  return false;
}

const closers = new Map([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
]);
const longText = /'''[^']*(?:'{1,2}[^']+)*(?:'{3,}|'{0,2}$)/y;
const shortText = /'(?:[^'\\\n]|\\.)*'?/y;

/** Goes on to the end of the line or of what is around it; brackets that are opened are closed. */
export function skipRest(scanner: Scanner): void {
  const { text } = scanner;
  const open: string[] = [];
  for (;;) {
    skipBlanks(scanner);
    const letter = text.charAt(scanner.position);
    if (letter === '' || (open.length === 0 && '\n,}])'.includes(letter))) return;
    if (take(scanner, longText) !== undefined || take(scanner, shortText) !== undefined) continue;
    const closer = closers.get(letter);
    if (closer !== undefined) open.push(closer);
    else if (letter === open.at(-1)) open.pop();
    scanner.position += 1;
  }
}

/** The text from a place up to where the scanner is, and that as a range. */
export function writtenFrom({ text, position }: Scanner, start: number) {
  return { raw: text.slice(start, position), at: { range: { start, end: position } } };
}

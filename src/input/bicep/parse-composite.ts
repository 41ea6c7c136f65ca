// Parses lists, objects, loops, and the resources within objects. What is wrong in one member hides none of the others.
import type { Expression, Member, Part } from '../expressions/expression.js';
import { parseLoopStart } from './parse-loop.js';
import { parseResource } from './parse-resource.js';
import { parseText } from './parse-text.js';
import { type Scanner, skipBlanks, skipLines, skipRest, takeMark, takeWord, writtenFrom } from './scan.js';

type Parse = (scanner: Scanner) => Expression | undefined;

/** A list, or a loop that makes one. */
export function parseArray(scanner: Scanner, parseValue: Parse): Expression | undefined {
  const start = scanner.position;
  scanner.position += 1;
  skipLines(scanner);
  const loop = parseLoopStart(scanner, parseValue);
  if (loop !== undefined) {
    if (loop === 'broken') return undefined;
    const body = parseValue(scanner);
    skipLines(scanner);
    if (body === undefined || !takeMark(scanner, ']')) return undefined;
    return { kind: 'loop', ...loop, body, ...writtenFrom(scanner, start) };
  }
  const items: Part[] = [];
  const isClosed = parseMembers(scanner, ']', (memberStart) => {
    const isSpread = takeMark(scanner, '...');
    const value = parseValue(scanner);
    if (value !== undefined && isAtEnd(scanner)) items.push({ value, isSpread });
    else items.push({ value: fault(scanner, memberStart) });
  });
  return isClosed ? { kind: 'array', items, ...writtenFrom(scanner, start) } : undefined;
}

/** An object; resources within it are kept apart. */
export function parseObject(scanner: Scanner, parseValue: Parse): Expression | undefined {
  const start = scanner.position;
  scanner.position += 1;
  const members: Member[] = [];
  const isClosed = parseMembers(scanner, '}', (memberStart) => {
    const resource = parseResource(scanner, parseValue);
    if (resource !== undefined && isAtEnd(scanner)) {
      scanner.inner.push(resource);
      return;
    }
    if (scanner.position < scanner.text.length) scanner.position = memberStart;
    const member = parseMember(scanner, parseValue);
    if (member !== undefined && isAtEnd(scanner)) members.push(member);
    else fault(scanner, memberStart);
  });
  return isClosed ? { kind: 'object', members, ...writtenFrom(scanner, start) } : undefined;
}

/** Members up to the closing bracket, parted by commas or newlines; decorators before them say nothing of values. */
function parseMembers(scanner: Scanner, closer: string, parse: (start: number) => void): boolean {
  for (;;) {
    skipLines(scanner);
    if (takeMark(scanner, closer)) return true;
    if (scanner.position >= scanner.text.length) return false;
    const start = scanner.position;
    if (takeMark(scanner, '@')) skipRest(scanner);
    else parse(start);
    takeMark(scanner, ',');
    // What is neither a member nor the end is passed over, letter by letter.
    if (scanner.position === start) scanner.position += 1;
  }
}

function isAtEnd(scanner: Scanner): boolean {
  skipBlanks(scanner);
  const letter = scanner.text.charAt(scanner.position);
  return letter === '' || ',\n}]'.includes(letter);
}

function fault(scanner: Scanner, start: number): Expression {
  // Where a bracket is missing, all that follows was looked at, and is not looked at again from every level.
  if (scanner.position < scanner.text.length) {
    scanner.position = start;
    skipRest(scanner);
    if (scanner.position === start) scanner.position += 1;
  }
  const written = writtenFrom(scanner, start);
  scanner.faults.push(written.at.range);
  return { kind: 'unknown', ...written };
}

function parseMember(scanner: Scanner, parseValue: Parse): Member | undefined {
  const start = scanner.position;
  if (takeMark(scanner, '...')) {
    const value = parseValue(scanner);
    return value && { key: value, value, isSpread: true };
  }
  const key = parseKey(scanner, parseValue);
  const end = scanner.position;
  if (key === undefined || !takeMark(scanner, ':')) return undefined;
  skipLines(scanner);
  const value = parseValue(scanner);
  return value && { key, value, keyAt: { start, end } };
}

function parseKey(scanner: Scanner, parseValue: Parse): Expression | undefined {
  const start = scanner.position;
  if (scanner.text.charAt(start) === "'") return parseText(scanner, parseValue);
  const name = takeWord(scanner);
  return name === undefined ? undefined : { kind: 'literal', value: name, ...writtenFrom(scanner, start) };
}

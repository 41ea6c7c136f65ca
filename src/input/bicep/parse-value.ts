// Parses the values of Bicep by the precedence of its operators.
import { deepest, type Expression } from '../expressions/expression.js';
import { parseArray, parseObject } from './parse-composite.js';
import { parseText } from './parse-text.js';
import { type Scanner, skipBlanks, skipLines, take, takeMark, takeWord, writtenFrom } from './scan.js';

/** Undefined where what stands here is no value. */
type Parsed = Expression | undefined;

/** Operators by how tightly they bind, with the functions that they compile to. */
const operators: ReadonlyMap<string, readonly [number, string]> = new Map([
  ['??', [1, 'coalesce']],
  ['||', [2, 'or']],
  ['&&', [3, 'and']],
  ['==', [4, 'equals']],
  ['!=', [4, 'not equals']],
  ['=~', [4, 'equalsignorecase']],
  ['!~', [4, 'not equalsignorecase']],
  ['<=', [5, 'lessorequals']],
  ['>=', [5, 'greaterorequals']],
  ['<', [5, 'less']],
  ['>', [5, 'greater']],
  ['+', [6, 'add']],
  ['-', [6, 'sub']],
  ['*', [7, 'mul']],
  ['/', [7, 'div']],
  ['%', [7, 'mod']],
]);

const operator = /\?\?|\|\||&&|==|!=|=~|!~|<=|>=|[<>+\-*/%]/y;
const number = /\d{1,15}(?![\w.])/y;

/** A value, with all operators that follow it. */
export function parseValue(scanner: Scanner): Parsed {
  if (scanner.depth > deepest) return undefined;
  scanner.depth += 1;
  const parsed = parseTernary(scanner);
  scanner.depth -= 1;
  return parsed;
}

function parseTernary(scanner: Scanner): Parsed {
  skipBlanks(scanner);
  const start = scanner.position;
  const names = takeLambdaStart(scanner);
  if (names !== undefined) return parseLambda(scanner, names, start);
  const condition = parseBinary(scanner, 1);
  if (condition === undefined || !takeContinued(scanner, '?')) return condition;
  skipLines(scanner);
  const yes = parseValue(scanner);
  if (yes === undefined || !takeContinued(scanner, ':')) return undefined;
  skipLines(scanner);
  const no = parseValue(scanner);
  return no && { kind: 'call', name: 'if', args: [condition, yes, no], ...writtenFrom(scanner, start) };
}

/** A mark that may stand on the next line, too; no member of a list begins with it. */
function takeContinued(scanner: Scanner, mark: string): boolean {
  const start = scanner.position;
  skipLines(scanner);
  if (takeMark(scanner, mark)) return true;
  scanner.position = start;
  return false;
}

const lambdaStart = /(?:([a-z_]\w*)|\(([\w\s,]*)\))\s*=>/iy;

function takeLambdaStart(scanner: Scanner): readonly string[] | undefined {
  lambdaStart.lastIndex = scanner.position;
  const found = lambdaStart.exec(scanner.text);
  if (found === null) return undefined;
  scanner.position = lambdaStart.lastIndex;
  const names = (found[1] ?? found[2] ?? '').split(',').map((name) => name.trim());
  return names.filter((name) => name !== '');
}

function parseLambda(scanner: Scanner, parameters: readonly string[], start: number): Parsed {
  skipLines(scanner);
  const body = parseValue(scanner);
  return body && { kind: 'lambda', parameters, body, ...writtenFrom(scanner, start) };
}

function parseBinary(scanner: Scanner, least: number): Parsed {
  skipBlanks(scanner);
  const start = scanner.position;
  let left = parseUnary(scanner);
  for (let links = 0; left !== undefined && links < deepest; links += 1) {
    const found = takeOperator(scanner, least);
    if (found === undefined) return left;
    const [strength, name] = found;
    skipLines(scanner);
    const right = parseBinary(scanner, strength + 1);
    left = right && callOf(name, [left, right], writtenFrom(scanner, start));
  }
  return left;
}

function takeOperator(scanner: Scanner, least: number): readonly [number, string] | undefined {
  const start = scanner.position;
  skipBlanks(scanner);
  const sameLine = scanner.position;
  skipLines(scanner);
  const mark = take(scanner, operator) ?? '';
  const found = operators.get(mark);
  // On a line of its own, a minus begins the next member of a list.
  const isNext = mark === '-' && scanner.text.slice(sameLine, scanner.position).includes('\n');
  if (found !== undefined && found[0] >= least && !isNext) return found;
  scanner.position = start;
  return undefined;
}

function callOf(name: string, args: readonly Expression[], written: ReturnType<typeof writtenFrom>): Expression {
  if (!name.startsWith('not ')) return { kind: 'call', name, args, ...written };
  return { kind: 'call', name: 'not', args: [{ kind: 'call', name: name.slice(4), args, ...written }], ...written };
}

function parseUnary(scanner: Scanner): Parsed {
  skipBlanks(scanner);
  const start = scanner.position;
  const isNot = takeMark(scanner, '!');
  if (!isNot && !takeMark(scanner, '-')) return parsePostfix(scanner);
  if (scanner.depth > deepest) return undefined;
  scanner.depth += 1;
  const of = parseUnary(scanner);
  scanner.depth -= 1;
  if (of === undefined) return undefined;
  const written = writtenFrom(scanner, start);
  if (isNot) return { kind: 'call', name: 'not', args: [of], ...written };
  const zero: Expression = { kind: 'literal', value: 0, ...written };
  return { kind: 'call', name: 'sub', args: [zero, of], ...written };
}

function parsePostfix(scanner: Scanner): Parsed {
  const start = scanner.position;
  let of = parsePrimary(scanner);
  for (let links = 0; of !== undefined && links < deepest; links += 1) {
    const next = parseAccess(scanner, of, start);
    if (next === 'none') return of;
    of = next;
  }
  return of;
}

const access = /\.\?|\.(?!\.)|::|\[\?|\[|!(?![=~])/y;

function parseAccess(scanner: Scanner, of: Expression, start: number): Parsed | 'none' {
  const before = scanner.position;
  skipBlanks(scanner);
  const mark = take(scanner, access);
  if (mark === undefined) {
    scanner.position = before;
    return 'none';
  }
  if (mark === '!') return of;
  const isSafe = mark.includes('?');
  if (mark.startsWith('[')) {
    skipLines(scanner);
    const key = parseValue(scanner);
    skipLines(scanner);
    if (key === undefined || !takeMark(scanner, ']')) return undefined;
    return { kind: 'access', of, key, isSafe, ...writtenFrom(scanner, start) };
  }
  const nameStart = scanner.position;
  const name = takeWord(scanner);
  if (name === undefined) return undefined;
  const key: Expression = { kind: 'literal', value: name, ...writtenFrom(scanner, nameStart) };
  if (mark === '::') return { kind: 'name', name, ...writtenFrom(scanner, start) };
  if (!takeMark(scanner, '(')) return { kind: 'access', of, key, isSafe, ...writtenFrom(scanner, start) };
  // The namespaces of functions; all that is known of others is that they are called.
  const args = parseArguments(scanner);
  const known = of.kind === 'name' && (of.name === 'sys' || of.name === 'az') ? name.toLowerCase() : '';
  return args && { kind: 'call', name: known, args, ...writtenFrom(scanner, start) };
}

function parsePrimary(scanner: Scanner): Parsed {
  const start = scanner.position;
  const letter = scanner.text.charAt(start);
  if (letter === "'") return parseText(scanner, parseValue);
  if (letter === '[') return parseArray(scanner, parseValue);
  if (letter === '{') return parseObject(scanner, parseValue);
  if (takeMark(scanner, '(')) {
    skipLines(scanner);
    const inner = parseValue(scanner);
    skipLines(scanner);
    return inner && takeMark(scanner, ')') ? inner : undefined;
  }
  const digits = take(scanner, number);
  if (digits !== undefined) return { kind: 'literal', value: Number(digits), ...writtenFrom(scanner, start) };
  const name = takeWord(scanner);
  if (name === undefined) return undefined;
  const args = scanner.text.charAt(scanner.position) === '(' ? parseCall(scanner) : undefined;
  if (args === 'none') return undefined;
  const written = writtenFrom(scanner, start);
  if (args !== undefined) return { kind: 'call', name: name.toLowerCase(), args, ...written };
  const word = words.get(name);
  return word === undefined ? { kind: 'name', name, ...written } : { kind: 'literal', value: word, ...written };
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function parseCall(scanner: Scanner): readonly Expression[] | 'none' {
  scanner.position += 1;
  return parseArguments(scanner) ?? 'none';
}

function parseArguments(scanner: Scanner): readonly Expression[] | undefined {
  const args: Expression[] = [];
  for (;;) {
    skipLines(scanner);
    if (takeMark(scanner, ')')) return args;
    const arg = parseValue(scanner);
    if (arg === undefined) return undefined;
    args.push(arg);
    skipLines(scanner);
    if (!takeMark(scanner, ',')) return takeMark(scanner, ')') ? args : undefined;
  }
}

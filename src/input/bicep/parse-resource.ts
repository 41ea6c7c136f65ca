import type { Expression } from '../expressions/expression.js';
import { parseLoopStart } from './parse-loop.js';
import { parseText } from './parse-text.js';
import {
  type Scanner,
  skipBlanks,
  skipLines,
  takeKeyword,
  takeMark,
  takeWord,
  type WrittenResource,
  writtenFrom,
} from './scan.js';

type Parse = (scanner: Scanner) => Expression | undefined;

/** A resource declaration; undefined where none stands here, or it does not parse. */
export function parseResource(scanner: Scanner, parseValue: Parse): WrittenResource | undefined {
  const start = scanner.position;
  const name = takeKeyword(scanner, 'resource') ? takeWord(scanner) : undefined;
  if (name === undefined) return undefined;
  skipBlanks(scanner);
  const type = parseText(scanner, parseValue);
  if (type?.kind !== 'literal') return undefined;
  const exists = takeKeyword(scanner, 'existing');
  if (!takeMark(scanner, '=')) return undefined;
  skipLines(scanner);
  // Resources within resources belong to the nearest one.
  const outer = scanner.inner;
  scanner.inner = [];
  const found = parseDeployed(scanner, parseValue);
  const { inner } = scanner;
  scanner.inner = outer;
  if (found === undefined) return undefined;
  const { range } = writtenFrom(scanner, start).at;
  return { name, type: String(type.value), exists, ...found, inner, range };
}

type Deployed = Pick<WrittenResource, 'value' | 'condition'>;

/** An object, one under a condition, or a loop over either. */
function parseDeployed(scanner: Scanner, parseValue: Parse): Deployed | undefined {
  const start = scanner.position;
  if (scanner.text.charAt(start) !== '[') return parseConditional(scanner, parseValue);
  scanner.position += 1;
  skipLines(scanner);
  const loop = parseLoopStart(scanner, parseValue);
  if (loop === undefined || loop === 'broken') return undefined;
  const each = parseConditional(scanner, parseValue);
  skipLines(scanner);
  if (each === undefined || !takeMark(scanner, ']')) return undefined;
  return { ...each, value: { kind: 'loop', ...loop, body: each.value, ...writtenFrom(scanner, start) } };
}

function parseConditional(scanner: Scanner, parseValue: Parse): Deployed | undefined {
  let condition: Expression | undefined;
  if (takeKeyword(scanner, 'if')) {
    skipBlanks(scanner);
    condition = parseValue(scanner);
    if (condition === undefined) return undefined;
    skipLines(scanner);
  }
  const value = scanner.text.charAt(scanner.position) === '{' ? parseValue(scanner) : undefined;
  return value?.kind === 'object' ? { value, condition } : undefined;
}

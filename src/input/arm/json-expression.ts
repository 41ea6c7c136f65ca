// The values of a template as expressions: texts between brackets are, and the rest stands for itself.
import type { Pointer } from '../../model/place.js';
import { deepest, type Expression, type Member } from '../expressions/expression.js';
import { isList } from '../members.js';
import { isRecord } from '../source.js';
import { parseExpression } from './parse-expression.js';

/** The expression that a value of a template is. */
export function jsonExpression(value: unknown, pointer: Pointer): Expression {
  const at = { pointer };
  if (typeof value === 'string') return textExpression(value, pointer);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return { kind: 'literal', value, raw: String(value), at };
  }
  const written = { raw: '', at };
  if (pointer.length > deepest) return { kind: 'unknown', ...written };
  if (isList(value)) {
    const items = value.map((each, index) => ({ value: jsonExpression(each, [...pointer, index]) }));
    return { kind: 'array', items, ...written };
  }
  if (!isRecord(value)) return { kind: 'unknown', ...written };
  const members = Object.entries(value).flatMap(([key, each]) => membersOf(key, each, [...pointer, key]));
  return { kind: 'object', members, ...written };
}

function textExpression(text: string, pointer: Pointer): Expression {
  const at = { pointer };
  if (text.startsWith('[[')) return { kind: 'literal', value: text.slice(1), raw: text, at };
  const isExpression = text.startsWith('[') && text.endsWith(']') && text.length > 1;
  return isExpression ? parseExpression(text, at) : { kind: 'literal', value: text, raw: text, at };
}

function membersOf(key: string, value: unknown, pointer: Pointer): readonly Member[] {
  if (key === 'copy' && isList(value)) return copiedMembers(value, pointer);
  return [{ key: literal(key, pointer), value: jsonExpression(value, pointer) }];
}

/** Lists that are made by a count and what stands in each round: `"copy": [{"name": ..., "count": ..., "input": ...}]`. */
export function copiedMembers(copies: readonly unknown[], pointer: Pointer): readonly Member[] {
  return copies.flatMap((copy, index) => {
    if (!isRecord(copy) || typeof copy.name !== 'string') return [];
    const at = [...pointer, index];
    const body = jsonExpression(copy.input, [...at, 'input']);
    const over = countedBy(jsonExpression(copy.count, [...at, 'count']));
    const indexes = [`loop:${copy.name.toLowerCase()}`, 'loop:'];
    const raw = `copy of ${copy.name}`;
    return [{ key: literal(copy.name, at), value: { kind: 'loop', over, indexes, body, raw, at: { pointer: at } } }];
  });
}

/** The numbers from 0 that a loop counts through. */
export function countedBy(count: Expression): Expression {
  const zero = literal(0, count.at.pointer ?? []);
  return { kind: 'call', name: 'range', args: [zero, count], raw: count.raw, at: count.at };
}

function literal(value: string | number, pointer: Pointer): Expression {
  return { kind: 'literal', value, raw: String(value), at: { pointer } };
}

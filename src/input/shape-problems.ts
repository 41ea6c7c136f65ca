import type { Edit, Fix } from '../model/finding.js';
import type { Pointer } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import { nearestOf } from '../model/spelling.js';
import type { Checker, SchemaFault } from './checker.js';
import { hasPlaceholder } from './facts.js';
import { type Node, child, placeOf } from './source.js';

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

/** What the schema of a format finds wrong in a value. A template variable may stand for a value of any type. */
export function* shapeProblems(node: Node, check: Checker): Iterable<Problem> {
  if (check(node.value)) return;
  for (const fault of check.errors ?? []) {
    const faulty = faultyNode(node, fault);
    if (!hasPlaceholder(faulty.value)) yield problemOf(faulty, fault);
  }
}

function faultyNode(node: Node, fault: SchemaFault): Node {
  const parts = fault.instancePath.split('/').slice(1);
  return parts.reduce((at, part) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return child(at, Array.isArray(at.value) ? Number(key) : key);
  }, node);
}

function problemOf(node: Node, fault: SchemaFault): Problem {
  const name = pathText(node.pointer);
  const at = placeOf(node);
  if (fault.keyword === 'required') {
    const missing = String(fault.params['missingProperty']);
    return { kind: 'malformed', at, message: `${name} has no ${missing}: the service refuses an entry without it. Add ${missing}.` };
  }
  if (fault.keyword === 'enum') return wrongValue(node, name, listOf(fault.params['allowedValues']));
  const expected = listOf(fault.params['type']).map((type) => typeWords[String(type)] ?? String(type));
  const wanted = joinWords(expected.filter((word) => word !== 'null'));
  return { kind: 'malformed', at, message: `${name} is ${typeWord(node.value)}; the service takes ${wanted} here and refuses anything else.` };
}

function wrongValue(node: Node, name: string, allowed: readonly unknown[]): Problem {
  const words = allowed.map((value) => (value === null ? 'null' : String(value)));
  const at = placeOf(node);
  if (typeof node.value !== 'string') {
    const given = typeof node.value === 'number' ? String(node.value) : typeWord(node.value);
    return { kind: 'malformed', at, message: `${name} is ${given}; the service takes ${joinWords(words)} here and refuses anything else.` };
  }
  const [near] = nearestOf(node.value, words, 1);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  const message = `${name} is ${quoted(node.value)}; the service takes ${joinWords(words)} here and refuses anything else.${hint}`;
  return { kind: 'malformed', at, message, ...(near !== undefined && sameLetters(near, node.value) && { fix: replaceWith(node, near) }) };
}

function sameLetters(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function replaceWith(node: Node, value: string): Fix {
  const edit: Edit = { op: 'replace', pointer: node.pointer, value };
  return { class: 'safe', edits: [edit] };
}

/** A path as people write it: `requiredResourceAccess[0].resourceAccess[2].type`. */
export function pathText(pointer: Pointer): string {
  const text = pointer.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || 'The document';
}

/** What a JSON value is, in words. Never the value itself: it may be a secret. */
export function typeWord(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeWords[typeof value] ?? typeof value;
}

/** A value from a file in quotes, cut at 80 characters. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 79)}…` : value);
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}


import type { Fix } from '../model/finding.js';
import type { Problem } from '../model/problem.js';
import { nearestOf } from '../model/spelling.js';
import { type Checker, mostFaults, type SchemaFault } from './checker.js';
import { isPlaceholder } from './facts.js';
import { child, isComputed, type Node } from './source.js';
import { anyOf, pathText, quoted, wordForType, wordForValue } from './wording.js';

/**
 * What the schema of a format finds wrong in a value; `taker` is who takes such a file ("the service"). A template
 * variable may stand for a value of any type.
 */
export function* shapeProblems(node: Node, check: Checker, taker: string): Iterable<Problem> {
  const faults = check(node.value) ?? [];
  for (const fault of faults) {
    const faulty = faultyNode(node, fault);
    if (!isPlaceholder(faulty) && !isComputed(faulty.value)) yield problemOf(faulty, fault, taker);
  }
  if (faults.length === mostFaults) {
    const message = `${pathText(node.pointer)} has more faults of this kind: the first ${mostFaults} are told.`;
    yield { kind: 'malformed', at: node, message };
  }
}

function faultyNode(node: Node, { path }: SchemaFault): Node {
  const parts = path.split('/').slice(1);
  return parts.reduce((at, part) => {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    return child(at, Array.isArray(at.value) ? Number(key) : key);
  }, node);
}

function problemOf(node: Node, { keyword, wanted }: SchemaFault, taker: string): Problem {
  if (keyword === 'required') return missing(node, String(wanted[0]), taker);
  if (keyword === 'enum') return wrongValue(node, wanted, taker);
  return wrongType(node, wanted.map(String), taker);
}

function missing(node: Node, key: string, taker: string): Problem {
  const message = `${pathText(node.pointer)} has no ${key}: ${taker} refuses an entry without it. Add ${key}.`;
  return { kind: 'malformed', at: node, message };
}

function wrongType(node: Node, types: readonly string[], taker: string): Problem {
  const wanted = types.filter((type) => type !== 'null');
  const what = `${pathText(node.pointer)} is ${wordForValue(node.value)}`;
  const message = `${what}; ${taker} takes ${anyOf(wanted.map(wordForType))} here and refuses anything else.${typeHint(node.value, wanted)}`;
  return { kind: 'malformed', at: node, message };
}

/** How to write the value in the right type, where that can be told without repeating it: it may be a secret. */
function typeHint(value: unknown, wanted: readonly string[]): string {
  if (wanted.includes('boolean') && (value === 'true' || value === 'false')) return ` Write ${value} without quotes.`;
  if (wanted.includes('array') && (typeof value === 'string' || (typeof value === 'object' && value !== null))) {
    return ' Put square brackets around it.';
  }
  if (wanted.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) {
    return ' Put it in double quotes.';
  }
  return '';
}

function wrongValue(node: Node, allowed: readonly unknown[], taker: string): Problem {
  const { value } = node;
  const at = node;
  const words = allowed.map(String);
  const near = typeof value === 'string' ? nearestOf(value, words, 1)[0] : undefined;
  const meant = allowed.find((each) => String(each) === near);
  const given =
    typeof value === 'string' ? quoted(value) : typeof value === 'number' ? String(value) : wordForValue(value);
  const hint =
    near === undefined ? '' : typeof meant === 'string' ? ` Did you mean ${near}?` : ` Write ${near} without quotes.`;
  const message = `${pathText(node.pointer)} is ${given}; ${taker} takes ${anyOf(words)} here and refuses anything else.${hint}`;
  if (typeof value !== 'string' || near === undefined || near.toLowerCase() !== value.toLowerCase()) {
    return { kind: 'malformed', at, message };
  }
  const fix: Fix = { class: 'safe', edits: [{ op: 'replace', pointer: node.pointer, value: meant }] };
  return { kind: 'malformed', at, message, fix };
}

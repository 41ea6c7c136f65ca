// Computes expressions of HCL as far as their value is certain. Whatever is left is unknown and keeps its text.
import { forValue } from './hcl-for.js';
import { callFunction } from './hcl-functions.js';
import { chosen, operationValue } from './hcl-operators.js';
import type { Scope } from './hcl-scope.js';
import { templateValue } from './hcl-strings.js';
import { spotOf, textOf } from './hcl-syntax.js';
import { list, refsOf, scalar, select, textIn, unknown, type Value } from './hcl-values.js';
import type { SyntaxNode } from './syntax-tree.js';

/** Deeper nesting is not followed: it is no configuration of a person's, and would fill the stack. */
const deepest = 150;

/** The value of an `expression` node. Never throws. */
export function evaluate(node: SyntaxNode, scope: Scope): Value {
  const { budget } = scope;
  budget.steps -= 1;
  const at = spotOf(scope.source, node);
  if (budget.steps < 0 || budget.depth > deepest) return { ...unknown(), raw: textOf(scope.source, node), at };
  budget.depth += 1;
  const value = sequenceValue(node.children.filter(isMeaning), scope);
  budget.depth -= 1;
  if (value.kind === 'unknown') {
    budget.unknowns += 1;
    return { ...value, raw: textOf(scope.source, node), at };
  }
  return value.kind === 'permission' ? { ...value, raw: textOf(scope.source, node), at: value.at ?? at } : value;
}

function isMeaning({ type, isNamed }: SyntaxNode): boolean {
  return isNamed && type !== 'comment';
}

/** An operand and what is asked of it: `local.ids["user"][0]`. */
function sequenceValue([first, ...steps]: readonly SyntaxNode[], scope: Scope): Value {
  if (first === undefined) return unknown();
  let value = primaryValue(first, scope);
  for (const step of steps) value = stepValue(value, step, scope);
  // What a local or a variable holds stands elsewhere; the place that matters is the one that asks for it.
  const last = steps.at(-1) ?? first;
  const isOwn = first.type !== 'variable_expr' || scope.own.has(textOf(scope.source, first));
  if (isOwn || value.kind !== 'scalar') return value;
  return { ...value, at: { source: scope.source, start: first.start, end: last.end } };
}

function stepValue(value: Value, step: SyntaxNode, scope: Scope): Value {
  const at = spotOf(scope.source, step);
  const [inner] = step.children.filter(isMeaning);
  if (step.type === 'get_attr') {
    return inner === undefined ? unknown(value) : select(value, scalar(textOf(scope.source, inner)), at);
  }
  if (step.type === 'index') return inner === undefined ? unknown(value) : select(value, indexKey(inner, scope), at);
  if (step.type !== 'splat' || inner === undefined || value.kind !== 'list') return unknown(value);
  const steps = inner.children.filter(isMeaning);
  return list(value.items.map((item) => steps.reduce((each, next) => stepValue(each, next, scope), item)));
}

function indexKey(node: SyntaxNode, scope: Scope): Value {
  if (node.type === 'legacy_index') return scalar(textOf(scope.source, node).replace(/^\.\s*/, ''));
  const expression = node.children.find(({ type }) => type === 'expression');
  return expression === undefined ? unknown() : evaluate(expression, scope);
}

function primaryValue(node: SyntaxNode, scope: Scope): Value {
  const [inner] = node.children.filter(isMeaning);
  if (node.type === 'expression') return evaluate(node, scope);
  if (node.type === 'variable_expr') return variableValue(node, scope);
  if (inner === undefined) return unknown();
  if (node.type === 'literal_value') return literalValue(inner, scope);
  if (node.type === 'template_expr') return templateValue(inner, scope, evaluate);
  if (node.type === 'collection_value') return collectionValue(inner, scope);
  if (node.type === 'for_expr') return forValue(inner, scope, evaluate);
  if (node.type === 'function_call') return callValue(node, scope);
  if (node.type === 'conditional') return conditionalValue(node, scope);
  if (node.type !== 'operation') return unknown();
  scope.budget.depth += 1;
  const isDeep = scope.budget.depth > deepest;
  const value = isDeep ? unknown() : operationValue(node, (nodes) => sequenceValue(nodes.filter(isMeaning), scope));
  scope.budget.depth -= 1;
  return value;
}

function variableValue(node: SyntaxNode, { source, own, named }: Scope): Value {
  const name = textOf(source, node);
  return own.get(name) ?? named(name);
}

function literalValue(node: SyntaxNode, scope: Scope): Value {
  const text = textOf(scope.source, node);
  const at = spotOf(scope.source, node);
  if (node.type === 'string_lit') return templateValue(node, scope, evaluate);
  if (node.type === 'null_lit') return scalar(null, at);
  if (node.type === 'bool_lit') return scalar(text === 'true', at);
  const number = node.type === 'numeric_lit' ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? scalar(number, at) : unknown();
}

function collectionValue(node: SyntaxNode, scope: Scope): Value {
  const at = spotOf(scope.source, node);
  const parts = node.children.filter(isMeaning);
  if (parts.some(({ type }) => type === 'ERROR')) return unknown();
  if (node.type === 'tuple') {
    return list(
      parts.filter(({ type }) => type === 'expression').map((part) => evaluate(part, scope)),
      at,
    );
  }
  const entries = new Map<string, Value>();
  for (const part of parts.filter(({ type }) => type === 'object_elem')) {
    const [key, value] = part.children.filter(({ type }) => type === 'expression');
    const name = key && objectKey(key, scope);
    if (name === undefined || value === undefined) return unknown(...entries.values());
    entries.set(name, evaluate(value, scope));
  }
  return { kind: 'object', entries, at };
}

/** A word is the key itself; any other expression is computed. */
function objectKey(node: SyntaxNode, scope: Scope): string | undefined {
  const [first, ...others] = node.children.filter(({ type }) => type !== 'comment');
  if (first?.type === 'variable_expr') return others.length === 0 ? textOf(scope.source, first) : undefined;
  return textIn(evaluate(node, scope));
}

function conditionalValue({ children }: SyntaxNode, scope: Scope): Value {
  const [condition, yes, no] = children
    .filter(({ type }) => type === 'expression')
    .map((part) => evaluate(part, scope));
  if (condition === undefined || yes === undefined || no === undefined) return unknown();
  return chosen(condition, [yes, no]);
}

/** How much work a value is for a function. */
function weightOf(value: Value): number {
  if (value.kind === 'list') return value.items.length >> 2;
  if (value.kind === 'object') return value.entries.size >> 2;
  return value.kind === 'scalar' && typeof value.value === 'string' ? value.value.length >> 6 : 0;
}

function callValue(node: SyntaxNode, scope: Scope): Value {
  const [name, given] = node.children.filter(isMeaning);
  const parts = given?.children.filter(({ type }) => type !== 'comment') ?? [];
  const before = scope.budget.unknowns;
  const values = parts.filter(({ type }) => type === 'expression').map((part) => evaluate(part, scope));
  // Somewhere in the first argument may be the error that `try` is there for.
  const mayFail = name !== undefined && textOf(scope.source, name) === 'try' && scope.budget.unknowns > before;
  const isFaulty = parts.some(({ type }) => type === 'ERROR') || (given !== undefined && given.type === 'ERROR');
  const last = values.at(-1);
  const isSpread = parts.some(({ type }) => type === 'ellipsis');
  const spread = isSpread && last?.kind === 'list' ? [...values.slice(0, -1), ...last.items] : undefined;
  const all = isSpread ? spread : values;
  const at = spotOf(scope.source, node);
  const isCallable = name !== undefined && !isFaulty && !mayFail && all !== undefined;
  const result = isCallable ? callFunction(textOf(scope.source, name), all, at) : undefined;
  for (const each of [...values, ...(result === undefined ? [] : [result])]) scope.budget.steps -= weightOf(each);
  if (result === undefined) return { kind: 'unknown', refs: refsOf(values) };
  // A text that was put together stands where it is put together.
  return result.kind === 'scalar' && result.at === undefined ? { ...result, at } : result;
}

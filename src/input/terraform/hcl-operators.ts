import { setOf } from './hcl-functions.js';
import { type List, type Scalar, scalar, unknown, type Value } from './hcl-values.js';
import type { SyntaxNode } from './syntax-tree.js';

type Calculate = (left: Scalar['value'], right: Scalar['value']) => Scalar['value'] | undefined;

const ofNumbers =
  (calculate: (left: number, right: number) => number | boolean): Calculate =>
  (left, right) => {
    if (!Number.isSafeInteger(left) || !Number.isSafeInteger(right)) return undefined;
    const result = calculate(Number(left), Number(right));
    return typeof result === 'boolean' || Number.isSafeInteger(result) ? result : undefined;
  };

const ofFlags =
  (calculate: (left: boolean, right: boolean) => boolean): Calculate =>
  (left, right) =>
    typeof left === 'boolean' && typeof right === 'boolean' ? calculate(left, right) : undefined;

const operators: ReadonlyMap<string, Calculate> = new Map([
  ['==', (left: Scalar['value'], right: Scalar['value']) => left === right],
  ['!=', (left: Scalar['value'], right: Scalar['value']) => left !== right],
  ['<', ofNumbers((left, right) => left < right)],
  ['<=', ofNumbers((left, right) => left <= right)],
  ['>', ofNumbers((left, right) => left > right)],
  ['>=', ofNumbers((left, right) => left >= right)],
  ['+', ofNumbers((left, right) => left + right)],
  ['-', ofNumbers((left, right) => left - right)],
  ['*', ofNumbers((left, right) => left * right)],
  ['&&', ofFlags((left, right) => left && right)],
  ['||', ofFlags((left, right) => left || right)],
]);

/** The value of an operation; `operand` gives that of the nodes on one side of the sign. */
export function operationValue(node: SyntaxNode, operand: (nodes: readonly SyntaxNode[]) => Value): Value {
  const [operation = node] = node.children;
  const { children } = operation;
  const at = children.findIndex(({ isNamed }) => !isNamed);
  const sign = children[at]?.type ?? '';
  const right = operand(children.slice(at + 1));
  if (operation.type === 'unary_operation') return negated(sign, right);
  const left = operand(children.slice(0, at));
  if (left.kind !== 'scalar' || right.kind !== 'scalar') return unknown(left, right);
  const result = operators.get(sign)?.(left.value, right.value);
  return result === undefined ? unknown() : scalar(result);
}

function negated(sign: string, value: Value): Value {
  if (value.kind !== 'scalar') return unknown(value);
  if (sign === '!' && typeof value.value === 'boolean') return scalar(!value.value);
  return sign === '-' && typeof value.value === 'number' ? scalar(-value.value) : unknown();
}

/** One of two values. Terraform makes both of one type, which changes neither texts nor what holds them. */
export function chosen(condition: Value, [yes, no]: readonly [Value, Value]): Value {
  const flag = condition.kind === 'scalar' ? condition.value : undefined;
  if (typeof flag !== 'boolean') return unknown(condition, yes, no);
  const [taken, other] = flag ? [yes, no] : [no, yes];
  if (taken.kind === 'list' && other.kind === 'list') return likened(taken, other);
  if (taken.kind !== 'scalar' || typeof taken.value === 'string' || taken.value === null) return taken;
  const isLike = other.kind === 'scalar' && (other.value === null || typeof other.value === typeof taken.value);
  return isLike ? taken : unknown(other);
}

/** Of a set and a list Terraform makes a set, and of items of two types texts. */
function likened(taken: List, other: List): Value {
  const types = [...taken.items, ...other.items].flatMap((item) => (item.kind === 'scalar' ? [typeof item.value] : []));
  if (new Set(types).size > 1) return unknown(taken, other);
  return other.isSet === true && taken.isSet !== true ? (setOf(taken.items) ?? unknown(taken, other)) : taken;
}

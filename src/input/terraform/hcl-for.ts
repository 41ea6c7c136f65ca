import { type Evaluate, type Scope, withNames } from './hcl-scope.js';
import { spotOf, textOf } from './hcl-syntax.js';
import { list, textIn, unknown, type Value, walked } from './hcl-values.js';
import type { SyntaxNode } from './syntax-tree.js';

/** The value of a `for` expression over what is known. */
export function forValue(node: SyntaxNode, scope: Scope, evaluate: Evaluate): Value {
  const intro = node.children.find(({ type }) => type === 'for_intro');
  const names = intro?.children.filter(({ type }) => type === 'identifier').map((each) => textOf(scope.source, each));
  const over = intro?.children.find(({ type }) => type === 'expression');
  const isFaulty = [...node.children, ...(intro?.children ?? [])].some(({ type }) => type === 'ERROR');
  if (over === undefined || names === undefined || isFaulty) return unknown();
  const value = evaluate(over, scope);
  const pairs = walked(value);
  if (pairs === undefined) return unknown(value);
  const [first = '', second] = names;
  const scopes = pairs.map(([key, item]) => {
    const own: readonly (readonly [string, Value])[] =
      second === undefined
        ? [[first, item]]
        : [
            [first, key],
            [second, item],
          ];
    return withNames(scope, own);
  });
  const kept = wanted(node, scopes, evaluate);
  if (kept === undefined) return unknown(value);
  return node.type === 'for_object_expr' ? objectValue(node, kept, evaluate) : tupleValue(node, kept, evaluate, scope);
}

/** The rounds that the condition keeps; undefined where it is not known for one of them. */
function wanted(node: SyntaxNode, scopes: readonly Scope[], evaluate: Evaluate): readonly Scope[] | undefined {
  const condition = node.children.find(({ type }) => type === 'for_cond');
  const expression = condition?.children.find(({ type }) => type === 'expression');
  if (condition === undefined) return scopes;
  const flags = scopes.map((each) => (expression === undefined ? unknown() : evaluate(expression, each)));
  const isKnown = flags.every((flag) => flag.kind === 'scalar' && typeof flag.value === 'boolean');
  if (!isKnown) return undefined;
  return scopes.filter((_, index) => {
    const flag = flags[index];
    return flag?.kind === 'scalar' && flag.value === true;
  });
}

function tupleValue(
  { children, start, end }: SyntaxNode,
  scopes: readonly Scope[],
  evaluate: Evaluate,
  { source }: Scope,
) {
  const result = children.find(({ type }) => type === 'expression');
  if (result === undefined) return unknown();
  return list(
    scopes.map((each) => evaluate(result, each)),
    { source, start, end },
  );
}

function objectValue(node: SyntaxNode, scopes: readonly Scope[], evaluate: Evaluate): Value {
  const [key, result] = node.children.filter(({ type }) => type === 'expression');
  const groups = node.children.some(({ type }) => type === 'ellipsis');
  const entries = new Map<string, Value[]>();
  if (key === undefined || result === undefined) return unknown();
  for (const each of scopes) {
    const name = textIn(evaluate(key, each));
    const value = evaluate(result, each);
    const known = name === undefined ? undefined : entries.get(name);
    // Terraform refuses a key that comes twice.
    if (name === undefined || (known !== undefined && !groups)) return unknown(value);
    if (known === undefined) entries.set(name, [value]);
    else known.push(value);
  }
  const [first] = scopes;
  const at = first && spotOf(first.source, node);
  const values = [...entries].map(([name, all]) => [name, groups ? list(all, at) : (all[0] ?? unknown())] as const);
  return { kind: 'object', entries: new Map(values), at };
}

// The names of a template: its parameters, its variables and the resources that it deploys.
import type { Pointer } from '../../model/place.js';
import { namesOnce } from '../expressions/declared.js';
import { evaluate, type Run, type Scope } from '../expressions/evaluate.js';
import type { Expression } from '../expressions/expression.js';
import type { Located } from '../expressions/values.js';
import { memberOf } from '../members.js';
import { holds, isRecord } from '../source.js';
import { copiedMembers, jsonExpression } from './json-expression.js';

/** A template, or one within a deployment of another. */
export interface Template {
  readonly value: Readonly<Record<string, unknown>>;
  readonly pointer: Pointer;
  /** What names in its expressions stand for. */
  readonly scope: Scope;
  /** Before what its resources are called: that of the deployment it stands in. */
  readonly prefix: string;
  readonly resources: Map<string, Located>;
}

/** Opens a template; `given` has the values that a deployment hands to its parameters. */
export function openTemplate(
  value: Readonly<Record<string, unknown>>,
  pointer: Pointer,
  prefix: string,
  run: Run,
  given: ReadonlyMap<string, Located> = new Map(),
): Template {
  const resources = new Map<string, Located>();
  const expressions = new Map([...parametersOf(value, pointer), ...variablesOf(value, pointer)]);
  const named = namesOnce((name) => {
    const expression = expressions.get(name);
    return expression && evaluate(expression, scope);
  });
  const find = (name: string): Located | undefined => {
    const [space, own] = split(name);
    if (space === 'resource') return resources.get(own);
    return space === 'parameter' && given.has(own) ? given.get(own) : named(name);
  };
  const scope: Scope = { find, locals: new Map(), run };
  return { value, pointer, scope, prefix, resources };
}

function split(name: string): readonly [string, string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}

/** The default values of parameters; one that is kept secret has none that may be told of. */
function parametersOf(
  { parameters, definitions }: Template['value'],
  pointer: Pointer,
): readonly (readonly [string, Expression])[] {
  if (!isRecord(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, parameter]) => {
    if (!isRecord(parameter) || !holds(parameter, 'defaultValue') || isSecret(parameter, definitions)) return [];
    const at = [...pointer, 'parameters', name, 'defaultValue'];
    return [[`parameter:${name.toLowerCase()}`, jsonExpression(parameter.defaultValue, at)] as const];
  });
}

/** What has no type may have one that is not found: it is taken for a secret, too. */
function isSecret({ type, $ref }: Readonly<Record<string, unknown>>, definitions: unknown): boolean {
  const name = typeof $ref === 'string' ? ($ref.split('/').at(-1) ?? '') : undefined;
  const own = type ?? (name === undefined ? undefined : memberOf(memberOf(definitions, name), 'type'));
  return typeof own !== 'string' || /^secure/i.test(own);
}

function variablesOf({ variables }: Template['value'], pointer: Pointer): readonly (readonly [string, Expression])[] {
  if (!isRecord(variables)) return [];
  return Object.entries(variables).flatMap(([name, variable]) => {
    const at = [...pointer, 'variables', name];
    if (name !== 'copy' || !Array.isArray(variable)) {
      return [[`variable:${name.toLowerCase()}`, jsonExpression(variable, at)] as const];
    }
    return copiedMembers(variable, at).flatMap(({ key, value }) =>
      key.kind === 'literal' ? [[`variable:${String(key.value).toLowerCase()}`, value] as const] : [],
    );
  });
}

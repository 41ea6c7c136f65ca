// The resources of Microsoft Graph that a file of Bicep declares.
import {
  declaredLoop,
  declaredOne,
  namesOnce,
  type Round,
  referenceTo,
  resourceExpression,
  roundsOfResource,
} from '../expressions/declared.js';
import { evaluate, type Scope } from '../expressions/evaluate.js';
import type { Expression } from '../expressions/expression.js';
import { type DeclaredResource, graphType, withoutVersion } from '../expressions/graph-resource.js';
import type { Declared } from '../expressions/values.js';
import type { Declarations } from './declarations.js';
import type { WrittenResource } from './scan.js';

type MakeNode = DeclaredResource['node'];

/** A resource with the type that its name has within the one around it. */
interface Typed {
  readonly written: WrittenResource;
  readonly type: string;
  readonly parent?: Typed;
}

/** The resources that can be read, those within others after them. */
export function* resourcesOf(file: Declarations, node: MakeNode): Iterable<DeclaredResource> {
  const typed = file.resources.flatMap((written) => typedIn(written));
  const scope = scopeOf(file, typed);
  for (const each of typed) {
    const type = graphType(each.type);
    if (type === undefined || (each.parent !== undefined && isOff(each.parent, scope))) continue;
    for (const { scope: inner, suffix } of roundsOf(each, scope)) {
      if (isOff(each, inner)) continue;
      const body = evaluate(bodyOf(each), inner);
      const parent = each.parent && { parent: each.parent.written.name };
      yield { type, words: each.written.name + suffix, body, exists: each.written.exists, node, ...parent };
    }
  }
}

function typedIn(written: WrittenResource, parent?: Typed): readonly Typed[] {
  const type = parent === undefined ? written.type : `${withoutVersion(parent.type)}/${written.type}`;
  const own: Typed = { written, type, ...(parent && { parent }) };
  return [own, ...written.inner.flatMap((each) => typedIn(each, own))];
}

/** Whether it is known not to be deployed: nor is what stands within it then. */
function isOff({ written: { condition }, parent }: Typed, scope: Scope): boolean {
  if (condition !== undefined && evaluate(condition, scope).value === false) return true;
  return parent !== undefined && isOff(parent, scope);
}

function bodyOf({ written: { value } }: Typed): Expression {
  return value.kind === 'loop' ? value.body : value;
}

function scopeOf({ values }: Declarations, typed: readonly Typed[]): Scope {
  const resources = new Map(typed.map((each) => [each.written.name, each]));
  const find = namesOnce((name) => {
    const value = values.get(name);
    if (value !== undefined) return evaluate(value, scope);
    const resource = resources.get(name);
    return resource && referenceTo(declared(resource, scope), resourceExpression(name, bodyOf(resource).at));
  });
  const scope: Scope = { find, locals: new Map(), run: { steps: 0, depth: 0 } };
  return scope;
}

function declared(each: Typed, scope: Scope): Declared {
  const { name, value } = each.written;
  const type = graphType(each.type) ?? each.type;
  if (value.kind !== 'loop') return declaredOne(type, name, () => evaluate(value, scope));
  return declaredLoop(
    type,
    name,
    () => roundsOfResource(value, scope),
    (inner) => evaluate(value.body, inner),
  );
}

function roundsOf({ written: { value } }: Typed, scope: Scope): readonly Round[] {
  return value.kind === 'loop' ? roundsOfResource(value, scope) : [{ scope, suffix: '' }];
}

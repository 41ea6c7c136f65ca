// What the names of a module mean: its locals, its variables with what tfvars files say of them, its resources.
import type { Problem } from '../../model/problem.js';
import { evaluate } from './hcl-evaluate.js';
import { newBudget, type Scope } from './hcl-scope.js';
import { type Attribute, type Block, type Body, type Source, textOf } from './hcl-syntax.js';
import { inType } from './hcl-types.js';
import { scalar, textIn, unknown, type Value } from './hcl-values.js';
import { type Context, type ResourceBlock, resourceBlocks, resourceSet } from './resource-values.js';

/** A module: what its expressions stand in, its resources, and what was found wrong while they were computed. */
export interface Module extends Context {
  readonly resources: readonly ResourceBlock[];
}

/** Opens the module of these files; `settings` are those of tfvars files, in the order in which Terraform reads them. */
export function openModule(bodies: readonly Body[], settings: readonly Body[]): Module {
  const problems: Problem[] = [];
  const budget = newBudget(bodies.reduce((sum, { source }) => sum + source.text.length, 0));
  const resources = resourceBlocks(bodies);
  const scopeOf = (source: Source): Scope => ({ source, named, own: new Map(), budget });
  const open: Module = { scopeOf, resources, problems, instances: new Map() };
  const roots = new Map<string, Value>([
    ['local', namespace(localsOf(bodies), scopeOf, undefined)],
    ['var', namespace(variablesOf(bodies, settings), scopeOf, typed)],
    ['data', resourceTypesOf('data', open)],
  ]);
  const managed = resourceTypesOf('resource', open);
  const named = (name: string): Value => {
    const root = roots.get(name);
    if (root !== undefined) return root;
    if (notResources.has(name)) return { kind: 'reference', refs: [name], select: () => unknown() };
    return managed.kind === 'reference' ? managed.select(scalar(name), nowhere) : managed;
  };
  return open;
}

const nowhere = { source: { name: '', text: '' }, start: 0, end: 0 };

const notResources: ReadonlySet<string> = new Set([
  'each',
  'count',
  'self',
  'path',
  'terraform',
  'module',
  'ephemeral',
]);

/** A name of a namespace: where its value is written, and what else decides it. */
interface Named {
  readonly source: Source;
  readonly attribute: Attribute | undefined;
  readonly block?: Block;
}

/** Gives the values of names, each computed once; a name that needs itself is not known. */
function namespace(
  all: ReadonlyMap<string, Named>,
  scopeOf: (source: Source) => Scope,
  convert: ((value: Value, named: Named, scopeOf: (source: Source) => Scope) => Value) | undefined,
): Value {
  const values = new Map<string, Value>();
  const namedValue = (name: string): Value => {
    const known = values.get(name);
    if (known !== undefined) return known;
    values.set(name, unknown());
    const named = all.get(name);
    if (named?.attribute === undefined) return unknown();
    const value = evaluate(named.attribute.expression, scopeOf(named.source));
    const converted = convert === undefined ? value : convert(value, named, scopeOf);
    values.set(name, converted);
    return converted;
  };
  return {
    kind: 'reference',
    refs: [],
    select: (key) => {
      const name = textIn(key);
      return name === undefined ? unknown(key) : namedValue(name);
    },
  };
}

function localsOf(bodies: readonly Body[]): ReadonlyMap<string, Named> {
  const locals = new Map<string, Named>();
  for (const { source, blocks } of bodies) {
    for (const block of blocks) {
      if (block.type !== 'locals') continue;
      for (const [name, attribute] of block.body.attributes) locals.set(name, { source, attribute });
    }
  }
  return locals;
}

function variablesOf(bodies: readonly Body[], settings: readonly Body[]): ReadonlyMap<string, Named> {
  const variables = new Map<string, Named>();
  for (const { source, blocks } of bodies) {
    for (const block of blocks) {
      const [name] = block.labels;
      if (block.type !== 'variable' || name === undefined) continue;
      const setting = settings.findLast(({ attributes }) => attributes.has(name));
      const given = setting?.attributes.get(name);
      const own = block.body.attributes.get('default');
      // An override file may say one thing alone of a variable.
      const before = variables.get(name);
      const written = own === undefined && before !== undefined ? before : { source, attribute: own };
      const hasType = before?.block === undefined || block.body.attributes.has('type');
      variables.set(name, {
        source: setting?.source ?? written.source,
        attribute: given ?? written.attribute,
        block: hasType ? block : before.block,
      });
    }
  }
  return variables;
}

/** A variable's value in the type that it is declared with. What is sensitive is never looked at. */
function typed(value: Value, { block }: Named, scopeOf: (source: Source) => Scope): Value {
  if (block === undefined || !isPlain(block, 'sensitive') || !isPlain(block, 'ephemeral')) return unknown();
  const { attributes, source } = block.body;
  const nullable = attributes.get('nullable');
  // Its default stands for null then.
  if (nullable !== undefined && value.kind === 'scalar' && value.value === null) return unknown();
  const type = attributes.get('type');
  return type === undefined ? value : inType(value, type.expression, scopeOf(source), evaluate);
}

/** Whether a flag of a variable is not there, or false. */
function isPlain({ body }: Block, flag: string): boolean {
  const attribute = body.attributes.get(flag);
  return attribute === undefined || textOf(body.source, attribute.expression) === 'false';
}

/** `data.TYPE.NAME` and `TYPE.NAME`. */
function resourceTypesOf(mode: ResourceBlock['mode'], module: Module): Value {
  const byAddress = new Map(module.resources.filter((each) => each.mode === mode).map((each) => [each.address, each]));
  const prefix = mode === 'data' ? 'data.' : '';
  return {
    kind: 'reference',
    refs: [],
    select: (type) => ({
      kind: 'reference',
      refs: [],
      select: (name) => {
        const address = `${prefix}${textIn(type)}.${textIn(name)}`;
        const block = byAddress.get(address);
        return block === undefined ? { kind: 'unknown', refs: [address] } : resourceSet(block, module);
      },
    }),
  };
}

// The body of a resource as one value: its attributes, and its blocks as lists of objects, as Terraform's JSON has them.

import { evaluate } from './hcl-evaluate.js';
import { type Scope, withNames } from './hcl-scope.js';
import { type Block, type Body, spotOf, textOf } from './hcl-syntax.js';
import { type AttributePlace, type Entries, refsOf, unknown, type Value, walked } from './hcl-values.js';

/** Arguments and blocks that say how Terraform handles a resource, and nothing of the resource itself. */
const ofTerraform: ReadonlySet<string> = new Set([
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'timeouts',
]);

/** The value of a resource. */
export function resourceValue(body: Body, scope: Scope): Entries {
  return bodyValue(body, scope, ofTerraform);
}

const nothing: ReadonlySet<string> = new Set();

function bodyValue(body: Body, scope: Scope, without: ReadonlySet<string>): Entries {
  const { source } = body;
  const entries = new Map<string, Value>();
  const places = new Map<string, AttributePlace>();
  for (const [name, { expression, key }] of body.attributes) {
    if (without.has(name)) continue;
    entries.set(name, evaluate(expression, scope));
    places.set(name, { key, value: spotOf(source, expression) });
  }
  const lists = new Map<string, Value[]>();
  for (const block of body.blocks) {
    const [label] = block.labels;
    const isDynamic = block.type === 'dynamic' && label !== undefined;
    const name = isDynamic ? label : block.type;
    if (without.has(name) || entries.has(name)) continue;
    const items = lists.get(name) ?? [];
    lists.set(name, items);
    const values = isDynamic ? dynamicValues(block, name, scope) : [blockValue(block, block.body, scope)];
    for (const value of values) items.push(value);
  }
  for (const [name, items] of lists) entries.set(name, { kind: 'list', items });
  return { kind: 'object', entries, places };
}

function blockValue({ whole }: Block, body: Body, scope: Scope): Entries {
  return { ...bodyValue(body, scope, nothing), at: whole };
}

/** The blocks that a dynamic one stands for; one that is not known where their number is not. */
function dynamicValues(block: Block, name: string, scope: Scope): readonly Value[] {
  const { attributes, blocks, source } = block.body;
  const content = blocks.find(({ type }) => type === 'content');
  const forEach = attributes.get('for_each');
  if (content === undefined || forEach === undefined) return [unknown()];
  const given = attributes.get('iterator')?.expression;
  const iterator = given === undefined ? name : source.text.slice(given.start, given.end);
  const over = evaluate(forEach.expression, scope);
  const pairs = walked(over);
  const raw = textOf(source, forEach.expression);
  // The service refuses an API without permissions: an empty list of them is one that a caller of the module fills.
  const isToBeFilled = pairs?.length === 0 && name === 'resource_access' && /\b(?:var|local)\./.test(raw);
  if (pairs === undefined || isToBeFilled) return [{ kind: 'unknown', refs: refsOf([over]), raw, at: block.whole }];
  return pairs.map(([key, value]) => {
    const entries = new Map([
      ['key', key],
      ['value', value],
    ]);
    const own = withNames(scope, [[iterator, { kind: 'object', entries }]]);
    const at = placeOf(value, block);
    return { ...bodyValue(content.body, own, nothing), at };
  });
}

/** An entry that a list in the same text stands for is that item of the list. */
function placeOf(value: Value, { whole }: Block) {
  const at = value.kind === 'unknown' || value.kind === 'reference' ? undefined : value.at;
  return at?.source === whole.source ? at : whole;
}

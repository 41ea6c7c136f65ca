import { textResource } from '../located.js';
import type { Resource } from '../resources/resource.js';
import { resourceValue } from './block-values.js';
import { canonicalName, canonicalType, canonicalValue } from './canonical.js';
import { textOf } from './hcl-syntax.js';
import { type Entries, refsOf, type Value } from './hcl-values.js';
import type { Module } from './module-values.js';
import { plainOf, rangeOf } from './plain-values.js';
import { type Instance, instancesOf, type ResourceBlock } from './resource-values.js';

/** The resources of a module that are read. */
export function resourcesOf(module: Module): readonly Resource[] {
  const known = module.resources.filter(({ type }) => canonicalType(type) !== undefined);
  const managed = known.filter(({ mode }) => mode === 'resource').flatMap((each) => all(each, module));
  const wanted = new Set(managed.flatMap(({ dependencies = {} }) => Object.values(dependencies).flat()));
  // What a module only looks up matters where something of the module belongs to it.
  const lookedUp = known.filter(({ mode }) => mode === 'data').flatMap((each) => all(each, module));
  return [...managed, ...lookedUp.filter(({ key = '' }) => wanted.has(key))];
}

function all(block: ResourceBlock, module: Module): readonly Resource[] {
  return [...instancesOf(block, module).values()].map((each) => resourceOf(block, each));
}

function resourceOf({ mode, type, block }: ResourceBlock, { address, scope }: Instance): Resource {
  const { source } = block.body;
  const isData = mode === 'data';
  const written = resourceValue(block.body, scope);
  const whole = isData ? withUnsaid(written, address) : written;
  const { plain, ranges } = plainOf(whole, scope);
  ranges.set('', { value: rangeOf(block.header) });
  const { value, spell } = canonicalValue(type, plain);
  const isPart = isData || ignoresPermissions({ block });
  return {
    type: canonicalType(type) ?? type,
    words: address,
    key: address,
    root: textResource(source.name, source.text, value, ranges, spell),
    dependencies: dependenciesOf(type, whole),
    ...(isPart && { isPart }),
  };
}

/** What a data source finds in the tenant is not in the text, and is not what it would be by default. */
function withUnsaid(value: Entries, address: string): Entries {
  const unsaid: Value = { kind: 'unknown', refs: [address], raw: address };
  const names = ['client_id', 'display_name', 'sign_in_audience', 'api'];
  const entries = new Map<string, Value>(names.map((name) => [name, unsaid]));
  if (value.entries.has('application_id')) entries.delete('client_id');
  for (const [name, said] of value.entries) entries.set(name, said);
  return { ...value, entries };
}

/** So many parts of a value are searched for other resources. */
const mostParts = 100_000;

/** The keys of the resources that each property is computed from. */
function dependenciesOf(type: string, { entries }: Entries): Readonly<Record<string, readonly string[]>> {
  const found: (readonly [string, readonly string[]])[] = [];
  for (const [name, value] of entries) {
    found.push([canonicalName(type, name), refsOf([value], mostParts)]);
    // The generic resource of Graph has its properties in a body.
    const below = name === 'body' && value.kind === 'object' ? value.entries : [];
    for (const [key, each] of below) found.push([`body.${key}`, refsOf([each], mostParts)]);
  }
  return Object.fromEntries(found.filter(([, refs]) => refs.length > 0));
}

/** Whether changes of its permissions are left to others: `lifecycle { ignore_changes = [...] }`. */
function ignoresPermissions({ block }: Pick<ResourceBlock, 'block'>): boolean {
  const lifecycle = block.body.blocks.find(({ type }) => type === 'lifecycle')?.body;
  const ignored = lifecycle?.attributes.get('ignore_changes');
  if (lifecycle === undefined || ignored === undefined) return false;
  return /\b(?:all|required_resource_access|body)\b/.test(textOf(lifecycle.source, ignored.expression));
}

import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Document as Yaml } from 'yaml';
import { withoutMark } from '../model/byte-order-mark.js';
import type { Document, LineRange, OffsetRange, Spot } from '../model/place.js';
import { linesOf } from '../model/place.js';
import { errorsOf, keyTree } from './checker.generated.js';
import type { ConfigFile } from './schema.js';
import { type ConfigFault, describeErrors } from './schema-faults.js';
import { parseYaml } from './yaml-text.js';

/** A fault in a config, with the lines that it stands at. */
export interface PlacedFault {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A config file that was read: what it says, and where. */
export interface ReadConfigFile {
  readonly value: ConfigFile;
  readonly document: Document;
}

export type ConfigReading =
  | { readonly ok: true; readonly file: ReadConfigFile }
  | { readonly ok: false; readonly faults: readonly PlacedFault[] };

/**
 * Reads one config: YAML 1.2, checked by its schema. Every fault is told at once, with line and column. Never throws.
 * `name` is what faults and findings call the file.
 */
export function readConfigFile(name: string, marked: string): ConfigReading {
  const text = withoutMark(marked);
  const read = parseYaml(text);
  if ('faults' in read) {
    const plain = textDocument(name, text);
    return { ok: false, faults: read.faults.map(({ range, message }) => placed(plain, range, message)) };
  }
  const document = yamlDocument(name, text, read.yaml);
  const value = contentOf(read.yaml);
  if ('fault' in value) return { ok: false, faults: [placed(document, { start: 0, end: 0 }, value.fault)] };
  const faults = describeErrors(value.value, errorsOf(value.value), keyTree);
  if (faults.length > 0) return { ok: false, faults: faults.map((fault) => placedFault(document, fault)) };
  return { ok: true, file: { value: asConfigFile(value.value), document } };
}

/** The checker has just found it right. */
function asConfigFile(value: unknown): ConfigFile {
  return isConfigFile(value) ? value : {};
}

function isConfigFile(value: unknown): value is ConfigFile {
  return errorsOf(value).length === 0;
}

function contentOf(yaml: Yaml): { readonly value: unknown } | { readonly fault: string } {
  try {
    // An empty file, or one of comments, is a config that sets nothing.
    return { value: yaml.toJS({ maxAliasCount: 100 }) ?? {} };
  } catch {
    return { fault: 'the aliases (*name) multiply what is written too often.' };
  }
}

/** The fault of a place of a config. */
export function placedFault(document: Document, { pointer, part, message }: ConfigFault): PlacedFault {
  const [range] = document.locate([{ pointer, part }]);
  return placed(document, range ?? { start: 0, end: 0 }, message);
}

function placed(document: Document, range: OffsetRange, message: string): PlacedFault {
  const [lines] = linesOf(document, [range]);
  const { line, column }: Pick<LineRange, 'line' | 'column'> = lines ?? { line: 1, column: 1 };
  return { name: document.name, line, column, message };
}

function yamlDocument(name: string, text: string, yaml: Yaml): Document {
  return { ...textDocument(name, text), locate: (spots) => spots.map((spot) => spot.range ?? rangeOf(yaml, spot)) };
}

/** A text in which nothing but ranges can be found. */
function textDocument(name: string, text: string): Document {
  return {
    name,
    text,
    origin: { offset: 0, line: 1 },
    spell: (pointer) => pointer,
    locate: (spots) => spots.map(({ range }) => range),
    isFinal: true,
  };
}

/** The range of a value or key; that of what holds it where it is not written. */
function rangeOf(yaml: Yaml, { pointer, part }: Spot): OffsetRange | undefined {
  let node: unknown = yaml.contents;
  let range = isNode(node) ? rangeOfNode(node) : undefined;
  for (const [index, key] of pointer.entries()) {
    const below = childOf(resolved(yaml, node), key);
    if (below === undefined) return range;
    node = below.value;
    const isKeyMeant = part === 'key' && index === pointer.length - 1;
    const shown = isKeyMeant || !isNode(node) ? below.key : node;
    range = isNode(shown) ? rangeOfNode(shown) : range;
  }
  return range;
}

function resolved(yaml: Yaml, node: unknown): unknown {
  return isAlias(node) ? node.resolve(yaml) : node;
}

function childOf(node: unknown, key: string | number): { readonly key: unknown; readonly value: unknown } | undefined {
  if (isSeq(node) && typeof key === 'number') return { key: undefined, value: node.items[key] };
  if (!isMap(node)) return undefined;
  const pair = node.items.find((each) => (isScalar(each.key) ? String(each.key.value) : undefined) === String(key));
  return pair && { key: pair.key, value: pair.value };
}

function rangeOfNode({ range }: Node): OffsetRange | undefined {
  return range ? { start: range[0], end: range[1] } : undefined;
}

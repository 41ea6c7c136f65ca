import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Pair,
  type ParsedNode,
  Parser,
  type Document as Yaml,
} from 'yaml';
import type { OffsetRange } from '../model/place.js';

/** A value of a YAML text. Where an alias stands, it is the value that the alias means: a value can have several parents. */
export type YamlNode = YamlScalar | YamlMap | YamlList;

export interface YamlScalar {
  readonly kind: 'scalar';
  readonly value: unknown;
  readonly range: OffsetRange;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly range: OffsetRange;
}

export interface YamlEntry {
  /** Where the key stands. */
  readonly key: OffsetRange;
  readonly node: YamlNode;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlNode[];
  readonly range: OffsetRange;
}

/** The first document of a text, or what is wrong with it and where. */
export type YamlReading = { readonly root: YamlNode } | { readonly fault: YamlFault };

export interface YamlFault {
  readonly range: OffsetRange;
  readonly message: string;
}

/** No program that people write is longer; what a generator writes would keep a run waiting. */
const longestText = 2_000_000;

/** Deeper than any program, and far from where the parser runs out of stack. */
const deepest = 100;

/** What is wrong with the YAML, by the parser's codes. */
const words: Readonly<Record<string, string>> = {
  BAD_INDENT: 'This is not indented as the lines beside it.',
  DUPLICATE_KEY: 'This key stands twice.',
  TAB_AS_INDENT: 'YAML is indented with spaces, not with tabs.',
  MISSING_CHAR: 'A closing quote or bracket, a colon or a comma is missing.',
  UNEXPECTED_TOKEN: 'This is not expected here: quotes around the text before it may be missing.',
  BAD_SCALAR_START: 'A text that begins with this sign takes quotes.',
  BAD_DQ_ESCAPE:
    'In double quotes a backslash begins an escape, and this is none: use single quotes or two backslashes.',
  BLOCK_AS_IMPLICIT_KEY: 'This is indented too far, or a text with a colon in it lacks quotes.',
  MULTILINE_IMPLICIT_KEY: 'A key stands in one line, with a colon after it.',
};

/** Reads the first document of a YAML text; the tools that read such files take no other. Never throws. */
export function readYamlText(text: string): YamlReading {
  if (text.length > longestText) return faultAt(0, 0, 'This YAML is longer than two million characters.');
  const tokens: Parser['stack'] = [];
  const parser = new Parser();
  let end = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Control characters stand for marks that are not in the text.
    if (!/^[\u0002\u0018\u001f\ufeff]$/.test(lexeme)) end += lexeme.length;
    if (parser.stack.length > 2 * deepest) return faultAt(end, end, `This is nested more than ${deepest} levels deep.`);
  }
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({ logLevel: 'silent', schema: 'core', resolveKnownTags: false });
  for (const yaml of composer.compose(tokens, true, text.length)) return readDocument(yaml, text.length);
  return { root: emptyNode };
}

const emptyNode: YamlNode = { kind: 'scalar', value: null, range: { start: 0, end: 0 } };

function readDocument(yaml: Yaml.Parsed, length: number): YamlReading {
  const [error] = yaml.errors;
  if (error !== undefined) {
    const [start, end] = error.pos;
    // What is missing at the end is told behind it.
    const within = (offset: number) => Math.min(offset, length);
    return faultAt(within(start), within(end), words[error.code] ?? 'This is not YAML as it is defined.');
  }
  return { root: yaml.contents === null ? emptyNode : nodeReader()(yaml.contents) };
}

function faultAt(start: number, end: number, message: string): YamlReading {
  return { fault: { range: { start, end }, message } };
}

/** Each node is read once, however many aliases mean it; one that holds itself is empty there. */
function nodeReader(): (node: ParsedNode | null) => YamlNode {
  const known = new Map<ParsedNode, YamlNode>();
  const anchors = new Map<string, ParsedNode>();
  const read = (node: ParsedNode | null): YamlNode => {
    if (node === null) return emptyNode;
    if (isAlias(node)) {
      const meant = anchors.get(node.source);
      return meant === undefined ? emptyNode : read(meant);
    }
    const before = known.get(node);
    if (before !== undefined) return before;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    known.set(node, emptyNode);
    const value = contentOf(node, read);
    known.set(node, value);
    return value;
  };
  return read;
}

function contentOf(node: ParsedNode, read: (node: ParsedNode | null) => YamlNode): YamlNode {
  const range = rangeOf(node);
  if (isMap(node)) return { kind: 'map', entries: entriesOf(node.items, read), range };
  if (isSeq(node)) return { kind: 'list', items: node.items.map(read), range };
  return { kind: 'scalar', value: isScalar(node) ? node.value : null, range };
}

function entriesOf(
  pairs: readonly Pair<ParsedNode, ParsedNode | null>[],
  read: (node: ParsedNode | null) => YamlNode,
): ReadonlyMap<string, YamlEntry> {
  const own: [string, YamlEntry][] = [];
  const others: (readonly [string, YamlEntry])[] = [];
  for (const { key, value } of pairs) {
    const keyNode = read(key);
    const node = value === null ? { ...emptyNode, range: keyNode.range } : read(value);
    if (keyNode.kind !== 'scalar') continue;
    if (keyNode.value === '<<') for (const each of merged(node)) others.push(each);
    else own.push([String(keyNode.value), { key: keyNode.range, node }]);
  }
  return new Map([...others, ...own]);
}

/** The entries that a merge key brings in; those that are written out win. */
function merged(node: YamlNode): readonly (readonly [string, YamlEntry])[] {
  if (node.kind === 'map') return [...node.entries];
  return node.kind === 'list'
    ? [...node.items].reverse().flatMap((item) => (item.kind === 'map' ? [...item.entries] : []))
    : [];
}

function rangeOf({ range }: ParsedNode): OffsetRange {
  return { start: range[0], end: range[1] };
}

/** What stands below a key of a map; undefined in anything else. */
export function entryOf(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.node : undefined;
}

/** The text of a scalar. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

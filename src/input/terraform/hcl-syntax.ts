// What a text of HCL consists of: bodies with attributes and blocks, found in its syntax tree.
import type { SyntaxNode } from './syntax-tree.js';

/** A text with its name. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** A range of a source. */
export interface Spot {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** `name = expression`. */
export interface Attribute {
  readonly name: string;
  readonly key: Spot;
  readonly expression: SyntaxNode;
}

/** `type "label" { ... }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** The whole block, and its first line up to the brace. */
  readonly whole: Spot;
  readonly header: Spot;
}

/** What stands between the braces of a block, or in a whole file. */
export interface Body {
  readonly source: Source;
  /** By name; of a name that stands twice, which Terraform refuses, the first counts. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}

/** Deeper nesting is no configuration of a person's, and is not read. */
const deepest = 50;

/** The body of a file. */
export function fileBody(source: Source, root: SyntaxNode): Body {
  return bodyOf(source, root.children.find(isBody), 0);
}

function bodyOf(source: Source, node: SyntaxNode | undefined, depth: number): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (const child of depth > deepest ? [] : (node?.children ?? [])) {
    if (child.type === 'block') blocks.push(blockOf(source, child, depth));
    const attribute = child.type === 'attribute' ? attributeOf(source, child) : undefined;
    if (attribute !== undefined && !attributes.has(attribute.name)) attributes.set(attribute.name, attribute);
  }
  return { source, attributes, blocks };
}

/** The members of an object whose keys are plain texts, as if they were attributes. */
export function membersOf(source: Source, expression: SyntaxNode): ReadonlyMap<string, Attribute> {
  const object = expression.children[0]?.children.find(({ type }) => type === 'object');
  const members = (object?.children ?? []).flatMap(({ type, children }): readonly Attribute[] => {
    const [key, value] = type === 'object_elem' ? children.filter((each) => each.type === 'expression') : [];
    if (key === undefined || value === undefined) return [];
    return [{ name: textOf(source, key).replace(/^"|"$/g, ''), key: spotOf(source, key), expression: value }];
  });
  return new Map(members.map((member) => [member.name, member]));
}

function attributeOf(source: Source, { children }: SyntaxNode): Attribute | undefined {
  const name = children.find(({ type }) => type === 'identifier');
  const expression = children.find(({ type }) => type === 'expression');
  if (name === undefined || expression === undefined) return undefined;
  return { name: textOf(source, name), key: spotOf(source, name), expression };
}

function blockOf(source: Source, node: SyntaxNode, depth: number): Block {
  const { children } = node;
  const start = children.findIndex(({ type }) => type === 'block_start');
  const [type, ...labels] = (start === -1 ? children : children.slice(0, start)).filter(isWord);
  const body = children.find(isBody);
  return {
    type: type === undefined ? '' : textOf(source, type),
    labels: labels.map((label) => textOf(source, label).replace(/^"|"$/g, '')),
    body: bodyOf(source, body, depth + 1),
    whole: spotOf(source, node),
    header: { source, start: node.start, end: (labels.at(-1) ?? type ?? node).end },
  };
}

function isBody({ type }: SyntaxNode): boolean {
  return type === 'body';
}

function isWord({ type }: SyntaxNode): boolean {
  return type === 'identifier' || type === 'string_lit';
}

/** The text of a node. */
export function textOf({ text }: Source, { start, end }: SyntaxNode): string {
  return text.slice(start, end);
}

/** Where a node stands. */
export function spotOf(source: Source, { start, end }: SyntaxNode): Spot {
  return { source, start, end };
}

/** The first place at which a text is no valid HCL. */
export function firstFault(root: SyntaxNode): SyntaxNode | undefined {
  let first: SyntaxNode | undefined;
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // The grammar takes an object for a file, which Terraform does not.
    const isFault = node.type === 'ERROR' || node.isMissing || (node.type === 'object' && root.children.includes(node));
    if (isFault && (first === undefined || node.start < first.start)) first = node;
    for (const child of node.children) open.push(child);
  }
  return first;
}

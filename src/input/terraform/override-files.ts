// Override files: what they say of a block takes the place of what other files of the module say of it.
import type { Attribute, Block, Body } from './hcl-syntax.js';
import type { SyntaxNode } from './syntax-tree.js';

/** Whether Terraform reads a file after all others, and as changes to what they declare. */
export function isOverride(name: string): boolean {
  return /(?:^|[\\/_])override\.(?:tf|tofu)$/.test(name);
}

/**
 * The bodies of a module. What an override file says is read where it stands; what it takes the place of is not known
 * where it was.
 */
export function overridden(bodies: readonly Body[], overrides: readonly Body[]): readonly Body[] {
  const changes = new Map<string, Block[]>();
  for (const block of overrides.flatMap(({ blocks }) => blocks)) {
    const key = keyOf(block);
    changes.set(key, [...(changes.get(key) ?? []), block]);
  }
  const blockIn = (block: Block): Block =>
    block.type !== 'resource' && block.type !== 'data'
      ? block
      : (changes.get(keyOf(block)) ?? []).reduce(
          (changed, { body }) => withBody(changed, without(changed, body)),
          block,
        );
  return [...bodies.map((body) => ({ ...body, blocks: body.blocks.map(blockIn) })), ...overrides];
}

function keyOf({ type, labels }: Block): string {
  return JSON.stringify([type, ...labels]);
}

function without({ body }: Block, change: Body): Body {
  const attributes = [...body.attributes].map(([name, attribute]) => {
    return [name, change.attributes.has(name) ? unsaid(attribute) : attribute] as const;
  });
  const changed = new Set(change.blocks.map(nameOf));
  return {
    ...body,
    attributes: new Map(attributes),
    blocks: body.blocks.map((block) => (changed.has(nameOf(block)) ? unsaidBlock(block) : block)),
  };
}

function nameOf({ type, labels: [label] }: Block): string {
  return type === 'dynamic' && label !== undefined ? label : type;
}

/** An expression of which nothing is left but where it stands. */
function unsaid({ expression, ...attribute }: Attribute): Attribute {
  const empty: SyntaxNode = { ...expression, children: [] };
  return { ...attribute, expression: empty };
}

/** So many blocks as only the override file says. */
function unsaidBlock(block: Block): Block {
  const { body } = block;
  return { ...block, type: 'dynamic', labels: [nameOf(block)], body: { ...body, attributes: new Map(), blocks: [] } };
}

function withBody(block: Block, body: Body): Block {
  return { ...block, body };
}

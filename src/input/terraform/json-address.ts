// Addresses of Terraform: `module.shop["eu"].data.azuread_service_principal.graph[0]`.

const index = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g;

/** The address without the indexes of `count` and `for_each`: what the configuration calls it. */
export function withoutIndexes(address: string): string {
  return address.replace(index, '');
}

/** The indexes in an address, as they are written: `["eu"]`, `[0]`. */
export function indexesOf(address: string): readonly string[] {
  return address.match(index) ?? [];
}

/** What a reference begins with, and what follows: `var.name`, `module.shop["eu"]` and `application_id`. */
export interface Reference {
  readonly kind: 'resource' | 'module' | 'variable' | 'repetition' | 'other';
  /** The address of what is referred to, with the index that is written. */
  readonly to: string;
  /** The name of a variable or module. */
  readonly name: string;
  /** The output of a module. */
  readonly output?: string;
}

const name = '[\\p{L}_][\\p{L}\\p{N}_-]*';
const indexed = `${name}(?:${index.source})?`;
const forms = {
  module: new RegExp(`^module\\.(${name})(?:${index.source})?(?:\\.(${name}))?`, 'u'),
  variable: new RegExp(`^var\\.(${name})`, 'u'),
  repetition: /^(each|count)\./,
  other: new RegExp(`^(local\\.${name}|(?:path|terraform|self)\\.)`, 'u'),
  resource: new RegExp(`^((?:data\\.|ephemeral\\.)?${name}\\.${indexed})`, 'u'),
} as const;

/** What a reference of a plan refers to; undefined for a text that is none. */
export function parseReference(text: string): Reference | undefined {
  for (const kind of ['module', 'variable', 'repetition', 'other', 'resource'] as const) {
    const match = forms[kind].exec(text);
    if (match === null) continue;
    const [whole, first = '', output] = match;
    const to = kind === 'module' && output !== undefined ? whole.slice(0, -output.length - 1) : whole;
    return { kind, to, name: first, ...(kind === 'module' && output !== undefined && { output }) };
  }
  return undefined;
}

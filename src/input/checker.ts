/** One fault that a compiled schema found: where, and which keyword of the schema it breaks. */
export interface SchemaFault {
  /** RFC 6901 pointer. */
  readonly path: string;
  readonly keyword: 'type' | 'enum' | 'required';
  /** The types or values that the schema takes, or the property that is missing. */
  readonly wanted: readonly unknown[];
}

/** A checker that ajv compiled ahead of time: the faults of a value in the order of the schema, null where none is. */
export type Checker = (value: unknown) => readonly SchemaFault[] | null;

/** A checker tells no more faults than this: a hostile text could hold millions, and nobody would read them. */
export const mostFaults = 1_000;

/** Adds a fault to the list of a checker, which is made with the first one. */
export function note(
  faults: SchemaFault[] | null,
  path: string,
  keyword: SchemaFault['keyword'],
  wanted: readonly unknown[],
): SchemaFault[] {
  const list = faults ?? [];
  if (list.length < mostFaults) list.push({ path, keyword, wanted });
  return list;
}

/** The keys that a format knows, at every level; a key without a shape below it is known and not looked into. */
export interface KeyShape {
  readonly keys?: Readonly<Record<string, KeyShape>>;
  readonly items?: KeyShape;
}

/** One fault that a compiled schema found: where, and which keyword of the schema it breaks. */
export interface SchemaFault {
  /** RFC 6901 pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A checker that ajv compiled ahead of time. After a call that returned false, `errors` holds every fault. */
export interface Checker {
  (value: unknown): boolean;
  errors?: readonly SchemaFault[] | null;
}

/** The keys that a format knows, at every level; a key without a shape below it is known and not looked into. */
export interface KeyShape {
  readonly keys?: Readonly<Record<string, KeyShape>>;
  readonly items?: KeyShape;
}

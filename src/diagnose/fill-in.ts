/** What is known for the placeholders of commands and steps; what is missing stays as it is written: `<app-id>`. */
export interface Known {
  /** `<app-id>`: the application that made the call. */
  readonly 'app-id'?: string;
  /** `<tenant-id>`. */
  readonly 'tenant-id'?: string;
  /** `<method>` and `<path>` of the call. */
  readonly method?: string;
  readonly path?: string;
  /** `<correlation-id>` of the answer, by which the sign-in logs find it. */
  readonly 'correlation-id'?: string;
}

/** A text with the placeholders filled in for which a value is known. */
export function filledIn(text: string, known: Known): string {
  return text.replace(
    /<(app-id|tenant-id|method|path|correlation-id)>/g,
    (whole, name: keyof Known) => known[name] ?? whole,
  );
}

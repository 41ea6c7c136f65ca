/** A text that is the same for equal properties, unknown ones included; to be compared and never shown. */
export function fingerprint(props: unknown): string {
  return JSON.stringify(plain(props));
}

function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.keys(value).map((key) => {
    try {
      return [key, plain(Reflect.get(value, key))];
    } catch {
      // What is not known yet throws when it is read: that it stands here is all that counts.
      return [key];
    }
  });
}

const form = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a GUID without braces, in any letter case. */
export function isGuid(text: string): boolean {
  return text.length === 36 && form.test(text);
}

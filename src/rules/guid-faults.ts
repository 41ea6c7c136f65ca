const form = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';

/** Why a value is no GUID, naming the character; characters count from 1. */
export function guidFault(value: string): string {
  const inner = value.trim();
  if (/^[0-9a-f]{32}$/i.test(inner)) return 'its dashes are missing (8-4-4-4-12)';
  for (let index = 0; index < Math.min(inner.length, form.length); index += 1) {
    const char = inner.charAt(index);
    const wanted = form.charAt(index) === '-' ? 'a dash' : 'a digit or a letter from a to f';
    const fits = form.charAt(index) === '-' ? char === '-' : /[0-9a-f]/i.test(char);
    if (!fits) return `its character ${index + 1} is ${JSON.stringify(char)} where ${wanted} belongs`;
  }
  if (inner.length < form.length) return `it has ${inner.length} characters, and a GUID has 36: the end is missing`;
  return `it has ${inner.length} characters, and a GUID has 36: there is more after its end`;
}

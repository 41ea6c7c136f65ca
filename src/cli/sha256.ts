/** The SHA-256 of a text, in hexadecimal digits. Its module is loaded with the first one: most runs hash none. */
export function sha256(text: string): string {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(text).digest('hex');
}

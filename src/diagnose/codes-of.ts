import type { Refusal } from './evidence/refusal.js';

/** The codes of a refusal in lower case, each once, the outermost first. */
export function codesOf({ codes }: Refusal): readonly string[] {
  return [...new Set(codes.slice(0, 40).map((code) => code.toLowerCase()))];
}

import { escapeJson } from './escape.js';

/** A value as JSON that nothing can be hidden in; all lines but the first are indented by so many spaces. */
export function renderJson(value: unknown, indent = 0): string {
  return escapeJson(JSON.stringify(value, null, 2)).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

// How rules name declared calls, so that every message uses the same words.
import { callText } from '../least/call-path.js';
import type { Call } from '../model/call.js';

/** `GET /users and 3 more (portal.calls.txt:4)`: the first calls, how many besides, and where the first is declared. */
export function callsText(calls: readonly Call[], most = 2): string {
  const texts = [...new Set(calls.map(callText))];
  const shown = texts.slice(0, most).join(', ');
  const more = texts.length > most ? ` and ${texts.length - most} more` : '';
  const source = calls[0]?.source;
  return `${shown}${more}${source === undefined ? '' : ` (${source.name}:${source.line})`}`;
}

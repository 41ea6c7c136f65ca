import { readCalls } from '../../../src/input/calls/read-calls.js';
import type { CallItem } from '../../../src/model/call.js';

/** What a text of calls holds, an item a line. */
export function outlineCalls(text: string): string[] {
  return Array.from(readCalls('calls', text), itemLine);
}

/** An item in one line: `3 GET /users application 0000...`, `3:7 message`, `2 x reason`. */
export function itemLine(item: CallItem): string {
  if (item.kind === 'problem') return `${item.problem.line}:${item.problem.column} ${item.problem.message}`;
  if (item.kind === 'left-out') return `${item.count} x ${item.reason}`;
  const { method, url, kind, appId, source } = item.call;
  return [source?.line, method, url, kind, appId].filter((part) => part !== undefined).join(' ');
}

import type { Catalog } from './catalog/types.js';
import type { CheckSetting } from './engine/check.js';
import { parseCallLine, readCalls } from './input/calls/read-calls.js';
import { applicationUsage } from './least/application-usage.js';
import type { Application } from './model/application.js';
import type { Call } from './model/call.js';
import { isSignIn } from './rules/sign-in-permissions.js';

/** Holds calls against the applications that make them, for the `usageOf` of a lint run. */
export function usageOfCalls(
  catalog: Catalog,
  callsOf: (application: Application) => readonly Call[],
): NonNullable<CheckSetting['usageOf']> {
  return (calling, application) => {
    const calls = callsOf(application);
    return calls.length === 0 ? undefined : applicationUsage(catalog, calling, calls, isSignIn);
  };
}

/** The calls of a text, and the faults in it, each with its place. */
export function callsOfText(
  name: string,
  text: string,
): { readonly calls: readonly Call[]; readonly faults: readonly string[] } {
  const items = [...readCalls(name, text)];
  return {
    calls: items.flatMap((item) => (item.kind === 'call' ? [item.call] : [])),
    faults: items.flatMap((item) =>
      item.kind === 'problem' ? [`${item.problem.line}:${item.problem.column}: ${item.problem.message}`] : [],
    ),
  };
}

/** The calls that a caller of the library writes; throws a TypeError for one that is none. */
export function callsOfLines(lines: readonly string[]): readonly Call[] {
  if (!Array.isArray(lines)) throw new TypeError('calls must be a list of texts such as "GET /users"');
  return Array.from(lines, (line) => {
    if (typeof line !== 'string') throw new TypeError('each of the calls must be a text such as "GET /users"');
    const parsed = parseCallLine(line);
    if (parsed.ok) return parsed.call;
    throw new TypeError(`calls: ${parsed.message}`);
  });
}

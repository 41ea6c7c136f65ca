import type { Call, CallItem, CallProblem } from '../../model/call.js';
import { reasons } from './request.js';

/** After as many faults of one text the rest is counted. */
const mostProblems = 100;
/** After as many different reasons, which may name hosts, the rest is told without names. */
const mostReasons = 20;

/**
 * Items as they come, identical calls once, with the line of the first; what was left out follows at the end, once for
 * each reason. Memory is bounded by the number of distinct calls: a log of a million lines has a few thousand.
 */
export function* distinctItems(items: Iterable<CallItem>): Iterable<CallItem> {
  const seen = new Set<string>();
  const leftOut = new Map<string, number>();
  let problems = 0;
  let firstUntold: CallProblem | undefined;
  for (const item of items) {
    if (item.kind === 'call') {
      const call = unseen(item.call, seen);
      if (call !== undefined) yield { kind: 'call', call };
    } else if (item.kind === 'left-out') count(item.reason, item.count, leftOut);
    else {
      problems += 1;
      if (problems <= mostProblems) yield item;
      else firstUntold ??= item.problem;
    }
  }
  if (firstUntold !== undefined) yield untold(firstUntold, problems - mostProblems);
  for (const [reason, number] of leftOut) yield { kind: 'left-out', reason, count: number };
}

/** The call, where none is identical; cut out of its key, so that no call holds on to the text it stands in. */
function unseen(call: Call, seen: Set<string>): Call | undefined {
  const { method, url, kind, appId = '' } = call;
  const key = `${method}\n${kind ?? ''}\n${appId}\n${url}`;
  if (seen.has(key)) return undefined;
  seen.add(key);
  const urlStart = key.length - url.length;
  const own = { ...call, url: key.slice(urlStart) };
  return appId === '' ? own : { ...own, appId: key.slice(urlStart - 1 - appId.length, urlStart - 1) };
}

function count(reason: string, number: number, leftOut: Map<string, number>): void {
  const isNamed = leftOut.has(reason) || leftOut.size < mostReasons;
  const told = isNamed || !reason.startsWith(reasons.otherHost) ? reason : reasons.otherHost;
  leftOut.set(told, (leftOut.get(told) ?? 0) + number);
}

function untold(first: CallProblem, number: number): CallItem {
  const more = number === 1 ? 'one more fault' : `${number} more faults`;
  return {
    kind: 'problem',
    problem: { ...first, message: `There ${number === 1 ? 'is' : 'are'} ${more} from here on.` },
  };
}

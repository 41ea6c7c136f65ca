import { isRecord } from '../../input/source.js';
import { safeText } from '../quoted-text.js';
import { joined, tellsAnswer } from './join.js';
import { callOfMembers, firstMembers, isError, toldByObject } from './objects.js';
import { emptyRefusal, type MadeCall, type Refusal } from './refusal.js';
import { isRefused, statusOf } from './words.js';

/** How many items of a list are looked at. */
export const mostItems = 2_000;

/** The requests of a batch by their ids, as far as they were seen. */
export type BatchCalls = Map<string, MadeCall>;

/** The refusals in a value of JSON: one of an error, several of a batch or a list. */
export function refusalsInValue(value: unknown, calls: BatchCalls, depth = 0): readonly Refusal[] {
  if (Array.isArray(value)) return depth > 3 ? [] : inList(value, calls, depth);
  if (!isRecord(value)) return [];
  keepCalls(value, calls);
  if (Array.isArray(value.responses)) return inBatch(value.responses, calls);
  const told = toldByObject(value);
  if (isError(told, value)) return [told];
  if (hidesMembers(value)) return [{ ...emptyRefusal, status: 200, hidesMembers: true }];
  const lists = firstMembers(value)
    .map(([, member]) => member)
    .filter((each) => Array.isArray(each) || (isRecord(each) && depth === 0));
  return lists.flatMap((each) => refusalsInValue(each, calls, depth + 1));
}

function inList(list: readonly unknown[], calls: BatchCalls, depth: number): readonly Refusal[] {
  return list.slice(0, mostItems).flatMap((item, index) => {
    if (!isRecord(item)) return [];
    return refusalsInValue(item, calls, depth + 1).map((each) => ({
      ...each,
      where: each.where ?? `item ${index + 1}`,
    }));
  });
}

/** The requests that a batch holds. */
function keepCalls({ requests }: Readonly<Record<string, unknown>>, calls: BatchCalls): void {
  if (!Array.isArray(requests)) return;
  const all: readonly unknown[] = requests.slice(0, 100);
  for (const each of all) {
    const call = isRecord(each) ? callOfMembers(each) : undefined;
    if (isRecord(each) && call !== undefined) calls.set(String(each.id), call);
  }
}

/** Each answer of a batch that refuses is a refusal of its own. */
function inBatch(responses: readonly unknown[], calls: BatchCalls): readonly Refusal[] {
  return responses.slice(0, 100).flatMap((each) => {
    if (!isRecord(each)) return [];
    const { id, status, body, headers } = each;
    const read = statusOf(status);
    if (!isRefused(read)) return [];
    const told = toldByObject({ headers, ...(isRecord(body) ? body : { body }) });
    const name = safeText(String(id).slice(0, 400), 40);
    return [
      joined(
        { ...emptyRefusal, status: read, call: calls.get(String(id)), where: `request ${name} of the batch` },
        told,
      ),
    ];
  });
}

/** Members of a directory object that come back with their ids and types alone: nobody may read them. */
export function hidesMembers(value: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(value.value)) return false;
  const members: readonly unknown[] = value.value.slice(0, 200);
  return members.some((member) => {
    if (!isRecord(member)) return false;
    const { id, '@odata.type': type, ...others } = member;
    if (typeof id !== 'string' || typeof type !== 'string') return false;
    if (!/^#microsoft\.graph\.(?:user|group|device|servicePrincipal|application|orgContact)$/.test(type)) return false;
    const isNameless = Object.hasOwn(others, 'displayName') && (others.displayName ?? null) === null;
    return isNameless || Object.keys(others).length === 0;
  });
}

/** What an object tells besides an error: a token alone, or a sentence. */
export function leftoverOf(value: unknown): Refusal | undefined {
  if (!isRecord(value)) return undefined;
  const told = toldByObject(value);
  return told.token !== undefined || tellsAnswer(told) ? told : undefined;
}

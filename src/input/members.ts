// Looks into values of any form: what is not there, or of another form, is undefined or empty.
import { holds, isRecord } from './source.js';

/** Whether a value is a list, of whatever items. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** What an object or a list holds at a key or index of its own. */
export function memberOf(value: unknown, key: string | number): unknown {
  if (isList(value)) return typeof key === 'number' ? value[key] : undefined;
  return isRecord(value) && holds(value, key) ? value[key] : undefined;
}

/** An object as it is, and one without members for any other value. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** The items of a list; none where the value is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return isList(value) ? value : [];
}

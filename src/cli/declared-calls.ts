import type { Catalog } from '../catalog/types.js';
import { callsOfText, usageOfCalls } from '../declared-calls.js';
import type { CheckSetting } from '../engine/check.js';
import { readFile } from './read-file.js';

/** What a file of declared calls gave: how to hold its calls against applications, and the faults in it. */
export interface DeclaredCalls {
  readonly usageOf: NonNullable<CheckSetting['usageOf']>;
  readonly faults: readonly string[];
}

/** Reads the calls that are declared beside a manifest. Never throws for what is wrong with the file. */
export function declaredCalls(catalog: Catalog, file: string): DeclaredCalls {
  const read = readFile({ name: file, path: file, origin: 'named' }, () => undefined);
  if (!('text' in read)) {
    return { usageOf: () => undefined, faults: ['fault' in read ? read.fault : read.undecodable] };
  }
  const { calls, faults } = callsOfText(file, read.text);
  return { usageOf: usageOfCalls(catalog, calls), faults };
}

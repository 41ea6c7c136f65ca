import type { Catalog } from '../catalog/types.js';
import { callsOfText, usageOfCalls } from '../declared-calls.js';
import type { CheckSetting } from '../engine/check.js';
import type { Application } from '../model/application.js';
import type { Call } from '../model/call.js';
import type { Skipped } from '../report/types.js';
import { readFile, textFault } from './read-file.js';

/** What a file of declared calls gave: how to hold its calls against applications, and the faults in it. */
export interface DeclaredCalls {
  readonly usageOf: NonNullable<CheckSetting['usageOf']>;
  readonly faults: readonly Skipped[];
}

/** The calls that a config declares for an application. */
export type CallsInConfig = (application: Application) => readonly Call[];

/** Reads the calls that are declared beside a manifest, and adds those of the config. Never throws for a faulty file. */
export function declaredCalls(
  catalog: Catalog,
  files: readonly string[],
  inConfig: CallsInConfig = () => [],
): DeclaredCalls {
  const read = files.map(readCallsFile);
  const beside = read.flatMap(({ calls }) => calls);
  return {
    usageOf: usageOfCalls(catalog, (application) => [...beside, ...inConfig(application)]),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function readCallsFile(file: string): { readonly calls: readonly Call[]; readonly faults: readonly Skipped[] } {
  const fault = (reason: string): Skipped => ({ file, reason });
  // Met, not named: what is no regular file (a pipe, a device) is not waited for.
  const read = readFile({ name: file, path: file, origin: 'met' }, () => undefined);
  if (!('text' in read)) return { calls: [], faults: [fault(textFault(read))] };
  const { calls, faults } = callsOfText(file, read.text);
  return { calls, faults: faults.map(fault) };
}

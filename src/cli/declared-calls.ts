import type { Catalog } from '../catalog/types.js';
import { callsOfText, usageOfCalls } from '../declared-calls.js';
import type { CheckSetting } from '../engine/check.js';
import type { Application } from '../model/application.js';
import type { Call } from '../model/call.js';
import type { Skipped } from '../report/types.js';
import type { InputFile } from './inputs.js';
import { readFile, textFault } from './read-file.js';

/** What a file of declared calls gave: how to hold its calls against applications, and the faults in it. */
export interface DeclaredCalls {
  readonly usageOf: NonNullable<CheckSetting['usageOf']>;
  readonly faults: readonly Skipped[];
}

/** Gives the bytes of files that are not read from the disk. */
export type ReadBytes = (file: string) => Buffer | undefined;

/** The calls that a config declares for an application. */
export type CallsInConfig = (application: Application) => readonly Call[];

/** Reads the calls that are declared beside a manifest, and adds those of the config. Never throws for a faulty file. */
export function declaredCalls(
  catalog: Catalog,
  files: readonly string[],
  bytesOf: ReadBytes | undefined,
  inConfig: CallsInConfig = () => [],
): DeclaredCalls {
  const read = files.map((file) => readCallsFile(file, bytesOf));
  const beside = read.flatMap(({ calls }) => calls);
  return {
    usageOf: usageOfCalls(catalog, (application) => [...beside, ...inConfig(application)]),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function readCallsFile(
  file: string,
  bytesOf?: ReadBytes,
): { readonly calls: readonly Call[]; readonly faults: readonly Skipped[] } {
  const fault = (reason: string): Skipped => ({ file, reason });
  // Met, not named: what is no regular file (a pipe, a device) is not waited for.
  const input: InputFile = { name: file, path: file, origin: 'met' };
  const read = readFile(bytesOf === undefined ? input : { ...input, bytes: () => bytesOf(file) }, () => undefined);
  if (!('text' in read)) return { calls: [], faults: [fault(textFault(read))] };
  const { calls, faults } = callsOfText(file, read.text);
  return { calls, faults: faults.map(fault) };
}

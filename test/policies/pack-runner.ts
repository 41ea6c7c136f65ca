// The built pack by itself: one resource at a time, as the engine hands it over.
import { fileURLToPath } from 'node:url';
import type { AnalyzerInfo } from '@pulumi/pulumi/proto/analyzer_pb.js';
import type { Violation } from '../engine/engine.js';
import { startPackProcess } from '../engine/pack.js';
import type { Values } from '../engine/protocol.js';

export type { Violation } from '../engine/engine.js';
export { unknown, type Values as Inputs } from '../engine/protocol.js';

export interface RunningPack {
  readonly info: AnalyzerInfo.AsObject;
  /** Milliseconds from the start to the pack's port, and to its answer what is in it. */
  readonly ready: { readonly port: number; readonly info: number };
  readonly analyze: (type: string, name: string, inputs: Values) => Promise<readonly Violation[]>;
  readonly stop: () => Promise<void>;
}

const policies = fileURLToPath(new URL('../../policies', import.meta.url));

/** Starts the pack in the folder, or permlint's own. */
export async function startPack(folder = policies): Promise<RunningPack> {
  const { info, ready, analyze, stop } = await startPackProcess({ folder });
  return {
    info: info.toObject(),
    ready,
    analyze: (type, name, inputs) =>
      analyze({ urn: `urn:pulumi:test::permlint::${type}::${name}`, type, name }, inputs),
    stop,
  };
}

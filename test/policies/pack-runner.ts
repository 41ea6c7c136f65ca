// The built pack by itself: one resource at a time, as the engine hands it over.
import { fileURLToPath } from 'node:url';
import type { AnalyzerInfo } from '@pulumi/pulumi/proto/analyzer_pb.js';
import type { Violation } from '../engine/engine.js';
import { startPackProcess } from '../engine/pack.js';
import type { Values } from '../engine/protocol.js';

export { unknown, type Values as Inputs } from '../engine/protocol.js';

export interface RunningPack {
  readonly info: AnalyzerInfo.AsObject;
  /** `environment` is what the azuread provider is configured with. */
  readonly analyze: (
    type: string,
    name: string,
    inputs: Values,
    environment?: Values[string],
  ) => Promise<readonly Violation[]>;
  readonly stop: () => Promise<void>;
}

const policies = fileURLToPath(new URL('../../policies', import.meta.url));

/** Starts permlint's own pack. */
export async function startPack(): Promise<RunningPack> {
  const { info, analyze, stop } = await startPackProcess({ folder: policies });
  return {
    info: info.toObject(),
    analyze: (type, name, inputs, environment) => {
      const urn = `urn:pulumi:test::permlint::${type}::${name}`;
      const provider = {
        urn: 'urn:pulumi:test::permlint::pulumi:providers:azuread::default',
        type: 'pulumi:providers:azuread',
        name: 'default',
        inputs: environment === undefined ? {} : { environment },
      };
      return analyze({ urn, type, name, provider }, inputs);
    },
    stop,
  };
}

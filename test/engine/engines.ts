// Every engine that there is on this machine.
import { spawnSync } from 'node:child_process';
import type { Engine } from './engine.js';
import { realEngine } from './real-engine.js';
import { smallEngine } from './small-engine.js';

const isInstalled = spawnSync('pulumi', ['version'], { stdio: 'ignore' }).status === 0;
if (!isInstalled) {
  console.warn('There is no pulumi on PATH: policies were tried on the small engine of test/engine alone.');
}

/** The small engine, and Pulumi's own where `pulumi` is on PATH (`.ci/build-pulumi` builds it). */
export const engines: readonly Engine[] = isInstalled ? [smallEngine, realEngine] : [smallEngine];

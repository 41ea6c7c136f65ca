import { setTimeout as wait } from 'node:timers/promises';
import { type Cloud, cloudNamed } from '../catalog/resolve.js';
import type { Config } from '../config/config.js';
import type { Arguments } from './arguments.js';
import { configPath } from './config-path.js';
import { endpointOrigin, graphCloud } from './graph-cloud.js';
import type { Graph } from './graph-request.js';
import { createLiveProgress, type LiveProgress } from './live-progress.js';
import { type Output, tell } from './output.js';
import { dayOfRun } from './today.js';
import { signIn } from './token.js';

/** Milliseconds that the Azure CLI has to give a token, and one answer of Microsoft Graph. */
const azurePatience = 60_000;
const answerPatience = 120_000;

/** What the config of a run says, without the files that it names; undefined where there is none. */
export async function mergedConfig(args: Arguments): Promise<Config | undefined> {
  const path = configPath(args);
  if (path === undefined) return undefined;
  return (await import('./open-config.js')).readConfig({ path, rules: [], now: dayOfRun() });
}

/** The cloud of a run: `--cloud`, else that of the config, else the public one. */
export async function cloudOf(args: Arguments): Promise<Cloud> {
  return cloudNamed(args.options.get('cloud') ?? (await mergedConfig(args))?.cloud?.value);
}

/** Microsoft Graph, and the line that tells what is waited for. */
export interface OpenGraph {
  readonly graph: Graph;
  readonly progress: LiveProgress;
}

/** Signs in to Microsoft Graph of a cloud. */
export async function openGraph({ options }: Arguments, cloud: Cloud, errors: Output): Promise<OpenGraph> {
  const isQuiet = options.has('quiet');
  const progress = createLiveProgress(errors, !isQuiet && options.get('progress') !== false);
  const target = graphCloud(cloud);
  const endpoint = options.get('endpoint');
  const origin = typeof endpoint === 'string' ? endpointOrigin(endpoint) : target.resource;
  const ways = { environment: process.env, folder: process.cwd(), patience: azurePatience };
  const notice = (text: string): void => {
    if (isQuiet) return;
    progress.clear();
    tell(errors, text);
  };
  const session = { signIn: await signIn(target, ways) };
  const graph = { origin, session, notice, wait: (ms: number) => wait(ms), patience: answerPatience };
  return { graph, progress };
}

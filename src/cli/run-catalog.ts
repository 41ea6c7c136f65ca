import type { Catalog } from '../catalog/types.js';
import type { Arguments } from './arguments.js';
import { openCatalog } from './catalog-files.js';
import { configPath } from './config-path.js';
import { dayOfRun } from './today.js';

/** The catalog of a command that looks things up: with the own APIs of the config, where there is one. */
export async function runCatalog(args: Arguments): Promise<Catalog> {
  const path = configPath(args);
  if (path === undefined) return openCatalog();
  return (await import('./open-config.js')).openConfig({ path, rules: [], now: dayOfRun() }).catalog;
}

import { existsSync, lstatSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Arguments } from './arguments.js';
import { describeFault, faultCode } from './file-fault.js';
import { absolutePath, repositoryRoot } from './ignore-levels.js';
import { UsageError } from './usage-error.js';

export const configName = 'permlint.yaml';

/**
 * The config of a run: the one that `--config` or PERMLINT_CONFIG names, else the nearest `permlint.yaml` from the working
 * directory up to the root of its repository; undefined where there is none, or `--no-config` says so.
 */
export function configPath({ options }: Arguments): string | undefined {
  const given = options.get('config');
  if (given === false) return undefined;
  const fromEnvironment = process.env.PERMLINT_CONFIG ?? '';
  const named = typeof given === 'string' ? given : fromEnvironment;
  if (named === '') return nearestConfig();
  if (existsSync(named)) return named;
  const setBy = typeof given === 'string' ? '--config' : 'PERMLINT_CONFIG';
  throw new UsageError(`the config ${named} does not exist`, { hint: `It is named by ${setBy}.` });
}

function nearestConfig(): string | undefined {
  if (isConfigThere(configName)) return configName;
  refuseOtherName('.');
  const working = absolutePath('.');
  const root = repositoryRoot(working);
  if (root === undefined) return undefined;
  for (let folder = working; folder !== root; ) {
    folder = dirname(folder);
    const path = `${folder === '/' ? '' : folder}/${configName}`;
    if (isConfigThere(path)) return path;
    refuseOtherName(folder);
  }
  return undefined;
}

/** Whether a folder has a config. One that is there and cannot be read must not be taken for none. */
function isConfigThere(path: string): boolean {
  if (!hasEntry(path)) return false;
  const stats = statsOf(path);
  // Nobody named a pipe, and it would keep the run waiting; what a folder is for is told where the config is opened.
  if (stats.isFile() || stats.isDirectory()) return true;
  throw new UsageError(`cannot read config ${path}: is not a regular file`, { hint: 'Without a config: --no-config.' });
}

function hasEntry(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // The folder cannot be searched, so nothing says that there is a config.
    return false;
  }
}

function statsOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    throw new UsageError(`cannot read config ${path}: ${describeFault(path, code)}`, {
      hint: 'Without a config: --no-config.',
    });
  }
}

/** A config that is passed over because of its name would be missed by nobody: what it denies would be let through. */
function refuseOtherName(folder: string): void {
  const name = 'permlint.yml';
  if (!existsSync(`${folder}/${name}`)) return;
  const hint = `Rename it, or name it: --config ${name}. Without a config: --no-config.`;
  throw new UsageError(`${folder === '.' ? '' : `${folder}/`}${name} is not read: a config is called ${configName}`, {
    hint,
  });
}

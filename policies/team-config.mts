import { readFileSync } from 'node:fs';
import { type LintConfig, readConfig } from '../src/index.js';

/** The config that PERMLINT_CONFIG names, or what is wrong with it; neither where it names none. */
export interface TeamConfig {
  readonly config?: LintConfig;
  readonly fault?: string;
}

let read: TeamConfig | undefined;

/**
 * Reads the config that PERMLINT_CONFIG names (an absolute path: the pack runs in its own folder), once. Its waivers,
 * permissions and apps count; levels and options of rules are Pulumi's policy config to set.
 */
export function teamConfig(now: Date): TeamConfig {
  read ??= open(process.env.PERMLINT_CONFIG ?? '', now);
  return read;
}

function open(path: string, now: Date): TeamConfig {
  if (path === '') return {};
  if (!/^(?:[a-z]:)?[\\/]/i.test(path))
    return { fault: `PERMLINT_CONFIG is ${JSON.stringify(path)}; it must be an absolute path.` };
  const text = textOf(path);
  if (text === undefined) return { fault: `PERMLINT_CONFIG: ${path} cannot be read.` };
  try {
    return { config: readConfig(text, { path, read: textOf, now, levels: false }) };
  } catch (error) {
    return {
      fault: `PERMLINT_CONFIG: ${error instanceof Error ? error.message.replaceAll('\n', ' ') : 'cannot be read'}`,
    };
  }
}

/** A file that is not there, or cannot be read, is none; the config's reader says which. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

import { existsSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import picomatch from 'picomatch';
import type { Skipped } from '../report/types.js';
import { describeFault } from './file-fault.js';
import { absolutePath } from './ignore-levels.js';
import { isWithin } from './path-below.js';
import { UsageError } from './usage-error.js';

/** How an operand means a path (absolute, `/` between names), undefined where it does not. */
export type Choice = (path: string) => 'named' | 'below' | 'matched' | undefined;

/**
 * What an operand chooses among staged files: that file, those below the folder, or those that match. One that is
 * nothing, neither on the disk nor known to git, is a mistake that must not pass for a clean result.
 */
export function choiceOf(operand: string, isKnown: (path: string) => boolean): Choice | Skipped {
  if (operand === '-') {
    throw new UsageError('--staged reads files from git, so there is nothing to read from -', {
      hint: 'Leave out either of the two.',
    });
  }
  const path = absolutePath(operand);
  if (existsSync(path)) return choiceOfPaths([path, absolutePath(realpathSync.native(path))]);
  if (isKnown(path)) return choiceOfPaths([path]);
  const pattern = process.platform === 'win32' ? operand.replaceAll('\\', '/') : operand;
  if (/[*?[\]{}!()]/.test(pattern)) return choiceOfPattern(pattern);
  return { file: operand, reason: describeFault(operand, 'ENOENT') };
}

function choiceOfPaths(paths: readonly string[]): Choice {
  return (path) => {
    if (paths.includes(path)) return 'named';
    return paths.some((folder) => isWithin(folder, path)) ? 'below' : undefined;
  };
}

/** A pattern means what it means to `expandGlob`, which looks on the disk. */
function choiceOfPattern(pattern: string): Choice {
  const [, upwards = '', rest = ''] = /^((?:\.{1,2}\/+)*)(.*)$/s.exec(pattern) ?? [];
  const isAbsolute = posix.isAbsolute(pattern) || absolutePath(pattern) === pattern;
  const base = isAbsolute ? '' : absolutePath(upwards === '' ? '.' : upwards).replace(/\/$/, '');
  const matches = picomatch(rest, { dot: true, nonegate: true, windows: false });
  return (path) => {
    if (isAbsolute) return matches(path) ? 'matched' : undefined;
    return isWithin(base, path) && matches(path.slice(base.length + 1)) ? 'matched' : undefined;
  };
}

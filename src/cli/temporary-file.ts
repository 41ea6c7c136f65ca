import { closeSync, openSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { faultCode } from './file-fault.js';

/** A file of our own beside another, open for writing. */
export interface Temporary {
  readonly path: string;
  readonly descriptor: number;
}

/** `.NAME.permlint-PID.ENDING`; a name takes 255 bytes at most, so that of a long one begins alike only. */
function prefixFor(target: string): string {
  const name = [...basename(target)].slice(0, 50).join('');
  return `.${name}.permlint-`;
}

/** Opens a temporary file beside another, and removes what a run that was killed left there. */
export function openTemporary(target: string, mode: number): Temporary {
  removeLeftovers(target);
  const path = join(dirname(target), `${prefixFor(target)}${process.pid}.tmp`);
  return { path, descriptor: openSync(path, 'wx', mode) };
}

/** What killed runs left in a folder, by the file that it belongs to: each folder is listed once in a run. */
const leftovers = new Map<string, ReadonlyMap<string, readonly string[]>>();

function removeLeftovers(target: string): void {
  const folder = dirname(target);
  const known = leftovers.get(folder) ?? leftoversIn(folder);
  leftovers.set(folder, known);
  for (const name of known.get(prefixFor(target)) ?? []) removeIfThere(join(folder, name));
}

function leftoversIn(folder: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of namesIn(folder)) {
    const [, prefix, pid] = /^(\..*\.permlint-)(\d{1,10})\.tmp$/s.exec(name) ?? [];
    if (prefix === undefined || isRunning(Number(pid))) continue;
    found.set(prefix, [...(found.get(prefix) ?? []), name]);
  }
  return found;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // A folder may take files and not be listed.
    if (faultCode(error) === undefined) throw error;
    return [];
  }
}

/** Whether a process runs that a file may belong to. One with our own id belongs to an earlier process. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return faultCode(error) !== 'ESRCH';
  }
}

/** Removes a file of our own. */
export function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    // Another run may have removed it; nothing reads it.
    if (faultCode(error) === undefined) throw error;
  }
}

/**
 * Runs `work` while no other process does so for the same file. Undefined where another was at it the whole time. Each
 * shows itself first and then looks for others, so that of two that meet at least one steps back; a process that was
 * killed holds up nobody.
 */
export function alone<T>(target: string, work: () => T): { readonly result: T } | undefined {
  const own = join(dirname(target), `${prefixFor(target)}${process.pid}.lock`);
  for (let attempt = 0; attempt < 100; attempt += 1) {
    removeIfThere(own);
    closeSync(openSync(own, 'wx', 0o600));
    try {
      if (!isOtherAtWork(target, basename(own))) return { result: work() };
    } finally {
      removeIfThere(own);
    }
    Atomics.wait(sleeper, 0, 0, 5 + Math.random() * 20);
  }
  return undefined;
}

const sleeper = new Int32Array(new SharedArrayBuffer(4));

function isOtherAtWork(target: string, own: string): boolean {
  const prefix = prefixFor(target);
  let isOther = false;
  for (const name of namesIn(dirname(target))) {
    if (!name.startsWith(prefix) || name === own) continue;
    const pid = /^(\d{1,10})\.lock$/.exec(name.slice(prefix.length))?.[1];
    if (pid === undefined) continue;
    const path = join(dirname(target), name);
    if (isRunning(Number(pid)) && isRecent(path)) isOther = true;
    else removeIfThere(path);
  }
  return isOther;
}

/** The id of a process that was killed may be that of another by now; no work takes as long as a minute. */
function isRecent(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Math.abs(Date.now() - stat.mtimeMs) < 60_000;
}

import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isRecord } from '../input/source.js';
import { shownPath } from './config-files.js';
import { type ListName, listNames } from './fetch-lists.js';
import { describeWriteFault, faultCode } from './file-fault.js';
import { UsageError } from './usage-error.js';

/** How far a list is: what of its file counts, and where it goes on. */
export interface ListState {
  readonly bytes: number;
  readonly count: number;
  /** The API whose assignments come next; 0 for the other lists. */
  readonly step: number;
  readonly next: string | undefined;
  readonly isDone: boolean;
}

/** What is fetched from where: what was begun elsewhere is not gone on with. */
export interface FetchSource {
  readonly origin: string;
  readonly cloud: string;
  /** Undefined where the token does not say. */
  readonly tenant: string | undefined;
}

/** A folder that an export is written to. */
export interface Store {
  readonly folder: string;
  readonly source: FetchSource;
  /** Which run fetches into it: another one writes its own word into the state. */
  readonly run: string;
  /** Whether an earlier run has begun it. */
  readonly isResumed: boolean;
  readonly lists: Record<ListName, ListState>;
}

const begun: ListState = { bytes: 0, count: 0, step: 0, next: undefined, isDone: false };
const stateName = '.permlint-fetch.json';
const partOf = (folder: string, list: ListName): string => join(folder, `${list}.ndjson.part`);
const wholeOf = (folder: string, list: ListName): string => join(folder, `${list}.ndjson`);

/** Opens a folder to fetch into, where an earlier run left off or anew. */
export function openStore(folder: string, source: FetchSource, isFresh: boolean): Store {
  return writing(folder, () => {
    makeFolder(resolve(folder));
    if (isFresh) removeParts(folder);
    const state = readState(folder);
    if (state === undefined) {
      removeParts(folder);
      return taken({ folder, source, run: randomUUID(), isResumed: false, lists: allBegun() });
    }
    refuseOther(folder, state.source, source);
    const lists = { ...state.lists };
    for (const list of listNames) {
      const size = statSync(partOf(folder, list), { throwIfNoEntry: false })?.size ?? 0;
      const isMoved = !existsSync(partOf(folder, list)) && isComplete(state.lists) && existsSync(wholeOf(folder, list));
      // Somebody removed what counted: the list is fetched again.
      if (size < lists[list].bytes && !isMoved) lists[list] = begun;
      // Half a line of a run that was killed.
      if (size > lists[list].bytes) truncateSync(partOf(folder, list), lists[list].bytes);
    }
    return taken({ folder, source, run: randomUUID(), isResumed: true, lists });
  });
}

function taken(store: Store): Store {
  writeState(store);
  return store;
}

/** Makes a folder. Where a system knows no folder and takes none (`/proc`), Node's own way of making several never ends. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Of two runs in one folder the later one goes on: they would write into the same files. */
function refuseTaken({ folder, run }: Store): void {
  const path = join(folder, stateName);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text.includes(`"run": "${run}"`)) return;
  throw new UsageError(`another permlint fetches into ${shownPath(folder)}, so this one has stopped`, {
    hint: 'Wait for it, or fetch into another folder.',
  });
}

function allBegun(): Record<ListName, ListState> {
  return { applications: begun, servicePrincipals: begun, oauth2PermissionGrants: begun, appRoleAssignments: begun };
}

function isComplete(lists: Readonly<Record<ListName, ListState>>): boolean {
  return listNames.every((list) => lists[list].isDone);
}

/** Adds lines to a list and notes how far it is, in this order: a run that is killed in between adds them again. */
export function addLines(
  store: Store,
  list: ListName,
  lines: readonly string[],
  state: Omit<ListState, 'bytes'>,
): void {
  writing(store.folder, () => {
    refuseTaken(store);
    const bytes = Buffer.from(lines.join(''));
    const before = store.lists[list].bytes;
    const descriptor = openSync(partOf(store.folder, list), constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      ftruncateSync(descriptor, before);
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, before + at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    store.lists[list] = { ...state, bytes: before + bytes.length };
    writeState(store);
  });
}

/** Forgets what was fetched of a list. */
export function beginAgain(store: Store, list: ListName): void {
  store.lists[list] = begun;
  addLines(store, list, [], begun);
}

/** The path of a list's file while it is fetched. */
export function partPath({ folder }: Store, list: ListName): string {
  return existsSync(partOf(folder, list)) ? partOf(folder, list) : wholeOf(folder, list);
}

/** Gives the files their names, once all are whole. A run that is killed meanwhile is gone on with from here. */
export function finish(store: Store): void {
  const { folder } = store;
  writing(folder, () => {
    refuseTaken(store);
    for (const list of listNames) {
      if (existsSync(partOf(folder, list))) renameSync(partOf(folder, list), wholeOf(folder, list));
    }
    rmSync(join(folder, stateName), { force: true });
  });
}

function writeState({ folder, source, run, lists }: Store): void {
  const path = join(folder, stateName);
  const temporary = `${path}.tmp`;
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    writeSync(descriptor, `${JSON.stringify({ version: 1, run, source, lists }, null, 2)}\n`);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
}

function removeParts(folder: string): void {
  for (const list of listNames) rmSync(partOf(folder, list), { force: true });
  for (const name of [stateName, `${stateName}.tmp`]) rmSync(join(folder, name), { force: true });
}

function readState(folder: string): Pick<Store, 'source' | 'lists'> | undefined {
  const path = join(folder, stateName);
  if (!existsSync(path)) return undefined;
  const state = stateOf(readFileSync(path, 'utf8'));
  if (state !== undefined) return state;
  throw new UsageError(`${shownPath(path)} does not say how far the earlier run came`, {
    hint: 'Fetch anew with --fresh.',
  });
}

function stateOf(text: string): Pick<Store, 'source' | 'lists'> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.source) || !isRecord(value.lists)) return undefined;
  const { origin, cloud, tenant } = value.source;
  if (typeof origin !== 'string' || typeof cloud !== 'string') return undefined;
  const lists = allBegun();
  for (const list of listNames) {
    const read = listStateOf(value.lists[list]);
    if (read === undefined) return undefined;
    lists[list] = read;
  }
  return { source: { origin, cloud, tenant: typeof tenant === 'string' ? tenant : undefined }, lists };
}

function listStateOf(value: unknown): ListState | undefined {
  if (!isRecord(value)) return undefined;
  const { bytes, count, step, next, isDone } = value;
  const isCount = (each: unknown): each is number => Number.isSafeInteger(each) && Number(each) >= 0;
  if (!isCount(bytes) || !isCount(count) || !isCount(step) || typeof isDone !== 'boolean') return undefined;
  if (next !== undefined && (typeof next !== 'string' || !URL.canParse(next))) return undefined;
  return { bytes, count, step, next, isDone };
}

function refuseOther(folder: string, before: FetchSource, now: FetchSource): void {
  const hint = 'Fetch into another folder, or anew with --fresh.';
  const title = `${shownPath(folder)} holds half of an export`;
  if (before.origin !== now.origin || before.cloud !== now.cloud) {
    throw new UsageError(`${title} of ${before.origin} (${before.cloud})`, { hint });
  }
  if (before.tenant !== undefined && now.tenant !== undefined && before.tenant !== now.tenant) {
    throw new UsageError(`${title} of the tenant ${before.tenant}, and the token is of ${now.tenant}`, { hint });
  }
}

function writing<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = faultCode(error);
    if (code === undefined) throw error;
    throw new UsageError(`${shownPath(folder)} cannot be written: ${describeWriteFault(code)}`);
  }
}

import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, extname, posix } from 'node:path';
import { isOfModule } from '../input/program.js';
import type { Skipped } from '../report/types.js';
import { callsFileNames, type FindCallsFiles, stemOfCalls } from './calls-file.js';
import { openRepository } from './git.js';
import { absolutePath } from './ignore-levels.js';
import { createIgnores } from './ignored.js';
import type { Input, InputFile } from './inputs.js';
import { isWithin, pathBelow } from './path-below.js';
import { blobReader } from './staged-blobs.js';
import { type Choice, choiceOf } from './staged-choice.js';
import { readStagedIndex, type StagedIndex } from './staged-index.js';
import { isWalked } from './walk.js';

/** What is staged in git, to be linted in place of the working tree. */
export interface Staged {
  /** What the next commit adds or changes of what a run without `--staged` would look at, in the order of code units. */
  readonly files: readonly Input[];
  /** The staged content of any tracked file, changed or not; undefined where the path is not tracked, or no regular file. */
  readonly read: (path: string) => Buffer | undefined;
  /** Whether a path is a tracked file, or a link to one. */
  readonly has: (path: string) => boolean;
  /** The tracked files of calls beside a manifest. */
  readonly findCallsFiles: FindCallsFiles;
}

/** Opens what is staged in the repository of the working directory, the whole of it where there are no operands. */
export async function openStaged(operands: readonly string[], usesIgnoreFiles: boolean): Promise<Staged> {
  const { root, git } = openRepository();
  const index = readStagedIndex(git);
  const { chosen, faults } = await choose(root, index, operands, usesIgnoreFiles);
  const idOf = (path: string): string | undefined => {
    const below = pathBelow(root, path);
    return below === undefined ? undefined : index.tracked().get(below);
  };
  const findCallsFiles: FindCallsFiles = ({ name }) =>
    callsFileNames(basename(name, extname(name)))
      .map((each) => posix.join(posix.dirname(name), each))
      .filter((path) => idOf(path) !== undefined);
  const planned = chosen.flatMap(({ id, name, origin }) => [
    id,
    ...findCallsFiles({ name, path: name, origin }).map((path) => idOf(path) ?? id),
  ]);
  const readBlob = blobReader(git, planned);
  const files = chosen.map(
    ({ id, name, origin }): InputFile => ({ name, path: name, origin, bytes: () => readBlob(id) }),
  );
  const read = (path: string): Buffer | undefined => {
    const id = idOf(path);
    return id === undefined ? undefined : readBlob(id);
  };
  const has = (path: string): boolean =>
    idOf(path) !== undefined || (isLink(path) && idOf(realpathSync.native(path)) !== undefined);
  return { files: [...faults, ...files], read, has, findCallsFiles };
}

function isLink(path: string): boolean {
  return existsSync(path) && lstatSync(path).isSymbolicLink();
}

interface Chosen {
  readonly name: string;
  readonly id: string;
  readonly origin: InputFile['origin'];
}

interface Choosing {
  readonly chosen: readonly Chosen[];
  readonly faults: readonly Skipped[];
}

async function choose(
  root: string,
  index: StagedIndex,
  operands: readonly string[],
  usesIgnoreFiles: boolean,
): Promise<Choosing> {
  const under = (path: string): string => (root === '/' ? `/${path}` : `${root}/${path}`);
  const isKnown = (path: string): boolean =>
    [...index.tracked().keys(), ...index.removed].some((each) => isWithin(path, under(each)));
  const choices: Choice[] = [];
  const faults: Skipped[] = [];
  for (const operand of operands) {
    const choice = choiceOf(operand, isKnown);
    if (typeof choice === 'function') choices.push(choice);
    else faults.push(choice);
  }
  if (operands.length === 0) choices.push(() => 'below');
  const ignores = createIgnores();
  const here = absolutePath('.');
  const chosen: Chosen[] = [];
  for (const [path, id] of withManifests(index)) {
    const absolute = under(path);
    const origin = originOf(choices, absolute);
    if (origin === undefined || (origin === 'met' && usesIgnoreFiles && (await ignores(absolute)))) continue;
    chosen.push({ name: posix.relative(here, absolute), id, origin });
  }
  return { chosen: chosen.sort((a, b) => (a.name < b.name ? -1 : 1)), faults };
}

/** What is changed, and what that is read with: the manifests of calls, the other files of a Terraform module. */
function withManifests({ changed, tracked }: StagedIndex): ReadonlyMap<string, string> {
  const all = new Map(changed);
  const modules = new Set(changed.flatMap(([path]) => (isOfModule(basename(path)) ? [posix.dirname(path)] : [])));
  if (modules.size > 0) {
    for (const [path, id] of tracked()) {
      if (isOfModule(basename(path)) && isWalked(path) && modules.has(posix.dirname(path))) all.set(path, id);
    }
  }
  const stems = new Set(changed.flatMap(([path]) => stemOfCalls(path) ?? []));
  if (stems.size === 0) return all;
  for (const [path, id] of tracked()) {
    if (isWalked(path) && stems.has(path.slice(0, -extname(path).length))) all.set(path, id);
  }
  return all;
}

function originOf(choices: readonly Choice[], path: string): InputFile['origin'] | undefined {
  const ways = new Set(choices.map((choice) => choice(path)));
  if (ways.has('named')) return 'named';
  if (/\/node_modules\//.test(path)) return undefined;
  return ways.has('matched') || (ways.has('below') && isWalked(path)) ? 'met' : undefined;
}

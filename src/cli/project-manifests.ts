import { statSync } from 'node:fs';
import { posix } from 'node:path';
import { type ProjectManifest, projectManifests } from '../input/m365/toolkit-project.js';
import { languageOf } from '../input/program.js';
import { type Input, type InputFile, withoutRepeats } from './inputs.js';
import { readFile } from './read-file.js';

/** The inputs, each project file of a toolkit that was named followed by the manifests that it points at; each file once. */
export function withManifests(inputs: readonly Input[]): readonly Input[] {
  const all = inputs.flatMap((input) => {
    if ('reason' in input || input.origin !== 'named' || languageOf(input.name) !== 'yaml') return [input];
    const read = readFile(input, () => undefined);
    const manifests = 'text' in read ? projectManifests(read.text) : [];
    return [input, ...manifests.flatMap((manifest) => manifestInput(input, manifest) ?? [])];
  });
  return all.length > inputs.length ? withoutRepeats(all) : inputs;
}

function manifestInput(project: InputFile, { path, isRegistration }: ProjectManifest): InputFile | undefined {
  const file = besideProject(project.path, path);
  if (file === undefined || !exists(file)) return undefined;
  // A Teams app without permissions is all right.
  return { name: besideProject(project.name, path) ?? file, path: file, origin: isRegistration ? 'named' : 'met' };
}

/** What is wrong with the path of a manifest, in words; undefined where it leads to a file. */
export function manifestFault(project: InputFile, { path }: ProjectManifest): string | undefined {
  if (project.path === undefined) return undefined;
  const file = besideProject(project.path, path);
  if (file === undefined) {
    return `${JSON.stringify(path)} is not below the folder of this project, so it was not read. Name the manifest itself.`;
  }
  if (exists(file)) return undefined;
  return `There is no file ${JSON.stringify(path)} beside this project, so its manifest could not be checked. Correct the path.`;
}

/** A path as seen from the folder of a project; undefined where it leads out of it: `--fix` writes what is named only. */
function besideProject(project: string | undefined, path: string): string | undefined {
  if (project === undefined) return undefined;
  const below = posix.normalize(path.replaceAll('\\', '/'));
  if (posix.isAbsolute(below) || /^(?:\.\.(?:\/|$)|[A-Za-z]:)/.test(below)) return undefined;
  const folder = project.slice(0, Math.max(project.lastIndexOf('/'), project.lastIndexOf('\\')) + 1);
  return folder + below;
}

function exists(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false;
  }
}

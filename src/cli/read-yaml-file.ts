import { textProblem } from '../input/located.js';
import { looksLikeProject, projectManifests } from '../input/m365/toolkit-project.js';
import { readYaml } from '../input/pulumi/read-yaml.js';
import type { InputItem } from '../input/source.js';
import type { InputFile } from './inputs.js';
import { manifestFault } from './project-manifests.js';

/** Reads a YAML text: a Pulumi program, or a project file of a toolkit, whose manifests are inputs of their own. */
export function readYamlFile(input: InputFile, text: string): Iterable<InputItem> {
  const isProject = looksLikeProject(text);
  // Beside a project that was met, its manifests are met, too.
  if (isProject && input.origin === 'met') return [];
  const manifests = isProject ? projectManifests(text) : [];
  if (manifests.length === 0) return readYaml(input.name, text, input.origin);
  return manifests.flatMap((manifest): InputItem | readonly [] => {
    const fault = manifestFault(input, manifest);
    if (fault === undefined) return [];
    return { kind: 'problem', problem: textProblem({ name: input.name, text }, manifest.range, 'unreadable', fault) };
  });
}

// Project files of the Teams and Microsoft 365 Agents toolkits (teamsapp.yml, m365agents.yml, teamsapp.local.yml): steps
// of the lifecycle, some of which name the manifest that they work on.
import type { OffsetRange } from '../../model/place.js';
import { entryOf, readYamlText, textOf, type YamlNode } from '../yaml-text.js';

/** A manifest that a step of a project works on. */
export interface ProjectManifest {
  /** As it is written, relative to the project file. */
  readonly path: string;
  readonly range: OffsetRange;
  /** Whether it is a registration; else it is a Teams app, which may ask for no permissions at all. */
  readonly isRegistration: boolean;
}

/** Whether a text may be a project file; only then is it parsed as one. */
export function looksLikeProject(text: string): boolean {
  return /^[ \t-]*uses[ \t]*:[ \t]*["']?(?:aadApp|teamsApp)\//m.test(text);
}

/** The manifests that a project file points at, each once; those behind a variable are left out. Never throws. */
export function projectManifests(text: string): readonly ProjectManifest[] {
  const reading = looksLikeProject(text) ? readYamlText(text) : undefined;
  const root = reading && 'root' in reading ? reading.root : undefined;
  if (root?.kind !== 'map') return [];
  const steps = [...root.entries.values()].flatMap(({ node }) => (node.kind === 'list' ? node.items : []));
  const all = steps.flatMap((step) => manifestOf(step) ?? []);
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index);
}

function manifestOf(step: YamlNode): ProjectManifest | undefined {
  const action = /^(aadApp|teamsApp)\//.exec(textOf(entryOf(step, 'uses')) ?? '')?.[1];
  const node = entryOf(entryOf(step, 'with'), 'manifestPath');
  const path = textOf(node);
  if (action === undefined || node === undefined || path === undefined || path.includes('${{')) return undefined;
  return { path, range: node.range, isRegistration: action === 'aadApp' };
}

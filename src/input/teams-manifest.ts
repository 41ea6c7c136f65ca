import type { Application, PermissionKind } from '../model/application.js';
import type { Fact } from '../model/fact.js';
import { requiredTextFact, textFact } from './facts.js';
import { requestsOf } from './required-resource-access.js';
import { child, items, type Node, placeOrParent } from './source.js';

/**
 * Reads the resource-specific permissions of a Teams app manifest. It requests nothing else. Before schema 1.12 they were
 * names below `webApplicationInfo`, all of them application permissions.
 */
export function readTeamsManifest(node: Node): Application {
  const permissions = child(child(node, 'authorization'), 'permissions');
  const list = child(permissions, 'resourceSpecific');
  const before = child(child(node, 'webApplicationInfo'), 'applicationPermissions');
  return {
    name: textFact(child(child(node, 'name'), 'short'), node),
    appId: textFact(child(child(node, 'webApplicationInfo'), 'id'), node),
    ...requestsOf([], 'names-allowed'),
    resourceSpecific: [
      ...items(list).map((entry) => ({
        name: requiredTextFact(child(entry, 'name'), entry),
        kind: readKind(child(entry, 'type'), entry),
      })),
      ...items(before).map((entry) => ({
        name: requiredTextFact(entry, entry),
        kind: { known: true, value: 'application', at: entry } as const,
      })),
    ],
    requestsAt: placeOrParent(list.value === undefined ? before : list, node),
    at: node,
  };
}

function readKind(node: Node, parent: Node): Fact<PermissionKind> {
  const fact = requiredTextFact(node, parent);
  if (!fact.known) return fact;
  const word = fact.value.toLowerCase();
  if (word === 'application' || word === 'delegated') return { known: true, value: word, at: fact.at };
  return { known: false, why: 'malformed', at: fact.at };
}

import type { Application, PermissionKind } from '../model/application.js';
import type { Fact } from '../model/fact.js';
import { requiredTextFact, textFact } from './facts.js';
import { requestsOf } from './required-resource-access.js';
import { child, items, type Node, placeOrParent } from './source.js';

/** Reads the resource-specific permissions of a Teams app manifest. It requests nothing else. */
export function readTeamsManifest(node: Node): Application {
  const permissions = child(child(node, 'authorization'), 'permissions');
  const list = child(permissions, 'resourceSpecific');
  return {
    name: textFact(child(child(node, 'name'), 'short'), node),
    appId: textFact(child(child(node, 'webApplicationInfo'), 'id'), node),
    ...requestsOf([], 'names-allowed'),
    resourceSpecific: items(list).map((entry) => ({
      name: requiredTextFact(child(entry, 'name'), entry),
      kind: readKind(child(entry, 'type'), entry),
    })),
    requestsAt: placeOrParent(list, node),
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

import type { Application } from '../../model/application.js';
import type { Problem } from '../../model/problem.js';
import { readRegistration } from '../read.js';
import { child, type Node } from '../source.js';
import { readApplication, readApplicationRegistration } from './application.js';
import { grantReaders, unnamedApi } from './grants.js';
import { applicationOfPart, type Part, partReaders } from './parts.js';
import { inputsOf, type PulumiResource } from './values.js';

export const servicePrincipalType = 'azuread:index/servicePrincipal:ServicePrincipal';

/** Registrations that are a resource, by type token. */
const registrationReaders: Readonly<Record<string, (root: Node) => Registration>> = {
  'azuread:index/application:Application': (root) => ({ application: readApplication(root), problems: [] }),
  'azuread:index/applicationRegistration:ApplicationRegistration': (root) => {
    return { application: readApplicationRegistration(root), problems: [] };
  },
  'msgraph:index/resource:Resource': readGraphResource,
};

interface Registration {
  readonly application: Application | undefined;
  readonly problems: readonly Problem[];
}

/** The resource types that are read, by their tokens. */
export const pulumiTypes: readonly string[] = [
  ...Object.keys(registrationReaders),
  ...Object.keys(partReaders),
  ...Object.keys(grantReaders),
  servicePrincipalType,
];

/** What one resource says by itself, and what is wrong with the form of its inputs. */
export interface PulumiReading {
  readonly root: Node;
  /** Undefined where there is nothing to check: of another type, or a resource that only others refer to. */
  readonly application: Application | undefined;
  /** Whether it is a registration, which other resources may add to. */
  readonly isRegistration: boolean;
  /** What it adds to the registration that it belongs to. */
  readonly part?: Part;
  readonly problems: readonly Problem[];
}

/** Reads one resource by itself. Never throws for a value that is not known yet. */
export function readPulumiResource(resource: PulumiResource): PulumiReading {
  const { type } = resource;
  const root = inputsOf(resource);
  const registration = registrationReaders[type]?.(root);
  if (registration !== undefined) {
    return { root, ...registration, isRegistration: registration.application !== undefined };
  }
  const other = { root, isRegistration: false, problems: [] };
  const part = partReaders[type]?.(root);
  if (part !== undefined) return { ...other, part, application: applicationOfPart(root, part) };
  const reader = grantReaders[type];
  if (reader === undefined) return { ...other, application: undefined };
  const grants = reader.read(root, unnamedApi(root, reader));
  return { ...other, application: { ...applicationOfPart(root, {}), grants } };
}

/** The generic provider takes any URL of Microsoft Graph, with a body in Graph's own property names. */
function readGraphResource(root: Node): Registration {
  const { value: url } = child(root, 'url');
  const problems: Problem[] = [];
  if (typeof url !== 'string' || !/^\/*applications\/*(?:\?.*)?$/i.test(url))
    return { application: undefined, problems };
  const body = { format: 'graph-application', node: child(root, 'body') } as const;
  let read: Application | undefined;
  for (const item of readRegistration(body, 'ids-required')) {
    if (item.kind === 'problem') problems.push(item.problem);
    else if (item.kind === 'application') read = item.application;
  }
  if (read === undefined) return { application: undefined, problems };
  // The display name is left out: it may be a secret, and the resource's own name never is.
  const { name: _, ...application } = read;
  return { application, problems };
}

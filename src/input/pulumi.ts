import type { Application } from '../model/application.js';
import type { Problem } from '../model/problem.js';
import { checkers } from './checkers.generated.js';
import { readGraphApplication } from './graph-application.js';
import { readApplication, readApplicationRegistration } from './pulumi-application.js';
import { grantReaders, unnamedApi } from './pulumi-grants.js';
import { applicationOfPart, partReaders } from './pulumi-parts.js';
import { inputsOf, type PulumiResource } from './pulumi-values.js';
import { shapeProblems } from './shape-problems.js';
import { child, type Node } from './source.js';

export const servicePrincipalType = 'azuread:index/servicePrincipal:ServicePrincipal';

/** Registrations that are a resource, by type token. */
const registrationReaders: Readonly<Record<string, (root: Node) => Application | undefined>> = {
  'azuread:index/application:Application': readApplication,
  'azuread:index/applicationRegistration:ApplicationRegistration': readApplicationRegistration,
  'msgraph:index/resource:Resource': readGraphResource,
};

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
  readonly problems: readonly Problem[];
}

/** Reads one resource by itself. Never throws for a value that is not known yet. */
export function readPulumiResource(resource: PulumiResource): PulumiReading {
  const { type } = resource;
  const root = inputsOf(resource);
  const registration = registrationReaders[type]?.(root);
  if (registration !== undefined) {
    const body = registration.at;
    const problems = body === root ? [] : [...shapeProblems(root, bodyChecker, 'the service')];
    return { root, application: registration, isRegistration: true, problems };
  }
  return { root, application: readOther(type, root), isRegistration: false, problems: [] };
}

function readOther(type: string, root: Node): Application | undefined {
  const part = partReaders[type]?.(root);
  if (part !== undefined) return applicationOfPart(root, part);
  const reader = grantReaders[type];
  if (reader === undefined) return undefined;
  return { ...applicationOfPart(root, {}), grants: reader.read(root, unnamedApi(root, reader)) };
}

/** The generic provider takes any URL of Microsoft Graph, with a body in Graph's own property names. */
function readGraphResource(root: Node): Application | undefined {
  const { value: url } = child(root, 'url');
  if (typeof url !== 'string' || !/^\/*applications\/*(?:\?.*)?$/i.test(url)) return undefined;
  // The display name is left out: it may be a secret, and the resource's own name never is.
  const { name: _, ...application } = readGraphApplication(child(root, 'body'), 'ids-only');
  return application;
}

/** The checker of the application format, for the body below the inputs. */
function bodyChecker(value: unknown) {
  const body = typeof value === 'object' && value !== null && 'body' in value ? value.body : undefined;
  return checkers.graphApplication(body)?.map((fault) => ({ ...fault, path: `/body${fault.path}` })) ?? null;
}

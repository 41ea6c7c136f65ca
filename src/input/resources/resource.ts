import type { Application } from '../../model/application.js';
import type { Problem } from '../../model/problem.js';
import { readRegistration } from '../read.js';
import { child, holds, isRecord, type Node, Pending } from '../source.js';
import { kindProblems, readApplication, readApplicationRegistration } from './application.js';
import { type GrantReader, grantReaders, unnamedApi } from './grants.js';
import { applicationOfPart, type Part, partReaders } from './parts.js';

/**
 * One resource of a program, a plan, a state or a template. Each tool's reader turns what it reads into these; what they
 * say, and which of them make up one registration, is the same for all tools.
 */
export interface Resource {
  /** Pulumi's token for a resource of azuread (`azuread:index/application:Application`), or the type of a Graph resource (`Microsoft.Graph/applications`). */
  readonly type: string;
  /** What it is called where another waits for it: `Application portal`, `azuread_application.portal`. */
  readonly words: string;
  /** What the dependencies of other resources know it by; those that others depend on need one. */
  readonly key?: string;
  /** Its inputs in Pulumi's spelling, or in Graph's; `Pending` stands for what is not known yet. */
  readonly root: Node;
  /** Its outputs, as far as they are known: ids that others may refer to. */
  readonly outputs?: unknown;
  /** The keys of the resources that each input is computed from. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
  /** Set where its permissions may be declared elsewhere: the program only reads it, or ignores changes of them. */
  readonly isPart?: boolean | undefined;
}

/** The outputs by which other resources refer to one; of what else there is nothing is asked. */
export const idNames = ['objectId', 'id', 'clientId', 'appId'] as const;

/** The service principal of an application or an API, by type: the property that has its appId. */
export const servicePrincipals: Readonly<Record<string, string>> = {
  'azuread:index/servicePrincipal:ServicePrincipal': 'clientId',
  'Microsoft.Graph/servicePrincipals': 'appId',
};

interface Registration {
  readonly application: Application | undefined;
  readonly problems: readonly Problem[];
}

/** Registrations that are a resource, by type. */
const registrationReaders: Readonly<Record<string, (root: Node) => Registration>> = {
  'azuread:index/application:Application': (root) => {
    return { application: readApplication(root), problems: [...kindProblems(root)] };
  },
  'azuread:index/applicationRegistration:ApplicationRegistration': (root) => {
    return { application: readApplicationRegistration(root), problems: [] };
  },
  'Microsoft.Graph/applications': readGraphRegistration,
};

/** The generic resource of the Microsoft Graph provider: a URL, and a body in Graph's own property names. */
const genericType = 'msgraph:index/resource:Resource';

/** Its like for what stands elsewhere: the URL is that of one object, of which the body has some properties. */
const updateType = 'msgraph:index/updateResource:UpdateResource';

/** The resource types that are read. */
export const resourceTypes: readonly string[] = [
  ...Object.keys(registrationReaders),
  ...Object.keys(partReaders),
  ...Object.keys(grantReaders),
  ...Object.keys(servicePrincipals),
  genericType,
  updateType,
];

/** What one resource says by itself, and what is wrong with the form of its inputs. */
export interface ResourceReading {
  /** The resource as it is read: the generic one has become that of its URL. */
  readonly resource: Resource;
  /** Undefined where there is nothing to check: of another type, or a resource that only others refer to. */
  readonly application: Application | undefined;
  /** Whether it is a registration, which other resources may add to. */
  readonly isRegistration: boolean;
  /** What it adds to the registration that it belongs to. */
  readonly part?: Part;
  /** How it grants permissions, where it does. */
  readonly grants?: GrantReader;
  readonly problems: readonly Problem[];
}

/** Reads one resource by itself. Never throws for a value that is not known yet. */
export function readResource(given: Resource): ResourceReading {
  const resource = given.type === genericType || given.type === updateType ? ofUrl(given) : given;
  const { type, root } = resource;
  const registration = registrationReaders[type]?.(root);
  if (registration !== undefined) {
    return { resource, ...registration, isRegistration: registration.application !== undefined };
  }
  const other = { resource, isRegistration: false, problems: [] };
  const part = partReaders[type]?.(root);
  if (part !== undefined) return { ...other, part, application: applicationOfPart(root, part) };
  const reader = grantReaders[type];
  if (reader === undefined) return { ...other, application: undefined };
  const grants = reader.read(root, unnamedApi(root, reader));
  return { ...other, grants: reader, application: { ...applicationOfPart(root, {}), grants } };
}

const collection = /^\/*(applications|servicePrincipals|oauth2PermissionGrants)\/*(?:\?.*)?$/i;
const assignments = /^\/*servicePrincipals(?:\/[^/]+|\([^)]*\))\/appRole(?:AssignedTo|Assignments)\/*(?:\?.*)?$/i;

/** The provider takes any URL of Microsoft Graph: the resource of Graph that its body is one of. */
function ofUrl(resource: Resource): Resource {
  const isUpdate = resource.type === updateType;
  const url = isUpdate ? urlText(resource.root).replace(/\/[^/]*\/*$/, '') : urlText(resource.root);
  const name = assignments.test(url) ? 'appRoleAssignedTo' : (collection.exec(url)?.[1] ?? nameByBody(resource.root));
  const type = graphTypes.find((each) => each.toLowerCase() === `microsoft.graph/${name?.toLowerCase()}`);
  if (type === undefined) return resource;
  const root = child(resource.root, 'body');
  const { dependencies = {} } = resource;
  const ofKey = (key: string) => dependencies[`body.${key}`] ?? dependencies.body ?? [];
  const keys = isRecord(root.value) ? Object.keys(root.value) : [];
  return {
    ...resource,
    ...(isUpdate && { isPart: true }),
    type,
    root,
    dependencies: Object.fromEntries(keys.map((key) => [key, ofKey(key)])),
  };
}

/** An id inside the URL may be computed; what is asked of Graph is written around it, or told by the body. */
function urlText(root: Node): string {
  const { value } = child(root, 'url');
  if (typeof value === 'string') return value;
  if (!(value instanceof Pending)) return '';
  return value.raw === undefined ? '' : value.raw.replace(/^"|"$/g, '').replace(/\$\{[^}]*\}/g, '{id}');
}

/** Where the URL is not known, properties that only one resource of Graph has tell what is asked of it. */
function nameByBody(root: Node): string | undefined {
  if (!(child(root, 'url').value instanceof Pending)) return undefined;
  const { value } = child(root, 'body');
  if (holds(value, 'appRoleId')) return 'appRoleAssignedTo';
  if (holds(value, 'requiredResourceAccess')) return 'applications';
  return holds(value, 'consentType') ? 'oauth2PermissionGrants' : undefined;
}

const graphTypes = [
  'Microsoft.Graph/applications',
  'Microsoft.Graph/servicePrincipals',
  'Microsoft.Graph/appRoleAssignedTo',
  'Microsoft.Graph/oauth2PermissionGrants',
];

/** An application in the property names of Microsoft Graph. */
function readGraphRegistration(root: Node): Registration {
  const problems: Problem[] = [];
  let application: Application | undefined;
  for (const item of readRegistration({ format: 'graph-application', node: root }, 'ids-required')) {
    if (item.kind === 'problem') problems.push(item.problem);
    else if (item.kind === 'application') application = item.application;
  }
  return { application, problems };
}

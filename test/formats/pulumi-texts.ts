// The registrations as Pulumi writes them: a preview, a stack, and a program in YAML.
import { stringify } from 'yaml';
import type { Manifest } from '../policies/read-registrations.js';
import { type Files, guid, type Registration } from './registration-texts.js';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

interface PulumiResource {
  /** The token without its module: `Application`. */
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The registration that it belongs to. */
  readonly owner?: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What `pulumi preview --json` prints. */
export function asPreview(all: readonly Registration[]): Files {
  const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
  const steps = resourcesOf(all).map((resource) => {
    const { owner, inputs } = resource;
    return {
      op: 'create',
      urn: urnOf(resource),
      newState: { ...stateOf(resource), inputs: owner === undefined ? inputs : { applicationId: unknown, ...inputs } },
    };
  });
  return { 'preview.json': json({ config: {}, steps, diagnostics: [], changeSummary: { create: steps.length } }) };
}

/** What `pulumi stack export` prints. */
export function asStackExport(all: readonly Registration[]): Files {
  const resources = resourcesOf(all).map((resource) => {
    const { id } = resource.outputs;
    const inputs = resource.owner === undefined ? resource.inputs : { applicationId: id, ...resource.inputs };
    return { ...stateOf(resource), id, inputs, outputs: { ...inputs, ...resource.outputs } };
  });
  return { 'stack.json': json({ version: 3, deployment: { manifest: {}, resources } }) };
}

/** A program in YAML. */
export function asYaml(all: readonly Registration[]): Files {
  const resources = resourcesOf(all).map(({ type, name, inputs, owner }) => {
    const properties = owner === undefined ? inputs : { applicationId: `\${${owner}.id}`, ...inputs };
    return [name, { type: `azuread:${type}`, properties }];
  });
  const program = { name: 'registrations', runtime: 'yaml', resources: Object.fromEntries(resources) };
  return { 'Pulumi.yaml': stringify(program, { aliasDuplicateObjects: false }) };
}

function tokenOf(type: string): string {
  return `azuread:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
}

function urnOf({ type, name }: Pick<PulumiResource, 'type' | 'name'>): string {
  return `urn:pulumi:dev::registrations::${tokenOf(type)}::${name}`;
}

function stateOf(resource: PulumiResource) {
  const { type, owner } = resource;
  const own = owner === undefined ? undefined : [urnOf({ type: 'ApplicationRegistration', name: owner })];
  return {
    urn: urnOf(resource),
    custom: true,
    type: tokenOf(type),
    ...(own && { dependencies: own, propertyDependencies: { applicationId: own } }),
  };
}

function resourcesOf(all: readonly Registration[]): readonly PulumiResource[] {
  return all.flatMap(({ name, split, manifest }, index) => {
    const objectId = guid(3, index);
    const outputs = { id: `/applications/${objectId}`, objectId, clientId: guid(4, index) };
    if (split) return splitResources(name, manifest, outputs);
    const { requiredResourceAccess, ...rest } = manifest;
    const requiredResourceAccesses = requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => ({
      resourceAppId,
      resourceAccesses: resourceAccess,
    }));
    return [{ type: 'Application', name, inputs: { ...rest, requiredResourceAccesses }, outputs }];
  });
}

function splitResources(
  name: string,
  { displayName, signInAudience, api, web, requiredResourceAccess }: Manifest,
  outputs: { readonly id: string },
): readonly PulumiResource[] {
  const own = { owner: name, outputs: { id: outputs.id } };
  return [
    { type: 'ApplicationRegistration', name, inputs: { displayName, signInAudience, ...api }, outputs },
    ...(web
      ? [
          {
            type: 'ApplicationRedirectUris',
            name: `${name}-web`,
            inputs: { type: 'Web', redirectUris: web.redirectUris },
            ...own,
          },
        ]
      : []),
    ...requiredResourceAccess.map(({ resourceAppId, resourceAccess }, each) => ({
      type: 'ApplicationApiAccess',
      name: `${name}-api-${each}`,
      inputs: {
        apiClientId: resourceAppId,
        roleIds: resourceAccess.filter(({ type }) => type === 'Role').map(({ id }) => id),
        scopeIds: resourceAccess.filter(({ type }) => type === 'Scope').map(({ id }) => id),
      },
      ...own,
    })),
  ];
}

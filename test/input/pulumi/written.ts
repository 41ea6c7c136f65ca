// The registrations of test/policies/registrations, written as resources of azuread in each of Pulumi's own forms.
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { type Manifest, readRegistrations } from '../../policies/read-registrations.js';

/** The twenty registrations. */
export const registrations = readRegistrations(fileURLToPath(new URL('../../policies/registrations', import.meta.url)));

/** A resource of a program; `owner` names the one whose id is its `applicationId`. */
export interface WrittenResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly owner?: string;
}

const token = (name: string) => `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

/** One resource, or several for what is split. */
export function resourcesOf(name: string, manifest: Manifest, isSplit: boolean): readonly WrittenResource[] {
  const { displayName, signInAudience, api, web, identifierUris, tags, requiredResourceAccess } = manifest;
  if (!isSplit) {
    const requiredResourceAccesses = requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => ({
      resourceAppId,
      resourceAccesses: resourceAccess,
    }));
    const inputs = { displayName, signInAudience, api, web, identifierUris, tags, requiredResourceAccesses };
    return [{ type: token('Application'), name, inputs: withoutGaps(inputs) }];
  }
  const { requestedAccessTokenVersion } = api ?? {};
  const registration = withoutGaps({ displayName, signInAudience, requestedAccessTokenVersion, tags });
  const accesses = requiredResourceAccess.map(({ resourceAppId, resourceAccess }, index) => {
    const ids = (type: string) => resourceAccess.filter((each) => each.type === type).map(({ id }) => id);
    const inputs = { apiClientId: resourceAppId, roleIds: ids('Role'), scopeIds: ids('Scope') };
    return { type: token('ApplicationApiAccess'), name: `${name}-access-${index}`, inputs, owner: name };
  });
  const uris = (web?.redirectUris ?? []).length === 0 ? [] : [{ type: 'Web', redirectUris: web?.redirectUris }];
  return [
    { type: token('ApplicationRegistration'), name, inputs: registration },
    ...accesses,
    ...uris.map((inputs) => ({ type: token('ApplicationRedirectUris'), name: `${name}-uris`, inputs, owner: name })),
    ...(identifierUris ?? []).map((identifierUri, index) => ({
      type: token('ApplicationIdentifierUri'),
      name: `${name}-uri-${index}`,
      inputs: { identifierUri },
      owner: name,
    })),
  ];
}

function withoutGaps(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** What Pulumi writes for a text that is not known yet. */
export const unknownText = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

export const urnOf = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;

function stateOf({ type, name, inputs, owner }: WrittenResource, all: readonly WrittenResource[], isDeployed: boolean) {
  const held = all.find((each) => each.name === owner);
  const ownerUrn = held && urnOf(held.type, held.name);
  const id = isDeployed ? `/applications/object-of-${name}` : undefined;
  const applicationId = isDeployed ? `/applications/object-of-${owner}` : unknownText;
  return {
    urn: urnOf(type, name),
    custom: true,
    type,
    ...(id && { id }),
    inputs: { __defaults: ['preventDuplicateNames'], ...inputs, ...(ownerUrn && { applicationId }) },
    ...(id && { outputs: { ...inputs, objectId: `object-of-${name}`, clientId: `client-of-${name}`, id } }),
    ...(ownerUrn && { propertyDependencies: { applicationId: isDeployed ? [] : [ownerUrn] } }),
  };
}

const stackResource = { urn: urnOf('pulumi:pulumi:Stack', 'shop-dev'), custom: false, type: 'pulumi:pulumi:Stack' };

/** The resources in every form that Pulumi writes itself, by the name of a file. */
export function forms(all: readonly WrittenResource[]): Readonly<Record<string, string>> {
  const json = (value: unknown) => JSON.stringify(value, null, 2);
  const deployed = [stackResource, ...all.map((each) => stateOf(each, all, true))];
  const steps = all.map((each) => ({
    op: 'create',
    urn: urnOf(each.type, each.name),
    newState: stateOf(each, all, false),
  }));
  return {
    'preview.json': json({ config: {}, steps, diagnostics: [], duration: 1, changeSummary: { create: all.length } }),
    'export.json': json({ version: 3, deployment: { manifest: { magic: 'x' }, resources: deployed } }),
    'checkpoint.json': json({ version: 3, checkpoint: { stack: 'dev', latest: { resources: deployed } } }),
    'Pulumi.yaml': programOf(all),
  };
}

function programOf(all: readonly WrittenResource[]): string {
  const resources = all.map(({ type, name, inputs, owner }) => {
    const applicationId = owner && { applicationId: `\${${owner}.id}` };
    return [name, { type, properties: { ...inputs, ...applicationId } }] as const;
  });
  return stringify({ name: 'shop', runtime: 'yaml', resources: Object.fromEntries(resources) });
}

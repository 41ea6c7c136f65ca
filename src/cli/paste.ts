import type { Api, Permission } from '../catalog/types.js';

/** The tools that `resolve --as` writes for. */
export type PasteTool = 'manifest' | 'pulumi' | 'terraform' | 'bicep' | 'az' | 'powershell';

interface ApiGroup {
  readonly api: Api;
  readonly permissions: readonly Permission[];
}

const writers: Readonly<Record<PasteTool, (groups: readonly ApiGroup[]) => string>> = {
  manifest,
  pulumi,
  terraform,
  bicep,
  az,
  powershell,
};

/** Tells whether a word names a tool that can be written for. */
export function isPasteTool(word: unknown): word is PasteTool {
  return typeof word === 'string' && Object.hasOwn(writers, word);
}

/** What to paste to request these permissions, grouped by API in the order they were asked for. */
export function paste(tool: PasteTool, permissions: readonly Permission[]): string {
  const groups = new Map<string, { api: Api; permissions: Permission[] }>();
  for (const permission of permissions) {
    const group = groups.get(permission.api.appId) ?? { api: permission.api, permissions: [] };
    groups.set(permission.api.appId, group);
    const isNew = group.permissions.every(({ id, kind }) => id !== permission.id || kind !== permission.kind);
    if (isNew) group.permissions.push(permission);
  }
  return writers[tool]([...groups.values()]);
}

const typeOf = ({ kind }: Permission): string => (kind === 'application' ? 'Role' : 'Scope');

function manifest(groups: readonly ApiGroup[]): string {
  const requiredResourceAccess = groups.map(({ api, permissions }) => ({
    resourceAppId: api.appId,
    resourceAccess: permissions.map((permission) => ({ id: permission.id, type: typeOf(permission) })),
  }));
  return `${JSON.stringify({ requiredResourceAccess }, null, 2)}\n`;
}

function pulumi(groups: readonly ApiGroup[]): string {
  const entry = (permission: Permission) =>
    `      { id: "${permission.id}", type: "${typeOf(permission)}" }, // ${permission.name}\n`;
  const group = ({ api, permissions }: ApiGroup) =>
    `  {\n    resourceAppId: "${api.appId}", // ${api.name}\n    resourceAccesses: [\n${permissions.map(entry).join('')}    ],\n  },\n`;
  return `requiredResourceAccesses: [\n${groups.map(group).join('')}],\n`;
}

function terraform(groups: readonly ApiGroup[]): string {
  const entry = (permission: Permission) =>
    `\n  resource_access {\n    id   = "${permission.id}" # ${permission.name}\n    type = "${typeOf(permission)}"\n  }\n`;
  const group = ({ api, permissions }: ApiGroup) =>
    `required_resource_access {\n  resource_app_id = "${api.appId}" # ${api.name}\n${permissions.map(entry).join('')}}\n`;
  return groups.map(group).join('\n');
}

function bicep(groups: readonly ApiGroup[]): string {
  const entry = (permission: Permission) =>
    `      {\n        id: '${permission.id}' // ${permission.name}\n        type: '${typeOf(permission)}'\n      }\n`;
  const group = ({ api, permissions }: ApiGroup) =>
    `  {\n    resourceAppId: '${api.appId}' // ${api.name}\n    resourceAccess: [\n${permissions.map(entry).join('')}    ]\n  }\n`;
  return `requiredResourceAccess: [\n${groups.map(group).join('')}]\n`;
}

function az(groups: readonly ApiGroup[]): string {
  const line = ({ api, permissions }: ApiGroup) => {
    const pairs = permissions.map((permission) => `${permission.id}=${typeOf(permission)}`).join(' ');
    return `az ad app permission add --id "$APP_ID" --api ${api.appId} --api-permissions ${pairs}\n`;
  };
  return groups.map(line).join('');
}

function powershell(groups: readonly ApiGroup[]): string {
  const entry = (permission: Permission) =>
    `      @{ Id = '${permission.id}'; Type = '${typeOf(permission)}' } # ${permission.name}\n`;
  const group = ({ api, permissions }: ApiGroup) =>
    `  @{\n    ResourceAppId  = '${api.appId}' # ${api.name}\n    ResourceAccess = @(\n${permissions.map(entry).join('')}    )\n  }\n`;
  const update = 'Update-MgApplication -ApplicationId $objectId -RequiredResourceAccess $requiredResourceAccess';
  return `$requiredResourceAccess = @(\n${groups.map(group).join('')})\n# replaces the whole list\n${update}\n`;
}

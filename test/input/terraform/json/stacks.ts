// Stacks of Pulumi in the words of Terraform, written anew and not with the tables of the reader.
import type { PulumiResource } from '../../../../src/index.js';
import { type Attributes, type Json, type Made, open, splitOpen } from './documents.js';

const plurals: Readonly<Record<string, string>> = {
  requiredResourceAccesses: 'required_resource_access',
  resourceAccesses: 'resource_access',
  oauth2PermissionScopes: 'oauth2_permission_scope',
  appRoles: 'app_role',
};
const single = new Set(['api', 'web', 'publicClient', 'singlePageApplication', 'password', 'implicitGrant']);

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `azuread_app_role_assignment.mail`, of a URN. */
export function addressOf(urn: string): string {
  const [type = '', name = ''] = urn.split('::').slice(-2);
  const [, provider = '', token = ''] = /^(\w+):index\/(\w+):/.exec(type) ?? [];
  return `${provider}_${snake(token)}.${name}`;
}

export function terraformOf(value: Json, isBody = false): Json {
  if (isBody) return value;
  if (Array.isArray(value)) return value.map((each) => terraformOf(each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => {
    const own = terraformOf(each, key === 'body');
    return [plurals[key] ?? snake(key), single.has(key) && each !== open ? [own] : own] as const;
  });
  return Object.fromEntries(entries);
}

/** The resources of a stack as Terraform plans them; `open` in a property stands for what is not known yet. */
export function madeOf(
  stack: readonly (PulumiResource & { readonly props: Attributes; readonly urn: string })[],
): readonly Made[] {
  return stack.map(({ urn, props, propertyDependencies = {} }) => {
    const { known, unknown } = splitOpen(terraformOf(props));
    const expressions = Object.entries(propertyDependencies).map(([key, urns]) => {
      const references = urns.flatMap((each) => [`${addressOf(each)}.id`, addressOf(each)]);
      return [snake(key), { references }] as const;
    });
    return {
      address: addressOf(urn),
      values: recordOf(known),
      unknown: { ...recordOf(unknown), id: true, object_id: true },
      expressions: Object.fromEntries(expressions),
    };
  });
}

function recordOf(value: Json | undefined): Attributes {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('attributes are an object');
  return Object.fromEntries(Object.entries(value));
}

// The registrations as a Terraform module, its plan and its state.
import type { Manifest } from '../policies/read-registrations.js';
import { type Files, guid, type Registration } from './registration-texts.js';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A resource with its values as Terraform has them: a block is a list of objects. */
interface TerraformResource {
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Attributes that are references: `application_id` to `azuread_application_registration.x.id`. */
  readonly references?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A module of azuread resources. */
export function asTerraform(all: readonly Registration[]): Files {
  return { 'main.tf': resourcesOf(all).map(blockText).join('\n') };
}

/** A module of resources of the Microsoft Graph provider. */
export function asGraphProvider(all: readonly Registration[]): Files {
  const blocks = all.map(({ name, manifest }) => {
    return `resource "msgraph_resource" "${name}" {\n  url  = "applications"\n  body = ${hclValue(manifest, '  ')}\n}\n`;
  });
  return { 'main.tf': blocks.join('\n') };
}

/** What `terraform show -json` prints of a plan. */
export function asPlan(all: readonly Registration[]): Files {
  const resources = resourcesOf(all);
  const planned = resources.map(({ type, name, values }) => ({ ...headOf(type, name), values, sensitive_values: {} }));
  const changes = resources.map(({ type, name, values, references = {} }) => ({
    ...headOf(type, name),
    change: {
      actions: ['create'],
      before: null,
      after: values,
      after_unknown: Object.fromEntries([...Object.keys(references), 'id', 'object_id'].map((key) => [key, true])),
      before_sensitive: false,
      after_sensitive: {},
    },
  }));
  const configured = resources.map(({ type, name, references = {} }) => ({
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    expressions: Object.fromEntries(
      Object.entries(references).map(([key, to]) => [key, { references: [to, to.slice(0, to.lastIndexOf('.'))] }]),
    ),
  }));
  return {
    'plan.json': json({
      format_version: '1.2',
      terraform_version: '1.9.8',
      planned_values: { root_module: { resources: planned } },
      resource_changes: changes,
      configuration: { root_module: { resources: configured } },
    }),
  };
}

/** What `terraform show -json` prints of a state. */
export function asShownState(all: readonly Registration[]): Files {
  const resources = resourcesOf(all).map(({ type, name, values, outputs = {} }) => ({
    ...headOf(type, name),
    values: { ...values, ...outputs },
    sensitive_values: {},
  }));
  return {
    'state.json': json({ format_version: '1.0', terraform_version: '1.9.8', values: { root_module: { resources } } }),
  };
}

/** The state as Terraform keeps it. */
export function asState(all: readonly Registration[]): Files {
  const resources = resourcesOf(all).map(({ type, name, values, outputs = {} }) => ({
    mode: 'managed',
    type,
    name,
    provider: 'provider["registry.terraform.io/hashicorp/azuread"]',
    instances: [{ schema_version: 2, attributes: { ...values, ...outputs }, sensitive_attributes: [] }],
  }));
  return {
    'terraform.tfstate': json({
      version: 4,
      terraform_version: '1.9.8',
      serial: 3,
      lineage: guid(9, 0),
      outputs: {},
      resources,
    }),
  };
}

function headOf(type: string, name: string) {
  return {
    address: `${type}.${name}`,
    mode: 'managed',
    type,
    name,
    provider_name: 'registry.terraform.io/hashicorp/azuread',
    schema_version: 2,
  };
}

function resourcesOf(all: readonly Registration[]): readonly TerraformResource[] {
  return all.flatMap(({ name, split, manifest }, index) =>
    split ? splitResources(name, manifest, index) : [wholeResource(name, manifest, index)],
  );
}

function wholeResource(name: string, manifest: Manifest, index: number): TerraformResource {
  const { displayName, signInAudience, api, web, identifierUris, tags, requiredResourceAccess } = manifest;
  return {
    type: 'azuread_application',
    name,
    values: {
      display_name: displayName,
      sign_in_audience: signInAudience,
      ...(identifierUris && { identifier_uris: identifierUris }),
      ...(tags && { tags }),
      ...(api && { api: [{ requested_access_token_version: api.requestedAccessTokenVersion }] }),
      ...(web && { web: [{ redirect_uris: web.redirectUris, ...(web.logoutUrl && { logout_url: web.logoutUrl }) }] }),
      required_resource_access: requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => ({
        resource_app_id: resourceAppId,
        resource_access: resourceAccess,
      })),
    },
    outputs: outputsOf(index),
  };
}

function outputsOf(index: number) {
  return { id: `/applications/${guid(3, index)}`, object_id: guid(3, index), client_id: guid(4, index) };
}

function splitResources(name: string, manifest: Manifest, index: number): readonly TerraformResource[] {
  const { displayName, signInAudience, api, web, requiredResourceAccess } = manifest;
  const references = { application_id: `azuread_application_registration.${name}.id` };
  const outputs = { application_id: `/applications/${guid(3, index)}` };
  const idsOf = (list: Manifest['requiredResourceAccess'][number]['resourceAccess'], type: string) =>
    list.filter((each) => each.type === type).map(({ id }) => id);
  return [
    {
      type: 'azuread_application_registration',
      name,
      values: {
        display_name: displayName,
        sign_in_audience: signInAudience,
        ...(api && { requested_access_token_version: api.requestedAccessTokenVersion }),
      },
      outputs: outputsOf(index),
    },
    ...(web
      ? [
          {
            type: 'azuread_application_redirect_uris',
            name: `${name}_web`,
            values: { type: 'Web', redirect_uris: web.redirectUris },
            references,
            outputs,
          },
        ]
      : []),
    ...requiredResourceAccess.map(({ resourceAppId, resourceAccess }, each) => ({
      type: 'azuread_application_api_access',
      name: `${name}_api_${each}`,
      values: {
        api_client_id: resourceAppId,
        role_ids: idsOf(resourceAccess, 'Role'),
        scope_ids: idsOf(resourceAccess, 'Scope'),
      },
      references,
      outputs,
    })),
  ];
}

function blockText({ type, name, values, references = {} }: TerraformResource): string {
  const rows = Object.entries(references).map(([key, to]) => `  ${key} = ${to}\n`);
  return `resource "${type}" "${name}" {\n${rows.join('')}${bodyText(values, '  ')}}\n`;
}

function bodyText(values: object, indent: string): string {
  return Object.entries(values)
    .map(([key, value]: [string, unknown]) => {
      const isBlock = Array.isArray(value) && value.some((each) => typeof each === 'object');
      if (!isBlock) return `${indent}${key} = ${hclValue(value, indent)}\n`;
      return value.map((each: object) => `${indent}${key} {\n${bodyText(each, `${indent}  `)}${indent}}\n`).join('');
    })
    .join('');
}

function hclValue(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((each) => `${inner}${hclValue(each, inner)},\n`).join('')}${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const rows = Object.entries(value).map(([key, each]) => `${inner}${key} = ${hclValue(each, inner)}\n`);
  return `{\n${rows.join('')}${indent}}`;
}

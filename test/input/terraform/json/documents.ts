// Plans and states of Terraform, made of resources as they would be written, and what linting them gives.

import type { Linted } from '../../../../src/lint.js';
import { lintProgram } from '../../../../src/lint-program.js';
import type { Finding } from '../../../../src/model/finding.js';
import { lineRanges, pointerText } from '../../../../src/model/place.js';
import { lintNamed, settingOn } from '../../../rules/lint-fixture.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Attributes = Readonly<Record<string, Json>>;

/** One resource instance of a module tree. */
export interface Made {
  /** `module.shop["eu"].azuread_application.portal[0]`. */
  readonly address: string;
  readonly values: Attributes;
  /** In the form of the values, with `true` for what is not known yet. */
  readonly unknown?: Attributes;
  readonly sensitive?: Attributes;
  /** What the configuration says of its attributes. */
  readonly expressions?: Attributes;
  readonly forEach?: readonly string[];
  readonly actions?: readonly string[];
}

/** Texts that are known to stand for a value that is not known yet. */
export const open = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** The values and the unknown ones of attributes in which `open` stands for what is not known yet. */
export function splitOpen(value: Json): { readonly known: Json | undefined; readonly unknown: Json } {
  if (value === open) return { known: undefined, unknown: true };
  if (Array.isArray(value)) {
    const items = value.map(splitOpen);
    return { known: items.map(({ known }) => known ?? null), unknown: items.map(({ unknown }) => unknown) };
  }
  if (typeof value !== 'object' || value === null) return { known: value, unknown: false };
  const entries = Object.entries(value).map(([key, each]) => [key, splitOpen(each)] as const);
  const known = entries.flatMap(([key, each]) => (each.known === undefined ? [] : [[key, each.known] as const]));
  // What is known is left out, as Terraform does.
  const unknown = entries.flatMap(([key, each]) => (each.unknown === false ? [] : [[key, each.unknown] as const]));
  return { known: Object.fromEntries(known), unknown: Object.fromEntries(unknown) };
}

function partsOf(address: string) {
  const [, module = '', data, type = '', name = '', index] =
    /^((?:module\.[^.[]+(?:\[[^\]]*\])?\.)*)(data\.)?([^.]+)\.([^.[]+)(?:\[(.*)\])?$/.exec(address) ?? [];
  const key: Json = index === undefined ? null : JSON.parse(index);
  return { module: module.slice(0, -1), mode: data === undefined ? 'managed' : 'data', type, name, index: key };
}

function shownOf({ address, values, sensitive = {} }: Made): Attributes {
  const { mode, type, name, index } = partsOf(address);
  const provider = `registry.terraform.io/${type.startsWith('msgraph') ? 'microsoft/msgraph' : 'hashicorp/azuread'}`;
  const place = { address, mode, type, name, ...(index !== null && { index }), provider_name: provider };
  return { ...place, schema_version: 0, values, sensitive_values: sensitive };
}

/** The root module: resources of a module stand in a child of the module that calls it. */
function moduleOf(all: readonly Made[], at = ''): Attributes {
  const own = all.filter(({ address }) => partsOf(address).module === at);
  const prefix = at === '' ? '' : `${at}.`;
  const below = all
    .map(({ address }) => partsOf(address).module)
    .filter((module) => module !== at && module.startsWith(prefix));
  const next = new Set(below.map((module) => /^module\.[^.[]+(?:\[[^\]]*\])?/.exec(module.slice(prefix.length))?.[0]));
  const children = [...next].flatMap((each) => (each === undefined ? [] : [moduleOf(all, prefix + each)]));
  return {
    ...(own.length > 0 && { resources: own.map(shownOf) }),
    ...(at !== '' && { address: at }),
    ...(children.length > 0 && { child_modules: children }),
  };
}

function changeOf(made: Made): Attributes {
  const { address, values, unknown = {}, sensitive = {}, actions = ['create'] } = made;
  const { mode, type, name, index } = partsOf(address);
  const change = { actions, before: null, after: values, after_unknown: unknown, before_sensitive: false };
  return {
    address,
    mode,
    type,
    name,
    ...(index !== null && { index }),
    change: { ...change, after_sensitive: sensitive },
  };
}

function configuredOf({ address, expressions = {}, forEach }: Made): Attributes {
  const { mode, type, name } = partsOf(address);
  const plain = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  const repeats = forEach && { for_each_expression: { references: forEach } };
  return { address: plain, mode, type, name, expressions, ...repeats };
}

export interface PlanParts {
  readonly read?: readonly Made[];
  /** Of modules that the root module calls: what the configuration says of each. */
  readonly calls?: Attributes;
}

/** A plan as `terraform show -json` prints it. */
export function planOf(planned: readonly Made[], { read = [], calls }: PlanParts = {}): Attributes {
  const own = [...planned, ...read].filter(({ address }) => !address.startsWith('module.'));
  const resources = new Map(own.map((made) => [configuredOf(made).address, configuredOf(made)]));
  return {
    format_version: '1.2',
    terraform_version: '1.8.5',
    planned_values: { root_module: moduleOf(planned.filter(({ actions }) => actions?.join() !== 'delete')) },
    resource_changes: planned.map(changeOf),
    ...(read.length > 0 && { prior_state: stateOf(read) }),
    configuration: { root_module: { resources: [...resources.values()], ...(calls && { module_calls: calls }) } },
  };
}

/** A state as `terraform show -json` prints it. */
export function stateOf(all: readonly Made[]): Attributes {
  return { format_version: '1.0', terraform_version: '1.8.5', values: { root_module: moduleOf(all) } };
}

/** The file in which Terraform keeps its state. */
export function stateFileOf(all: readonly Made[]): Attributes {
  const resources = all.map(({ address, values }) => {
    const { module, mode, type, name, index } = partsOf(address);
    const instance = {
      ...(index !== null && { index_key: index }),
      schema_version: 0,
      attributes: storedValues(type, values),
    };
    const place = { ...(module !== '' && { module }), mode, type, name };
    return { ...place, provider: 'provider["registry.terraform.io/hashicorp/azuread"]', instances: [instance] };
  });
  const head = { version: 4, terraform_version: '1.8.5', serial: 1, lineage: '3f6c8f5e-0000-4000-8000-000000000001' };
  return { ...head, outputs: {}, resources, check_results: null };
}

/** A value of any type stands beside its type. */
function storedValues(type: string, values: Attributes): Attributes {
  const { body } = values;
  return type === 'msgraph_resource' && body !== undefined
    ? { ...values, body: { value: body, type: 'dynamic' } }
    : values;
}

/** Lints a plan or a state, as the command line does. */
export function lintDocument(document: Json): Linted {
  return lintJson(JSON.stringify(document, null, 2));
}

export function lintJson(text: string): Linted {
  const linted = lintNamed(text);
  return linted.program === undefined ? linted : lintProgram(linted.program, settingOn());
}

/** Where a finding is, as the document spells it. */
export function spelledAt({ at }: Finding): string {
  return pointerText(at.document.spell(at.pointer));
}

/** `rule line:column message`. */
export function lineOf(finding: Finding): string {
  const [range] = lineRanges(finding.at.document, [finding.at]);
  return `${finding.rule} ${range?.line}:${range?.column} ${finding.message}`;
}

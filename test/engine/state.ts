// A state as `pulumi stack export` writes it, as far as policies are told of it.
import { z } from 'zod';
import { type Resource, withoutId } from './deployment.js';
import { isBlock, isSecret, type Value, type Values } from './protocol.js';

const values = z.record(z.string(), z.json()).default({});
const resource = z.object({
  urn: z.string(),
  type: z.string(),
  inputs: values,
  outputs: values,
  parent: z.string().optional(),
  provider: z.string().optional(),
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
  delete: z.boolean().default(false),
});
const deployment = z.object({
  version: z.literal(3),
  deployment: z.object({ resources: z.array(resource).default([]) }),
});

/** The resources of a state that are not about to be deleted. */
export function resourcesOf(state: unknown): readonly Resource[] {
  const found = new Map<string, Resource>();
  for (const each of deployment.parse(state).deployment.resources) {
    if (each.delete) continue;
    const { urn, type, parent } = each;
    const name = urn.split('::').slice(3).join('::');
    const provider = found.get(withoutId(each.provider ?? ''));
    found.set(urn, {
      ...{ urn, type, name, parent },
      ...(provider && { provider }),
      dependencies: each.dependencies ?? [],
      propertyDependencies: dependenciesOf(each.propertyDependencies ?? {}),
      inputs: readable(each.inputs),
      outputs: readable(each.outputs),
    });
  }
  return [...found.values()];
}

function dependenciesOf(given: Readonly<Record<string, readonly string[] | null>>) {
  return Object.fromEntries(Object.entries(given).map(([name, urns]) => [name, urns ?? []]));
}

function readable(given: Values): Values {
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, readableValue(value)]));
}

/** What is encrypted cannot be read without the stack: the engine puts a word in its place. */
function readableValue(value: Value): Value {
  if (isSecret(value)) return '[secret]';
  if (Array.isArray(value)) return value.map(readableValue);
  return isBlock(value) ? Object.fromEntries(Object.entries(readable(value))) : value;
}

import * as z from 'zod/mini';
import type { OptionValues, RuleMeta } from '../src/index.js';

/** The options that a policy's config sets, or what is wrong with it: the key, the value, and what is allowed. */
export type ReadConfig =
  | { readonly ok: true; readonly options: OptionValues | undefined }
  | { readonly ok: false; readonly fault: string };

/** Reads the config of one policy, as the SDK hands it over: without the enforcement level. */
export function readConfig(rule: RuleMeta, config: object): ReadConfig {
  if (Object.keys(config).length === 0) return { ok: true, options: undefined };
  const { data, error } = schemaOf(rule).safeParse(config);
  if (error === undefined) return { ok: true, options: data };
  return { ok: false, fault: error.issues.map((issue) => faultOf(rule, config, issue)).join(' ') };
}

function schemaOf({ options = {} }: RuleMeta) {
  const types = Object.entries(options).map(([name, { minimum }]) => {
    return [name, z.exactOptional(z.int().check(z.minimum(minimum)))] as const;
  });
  return z.strictObject(Object.fromEntries(types));
}

function faultOf({ id, options = {} }: RuleMeta, config: object, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((key) => JSON.stringify(key)).join(', ');
    const known = Object.keys(options).join(', ') || 'no options';
    return `${id} has no option ${names}. It takes an enforcementLevel and ${known}.`;
  }
  const name = String(issue.path[0]);
  const value = JSON.stringify(Reflect.get(config, name))?.slice(0, 80);
  return `${id}.${name} is ${value}; allowed is ${options[name]?.allowed}.`;
}

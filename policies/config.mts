import * as z from 'zod/mini';
import type { RuleOptions } from '../src/index.js';

/** What the policy config may hold beside the enforcement level, by policy; the descriptions are shown. */
const schema = z.strictObject({
  'retiring-api': z.exactOptional(
    z.strictObject({
      withinDays: z.exactOptional(
        z.int().check(z.minimum(0)).register(z.globalRegistry, { description: 'a whole number of days, 0 or more' }),
      ),
    }),
  ),
});

/** The options of a policy, by name, in words; none for most. */
export function optionsOf(policy: string): Readonly<Record<string, string>> {
  const own = Object.entries(schema.shape).find(([id]) => id === policy)?.[1];
  const options = Object.entries(own?.def.innerType.shape ?? {});
  return Object.fromEntries(
    options.map(([name, type]) => [name, z.globalRegistry.get(type.def.innerType)?.description ?? '']),
  );
}

/** The options that a policy's config sets, or what is wrong with it: the key, the value, and what is allowed. */
export type ReadConfig =
  | { readonly ok: true; readonly options: RuleOptions | undefined }
  | { readonly ok: false; readonly fault: string };

/** Reads the config of one policy, as the SDK hands it over: without the enforcement level. */
export function readConfig(policy: string, config: object): ReadConfig {
  if (Object.keys(config).length === 0) return { ok: true, options: undefined };
  const { data, error } = schema.safeParse({ [policy]: config });
  if (error === undefined) return { ok: true, options: data };
  return { ok: false, fault: error.issues.map((issue) => faultOf(policy, config, issue)).join(' ') };
}

function faultOf(policy: string, config: object, issue: z.core.$ZodIssue): string {
  const options = optionsOf(policy);
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.path.length === 0 ? Object.keys(config) : issue.keys;
    const names = keys.map((key) => JSON.stringify(key)).join(', ');
    const known = Object.keys(options).join(', ');
    return `${policy} has no option ${names}. ${known === '' ? 'It takes an enforcementLevel, and no options.' : `Its options: ${known}.`}`;
  }
  const name = String(issue.path[1]);
  const value = JSON.stringify(Reflect.get(config, name))?.slice(0, 80);
  return `${policy}.${name} is ${value}; allowed is ${options[name]}.`;
}

// The policy config as Pulumi's engine reads it, merges it with what the pack declares, and validates it.
import messages, {
  type AnalyzerInfo,
  type EnforcementLevel,
  type PolicyInfo,
} from '@pulumi/pulumi/proto/analyzer_pb.js';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { fromMap, fromStruct, isBlock, type Values } from './protocol.js';

/** What one policy is told of its config. */
export interface PolicySettings {
  readonly level: EnforcementLevel;
  readonly properties: Values;
}

/** What one place says of a policy; without a level it leaves the level as it is. */
interface Given {
  readonly level?: EnforcementLevel | undefined;
  readonly properties: Values;
}

const levels = new Map([
  ['advisory', messages.EnforcementLevel.ADVISORY],
  ['mandatory', messages.EnforcementLevel.MANDATORY],
  ['disabled', messages.EnforcementLevel.DISABLED],
  ['remediate', messages.EnforcementLevel.REMEDIATE],
]);

const options = z.record(z.string(), z.json());
const file = z.record(z.string(), z.union([z.string(), options]));

/** Later wins: the schema's defaults, the declared level, the config inside the pack, the config of the run. */
export function settingsOf(info: AnalyzerInfo, config: object): ReadonlyMap<string, PolicySettings> {
  const policies = info.getPoliciesList();
  const settings = new Map(policies.map((policy) => [policy.getName(), declared(policy)]));
  apply(
    settings,
    fromMap(info.getInitialconfigMap(), (each) => ({
      level: each.getEnforcementlevel(),
      properties: fromStruct(each.getProperties()),
    })),
  );
  apply(settings, given(config));
  const mistakes = policies.flatMap((policy) => mistakesOf(policy, settings.get(policy.getName())?.properties ?? {}));
  if (mistakes.length === 0) return settings;
  const told = mistakes.map((mistake) => `${info.getName()} ${info.getVersion()}  ${mistake}`).sort();
  throw new Error(`validating policy config: ${told.join('; ')}`);
}

function declared(policy: PolicyInfo): PolicySettings {
  const schemas = Object.entries(fromStruct(policy.getConfigschema()?.getProperties()));
  const defaults = schemas.flatMap(([name, schema]) => {
    return isBlock(schema) && schema.default !== undefined ? [[name, schema.default]] : [];
  });
  return { level: policy.getEnforcementlevel(), properties: Object.fromEntries(defaults) };
}

function given(config: object): Readonly<Record<string, Given>> {
  const entries = Object.entries(file.parse(config)).map(([policy, said]) => {
    const { enforcementLevel, ...properties } = typeof said === 'string' ? { enforcementLevel: said } : said;
    const level = levels.get(String(enforcementLevel));
    if (enforcementLevel !== undefined && level === undefined) {
      const value = JSON.stringify(enforcementLevel);
      throw new Error(`parsing enforcement level for "${policy}": ${value} is not a valid enforcement level`);
    }
    return [policy, { level, properties }];
  });
  return Object.fromEntries(entries);
}

function apply(settings: Map<string, PolicySettings>, config: Readonly<Record<string, Given>>): void {
  const forAll = config.all?.level;
  if (forAll !== undefined) {
    for (const [policy, { properties }] of settings) settings.set(policy, { level: forAll, properties });
  }
  for (const [policy, said] of Object.entries(config)) {
    const before = settings.get(policy);
    const level = said.level ?? before?.level;
    // The name of no policy: with a level the engine passes over it.
    if (level === undefined) throw new Error(`configuring policy pack: invalid enforcement level "" for "${policy}"`);
    settings.set(policy, { level, properties: { ...before?.properties, ...said.properties } });
  }
}

function mistakesOf(policy: PolicyInfo, values: Values): readonly string[] {
  const schema = policy.getConfigschema();
  if (schema === undefined) return [];
  const ajv = new Ajv({ allErrors: true, strict: false });
  const required = schema.getRequiredList();
  if (ajv.validate({ type: 'object', properties: fromStruct(schema.getProperties()), required }, values)) return [];
  return (ajv.errors ?? []).map(({ instancePath, message }) => {
    return `${policy.getName()}: ${instancePath.slice(1).replaceAll('/', '.')}: ${message}`;
  });
}

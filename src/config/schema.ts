// The shape of permlint.yaml, written once: the build makes the JSON Schema for editors and the checker of it. What a
// schema cannot tell (whether a date exists, whether a permission does) is checked where the config is read.
import { z } from 'zod';

/** What the schema takes of a rule. */
export interface ConfigurableRule {
  readonly id: string;
  readonly options?: Readonly<
    Record<string, { readonly minimum: number; readonly allowed: string; readonly effect: string }>
  >;
}

const levels = ['off', 'info', 'low', 'medium', 'high', 'critical'] as const;
const text = z.string().regex(/\S/);
const texts = z.array(text);
const guid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/);
const permissionIds = z.record(z.string(), guid);

const permissions = (allowed: string) =>
  z.strictObject({
    allow: texts
      .meta({ description: `${allowed} An allow entry wins over deny. Api/Name[:application|:delegated].` })
      .optional(),
    deny: texts
      .meta({
        description: 'What may not be requested, unless an allow entry holds it. Api/Name[:application|:delegated].',
      })
      .optional(),
  });

const inlineApi = z.strictObject({
  appId: guid.meta({ description: 'The appId of the API.' }),
  name: text,
  delegated: permissionIds.meta({ description: 'Names of delegated permissions with their ids.' }).optional(),
  application: permissionIds.meta({ description: 'Names of application permissions with their ids.' }).optional(),
});

const call = z.union([
  text,
  z.strictObject({ file: text.meta({ description: 'A file of calls, from this file on.' }) }),
]);

const waiver = (ruleIds: readonly string[]) =>
  z.strictObject({
    rule: z.enum(ruleIds).meta({ description: 'The rule whose findings are accepted.' }),
    permission: text.meta({ description: 'Only of these permissions: Api/Name[:application|:delegated].' }).optional(),
    app: text
      .meta({ description: 'Only of the application with this appId or, where it has not the form of one, this name.' })
      .optional(),
    file: text
      .meta({ description: 'Only in these files: a path or glob from the folder of the config on.' })
      .optional(),
    reason: z
      .string()
      .regex(/^\s*\S[\s\S]{8,}\S\s*$/)
      .meta({ description: 'Why: ten characters at least.' }),
    expires: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .meta({ description: 'The last day on which it holds (UTC), at most 400 days ahead.' })
      .optional(),
    permanent: z.literal(true).meta({ description: 'It has no end.' }).optional(),
    owner: text.meta({ description: 'Who answers for it.' }).optional(),
    ticket: text.meta({ description: 'Where it was decided.' }).optional(),
  });

/** The rules that no config can switch off or waive: they say that the check itself failed. */
const unwaivable = new Set(['parse-error', 'internal-error', 'expired-waiver', 'unused-waiver']);
const alwaysOn = new Set(['parse-error', 'internal-error']);

const level = z.enum(levels);
const plainSetting = z.union([level, z.strictObject({ severity: level.optional() })]).optional();
const alwaysOnLevel = z.enum(levels.slice(1));
const alwaysOnSetting = z.union([alwaysOnLevel, z.strictObject({ severity: alwaysOnLevel.optional() })]).optional();

/** Settings that are the same for many rules are one schema, so that the checker has each once. */
function ruleSetting({ id, options }: ConfigurableRule) {
  if (alwaysOn.has(id)) return alwaysOnSetting;
  if (options === undefined) return plainSetting;
  const own = Object.entries(options).map(([name, { minimum, allowed, effect }]) => [
    name,
    z
      .int()
      .min(minimum)
      .meta({ description: `${effect} Allowed: ${allowed}.` })
      .optional(),
  ]);
  return z.union([level, z.strictObject({ severity: level.optional(), ...Object.fromEntries(own) })]).optional();
}

/** An entry of `apps`. */
function appSchema(ruleSettings: ReturnType<typeof ruleSettingsSchema>) {
  return z.strictObject({
    name: text.meta({ description: 'Applications of this name; * stands for anything.' }).optional(),
    appId: guid.optional(),
    file: text
      .meta({ description: 'Applications in these files: a path or glob from the folder of the config on.' })
      .optional(),
    flows: z
      .array(z.enum(['user', 'app-only']))
      .meta({ description: 'How it signs in: with users, or without one.' })
      .optional(),
    calls: z
      .array(call)
      .meta({ description: 'The calls that it makes: "GET /users/{id}", or a file of them.' })
      .optional(),
    rules: ruleSettings.optional(),
    permissions: permissions('What this application may request besides, or although it is denied.').optional(),
  });
}

function ruleSettingsSchema(rules: readonly ConfigurableRule[]) {
  return z.strictObject(Object.fromEntries(rules.map((rule) => [rule.id, ruleSetting(rule)])));
}

/** What holds for a run. */
const runKeys = {
  $schema: z.string().optional(),
  extends: z
    .union([text, texts])
    .meta({ description: 'Configs that this one adds to: paths from this file on, or files of packages.' })
    .optional(),
  cloud: z.enum(['global', 'usgov', 'usgov-dod', 'china']).meta({ description: 'The cloud of the tenant.' }).optional(),
  failOn: z
    .enum(['info', 'low', 'medium', 'high', 'critical', 'never'])
    .meta({ description: 'The lowest severity that fails a run [default: high].' })
    .optional(),
  include: texts
    .meta({ description: 'What is looked at in folders, as in .gitignore [default: all JSON].' })
    .optional(),
  ignore: texts.meta({ description: 'What is passed over, as in .gitignore.' }).optional(),
};

/** The schema of permlint.yaml, for these rules. */
export function configSchema(rules: readonly ConfigurableRule[]) {
  const ruleSettings = ruleSettingsSchema(rules);
  return z.strictObject({
    ...runKeys,
    rules: ruleSettings.meta({ description: 'Severities and options of rules.' }).optional(),
    permissions: permissions('What may be requested: everything else is not-allowed.')
      .meta({ description: 'What the organisation allows and denies; allow wins over deny.' })
      .optional(),
    catalogs: z
      .array(z.union([text, inlineApi]))
      .meta({ description: 'APIs of your own: files (service principals, manifests, exports), or written here.' })
      .optional(),
    baseline: text.meta({ description: 'The file of findings that were there before, from this file on.' }).optional(),
    apps: z
      .array(appSchema(ruleSettings))
      .meta({ description: 'What holds for single applications; later entries win.' })
      .optional(),
    waivers: z
      .array(waiver(rules.map(({ id }) => id).filter((id) => !unwaivable.has(id))))
      // What is left when the last waiver is removed.
      .nullable()
      .meta({ description: 'Findings that are accepted on purpose.' })
      .optional(),
  });
}

/** The shape of a baseline file. */
export const baselineSchema = z.strictObject({
  version: z.literal(1),
  findings: z.array(
    z.strictObject({
      fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
      rule: text,
      file: text.meta({
        description: 'From the folder of the baseline on; where the finding was when it was recorded.',
      }),
    }),
  ),
});

export type BaselineFile = z.infer<typeof baselineSchema>;

type Written = z.infer<ReturnType<typeof configSchema>>;

export type Level = (typeof levels)[number];
/** What is set of a rule: its level, or its level and options. */
export type RuleSetting = Level | Readonly<Record<string, Level | number>>;
type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** An entry of `apps` as it is written. */
export type AppEntry = Omit<NonNullable<Written['apps']>[number], 'rules'> & { readonly rules?: RuleSettings };
/** A config file as it is written. */
export type ConfigFile = Omit<Written, 'rules' | 'apps'> & {
  readonly rules?: RuleSettings;
  readonly apps?: readonly AppEntry[];
};
export type WaiverEntry = NonNullable<ConfigFile['waivers']>[number];
export type InlineApi = z.infer<typeof inlineApi>;

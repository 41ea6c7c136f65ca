import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkConfig } from '../../src/config/check-config.js';
import { mergeLayers } from '../../src/config/config.js';
import { readConfigFile } from '../../src/config/read-config.js';
import { rules } from '../../src/rules/index.js';

const schema = JSON.parse(readFileSync(new URL('../../dist/schema/config.json', import.meta.url), 'utf8'));
const isBySchema = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(
  schema,
);
const now = new Date('2026-11-20T00:00:00Z');

/** Whether permlint takes a config, catalog aside. */
function isTaken(value: unknown): boolean {
  const reading = readConfigFile('permlint.yaml', stringify(value));
  return reading.ok && checkConfig(mergeLayers([{ ...reading.file, location: '' }]), now).length === 0;
}

test('the schema that ships is a valid one of draft 2020-12, and describes every key', () => {
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
  expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
  const described = Object.entries<{ description?: string }>(schema.properties).filter(([key]) => key !== '$schema');
  expect(described.filter(([, { description }]) => description === undefined)).toEqual([]);
  const settings =
    schema.$defs[
      schema.properties.rules.$ref?.split('/').at(-1) ?? schema.properties.rules.allOf?.[0].$ref.split('/').at(-1)
    ];
  expect(Object.keys(settings.properties)).toEqual(rules.map(({ id }) => id));
});

const waiver = { rule: 'broad-permission', app: 'a', reason: 'reviewed in May', expires: '2027-01-01' };
const id = '5f0c8a9e-0000-0000-0000-000000000000';

const taken: readonly object[] = [
  {},
  { $schema: 'x', extends: 'a', cloud: 'usgov-dod', failOn: 'never', include: ['a'], ignore: [], baseline: 'a.json' },
  {
    extends: ['a', 'b'],
    rules: { 'unknown-api': 'off', 'broad-permission': { severity: 'low' }, 'parse-error': 'low' },
  },
  { permissions: { allow: [], deny: ['*'] }, catalogs: ['a.json', { appId: id, name: 'a', delegated: { b: id } }] },
  {
    apps: [
      {
        name: 'a',
        appId: id,
        file: 'b',
        flows: ['user', 'app-only'],
        calls: ['GET /me', { file: 'c' }],
        rules: { 'unknown-api': 'off' },
        permissions: { allow: ['a'] },
      },
    ],
  },
  {
    waivers: [
      waiver,
      { ...waiver, expires: undefined, permanent: true, owner: 'a', ticket: 'b', permission: 'c', file: 'd' },
    ],
  },
  { waivers: null },
];

const refused: readonly unknown[] = [
  'a',
  [],
  1,
  { failon: 'high' },
  { failOn: null },
  { failOn: 'off' },
  { cloud: 'mars' },
  { include: 'a' },
  { ignore: [''] },
  { baseline: 1 },
  { extends: [1] },
  { rules: [] },
  { rules: { 'unknown-apy': 'off' } },
  { rules: { 'parse-error': 'off' } },
  { rules: { 'internal-error': { severity: 'off' } } },
  { rules: { 'unknown-api': { severity: 'low', limit: 3 } } },
  { permissions: { allow: 'a' } },
  { permissions: { refuse: [] } },
  { catalogs: [{ appId: 'a', name: 'b' }] },
  { catalogs: [{ appId: id }] },
  { catalogs: [{ appId: id, name: 'a', application: { b: 'c' } }] },
  { apps: [{}] },
  { apps: [{ flows: ['user'] }] },
  { apps: [{ name: 'a', flows: ['daemon'] }] },
  { apps: [{ name: 'a', calls: [{ path: 'b' }] }] },
  { apps: [{ appId: 'a' }] },
  { waivers: [{ ...waiver, rule: 'expired-waiver' }] },
  { waivers: [{ ...waiver, reason: 'short' }] },
  { waivers: [{ ...waiver, expires: undefined }] },
  { waivers: [{ ...waiver, permanent: true }] },
  { waivers: [{ ...waiver, permanent: false, expires: undefined }] },
  { waivers: [{ ...waiver, app: undefined }] },
  { waivers: [{ ...waiver, expires: '1.1.2027' }] },
  { waivers: [{ ...waiver, line: 3 }] },
];

test.each(taken)('the schema and permlint take %j', (value) => {
  expect([isBySchema(JSON.parse(JSON.stringify(value))), isTaken(value)], JSON.stringify(isBySchema.errors)).toEqual([
    true,
    true,
  ]);
});

test.each(refused)('the schema and permlint refuse %j', (value) => {
  expect([isBySchema(JSON.parse(JSON.stringify(value))), isTaken(value)]).toEqual([false, false]);
});

test('each option of each rule is taken, and nothing below its least', () => {
  const options = rules.flatMap((rule) =>
    Object.entries(rule.options ?? {}).map(([name, { minimum }]) => [rule.id, name, minimum] as const),
  );
  expect(options.length).toBeGreaterThan(0);
  for (const [rule, name, minimum] of options) {
    for (const [value, isFine] of [
      [minimum, true],
      [minimum - 1, false],
      [minimum + 0.5, false],
      ['x', false],
    ] as const) {
      const config = { rules: { [rule]: { [name]: value } } };
      expect([isBySchema(config), isTaken(config)], JSON.stringify(config)).toEqual([isFine, isFine]);
    }
  }
});

test('whatever is written, the schema and permlint say the same of it', () => {
  const text = fc.constantFrom(
    '',
    ' ',
    'a',
    'high',
    'off',
    'user',
    'reviewed in May',
    '2027-01-01',
    id,
    'broad-permission',
    'Mail.Read',
  );
  const leaf = fc.oneof(text, fc.constantFrom(null, true, false, 0, 1, 1.5, -1));
  const keys = fc.constantFrom(
    '$schema',
    'extends',
    'cloud',
    'failOn',
    'include',
    'ignore',
    'rules',
    'permissions',
    'catalogs',
    'baseline',
    'apps',
    'waivers',
    'allow',
    'deny',
    'name',
    'appId',
    'file',
    'flows',
    'calls',
    'rule',
    'app',
    'reason',
    'expires',
    'permanent',
    'owner',
    'severity',
    'unknown-api',
    'parse-error',
    'delegated',
    'permission',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 2 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const likely = fc.record(
    {
      failOn: leaf,
      ignore: fc.array(leaf, { maxLength: 2 }),
      rules: fc.dictionary(
        fc.constantFrom('unknown-api', 'parse-error', 'x'),
        fc.oneof(fc.constantFrom('off', 'low'), fc.record({ severity: leaf })),
        { maxKeys: 2 },
      ),
      apps: fc.array(
        fc.record({ name: text, appId: text, flows: fc.array(text, { maxLength: 1 }) }, { requiredKeys: [] }),
        { maxLength: 2 },
      ),
      waivers: fc.oneof(
        fc.constant(null),
        fc.array(
          fc.record(
            {
              rule: fc.constantFrom('broad-permission', 'parse-error'),
              app: text,
              reason: text,
              expires: fc.constantFrom('2027-01-01', 'a'),
              permanent: fc.boolean(),
            },
            { requiredKeys: ['rule', 'reason'] },
          ),
          { maxLength: 2 },
        ),
      ),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(keys, value, { maxKeys: 3 }), likely), (config) => {
      expect(isTaken(config)).toBe(isBySchema(config));
    }),
    { numRuns: 3_000 },
  );
});

// Makes src/config/checker.generated.ts (ajv's checker) and dist/schema/config.json (for editors) of src/config/schema.ts
// and the rules, so that a run with a config loads neither zod nor ajv; and dist/schema/{report,diagnosis}.json of src/report/schema.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { z } from 'zod';
import { importSchemas } from './import-schemas.mjs';
import { importSource } from './import-source.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds the checker and the schemas. */
export async function buildConfig() {
  const [{ configSchema, baselineSchema }, { reportSchema, diagnosisSchema }, { rules }] = await Promise.all([
    importSchemas('src/config/schema.ts'),
    importSchemas('src/report/schema.ts'),
    importSource('src/rules/index.ts'),
  ]);
  const schema = z.toJSONSchema(configSchema(rules), { io: 'input', reused: 'ref' });
  mkdirSync(`${root}dist/schema`, { recursive: true });
  const titled = { title: 'permlint: permlint.yaml', ...schema };
  writeFileSync(`${root}dist/schema/config.json`, `${JSON.stringify(withEnds(titled), null, 2)}\n`);
  // Only what is written is promised, and more may come.
  writeSchema('report', 'permlint: JSON report', reportSchema);
  writeSchema('diagnosis', 'permlint: JSON diagnosis', diagnosisSchema);
  const baseline = z.toJSONSchema(baselineSchema, { io: 'input' });
  writeFileSync(`${root}src/config/checker.generated.ts`, checkerModule(schema, baseline));
}

/** @param {string} name @param {string} title @param {import('zod').ZodType} schema */
function writeSchema(name, title, schema) {
  const text = JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2);
  writeFileSync(`${root}dist/schema/${name}.json`, `${text}\n`);
}

/**
 * What the reader of configs checks by itself, because a checker's words for it would help nobody: a waiver has an end or
 * none on purpose, and says what it is for, as an entry of apps does.
 * @param {any} schema
 */
function withEnds(schema) {
  const either = (/** @type {string[]} */ names) => ({ anyOf: names.map((name) => ({ required: [name] })) });
  const withItems = (/** @type {any} */ list, /** @type {object[]} */ allOf) => ({
    ...list,
    items: { ...list.items, allOf },
  });
  const { apps, waivers } = schema.properties;
  const end = { oneOf: [{ required: ['expires'] }, { required: ['permanent'] }] };
  const [list, empty] = waivers.anyOf;
  const own = {
    apps: withItems(apps, [either(['name', 'appId', 'file'])]),
    waivers: { ...waivers, anyOf: [withItems(list, [end, either(['permission', 'app', 'file'])]), empty] },
  };
  return { ...schema, properties: { ...schema.properties, ...own } };
}

/**
 * The keys of a schema; those of a list are the keys of its items.
 * @param {any} schema @param {Record<string, any>} definitions @returns {object}
 */
function keyTreeOf(schema, definitions) {
  if (schema.$ref) return keyTreeOf(definitions[schema.$ref.split('/').at(-1)], definitions);
  if (schema.items) return keyTreeOf(schema.items, definitions);
  const trees = (schema.anyOf ?? []).map((/** @type {any} */ each) => keyTreeOf(each, definitions));
  const own = Object.entries(schema.properties ?? {}).map(([key, each]) => [key, keyTreeOf(each, definitions)]);
  return Object.assign({}, ...trees, Object.fromEntries(own));
}

/** @param {any} schema @param {object} baseline */
function checkerModule(schema, baseline) {
  const ajv = new Ajv2020.default({
    allErrors: true,
    code: { source: true, esm: true },
    messages: false,
    strict: true,
    allowUnionTypes: true,
    validateFormats: false,
  });
  ajv.addSchema(schema, 'config').addSchema(baseline, 'baseline');
  const code = standaloneCode.default(ajv, { validateConfig: 'config', validateBaseline: 'baseline' });
  if (code.includes('require(')) throw new Error('the checker of configs needs a module of ajv');
  return [
    '// @ts-nocheck',
    '// Made by scripts/build-config.mjs of src/config/schema.ts. Not checked in.',
    "import type { KeyTree, SchemaError } from './schema-faults.js';",
    code,
    '/** What ajv finds wrong with a config. */',
    'export const errorsOf: (value: unknown) => readonly SchemaError[] = (value) => (validateConfig(value) ? [] : validateConfig.errors);',
    '/** What ajv finds wrong with a baseline. */',
    'export const baselineErrorsOf: (value: unknown) => readonly SchemaError[] = (value) => (validateBaseline(value) ? [] : validateBaseline.errors);',
    '/** The keys that a config may have, at every level. */',
    `export const keyTree: KeyTree = ${JSON.stringify(keyTreeOf(schema, schema.$defs))};`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConfig();

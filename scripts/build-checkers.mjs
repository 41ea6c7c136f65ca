// Makes src/input/checkers.generated.ts (ajv checkers and key lists) and dist/schema/*.json of src/input/schemas.ts,
// so that a lint run loads neither zod nor ajv.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { z } from 'zod';
import { importSchemas } from './import-schemas.mjs';
import { slimCheckers } from './slim-checkers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** @typedef {{ type?: string | string[], anyOf?: Schema[], enum?: unknown[], const?: unknown, properties?: Record<string, Schema>, items?: Schema, required?: string[] }} Schema */

/** Builds the checkers and schemas; throws where a schema uses what the checkers cannot carry. */
export async function buildCheckers() {
  const module = await importSchemas('src/input/schemas.ts');
  /** @type {Record<string, import('zod').ZodType>} */
  const schemas = module.schemas;
  const jsonSchemas = Object.entries(schemas).map(
    ([name, schema]) => /** @type {const} */ ([name, toJsonSchema(schema)]),
  );
  mkdirSync(`${root}dist/schema`, { recursive: true });
  for (const [name, schema] of jsonSchemas) {
    const titled = { title: `permlint: ${name}`, ...schema };
    writeFileSync(`${root}dist/schema/${name}.json`, `${JSON.stringify(titled, null, 2)}\n`);
  }
  writeFileSync(`${root}src/input/checkers.generated.ts`, checkersModule(jsonSchemas));
}

/** @param {import('zod').ZodType} schema @returns {Schema} */
function toJsonSchema(schema) {
  const json = /** @type {Schema} */ (z.toJSONSchema(schema, { io: 'input' }));
  return flattened(json);
}

/**
 * Alternatives of plain types become one type list or one enum, so that a wrong value gives one fault, not one for
 * every alternative.
 * @param {Schema} schema @returns {Schema}
 */
function flattened(schema) {
  const { anyOf, ...rest } = schema;
  /** @type {Schema} */
  const result = { ...rest };
  if (result.properties) result.properties = mapValues(result.properties, flattened);
  if (result.items) result.items = flattened(result.items);
  if (anyOf === undefined) return result.enum ? withoutType(result) : result;
  const parts = anyOf.map(flattened);
  const fixed = parts.flatMap(
    (part) => part.enum ?? ('const' in part ? [part.const] : part.type === 'null' ? [null] : []),
  );
  if (parts.every((part) => part.enum || 'const' in part || part.type === 'null')) return { ...result, enum: fixed };
  const [main, ...others] = parts.filter((part) => part.type !== 'null');
  if (main === undefined || others.length > 0) throw new Error(`cannot flatten ${JSON.stringify(schema)}`);
  if (main.enum) return { ...result, ...main, enum: [...main.enum, null] };
  return { ...result, ...main, type: [.../** @type {string[]} */ ([main.type].flat()), 'null'] };
}

/** An enum says all; a type beside it would give a second fault. @param {Schema} schema @returns {Schema} */
function withoutType({ type, ...rest }) {
  return rest;
}

/** @template A, B @param {Record<string, A>} record @param {(value: A) => B} map @returns {Record<string, B>} */
function mapValues(record, map) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** @param {(readonly [string, Schema])[]} jsonSchemas */
function checkersModule(jsonSchemas) {
  const ajv = new Ajv2020.default({
    allErrors: true,
    code: { source: true, esm: true, lines: true },
    messages: false,
    strict: true,
    allowUnionTypes: true,
  });
  for (const [name, schema] of jsonSchemas) ajv.addSchema(schema, name);
  const names = Object.fromEntries(jsonSchemas.map(([name]) => [camelCase(name), name]));
  const code = slimCheckers(standaloneCode.default(ajv, names));
  const shapes = Object.fromEntries(jsonSchemas.map(([name, schema]) => [camelCase(name), shapeOf(schema)]));
  const union = Object.keys(names).map((name) => `'${name}'`);
  return [
    '// @ts-nocheck',
    '// Made by scripts/build-checkers.mjs of src/input/schemas.ts. Not checked in.',
    "import { type Checker, type KeyShape, note } from './checker.js';",
    code,
    `export const checkers: Readonly<Record<${union.join(' | ')}, Checker>> = { ${Object.keys(names).join(', ')} };`,
    `export const shapes: Readonly<Record<keyof typeof checkers, KeyShape>> = ${JSON.stringify(shapes)};`,
    '',
  ].join('\n');
}

/**
 * The keys that a schema knows, at every level.
 * @param {Schema} schema @returns {object}
 */
function shapeOf(schema) {
  const keys = schema.properties && mapValues(schema.properties, shapeOf);
  const items = schema.items && shapeOf(schema.items);
  return {
    ...(keys && Object.keys(keys).length > 0 && { keys }),
    ...(items && Object.keys(items).length > 0 && { items }),
  };
}

/** @param {string} name */
function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCheckers();

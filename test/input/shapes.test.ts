import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readText } from '../../src/input/read.js';
import { schemas } from '../../src/input/schemas.js';
import { type Pointer, pointerText } from '../../src/model/place.js';
import { problemLine, problemsOf } from './outline.js';

interface Schema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
}

type Format = keyof typeof schemas;

const schemaOf = (format: Format): Schema =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schemas[format], { io: 'input' })));

/** The alternatives of a schema, one level deep. */
const alternatives = (schema: Schema): readonly Schema[] =>
  (schema.anyOf ?? [schema]).flatMap((each) => each.anyOf ?? [each]);

function isOf(schema: Schema, type: string): boolean {
  return [schema.type].flat().includes(type);
}

/** A value with every property that the schema knows; lists have two items, so that one stays whole. */
function sampleOf(schema: Schema): unknown {
  const [main = {}] = alternatives(schema);
  if (main.enum) return main.enum[0];
  if ('const' in main) return main.const;
  if (isOf(main, 'array')) return [sampleOf(main.items ?? {}), sampleOf(main.items ?? {})];
  if (isOf(main, 'boolean')) return true;
  if (isOf(main, 'string')) return 'text';
  return Object.fromEntries(Object.entries(main.properties ?? {}).map(([key, below]) => [key, sampleOf(below)]));
}

/** Every place that the schema knows, with the schema that holds there. */
function fieldsOf(schema: Schema, pointer: Pointer): { readonly pointer: Pointer; readonly schema: Schema }[] {
  const [main = {}] = alternatives(schema);
  const below = Object.entries(main.properties ?? {}).flatMap(([key, each]) => fieldsOf(each, [...pointer, key]));
  const items = isOf(main, 'array') ? fieldsOf(main.items ?? {}, [...pointer, 0]) : [];
  return [{ pointer, schema }, ...below, ...items];
}

function takes(schema: Schema, value: unknown): boolean {
  return alternatives(schema).some((each) => {
    if (each.enum) return each.enum.includes(value);
    if ('const' in each) return each.const === value;
    return isOf(each, value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
  });
}

function replaced(value: unknown, pointer: Pointer, put: unknown): unknown {
  const [key, ...rest] = pointer;
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, put) : item));
  return Object.fromEntries(
    Object.entries(Object(value)).map(([each, item]) => [each, each === key ? replaced(item, rest, put) : item]),
  );
}

/** Where the registration stands in a document of its format. */
const frames: Readonly<Record<Format, (value: unknown) => { readonly value: unknown; readonly at: Pointer }>> = {
  'graph-application': (value) => ({ value, at: [] }),
  'azure-ad-graph-application': (value) => ({ value, at: [] }),
  'required-resource-access': (value) => ({ value, at: [] }),
  'azure-samples-application': (value) => ({ value: { AADApps: [value] }, at: ['AADApps', 0] }),
  'teams-manifest': (value) => ({ value, at: [] }),
};
const formats = Object.keys(frames) as Format[]; // The keys of a record that names each format.

const others: readonly unknown[] = ['true', 5, true, ['x'], { x: 1 }, null];
/** Without these no text is a Teams manifest that asks for permissions. */
const needed = ['/authorization', '/authorization/permissions'];

describe.each(formats)('every field of %s with every other type', (format) => {
  const schema = schemaOf(format);
  const sample = sampleOf(schema);
  const fields = fieldsOf(schema, []).filter(
    ({ pointer }) => pointer.length > 0 && !needed.includes(pointerText(pointer)),
  );

  test('has no problem as it stands', () => {
    expect(problemsOf(JSON.stringify(frames[format](sample).value)).map(problemLine)).toEqual([]);
    expect(fields.length).toBeGreaterThan(3);
  });

  test('gives one problem at the field, and none for a type that it takes', () => {
    for (const { pointer, schema: field } of fields) {
      for (const put of others) {
        const { value, at } = frames[format](replaced(sample, pointer, put));
        const problems = problemsOf(JSON.stringify(value));
        const told = problems.map((problem) => pointerText(problem.at.pointer));
        const main = alternatives(field)[0];
        const isTaken =
          takes(field, put) &&
          !(Array.isArray(put) && main?.items && !takes(main.items, 'x')) &&
          !isIncomplete(main, put);
        if (isTaken) expect(problems.map(problemLine)).toEqual([]);
        else if (takes(field, put)) expect(problems.length).toBeGreaterThan(0);
        else
          expect([pointerText(pointer), put, told]).toEqual([
            pointerText(pointer),
            put,
            [pointerText([...at, ...pointer])],
          ]);
      }
    }
  });
});

/** Whether an object lacks what the schema requires. */
function isIncomplete(schema: Schema | undefined, put: unknown): boolean {
  return typeof put === 'object' && put !== null && !Array.isArray(put) && schema?.required !== undefined;
}

describe('messages say what is wrong and what to write', () => {
  const app = (properties: object) => JSON.stringify({ signInAudience: 'AzureADMyOrg', api: {}, ...properties });
  const entry = (request: unknown) =>
    app({ requiredResourceAccess: [{ resourceAppId: 'A', resourceAccess: [request] }] });
  const type = 'requiredResourceAccess[0].resourceAccess[0].type';

  test.each<[string, string, string]>([
    [
      'a list as text',
      app({ requiredResourceAccess: 'x' }),
      'requiredResourceAccess is text; the service takes a list here and refuses anything else. Put square brackets around it.',
    ],
    [
      'a list as an object',
      app({ requiredResourceAccess: {} }),
      'requiredResourceAccess is an object; the service takes a list here and refuses anything else. Put square brackets around it.',
    ],
    [
      'a list as a number',
      app({ tags: 5 }),
      'tags is a number; the service takes a list here and refuses anything else.',
    ],
    [
      'a flag as text',
      app({ isFallbackPublicClient: 'true' }),
      'isFallbackPublicClient is text; the service takes true or false here and refuses anything else. Write true without quotes.',
    ],
    [
      'a text as a number',
      app({ displayName: 5 }),
      'displayName is a number; the service takes text here and refuses anything else. Put it in double quotes.',
    ],
    [
      'an entry that is no object',
      app({ requiredResourceAccess: [5] }),
      'requiredResourceAccess[0] is a number; the service takes an object here and refuses anything else.',
    ],
    [
      'a missing id',
      entry({ type: 'Role' }),
      'requiredResourceAccess[0].resourceAccess[0] has no id: the service refuses an entry without it. Add id.',
    ],
    [
      'a kind in small letters',
      entry({ id: 'x', type: 'role' }),
      `${type} is "role"; the service takes Scope or Role here and refuses anything else. Did you mean Role?`,
    ],
    [
      'a kind in other words',
      entry({ id: 'x', type: 'Application' }),
      `${type} is "Application"; the service takes Scope or Role here and refuses anything else.`,
    ],
    [
      'a kind of another type',
      entry({ id: 'x', type: true }),
      `${type} is true; the service takes Scope or Role here and refuses anything else.`,
    ],
    [
      'a token version as text',
      app({ api: { requestedAccessTokenVersion: '2' } }),
      'api.requestedAccessTokenVersion is "2"; the service takes 1, 2 or null here and refuses anything else. Write 2 without quotes.',
    ],
    [
      'a token version that is none',
      app({ api: { requestedAccessTokenVersion: 3 } }),
      'api.requestedAccessTokenVersion is 3; the service takes 1, 2 or null here and refuses anything else.',
    ],
    [
      'a name in a sample',
      '{"AADApps":[{"RequiredResourcesAccess":[{"DelegatedPermissions":["x"]}]}]}',
      'AADApps[0].RequiredResourcesAccess[0] has no Resource: the script that reads this file refuses an entry without it. Add Resource.',
    ],
  ])('%s', (_name, text, message) => {
    expect(problemsOf(text).map((problem) => problem.message)).toEqual([message]);
  });

  test.each<[string, string, unknown]>([
    [
      'the letter case of a kind',
      entry({ id: 'x', type: 'SCOPE' }),
      { op: 'replace', pointer: ['requiredResourceAccess', 0, 'resourceAccess', 0, 'type'], value: 'Scope' },
    ],
    [
      'the type of a token version',
      app({ api: { requestedAccessTokenVersion: '2' } }),
      { op: 'replace', pointer: ['api', 'requestedAccessTokenVersion'], value: 2 },
    ],
  ])('the fix changes %s', (_name, text, edit) => {
    expect(problemsOf(text)[0]?.fix).toEqual({ class: 'safe', edits: [edit] });
  });

  test('a typing error of another word is no fix', () => {
    const [problem] = problemsOf(entry({ id: 'x', type: 'Rolle' }));
    expect(problem?.message).toContain('Did you mean Role?');
    expect(problem?.fix).toBeUndefined();
  });

  test('a template variable may stand for a value of any type', () => {
    expect(
      problemsOf(
        app({
          tags: '{{state.tags}}',
          isFallbackPublicClient: '{{state.flag}}',
          api: { requestedAccessTokenVersion: '{{state.v}}' },
        }),
      ),
    ).toEqual([]);
  });

  test('a long path and a long value are cut', () => {
    const deep = `${'{"a":'.repeat(50)}{"b":1,"b":2}${'}'.repeat(50)}`;
    expect(problemsOf(`{"requiredResourceAccess":[],"x":${deep}}`)[0]?.message).toMatch(
      /^x\.a\.a\.a\.a\.a\.…\.a\.a\.a\.a\.a\.b stands twice/,
    );
    expect(problemsOf(entry({ id: 'x', type: 'y'.repeat(1000) }))[0]?.message.length).toBeLessThan(250);
  });
});

test('no message repeats what a credential holds', () => {
  const secret = 'pl4nted~s3cret';
  const shapes: unknown[] = [
    secret,
    [secret],
    { value: secret },
    [{ secretText: secret, value: secret, key: secret, hint: secret }],
    [[secret]],
  ];
  for (const key of ['passwordCredentials', 'keyCredentials', 'PasswordCredentials', 'secretText']) {
    for (const shape of shapes) {
      const json = JSON.stringify(
        { name: 'x', signInAudience: 'AzureADMyOrg', [key]: shape, oauth2AllowImplicitFlow: false },
        null,
        1,
      );
      const broken = [
        json,
        json.replace(/,/, ',,'),
        json.replaceAll('"', "'"),
        json.replaceAll(`"${secret}"`, secret),
        json.replace(`"${secret}"`, `"${secret}`),
      ];
      const cut = Array.from({ length: json.length }, (_, end) => json.slice(0, end));
      for (const text of [...broken, ...cut]) {
        for (const item of readText('x', text, 'named')) {
          if (item.kind === 'problem') expect(item.problem.message).not.toContain(secret.slice(0, 5));
        }
      }
    }
  }
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.js';
import { lintText } from '../../src/lint.js';
import { lineRanges } from '../../src/model/place.js';
import { rules } from '../../src/rules/index.js';
import { partText } from '../catalog/open.js';
import { applicationsOf, outline } from './outline.js';

const text = fc.string({ maxLength: 8 }).filter((value) => !value.includes('{{'));
const permission = fc.record({ id: text, type: fc.constantFrom('Scope', 'Role') });
const application = fc.record({
  displayName: text,
  appId: fc.uuid(),
  signInAudience: fc.constantFrom('AzureADMyOrg', 'AzureADMultipleOrgs'),
  api: fc.record({ requestedAccessTokenVersion: fc.constantFrom(1, 2, null) }),
  requiredResourceAccess: fc.array(
    fc.record({ resourceAppId: text, resourceAccess: fc.array(permission, { maxLength: 4 }) }),
    { maxLength: 3 },
  ),
});

const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** The same value with every key changed, and the order of keys turned round. */
function respelled(value: unknown, spell: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => respelled(item, spell));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [spell(key), respelled(item, spell)]),
  );
}

test('an application reads the same however it is written', () => {
  fc.assert(
    fc.property(application, (app) => {
      const pretty = JSON.stringify(app, null, 2);
      const facts = outline(pretty).map(withoutPlaces);
      expect(facts.some((line) => line.startsWith('application'))).toBe(true);
      const ways = [
        JSON.stringify(app),
        `\ufeff${JSON.stringify(app, null, '\t').replaceAll('\n', '\r\n')}\r\n`,
        JSON.stringify(respelled(app, (key) => key)),
        JSON.stringify(respelled(app, capital)),
        pretty.replace(/^( *)"/gm, '$1/* x */ "').replace(/$/, ' // end'),
        `{"value":[${pretty}]}`,
      ];
      for (const way of ways) expect(outline(way).map(withoutPlaces)).toEqual(facts);
      const [read] = applicationsOf(pretty);
      expect(read?.requests.map((request) => request.permission)).toMatchObject(
        app.requiredResourceAccess.flatMap(({ resourceAccess }) =>
          resourceAccess.map(({ id }) => ({ known: true, value: id })),
        ),
      );
      for (const { permission: fact } of read?.requests ?? [])
        expect(sourceOf(pretty, fact.at)).toBe(fact.known ? JSON.stringify(fact.value) : '');
    }),
  );
});

function withoutPlaces(line: string): string {
  return line.replace(/ \d+:\d+/g, '');
}

function sourceOf(
  whole: string,
  at: Parameters<typeof lineRanges>[1][number] & { readonly document: Parameters<typeof lineRanges>[0] },
): string {
  const [range] = at.document.locate([at]);
  return whole.slice(range?.start, range?.end);
}

const setting = {
  catalog: createCatalog(partText),
  rules,
  now: new Date('2026-11-01T00:00:00Z'),
  cloud: 'global',
} as const;

/** Lints a text and looks at every place: none may lie outside, and nothing may throw. */
function lintWhole(whole: string): void {
  const { findings, crashed } = lintText('x', whole, 'named', setting);
  expect(crashed).toBe(false);
  for (const finding of findings) {
    const { document } = finding.at;
    const [range] = document.locate([finding.at]);
    if (finding.rule === 'parse-error' && range === undefined) throw new Error(`no place for ${finding.message}`);
    if (range === undefined) continue;
    expect(range.start).toBeLessThanOrEqual(range.end);
    expect(range.end).toBeLessThanOrEqual(document.text?.length ?? 0);
    expect(lineRanges(document, [finding.at])[0]?.line).toBeGreaterThan(0);
  }
}

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  remove: fc.nat(3),
  insert: fc.oneof(
    fc.constantFrom(
      '',
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\\',
      '/*',
      '//',
      '\n',
      'null',
      '5',
      '{{',
      '\u0000',
      '\ud800',
      '"id":"x",',
      '[],',
    ),
    fc.string({ maxLength: 3 }),
  ),
});

function changed(whole: string, changes: readonly Change[]): string {
  return changes.reduce((now, { at, remove, insert }) => {
    const place = at % (now.length + 1);
    return now.slice(0, place) + insert + now.slice(place + remove);
  }, whole);
}

const formats = new URL('formats/', import.meta.url);
const ours = readdirSync(formats)
  .filter((name) => !name.endsWith('.expected'))
  .map((name) => readFileSync(new URL(name, formats), 'utf8'));

describe('no change to a manifest makes the linter throw or point outside of it', () => {
  test('own manifests', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ours), fc.array(change, { maxLength: 4 }), (whole, changes) =>
        lintWhole(changed(whole, changes)),
      ),
      { numRuns: 2_000 },
    );
  });

  const corpus = resolve(process.env.PERMLINT_CORPUS ?? '../shared/corpus');
  const isThere = existsSync(corpus);
  if (!isThere) console.warn(`skipped: no corpus of real manifests at ${corpus} (PERMLINT_CORPUS)`);

  test.skipIf(!isThere)('real manifests', () => {
    const real = readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => readFileSync(resolve(corpus, name), 'utf8'))
      .filter((whole) => whole.length < 100_000);
    for (const whole of real) lintWhole(whole);
    fc.assert(
      fc.property(fc.constantFrom(...real), fc.array(change, { maxLength: 4 }), (whole, changes) =>
        lintWhole(changed(whole, changes)),
      ),
      { numRuns: 2_000 },
    );
  });
});

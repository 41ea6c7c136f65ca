import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clouds } from '../../src/catalog/resolve.js';
import { fixText, type LintText } from '../../src/engine/fix.js';
import { type Finding, type Fix, isOpen } from '../../src/model/finding.js';
import { identitiesOf } from '../../src/model/fingerprint.js';
import { lintNamed } from '../rules/lint-fixture.js';

const folder = fileURLToPath(new URL('../rules', import.meta.url));
const both: readonly Fix['class'][] = ['safe', 'unsafe'];
const graph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

const lint: LintText = (text) => {
  const { findings, passedOver } = lintNamed(text);
  return passedOver === undefined ? findings : undefined;
};

function shown(findings: readonly Finding[]): ReadonlySet<string> {
  const open = findings.filter((each) => isOpen(each) && each.severity !== 'info');
  return new Set(identitiesOf(open.map((each) => ({ ...each, range: each.at.document.locate([each.at])[0] }))));
}

interface Fixture {
  readonly name: string;
  readonly text: string;
  readonly lint: LintText;
}

function fixtures(): Fixture[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/bad-[^/]*\.(?:json|ndjson)$/.test(name))
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const beside = (extension: string): string | undefined => {
        const file = path.replace(/\.[a-z]+$/, `.${extension}`);
        return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
      };
      const setting = {
        day: beside('now'),
        cloud: clouds.find((each) => each === beside('cloud')),
        calls: beside('calls.txt'),
        config: beside('permlint.yaml'),
      };
      const own: LintText = (text) => {
        const { findings, passedOver } = lintNamed(text, setting);
        return passedOver === undefined ? findings : undefined;
      };
      return { name, text: readFileSync(path, 'utf8').replace(/^\ufeff/, ''), lint: own };
    });
}

describe.each<readonly [string, readonly Fix['class'][]]>([
  ['--fix', ['safe']],
  ['--fix=unsafe', both],
])('%s', (_name, classes) => {
  test('on every fixture: nothing new is found, and a second run changes nothing', () => {
    let count = 0;
    for (const fixture of fixtures()) {
      const before = fixture.lint(fixture.text);
      const once = fixText(fixture.text, classes, fixture.lint);
      const after = fixture.lint(once.text);
      if (before === undefined || after === undefined) throw new Error(`${fixture.name} is not linted`);
      const known = shown(before);
      expect(
        [...shown(after)].filter((each) => !known.has(each)),
        fixture.name,
      ).toEqual([]);
      expect(shown(after).size, fixture.name).toBeLessThanOrEqual(known.size);
      expect(fixText(fixture.text, classes, fixture.lint).text, 'the same each time').toBe(once.text);
      const twice = fixText(once.text, classes, fixture.lint);
      expect(twice.text, fixture.name).toBe(once.text);
      expect(twice.applied, fixture.name).toEqual([]);
      const left = after.filter(({ fix }) => fix !== undefined && classes.includes(fix.class));
      expect(left.length, `${fixture.name}: what has a fix is fixed or left out for a reason`).toBe(
        once.refused.length + left.filter(({ at, fix }) => at.document.change?.(fix?.edits ?? []) === undefined).length,
      );
      count += once.applied.length;
    }
    expect(count, 'fixes were applied').toBeGreaterThan(30);
  });
});

test('every rule that has a fix has a fixture in which it is applied', () => {
  const applied = new Set<string>();
  for (const { text, lint: own } of fixtures())
    for (const { rule } of fixText(text, both, own).applied) applied.add(rule);
  expect([...applied].sort()).toEqual([
    'duplicate-api',
    'duplicate-permission',
    'empty-api',
    'excessive-permission',
    'invalid-audience',
    'invalid-manifest',
    'personal-app-role',
    'redundant-permission',
    'retired-permission',
    'token-version',
    'type-mismatch',
    'unused-permission',
    'wrong-api',
  ]);
});

function registration(...entries: readonly { readonly api?: string; readonly requests: readonly string[] }[]): string {
  const requiredResourceAccess = entries.map(({ api = graph, requests }) => ({
    resourceAppId: api,
    resourceAccess: requests.map((request) => {
      const [id = '', type = ''] = request.split(' ');
      return { id, type };
    }),
  }));
  return `${JSON.stringify({ displayName: 'x', signInAudience: 'AzureADMyOrg', requiredResourceAccess }, null, 2)}\n`;
}

describe('no permission is lost or won by safe fixes', () => {
  const mailRead = '810c84a8-4a9e-49e6-bf7d-12d183f40d01 Role';
  const own = `${userRead} Scope`;
  const requested = (text: string): readonly string[] => {
    const { applications } = lintNamed(text);
    const all = (applications[0]?.requests ?? []).map(({ api, permission, kind }) =>
      [api, permission, kind].map((fact) => (fact.known ? fact.value.toLowerCase() : '?')).join(' '),
    );
    return [...new Set(all)].sort();
  };

  test.each<[string, string]>([
    ['twice in one entry', registration({ requests: [own, own] })],
    ['three times in one entry', registration({ requests: [own, own, mailRead, own] })],
    ['in two entries', registration({ requests: [own] }, { requests: [own, mailRead] })],
    [
      'in three entries, with duplicates in each',
      registration({ requests: [own, own] }, { requests: [mailRead, mailRead] }, { requests: [own, mailRead] }),
    ],
    [
      'in four entries of two spellings',
      registration(
        { requests: [own] },
        { api: graph.toUpperCase(), requests: [mailRead] },
        { requests: [mailRead] },
        { requests: [own] },
      ),
    ],
    [
      'beside an empty entry in front',
      registration({ requests: [] }, { requests: [own] }, { requests: [own, mailRead] }),
    ],
    ['beside an empty entry behind', registration({ requests: [own, own] }, { requests: [] }, { requests: [] })],
  ])('%s', (_what, text) => {
    const fixed = fixText(text, ['safe'], lint);
    expect(requested(fixed.text)).toEqual(requested(text));
    expect(fixed.applied.length).toBeGreaterThan(0);
    const rules = (lint(fixed.text) ?? []).map(({ rule }) => rule);
    expect(rules).not.toContain('duplicate-api');
    expect(rules).not.toContain('duplicate-permission');
    expect(rules).not.toContain('empty-api');
    // What is left is written as JSON.stringify writes it.
    expect(fixed.text).toBe(`${JSON.stringify(JSON.parse(fixed.text), null, 2)}\n`);
  });
});

test('any list of requests asks for the same after safe fixes, without duplicates, and for nothing else', () => {
  const own = '7d8f3c1e-5b0a-4e6f-9a42-1c2d3e4f5a6b';
  const ids = [userRead, 'e383f46e-2787-4529-855e-0e479a3ffac0', '00000000-0000-4000-8000-000000000001'];
  const either = (text: string) => fc.constantFrom(text, text.toUpperCase());
  const entry = fc.record({
    resourceAppId: fc.oneof(either(graph), either(own)),
    resourceAccess: fc.array(
      fc.record({ id: fc.constantFrom(...ids).chain(either), type: fc.constantFrom('Scope', 'Role') }),
      { maxLength: 4 },
    ),
  });
  const requested = (
    list: readonly { resourceAppId: string; resourceAccess: readonly { id: string; type: string }[] }[],
  ) =>
    list.flatMap(({ resourceAppId, resourceAccess }) =>
      resourceAccess.map(({ id, type }) => `${resourceAppId} ${id} ${type}`.toLowerCase()),
    );
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 5 }),
      fc.constantFrom(undefined, 2, '\t'),
      (list, indent) => {
        const text = JSON.stringify({ displayName: 'x', requiredResourceAccess: list }, null, indent);
        const { text: fixed, refused } = fixText(text, ['safe'], lint);
        const result = requested(JSON.parse(fixed).requiredResourceAccess);
        expect([...result].sort()).toEqual([...new Set(requested(list))].sort());
        expect(refused).toEqual([]);
        expect(fixText(fixed, ['safe'], lint).text).toBe(fixed);
        if (indent !== undefined) expect(fixed).toBe(JSON.stringify(JSON.parse(fixed), null, indent));
        else expect(fixed).toBe(JSON.stringify(JSON.parse(fixed)));
      },
    ),
    { numRuns: 300 },
  );
});

describe('what is left alone', () => {
  const text = registration({ requests: [`${userRead} Scope`, `${userRead} Scope`] });

  test('a finding that somebody accepted', () => {
    const waived: LintText = (now) =>
      lint(now)?.map((each) => ({ ...each, waived: { reason: 'a reason to keep it', expires: undefined } }));
    const baselined: LintText = (now) => lint(now)?.map((each) => ({ ...each, baselined: true }));
    for (const accepting of [waived, baselined]) {
      expect(fixText(text, both, accepting)).toMatchObject({ text, applied: [], refused: [] });
    }
  });

  test('a class that was not asked for', () => {
    expect(fixText(text, [], lint).text).toBe(text);
  });

  test('a fix after which something new is found, while the others are made', () => {
    const ids = [1, 2, 3].map((digit) => `00000000-0000-4000-8000-00000000000${digit} Scope`);
    const own = '7d8f3c1e-5b0a-4e6f-9a42-1c2d3e4f5a6b';
    const three = registration({ api: own, requests: ids.flatMap((id) => [id, id]) });
    const guilty: LintText = (now) => {
      const found = lint(now) ?? [];
      const isOnce = now.split(ids[1]?.slice(0, 36) ?? '').length === 2;
      const [first] = found;
      return isOnce && first ? [...found, { ...first, rule: 'made-by-the-fix', severity: 'high' }] : found;
    };
    const { text: fixed, applied, refused } = fixText(three, ['safe'], guilty);
    expect(applied.map(({ permission }) => permission?.id ?? 'own')).toHaveLength(2);
    expect(refused).toHaveLength(1);
    expect(fixed.split(ids[1]?.slice(0, 36) ?? '')).toHaveLength(3);
    expect(fixed.split(ids[0]?.slice(0, 36) ?? '')).toHaveLength(2);
    expect(fixText(fixed, ['safe'], guilty).applied).toEqual([]);
  });

  test('a text that would be no registration any more', () => {
    const bare = `[{ "resourceAppId": "${graph}", "resourceAccess": [] }]\n`;
    const { text: fixed, applied, refused } = fixText(bare, ['safe'], lint);
    expect(fixed).toBe(bare);
    expect(applied).toEqual([]);
    expect(refused).toHaveLength(1);
  });

  test('a text that is not linted at all', () => {
    expect(fixText('[1, 2', both, () => undefined)).toEqual({ text: '[1, 2', applied: [], left: [], refused: [] });
  });
});

test('a fix that brings a finding to light is made when other fixes mend that too', () => {
  const text =
    '{"signInAudience":"personalmicrosoftaccount","api":{"requestedAccessTokenVersion":1},"requiredResourceAccess":[]}';
  const { text: fixed } = fixText(text, ['safe'], lint);
  expect(fixed).toBe(text.replace('personalmicrosoftaccount', 'PersonalMicrosoftAccount').replace(':1}', ':2}'));
});

test('thirty entries of one API become one in one run', () => {
  const ids = Array.from({ length: 30 }, (_, index) => `00000000-0000-4000-8000-0000000000${index + 10} Scope`);
  const api = '7d8f3c1e-5b0a-4e6f-9a42-1c2d3e4f5a6b';
  const apart = registration(...ids.map((id) => ({ api, requests: [id] })));
  expect(fixText(apart, ['safe'], lint).text).toBe(registration({ api, requests: ids }));
});

test('a thousand duplicates go in a few rounds', () => {
  const requests = Array.from({ length: 1_000 }, () => `${userRead} Scope`);
  let lints = 0;
  const { text: fixed } = fixText(registration({ requests }), ['safe'], (text) => {
    lints += 1;
    return lint(text);
  });
  expect(fixed).toBe(registration({ requests: [`${userRead} Scope`] }));
  expect(lints).toBeLessThan(10);
});

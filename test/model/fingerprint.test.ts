import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '../../src/engine/check.js';
import { readText } from '../../src/input/read.js';
import type { Application } from '../../src/model/application.js';
import { identitiesOf } from '../../src/model/fingerprint.js';
import type { Problem } from '../../src/model/problem.js';
import { locateFindings } from '../../src/report/locate-findings.js';
import { rules } from '../../src/rules/index.js';
import { openCatalog } from '../catalog/open.js';

const { catalog } = openCatalog();

/** The identities of the findings of a text, sorted: which stands first is no part of them. */
function identities(text: string): readonly string[] {
  const applications: Application[] = [];
  const problems: Problem[] = [];
  for (const item of readText('app.json', text, 'named')) {
    if (item.kind === 'application') applications.push(item.application);
    else if (item.kind === 'problem') problems.push(item.problem);
  }
  const { findings: all } = check(applications, problems, {
    catalog,
    rules,
    now: new Date('2026-11-20'),
    cloud: 'global',
  });
  const findings = all.filter(({ severity }) => severity !== 'info');
  return identitiesOf(locateFindings('app.json', applications, findings).findings).toSorted();
}

const ids = [
  'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
  '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
  '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
  '810c84a8-4a9e-49e6-bf7d-12d183f40d01',
  '00000000-1111-4222-8333-444444444444',
  'no id',
];
const entry = fc.record({ id: fc.constantFrom(...ids), type: fc.constantFrom('Role', 'Scope', 'Rolle') });
const api = fc.record({
  resourceAppId: fc.constantFrom(
    '00000003-0000-0000-c000-000000000000',
    '00000002-0000-0000-c000-000000000000',
    '11111111-2222-4333-8444-555555555555',
  ),
  resourceAccess: fc.array(entry, { maxLength: 4 }),
});
const registration = fc.record(
  {
    displayName: fc.constantFrom('A', 'b "c"', 'é'),
    signInAudience: fc.constantFrom('AzureADMyOrg', 'AzureADMultleOrgs', 'AzureADandPersonalMicrosoftAccount', 7),
    requiredResourceAccess: fc.array(api, { maxLength: 3 }),
  },
  { requiredKeys: ['requiredResourceAccess'] },
);

function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversedKeys(each)]),
  );
}

test('they stay where a file is formatted anew, gets comments or other line ends, or another order', () => {
  fc.assert(
    fc.property(registration, (value) => {
      const pretty = JSON.stringify(value, null, 2);
      const own = identities(pretty);
      for (const same of [
        JSON.stringify(value),
        JSON.stringify(value, null, '\t'),
        pretty.replaceAll('\n', '\r\n'),
        `// a\n\n${pretty.replaceAll('{\n', '{ // b\n')}`,
        JSON.stringify(reversedKeys(value)),
      ]) {
        expect(identities(same)).toEqual(own);
      }
      const turned = {
        ...value,
        requiredResourceAccess: value.requiredResourceAccess.map((each) => ({
          ...each,
          resourceAccess: each.resourceAccess.toReversed(),
        })),
      };
      expect(identities(JSON.stringify(turned))).toEqual(own);
    }),
    { numRuns: 200 },
  );
});

test('no two findings of a file have the same', () => {
  fc.assert(
    fc.property(registration, (value) => {
      const own = identities(JSON.stringify(value));
      expect(new Set(own).size).toBe(own.length);
    }),
    { numRuns: 200 },
  );
});

test('another application, permission or rule gives another', () => {
  const text = (name: string, id: string) =>
    JSON.stringify({
      displayName: name,
      requiredResourceAccess: [
        { resourceAppId: '00000003-0000-0000-c000-000000000000', resourceAccess: [{ id, type: 'Role' }] },
      ],
    });
  const first = identities(text('A', ids[1] ?? ''));
  expect(first.length).toBeGreaterThan(0);
  for (const other of [text('B', ids[1] ?? ''), text('A', ids[2] ?? '')]) {
    const both = new Set([...first, ...identities(other)]);
    expect(both.size).toBe(first.length + identities(other).length);
  }
});

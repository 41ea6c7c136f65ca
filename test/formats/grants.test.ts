// One application that asks for User.Read.All and is granted more, in every form that can say what is granted.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lint, spoken, textAt } from './lint-files.js';
import type { Files } from './registration-texts.js';

const folder = fileURLToPath(new URL('grants', import.meta.url));
const takeover = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';
const mailRead = '570282fd-fa5c-430d-a7fd-fc8dc98a9dca';

const expected = [
  `Contoso Sync: grant-for-all ${mailRead}`,
  `Contoso Sync: tenant-takeover ${takeover}`,
  `Contoso Sync: undeclared-grant ${mailRead}`,
  `Contoso Sync: undeclared-grant ${takeover}`,
];

/** Each form: one file, or a folder of files that belong together. */
const forms: readonly (readonly [string, Files])[] = readdirSync(folder, { withFileTypes: true }).map((entry) => {
  const names = entry.isDirectory()
    ? readdirSync(`${folder}/${entry.name}`).map((name) => `${entry.name}/${name}`)
    : [entry.name];
  return [entry.name, Object.fromEntries(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]))];
});

/** As PowerShell writes objects: every key with a capital letter. */
function withCapitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCapitals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key.charAt(0).toUpperCase() + key.slice(1), withCapitals(each)]),
  );
}

const lists: unknown = JSON.parse(readFileSync(`${folder}/lists.json`, 'utf8'));
const byPowerShell = ['by PowerShell', { 'lists.json': JSON.stringify(withCapitals(lists), null, 2) }] as const;

describe.each([...forms, byPowerShell])('%s', (_, files) => {
  const report = lint(files);
  const about = new Set(['grant-for-all', 'tenant-takeover', 'undeclared-grant']);
  const findings = report.findings.filter(({ rule }) => about.has(rule));

  test('says what is granted beyond what is asked for', () => {
    expect(spoken({ ...report, findings })).toEqual(expected);
  });

  test('says it at the grant', () => {
    for (const finding of findings) {
      expect(textAt(report, finding)).toMatch(/9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8|Mail\.Read/);
    }
  });
});

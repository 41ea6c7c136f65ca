// The figures in docs/guides/limits-and-kinds.md are those of the catalog.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalog } from '../rules/lint-fixture.js';

const guide = readFileSync(fileURLToPath(new URL('../../docs/guides/limits-and-kinds.md', import.meta.url)), 'utf8');

const rows: readonly (readonly [string, string])[] = [
  ['permissions in all', 'rra-total'],
  ['permissions of one API', 'rra-per-api'],
  ['APIs', 'rra-apis'],
  ['delegated permissions in one consent request', 'consent-delegated'],
  ['application permissions in one consent request', 'consent-application'],
];

test.each(rows)('%s', (label, id) => {
  const row = guide.split('\n').find((line) => line.startsWith(`| ${label} |`)) ?? '';
  const [, , work = '', personal = ''] = row.split('|').map((cell) => cell.trim().replace('about ', ''));
  const { values } = catalog.limit(id);
  const shown = (value: unknown) => (value === null ? '-' : String(value));
  expect([work, work, personal, personal]).toEqual([
    shown(values.AzureADMyOrg),
    shown(values.AzureADMultipleOrgs),
    shown(values.AzureADandPersonalMicrosoftAccount),
    shown(values.PersonalMicrosoftAccount),
  ]);
});

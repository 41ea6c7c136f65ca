// The worked examples of the specification, and three examples of Microsoft's overview of permissions.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openLeast } from '../../src/least/least.js';
import type { Scheme } from '../../src/least/path-table.js';
import { openCatalog } from '../catalog/open.js';

const shared = process.env.PERMLINT_SHARED ?? join(fileURLToPath(new URL('../..', import.meta.url)), '..', 'shared');
const examples = join(shared, 'oracle', 'cover-examples.json');
const table = join(shared, 'oracle', 'least-privilege.tsv');
const isPresent = existsSync(examples) && existsSync(table);
if (!isPresent) console.info(`No oracle in ${shared}: its examples are not tested (set PERMLINT_SHARED).`);

const { catalog } = openCatalog();
const schemes: Readonly<Record<string, Scheme>> = {
  DelegatedWork: 'work',
  DelegatedPersonal: 'personal',
  Application: 'application',
};

/** The names of the set for calls as pasted, and the calls that it does not cover. */
function coverOf(calls: readonly string[], scheme: Scheme) {
  const asked = calls.map((text) => {
    const [method = '', url = ''] = text.split(' ');
    return { method, url, text };
  });
  const { permissions, calls: answers } = openLeast(catalog, scheme).cover(asked);
  const uncovered = answers.filter(({ status }) => status !== 'covered').map(({ call }) => call.text);
  return { names: permissions.map(({ name }) => name).sort(), uncovered };
}

interface Example {
  readonly name: string;
  readonly calls: readonly string[];
  readonly expect: Readonly<Record<string, readonly string[]>>;
  readonly uncovered: Readonly<Record<string, readonly string[]>>;
}

function readExamples(): readonly Example[] {
  return isPresent ? JSON.parse(readFileSync(examples, 'utf8')) : [];
}

describe.skipIf(!isPresent)('the oracle', () => {
  test('holds 18 examples', () => expect(readExamples()).toHaveLength(18));

  describe.each(Object.entries(schemes))('%s', (name, scheme) => {
    test.each(readExamples().map((example) => [example.name, example] as const))('%s', (_, example) => {
      expect(coverOf(example.calls, scheme)).toEqual({
        names: [...(example.expect[name] ?? [])].sort(),
        uncovered: example.uncovered[name] ?? [],
      });
    });
  });

  test('the documented answers are met as often as they ever were', () => {
    const rows = readFileSync(table, 'utf8').trimEnd().split('\n').slice(1);
    const met = rows.map((row) => {
      const [method = '', url = '', scheme = '', least = '', higher = ''] = row.split('\t');
      const { names } = coverOf([`${method} ${url}`], schemes[scheme] ?? 'work');
      return names.includes(least)
        ? 'exact'
        : higher.split(',').some((name) => names.includes(name))
          ? 'accepted'
          : 'wrong';
    });
    const count = (wanted: string) => met.filter((each) => each === wanted).length;
    expect(rows).toHaveLength(300);
    expect(count('exact')).toBeGreaterThanOrEqual(292);
    expect(count('exact') + count('accepted')).toBeGreaterThanOrEqual(293);
  });
});

describe('what everybody knows', () => {
  test.each<[Scheme, readonly string[], readonly string[]]>([
    ['work', ['GET /me'], ['User.Read']],
    ['personal', ['GET /me'], ['User.Read']],
    ['application', ['GET /groups'], ['GroupMember.Read.All']],
    ['work', ['GET /me/calendar/events', 'PATCH /me/calendar/events/{id}'], ['Calendars.ReadWrite']],
    ['work', ['GET /me/events', 'PATCH /me/events/{id}'], ['Calendars.ReadWrite']],
    ['application', ['GET /users/{id}/calendar/events', 'PATCH /users/{id}/events/{id}'], ['Calendars.ReadWrite']],
    ['work', ['POST /me/sendMail'], ['Mail.Send']],
    ['application', ['PATCH /groups/{id}'], ['Group.ReadWrite.All']],
    ['application', ['GET /roleManagement/directory/roleDefinitions'], ['RoleManagement.Read.Directory']],
    ['application', ['GET /teams/{id}/channels/{id}/tabs'], ['TeamsTab.Read.All']],
    ['application', ['POST /users/{id}/calendar/getSchedule'], ['Calendars.Read']],
    ['application', ['GET /auditLogs/signIns'], ['AuditLog.Read.All']],
    ['work', [], []],
  ])('%s: %j', (scheme, calls, names) => {
    expect(coverOf(calls, scheme)).toEqual({ names, uncovered: [] });
  });

  test('an app has no /me, whatever the data list', () => {
    const { calls, permissions } = openLeast(catalog, 'application').cover([{ method: 'GET', url: '/me/messages' }]);
    expect(calls[0]?.status).toBe('needs-user');
    expect(permissions).toEqual([]);
  });

  test('an unknown call stops nothing', () => {
    expect(coverOf(['GET /me', 'GET /no/such/thing'], 'work')).toEqual({
      names: ['User.Read'],
      uncovered: ['GET /no/such/thing'],
    });
  });

  test('a known call that no permission of the scheme opens says to whom it is open', () => {
    const { calls } = openLeast(catalog, 'personal').cover([{ method: 'GET', url: '/auditLogs/signIns' }]);
    expect(calls[0]).toMatchObject({ status: 'none', openTo: ['work', 'application'] });
  });
});

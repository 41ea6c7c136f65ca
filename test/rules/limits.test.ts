// Limits that count: inputs on both sides of each, made from the catalog.
import { describe, expect, test } from 'vitest';
import { graphAppId } from '../../src/catalog/lookup.js';
import type { Audience, Permission } from '../../src/catalog/types.js';
import { audiences } from '../../src/catalog/types.js';
import type { PermissionKind } from '../../src/model/application.js';
import { rules } from '../../src/rules/index.js';
import { catalog, findingLines, lintNamed } from './lint-fixture.js';

interface Entry {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

const isQuiet = ({ api, id, kind, state, resourceSpecific, name }: Permission): boolean =>
  state === 'live' && !resourceSpecific && name !== '' && catalog.retirement(api.appId, { id, kind }) === undefined;

/** Permissions of an API that no other rule has anything to say about, those for personal accounts first. */
function entryOf(appId: string, kind: PermissionKind, count: number): Entry {
  const api = catalog.api(appId);
  const own = api === undefined ? [] : catalog.permissionsOf(api);
  const found = own.filter((each) => each.kind === kind && isQuiet(each));
  found.sort((a, b) => Number(a.personal === false) - Number(b.personal === false));
  expect(found.length).toBeGreaterThanOrEqual(count);
  const type = kind === 'application' ? 'Role' : 'Scope';
  return { resourceAppId: appId, resourceAccess: found.slice(0, count).map(({ id }) => ({ id, type })) };
}

/** APIs other than Microsoft Graph, one delegated or application permission of each. */
function otherApis(count: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (const api of catalog.apis()) {
    const whole = catalog.retirement(api.appId, undefined);
    const [first] = api.appId === graphAppId || whole ? [] : catalog.permissionsOf(api).filter(isQuiet);
    if (first !== undefined) entries.push(entryOf(api.appId, first.kind, 1));
    if (entries.length === count) break;
  }
  expect(entries).toHaveLength(count);
  return entries;
}

/** APIs with at least `each` delegated permissions, that many of each, until there are `count` permissions. */
function spread(count: number, each: number): readonly Entry[] {
  const entries: Entry[] = [];
  let left = count;
  for (const api of catalog.apis()) {
    if (left === 0) break;
    const own = catalog
      .permissionsOf(api)
      .filter((permission) => permission.kind === 'delegated' && isQuiet(permission));
    if (own.length < 5 || catalog.retirement(api.appId, undefined)) continue;
    const taken = Math.min(left, each, own.length);
    entries.push(entryOf(api.appId, 'delegated', taken));
    left -= taken;
  }
  expect(left).toBe(0);
  return entries;
}

/** Whether a rule is about what an application could do with less: a long list gives many such findings. */
const isOfPower = (id: string): boolean => rules.find((rule) => rule.id === id)?.category === 'least-privilege';

/** All other findings, each as `rule@line:col message`, of a registration that has the entries. */
function lint(audience: Audience | undefined, requiredResourceAccess: readonly Entry[]): readonly string[] {
  const registration = {
    displayName: 'Contoso',
    ...(audience && { signInAudience: audience }),
    requiredResourceAccess,
  };
  const { findings } = lintNamed(JSON.stringify(registration, null, 1));
  return findingLines(findings.filter(({ rule }) => !isOfPower(rule)));
}

const rulesOf = (lines: readonly string[]): readonly string[] => lines.map((line) => line.replace(/@.*/s, ''));

const work: readonly (Audience | undefined)[] = ['AzureADMyOrg', 'AzureADMultipleOrgs', undefined];
const personal: readonly Audience[] = audiences.filter((audience) => audience.includes('PersonalMicrosoftAccount'));

const graph = (delegated: number, application: number): readonly Entry[] => {
  const both = [entryOf(graphAppId, 'delegated', delegated), entryOf(graphAppId, 'application', application)];
  return [{ resourceAppId: graphAppId, resourceAccess: both.flatMap(({ resourceAccess }) => resourceAccess) }];
};

describe.each(work)('work accounts (%s)', (audience) => {
  test('400 permissions pass and 401 do not', () => {
    expect(lint(audience, graph(110, 290))).toEqual([]);
    const [line, ...others] = lint(audience, graph(111, 290));
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^too-many-permissions@\d+:28 This application requests 401 permissions; the limit is 400 in all\. .* Remove 1, or split the application\.$/,
    );
  });

  test('50 APIs pass and 51 do not', () => {
    expect(lint(audience, otherApis(50))).toEqual([]);
    const [line, ...others] = lint(audience, otherApis(51));
    expect(others).toEqual([]);
    expect(line).toMatch(/^too-many-apis@\d+:28 .* 51 APIs; the service refuses more than 50\. Remove 1, or split/);
  });

  test('an API that stands twice counts once', () => {
    const apis = otherApis(50);
    expect(rulesOf(lint(audience, [...apis, ...apis.slice(0, 1)]))).toEqual(['duplicate-api']);
  });

  test('155 delegated permissions fit into one consent request, 156 do not', () => {
    expect(lint(audience, graph(155, 0))).toEqual([]);
    const [line, ...others] = lint(audience, graph(156, 0));
    expect(others).toEqual([]);
    expect(line).toMatch(/^consent-request-size@\d+:28 156 delegated permissions are more than .* about 155 /);
  });

  test('300 application permissions fit into one consent request, 301 do not', () => {
    expect(lint(audience, graph(0, 300))).toEqual([]);
    const lines = lint(audience, graph(0, 301));
    expect(rulesOf(lines)).toEqual(['consent-request-size']);
    expect(lines[0]).toContain('301 application permissions are more than one consent request carries');
  });

  test('many permissions of one API are no matter', () => expect(lint(audience, graph(31, 0))).toEqual([]));
});

describe.each(personal)('personal accounts (%s)', (audience) => {
  const own = (lines: readonly string[]) =>
    lines.filter((line) => !/^(personal-app-role|work-only|personal-uns)/.test(line));

  test('30 permissions of one API pass and 31 do not', () => {
    expect(lint(audience, graph(30, 0))).toEqual([]);
    const lines = lint(audience, graph(31, 0));
    expect(rulesOf(lines)).toEqual(['consent-request-size', 'personal-permission-limit']);
    expect(lines[1]).toContain(`31 permissions of Microsoft Graph; where personal accounts can sign in (${audience})`);
    expect(lines[1]).toContain('Remove 1, or narrow signInAudience.');
  });

  test('31 to 200 over several APIs are worth a word', () => {
    expect(lint(audience, spread(30, 10))).toEqual([]);
    for (const total of [31, 200]) {
      const lines = lint(audience, spread(total, 10)).filter((line) => !line.startsWith('consent-request-size'));
      expect(rulesOf(lines)).toEqual(['personal-total-advisory']);
      expect(lines[0]).toContain(`This application requests ${total} permissions and takes personal accounts.`);
    }
  });

  test('200 permissions in all pass and 201 do not', () => {
    const lines = lint(audience, spread(201, 10)).filter((line) => !line.startsWith('consent-request-size'));
    expect(rulesOf(lines)).toEqual(['too-many-permissions']);
    expect(lines[0]).toContain('the limit where personal accounts can sign in is 200 in all.');
  });

  test('50 APIs pass and 51 do not', () => {
    const limit = (lines: readonly string[]) => own(lines).filter((line) => line.startsWith('too-many-apis'));
    expect(limit(lint(audience, otherApis(50)))).toEqual([]);
    expect(limit(lint(audience, otherApis(51)))).toHaveLength(1);
  });

  test('30 permissions of a kind fit into one consent request, 31 do not', () => {
    const size = (lines: readonly string[]) => own(lines).filter((line) => line.startsWith('consent-request-size'));
    expect(size(lint(audience, [...spread(30, 10), ...graph(0, 30).slice(1)]))).toEqual([]);
    const [line] = size(lint(audience, spread(31, 10)));
    expect(line).toContain('31 delegated permissions are more than one consent request carries, which is 30 where');
  });
});

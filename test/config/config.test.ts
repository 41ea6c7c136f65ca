import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applicationConfigs, optionsOf, setLevelOf } from '../../src/config/application-setting.js';
import { checkConfig, endOf, lastDay } from '../../src/config/check-config.js';
import { commandLine, mergeLayers } from '../../src/config/config.js';
import { type ConfigLayer, loadConfig } from '../../src/config/load-config.js';
import { lineRanges } from '../../src/model/place.js';

/** Loads `main` of these texts; each may extend the others by name. */
function load(texts: Readonly<Record<string, string>>) {
  const fileOf = (name: string) => {
    const text = texts[name];
    return text === undefined ? { fault: `${name}: there is none.` } : { name, location: name, text };
  };
  return loadConfig({ name: 'main', location: 'main', text: texts.main ?? '' }, fileOf);
}

function layersOf(texts: Readonly<Record<string, string>>): readonly ConfigLayer[] {
  const loading = load(texts);
  if (!loading.ok) throw new Error(JSON.stringify(loading.faults));
  return loading.layers;
}

const config = (texts: Readonly<Record<string, string>>) => mergeLayers(layersOf(texts));
const faultsOf = (texts: Readonly<Record<string, string>>) => {
  const loading = load(texts);
  return loading.ok
    ? []
    : loading.faults.map(({ name, line, column, message }) => `${name}:${line}:${column} ${message}`);
};
const values = <T>(list: readonly { readonly value: T }[] | undefined) => list?.map(({ value }) => value);

test('a later scalar replaces, a list adds, an empty list empties, and each value knows where it is written', () => {
  const merged = config({
    base: 'failOn: low\ncloud: china\nignore: [a, b]\npermissions: { deny: [Mail.Read] }\n',
    more: 'extends: base\nignore: []\npermissions: { deny: [Mail.Send] }\n',
    main: 'extends: more\nfailOn: high\nignore:\n  - c\n',
  });
  expect(merged.failOn).toMatchObject({ value: 'high', location: 'main' });
  expect(merged.cloud).toMatchObject({ value: 'china', location: 'base' });
  expect(values(merged.ignore)).toEqual(['c']);
  expect(values(merged.deny)).toEqual(['Mail.Read', 'Mail.Send']);
  expect(merged.deny?.map(({ location }) => location)).toEqual(['base', 'more']);
  expect(merged.allow).toBeUndefined();
  const [place] = merged.ignore ?? [];
  expect(place && lineRanges(place.at.document, [place.at])).toMatchObject([{ line: 4, column: 5 }]);
});

test('an empty list that is last leaves an empty list, which is not the same as none', () => {
  const merged = config({
    base: 'permissions: { allow: [User.Read] }\n',
    main: 'extends: [base]\npermissions: { allow: [] }\n',
  });
  expect(merged.allow).toEqual([]);
});

test('a key that is left without waivers says nothing', () => {
  const waiver = '{ rule: broad-permission, app: a, reason: reviewed in May, permanent: true }';
  expect(config({ base: `waivers: [${waiver}]\n`, main: 'extends: base\nwaivers:\n' }).waivers).toHaveLength(1);
});

test('a file that several extend counts once, before them all', () => {
  const layers = layersOf({ base: '', one: 'extends: base', two: 'extends: base', main: 'extends: [one, two]' });
  expect(layers.map(({ location }) => location)).toEqual(['base', 'one', 'two', 'main']);
});

test('circles and files that are not there are told at the entry', () => {
  expect(faultsOf({ main: 'extends: main\n' })).toEqual(['main:1:10 this config extends itself.']);
  expect(faultsOf({ main: 'extends: [one]\n', one: 'extends:\n  - main\n  - none\n' })).toEqual([
    'one:2:5 this config extends itself.',
    'one:3:5 none: there is none.',
  ]);
});

test('the faults of all files are told, those of a file that several extend once', () => {
  const texts = {
    base: 'failon: high',
    one: 'extends: base\ncloud: x',
    two: 'extends: base',
    three: 'extends: base',
    main: 'extends: [one, two, three]',
  };
  expect(faultsOf(texts)).toEqual([
    'one:2:8 cloud is "x"; expected global, usgov, usgov-dod or china.',
    'base:1:1 unknown key "failon". Did you mean failOn?',
  ]);
});

test('a chain of twins takes no longer than it is long', () => {
  const names = Array.from({ length: 60 }, (_, index) => `c${index}`);
  const texts = Object.fromEntries(
    names.map((name, index) => [name, index === 59 ? 'failOn: x' : `extends: [c${index + 1}, c${index + 1}]`]),
  );
  expect(faultsOf({ ...texts, main: 'extends: c0' })).toHaveLength(1);
});

test('lists of a chain come to what is behind the last empty one', () => {
  const list = fc.option(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 6 }), (lists) => {
      const texts = lists.map((own, index) =>
        JSON.stringify({ ...(index > 0 && { extends: `f${index - 1}` }), ...(own && { ignore: own }) }),
      );
      const named = Object.fromEntries(texts.map((text, index) => [`f${index}`, text]));
      const lastEmpty = lists.findLastIndex((own) => own?.length === 0);
      const expected = lists.every((own) => own === undefined)
        ? undefined
        : lists.slice(lastEmpty + 1).flatMap((own) => own ?? []);
      expect(values(config({ ...named, main: `extends: f${lists.length - 1}` }).ignore)).toEqual(expected);
    }),
  );
});

const apps = `
rules: { broad-permission: low, too-many-apis: { severity: low } }
permissions: { allow: [User.Read], deny: [Mail.*] }
apps:
  - name: 'Contoso *'
    rules: { broad-permission: off }
    flows: [user]
    calls: [GET /me]
  - appId: 5F0C8A9E-0000-0000-0000-000000000000
    permissions: { allow: [Mail.Read], deny: [Files.*] }
    flows: [app-only]
  - file: apps/portal
    name: Contoso Portal
    rules: { broad-permission: high }
`;

test('entries of apps are for what has their name, appId and file, and later ones win', () => {
  const find = applicationConfigs(config({ main: apps }));
  const none = { name: undefined, appId: undefined, file: undefined };
  const level = (key: object) => setLevelOf(find({ ...none, ...key }).rules, 'broad-permission')?.value;
  expect(level({})).toBe('low');
  expect(level({ name: 'contoso sync' })).toBe('off');
  expect(level({ name: 'Contoso Portal' })).toBe('off');
  expect(level({ name: 'Contoso Portal', file: 'apps/portal/app.json' })).toBe('high');
  expect(level({ file: 'apps/portal/app.json' })).toBe('low');
  const own = find({ ...none, name: 'Contoso', appId: '5f0c8a9e-0000-0000-0000-000000000000' });
  expect([values(own.allow), values(own.exceptions), values(own.deny)]).toEqual([
    ['User.Read'],
    ['Mail.Read'],
    ['Mail.*', 'Files.*'],
  ]);
  expect(own.flows?.value).toEqual(['app-only']);
  expect(values(find({ ...none, name: 'Contoso Sync' }).calls)).toEqual(['GET /me']);
});

test('a level and options of a rule are taken one by one, the last of each', () => {
  const { rules } = config({
    base: 'rules: { narrower-exists: { severity: low }, personal-total-advisory: info }',
    main: 'extends: base\nrules: { narrower-exists: {}, personal-total-advisory: { severity: high } }',
  });
  expect(setLevelOf(rules, 'narrower-exists')?.value).toBe('low');
  expect(setLevelOf(rules, 'personal-total-advisory')).toMatchObject({ value: 'high', location: 'main' });
  expect(setLevelOf(rules, 'broad-permission')).toBeUndefined();
  expect(optionsOf(rules, 'narrower-exists')).toEqual({});
});

const now = new Date('2026-11-20T12:00:00Z');
const checked = (text: string) =>
  checkConfig(config({ main: text }), now).map(({ line, message }) => `${line} ${message}`);
const waiver = (more: string) =>
  `waivers:\n  - rule: broad-permission\n    app: a\n    reason: reviewed in May\n${more}`;

test('a waiver has an end, or none on purpose', () => {
  expect(checked(waiver(''))).toEqual([
    '2 waivers[0] has no end. Add expires: 2027-12-25 (at the latest), or permanent: true.',
  ]);
  expect(checked(waiver('    expires: 2027-01-01\n    permanent: true\n'))).toEqual([
    '6 waivers[0] has an end and none. Keep expires or permanent.',
  ]);
  expect(checked(waiver('    expires: 2026-02-30\n'))).toEqual(['5 waivers[0].expires is no day of the calendar.']);
  expect(checked(waiver('    expires: 2027-12-25\n'))).toEqual([]);
  expect(checked(waiver('    expires: 2027-12-26\n'))).toEqual([
    '5 waivers[0].expires is more than 400 days ahead. Write 2027-12-25 at the latest, or permanent: true.',
  ]);
  expect(checked(waiver('    permanent: true\n'))).toEqual([]);
  expect(lastDay(now)).toBe('2027-12-25');
  expect(new Date(endOf('2027-12-25')).toISOString()).toBe('2027-12-26T00:00:00.000Z');
});

test('a waiver and an entry of apps say what they are for', () => {
  expect(checked('waivers:\n  - { rule: broad-permission, reason: reviewed in May, permanent: true }\n')).toEqual([
    '2 waivers[0] says nothing of what it is for: it would accept every broad-permission, the next ones too. Add permission, app or file. To switch the rule off: rules: { broad-permission: off }.',
  ]);
  expect(checked('apps:\n  - flows: [user]\n')).toEqual([
    '2 apps[0] says nothing of which application it is for. Add name, appId or file.',
  ]);
});

test('a waiver of everything says nothing of what it is for', () => {
  const of = (scope: string) =>
    checked(`waivers:\n  - { rule: broad-permission, ${scope}, reason: reviewed in May, permanent: true }\n`);
  for (const scope of [
    "permission: '*'",
    "permission: '**'",
    "permission: '*/*'",
    "permission: '*:application'",
    "permission: '*/*:delegated'",
    "file: '**'",
    "file: '*'",
    "file: '**/*'",
    "file: './**/*'",
    "file: '*', permission: '*'",
  ])
    expect(of(scope), scope).toEqual([expect.stringContaining('2 waivers[0] says nothing of what it is for')]);
  for (const scope of [
    "permission: '*', app: a",
    "permission: '*.All'",
    "permission: 'Orders API/*'",
    "file: 'apps/**'",
    "file: '*.json'",
    "file: '.*'",
  ])
    expect(of(scope), scope).toEqual([]);
});

test('a glob that could keep a run waiting is a fault of its place', () => {
  const stars = '*a'.repeat(11);
  expect(checked(`include: [a, '${stars}']\n`)).toEqual([
    '1 include[1] holds more than ten *: it could keep every run waiting. Part it in two, or make it shorter.',
  ]);
  expect(checked(`ignore:\n  - '${'**/a/'.repeat(5)}b'\n`)).toEqual([
    expect.stringContaining('2 ignore[0] holds more than four **'),
  ]);
  expect(checked(`apps:\n  - name: a\n    file: '${'a'.repeat(200)}*'\n`)).toEqual([
    expect.stringContaining('3 apps[0].file is longer than 200 characters'),
  ]);
  expect(checked(waiver(`    permanent: true\n    file: '${stars}'\n`))).toEqual([
    expect.stringContaining('6 waivers[0].file holds more than ten *'),
  ]);
  const fine = [`**/${'*a'.repeat(10)}`, '**/a/**/b/**/c/**', 'a'.repeat(300), '\\*'.repeat(20)];
  expect(checked(`include: ${JSON.stringify(fine)}\n`)).toEqual([]);
});

test('what the command line sets wins over an entry of apps', () => {
  const [own] = layersOf({ main: apps });
  const [set] = layersOf({ main: 'rules: { broad-permission: critical }' });
  if (own === undefined || set === undefined) throw new Error('no layers');
  const find = applicationConfigs(mergeLayers([own, { ...set, location: commandLine }]));
  const { rules } = find({ name: 'contoso sync', appId: undefined, file: undefined });
  expect(setLevelOf(rules, 'broad-permission')?.value).toBe('critical');
});

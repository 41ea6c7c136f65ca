import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfigFile } from '../../src/config/read-config.js';
import { clean, folderWith, permlint, wrong } from './run.js';

const placeholder = ['$', '{{X}}'].join('');

const schema = JSON.parse(readFileSync(new URL('../../dist/schema/config.json', import.meta.url), 'utf8'));
const isBySchema = new Ajv2020({ strict: false }).compile(schema);
const corpus = process.env.PERMLINT_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));

const configOf = (cwd: string) => readFileSync(join(cwd, 'permlint.yaml'), 'utf8');

/** The config with what is suggested put in force: all below the first key, without the `# ` before it. */
function uncommented(text: string): string {
  const suggestion = /^# ((?:[a-z]+:| {2}).*)$/;
  return text
    .split('\n')
    .map((line) => suggestion.exec(line)?.[1] ?? line)
    .join('\n');
}

/** Writes a config, which must be right as it is and with all that it suggests. */
function init(cwd: string): { readonly out: string; readonly text: string; readonly all: Record<string, unknown> } {
  const { code, out, err } = permlint(['init'], { cwd });
  expect([code, err]).toEqual([0, '']);
  const text = configOf(cwd);
  expect(parse(text)).toEqual({ failOn: 'high' });
  const whole = uncommented(text);
  const reading = readConfigFile('permlint.yaml', whole);
  expect(reading.ok ? [] : reading.faults, whole).toEqual([]);
  const all = parse(whole);
  expect(isBySchema(all), JSON.stringify(isBySchema.errors)).toBe(true);
  expect(text + out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/);
  return { out, text, all };
}

test('of an empty folder it is a beginning, with everything in comments', () => {
  const { out, text, all } = init(folderWith({}));
  expect(out).toBe('permlint.yaml written, for 0 app registrations in 0 files.\nThere is nothing to correct.\n');
  expect(Object.keys(all)).toEqual([
    'failOn',
    'cloud',
    'include',
    'ignore',
    'rules',
    'permissions',
    'catalogs',
    'apps',
    'waivers',
  ]);
  expect(text).not.toContain('yaml-language-server');
});

test('it fits what is there, and the run after it finds the same', () => {
  const cwd = folderWith({
    'apps/a.json': clean,
    'apps/b.json': wrong,
    'c.json': clean.replace('00000003-0000-0000-c000-000000000000', '11111111-2222-4333-8444-555555555555'),
  });
  const before = permlint(['-f', 'concise'], { cwd }).out;
  const { out, all } = init(cwd);
  expect(out).toBe(
    'permlint.yaml written, for 3 app registrations in 3 files.\n1 high; high fail a run.\nNext: permlint --fix corrects what is safe to correct, permlint shows the rest, permlint baseline records it,\nso that only new findings count from then on.\n',
  );
  expect(all).toMatchObject({
    include: ['/apps/**/*.json', '/*.json'],
    catalogs: [{ appId: '11111111-2222-4333-8444-555555555555' }],
    apps: [
      { file: 'apps/a.json', name: 'Portal', flows: ['user'] },
      { file: 'apps/b.json', flows: ['app-only'] },
      { file: 'c.json' },
    ],
  });
  expect(permlint(['-f', 'concise'], { cwd }).out).toBe(before);
});

test('what it suggests to include is all that it found, however many folders there are', () => {
  const names = Array.from({ length: 14 }, (_, at) => `team${at}/apps/x/a.json`);
  const cwd = folderWith({
    ...Object.fromEntries(names.map((name) => [name, wrong])),
    'team0/other/b.json': wrong,
    'team0/all.ndjson': JSON.stringify(JSON.parse(wrong)),
  });
  const before = permlint(['-f', 'concise'], { cwd }).out;
  const { text, all } = init(cwd);
  expect(all.include).toHaveLength(15);
  expect(all.include).toEqual(expect.arrayContaining(['/team0/**/*.json', '/team0/**/*.ndjson', '/team9/**/*.json']));
  expect(text.match(/calls:/g)).toHaveLength(1);
  writeFileSync(join(cwd, 'permlint.yaml'), `include: ${JSON.stringify(all.include)}\n`);
  expect(permlint(['-f', 'concise'], { cwd }).out).toBe(before);
});

test('where permlint is installed the schema is named for editors', () => {
  const cwd = folderWith({ 'node_modules/permlint/dist/schema/config.json': '{}' });
  expect(init(cwd).text.split('\n')[0]).toBe(
    '# yaml-language-server: $schema=./node_modules/permlint/dist/schema/config.json',
  );
});

test('a config that is there stays', () => {
  const cwd = folderWith({ 'permlint.yaml': '# mine\n' });
  expect(permlint(['init'], { cwd })).toEqual({
    code: 2,
    out: '',
    err: 'permlint: permlint.yaml is there already\nEdit it; permlint config shows what it sets.\n',
  });
  expect(configOf(cwd)).toBe('# mine\n');
  expect(permlint(['init'], { cwd: folderWith({ 'permlint.yml': '' }) }).err).toContain(
    'permlint.yml is not read: a config is called permlint.yaml',
  );
  expect(permlint(['init', 'apps'], { cwd: folderWith({}) }).err).toContain('init takes no operand');
});

test('where a config of a folder above counted, that is said', () => {
  const cwd = folderWith({ '.git/HEAD': '', 'permlint.yaml': '# a\n', 'apps/a.json': clean });
  expect(init(join(cwd, 'apps')).out).toContain(
    'From here on it counts in place of ../permlint.yaml; extends: ../permlint.yaml adds to that.\n',
  );
});

test('more applications than a beginning needs are counted', () => {
  const { text, all } = init(
    folderWith({
      'a.ndjson': Array.from({ length: 25 }, (_, at) =>
        JSON.stringify(JSON.parse(clean.replace('Portal', `App ${at}`))),
      ).join('\n'),
    }),
  );
  expect(text).toContain('#   # and 15 more\n');
  expect(all.apps).toHaveLength(10);
});

const hostile = [
  'line\nend',
  '# no comment',
  '"quoted" \'both\' \\',
  placeholder,
  'Zoë 日本 🙂',
  'left \u202e right',
  '\u001b[31m',
  "'",
  '- a: b',
  '*x &y !z',
  '\u2028 \u0085 \u009f',
  '\ud800 alone',
  ' ',
  '@a `b` %c',
  'x'.repeat(3_000),
];

test.each(hostile)('a name such as %j comes back as it is, on a line of its own', (name) => {
  const app = JSON.stringify({ ...JSON.parse(clean), displayName: name });
  const { all } = init(folderWith({ 'a.json': app }));
  if (name.trim() !== '' && name !== placeholder)
    expect(all.apps).toMatchObject([{ name: /[\ud800-\udfff]/u.test(name) ? expect.any(String) : name }]);
});

test('file names such as nobody should have', () => {
  const names = [
    '# a.json',
    "it's.json",
    'a"b.json',
    '[x]*.json',
    'line\nend.json',
    'Zoë 日本.json',
    'left\u202eright.json',
    ' b .json',
    `${placeholder}.json`,
    '{a,b}.json',
    '!c.json',
    'sub folder [1]/\u001b[2J.json',
  ];
  const cwd = folderWith(Object.fromEntries(names.map((name) => [name, clean])));
  const { text, all } = init(cwd);
  expect((all.apps as readonly unknown[]).length + Number(/# and (\d+) more/.exec(text)?.[1] ?? 0)).toBe(names.length);
});

test('every suggestion for a file means that file: what it sets applies there', () => {
  const names = ['[x]*.json', 'sub [1]/a b.json', '!c.json', '#d.json'];
  const cwd = folderWith({ ...Object.fromEntries(names.map((name) => [name, wrong])) });
  init(cwd);
  const own = folderWith({
    ...Object.fromEntries(names.map((name) => [name, wrong])),
    'permlint.yaml': uncommented(configOf(cwd))
      .replaceAll(/^.*(?:include|ignore|deny|allow):\n(?:.*- .*\n)+/gm, '')
      .replaceAll(/ {4}flows: .*/g, '    rules: { type-mismatch: off }')
      .replace(/^permissions:\n/m, '')
      .replace(/^catalogs:\n.*\n/m, '')
      .replace(/^waivers:[\s\S]*/m, ''),
  });
  const run = permlint(['-f', 'json'], { cwd: own });
  expect(
    JSON.parse(run.out).findings.filter(({ rule }: { readonly rule: string }) => rule === 'type-mismatch'),
  ).toEqual([]);
});

test('names of any kind', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 10 }), (names) => {
      init(
        folderWith({
          'a.ndjson': names.map((displayName) => JSON.stringify({ ...JSON.parse(clean), displayName })).join('\n'),
        }),
      );
    }),
    { numRuns: 25 },
  );
});

const manifests = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name.endsWith('.json'),
    )
  : [];
if (manifests.length === 0) console.info(`init over real manifests is skipped: no corpus at ${corpus}`);

test.skipIf(manifests.length === 0)('of real manifests', () => {
  const cwd = folderWith({ 'x.txt': '' });
  for (const [index, entry] of manifests.entries())
    copyFileSync(join(entry.parentPath, entry.name), join(cwd, `${index}.json`));
  const { all } = init(cwd);
  expect(all.apps).toHaveLength(10);
  expect(dirname(cwd)).not.toBe(cwd);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfigFile } from '../../src/config/read-config.js';

/** What is wrong with a text, as `line:column message`; nothing where it is a config. */
function faults(text: string): readonly string[] {
  const reading = readConfigFile('permlint.yaml', text);
  return reading.ok ? [] : reading.faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const right: Readonly<Record<string, string>> = {
  'an empty text': '',
  'comments only': '# a\n\n# b\n',
  'a byte order mark': '\u{feff}failOn: high\n',
  'Windows line ends': 'failOn: high\r\nrules:\r\n  unknown-api: off\r\n',
  JSON: '{ "failOn": "high", "rules": { "unknown-api": "off" } }',
  'an anchor that is used': 'rules: &own { unknown-api: off }\napps:\n  - { name: a, rules: *own }\n',
  'a document mark': '---\nfailOn: high\n...\n',
  'the schema for editors': '$schema: https://example.com/config.json\n',
  'waivers that are gone': 'waivers:\n',
  'YAML 1.1, in which off is false and a date is no text': '%YAML 1.1\n---\nrules: { unknown-api: off }\n',
};

test.each(Object.entries(right))('%s is a config', (_, text) => {
  expect(faults(text)).toEqual([]);
});

const wrong: readonly (readonly [string, ...string[]])[] = [
  ['hello', '1:1 the config is a text; expected an object.'],
  ['7', '1:1 the config is a number; expected an object.'],
  ['apps: !!omap [a: 1]', '1:7 tags (!!) have no meaning here.'],
  ['rules: !!set { a }', '1:8 tags (!!) have no meaning here.'],
  ['failOn: !!str high', '1:15 tags (!!) have no meaning here.'],
  ['!!map\nfailOn: high', '2:1 tags (!!) have no meaning here.'],
  ['rules: !!map { unknown-api: off }', '1:14 tags (!!) have no meaning here.'],
  ['- a', '1:1 the config is a list; expected an object.'],
  ['rules:\n\tunknown-api: off', '2:1 YAML is indented with spaces, not with tabs.'],
  ['failOn: high\nfailOn: low', '2:1 this key stands twice.'],
  ['failOn: high\n---\nfailOn: low', '2:1 a config is one document: remove the --- and what follows.'],
  ['failOn: !foo high', '1:9 tags (!!) have no meaning here.'],
  ['failOn: *high', '1:9 the alias *high has no anchor (&high) before it.'],
  ['failOn: "high', '1:14 a closing quote or bracket, a colon or a comma is missing.'],
  ['failon: high', '1:1 unknown key "failon". Did you mean failOn?'],
  ['failOn: hihg', '1:9 failOn is "hihg"; expected info, low, medium, high, critical or never. Did you mean high?'],
  ['failOn:', '1:8 failOn is empty; expected info, low, medium, high, critical or never.'],
  ['failOn: false', '1:9 failOn is false; expected info, low, medium, high, critical or never.'],
  ['ignore: a', '1:9 ignore is "a"; expected a list.'],
  ['ignore: [1]', '1:10 ignore[0] is 1; expected a text.'],
  ['ignore: [" "]', '1:10 ignore[0] is " "; expected a text that is not blank.'],
  ['extends: 1', '1:10 extends is 1; expected a text or a list.'],
  ['rules: { unknown-apy: off }', '1:10 no rule is called "unknown-apy". Did you mean unknown-api?'],
  [
    'rules: { __proto__: off, constructor: off }',
    '1:10 no rule is called "__proto__". permlint rules lists them.',
    '1:26 no rule is called "constructor". permlint rules lists them.',
  ],
  [
    'rules: { unknown-api: of }',
    '1:23 rules.unknown-api is "of"; expected off, info, low, medium, high, critical or an object. Did you mean off?',
  ],
  [
    'rules: { parse-error: off }',
    '1:23 rules.parse-error is "off"; expected info, low, medium, high, critical or an object.',
  ],
  ['permissions: { alow: [] }', '1:16 unknown key "alow" in permissions. Did you mean allow?'],
  [
    'apps: [{ name: a, flows: [usr] }]',
    '1:27 apps[0].flows[0] is "usr"; expected user or app-only. Did you mean user?',
  ],
  ['apps: [{ appId: a }]', '1:17 apps[0].appId is "a"; expected an appId: 00000000-0000-0000-0000-000000000000.'],
  ['apps: [{ name: a, calls: [{ file: 1 }] }]', '1:35 apps[0].calls[0].file is 1; expected a text.'],
  ['apps: [{ name: a, calls: [{}] }]', '1:27 apps[0].calls[0] lacks file.'],
  ['catalogs: [{ name: a }]', '1:12 catalogs[0] lacks appId.'],
  ['waivers: 1', '1:10 waivers is 1; expected a list.'],
  [
    'waivers: [{ rule: unused-waiver }]',
    '1:11 waivers[0] lacks reason.',
    '1:19 waivers[0].rule is "unused-waiver"; expected the id of a rule that can be waived.',
  ],
  [
    'waivers: [{ rule: broad-permision, reason: reviewed in May }]',
    '1:19 waivers[0].rule is "broad-permision"; expected the id of a rule that can be waived. Did you mean broad-permission?',
  ],
  [
    'waivers: [{ rule: broad-permission, reason: short }]',
    '1:45 waivers[0].reason is "short"; expected a reason of ten characters or more.',
  ],
  [
    'waivers: [{ rule: broad-permission, reason: reviewed in May, expires: soon }]',
    '1:71 waivers[0].expires is "soon"; expected a day such as 2027-03-31.',
  ],
  [
    'waivers: [{ rule: broad-permission, reason: reviewed in May, permanent: false }]',
    '1:73 waivers[0].permanent is false; expected true.',
  ],
  ['__proto__: 1', expect.stringMatching(/^1:1 unknown key "__proto__"\. Known are \$schema, /)],
  ['? [a]\n: b', expect.stringMatching(/^1:\d unknown key "\[ a \]"\. Known are \$schema, /)],
];

test.each(wrong)('%j is told with its place', (text, ...expected) => {
  expect([...faults(text)].sort()).toEqual([...expected].sort());
});

test('all faults are told at once', () => {
  expect(
    faults('failon: high\ncloud: mars\nrules: { a: off }\nwaivers: [{}]\napps: [{ x: 1 }]\n').map(
      (each) => each.split(' ')[0],
    ),
  ).toHaveLength(6);
});

test('what would grow, or nest without end, is refused', () => {
  const bomb = ['a', 'b', 'c', 'd', 'e']
    .map(
      (name, index, names) =>
        `${name}: &${name} [${Array(10)
          .fill(index === 0 ? 'x' : `*${names[index - 1]}`)
          .join(', ')}]`,
    )
    .join('\n');
  expect(faults(bomb)).toEqual(['1:1 the aliases (*name) multiply what is written too often.']);
  for (const deep of [
    '['.repeat(100_000),
    '[{"a":'.repeat(2_000),
    '- '.repeat(50_000),
    Array.from({ length: 400 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
  ]) {
    expect(faults(deep)).toEqual([expect.stringMatching(/^\d+:\d+ this is nested more than 100 levels deep\.$/)]);
  }
  expect(faults(`# ${'x'.repeat(2_000_000)}`)).toEqual([expect.stringContaining('longer than two million characters')]);
});

test('an alias of what it stands in is a fault of its place, not a circle', () => {
  expect(faults('rules: &own { unknown-api: *own }')).toHaveLength(1);
  expect(faults('waivers: &own [*own]')[0]).toContain('waivers[0] is a list');
});

test('no text makes it throw', () => {
  const words = fc.constantFrom(
    'failOn',
    ': ',
    'high',
    '\n',
    '- ',
    '  ',
    '{',
    '}',
    '[',
    ']',
    '&a ',
    '*a',
    '!!map ',
    '"',
    "'",
    '|\n',
    '? ',
    '---\n',
    '# ',
    '\t',
    '<<',
    'waivers',
    'rules',
    'apps',
    '\r\n',
    '%YAML 1.1\n',
    '\u0000',
    '\u2028',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const fault of faults(text)) expect(fault).toMatch(/^\d+:\d+ \S/);
      },
    ),
    { numRuns: 2_000 },
  );
});

import { expect, test } from 'vitest';
import { openCatalog } from '../../src/cli/catalog-files.js';
import { causeLines } from '../../src/cli/cause-text.js';
import { explainRefusal } from '../../src/cli/explain-refusal.js';
import { causes, isCauseId } from '../../src/diagnose/causes/index.js';
import { signatureSources } from '../../src/diagnose/signature-sources.js';
import { signaturesOf } from '../../src/diagnose/signatures.js';
import { rules } from '../../src/rules/index.js';
import { permlint } from './run.js';

const explain = (...args: string[]): string => {
  const { code, out, err } = permlint(['explain', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
};

const data = (name: string) => JSON.parse(explain(name, '-f', 'json'));

const catalog = openCatalog();
const signatures = signaturesOf(catalog);

/** The codes of a cause but one, as the data have them. */
function otherCodes(id: string, own: string): string {
  const all = signatures
    .filter(({ cause }) => cause === id)
    .flatMap(({ aadsts, codes }) => (aadsts === undefined ? codes : [`AADSTS${aadsts}`]));
  return [...new Set(all)].filter((code) => code !== own).join(', ');
}

test('a code: what it says, the cause, steps with commands, checks, sources, and that codes change', () => {
  const out = explain('AADSTS65001');
  expect(out).toMatch(/^AADSTS65001 {3}code of Microsoft Entra, where a token is asked for\n/);
  expect(out).toMatch(/^ {2}cause +consent-missing$/m);
  expect(out).toMatch(/^ {2}status +400, 401, usually with error invalid_grant$/m);
  expect(out.replace(/\n {4,}/g, ' ')).toContain(`  other codes   ${otherCodes('consent-missing', 'AADSTS65001')}\n`);
  expect(out).toContain('reference-error-codes.md');
  expect(out).toContain('https://login.microsoftonline.com/error?code=65001\n');
  expect(out).toContain('codes and texts may change');
  expect(out).toMatch(/\nNobody has consented to what the application asks for\n {2}\S/);
  expect(out).toMatch(/\nWhat to do\n {2}1\. Sign the user in/);
  expect(out).toMatch(/^ {7}az ad app permission admin-consent --id <app-id>$/m);
  expect(out).toMatch(/\nWhat would tell\n {2}- /);
  expect(out).not.toContain('LinkedIn');
});

test.each([['aadsts65001'], ['AADSTS', '65001'], ['AADSTS-65001'], ['aadsts65001:'], ['65001']])(
  'spelt %s %s, the answer is the same',
  (...words) => {
    expect(explain(...words)).toBe(explain('AADSTS65001'));
  },
);

test('steps that are for one code of a cause stand with that code, and with the cause, named', () => {
  expect(explain('AADSTS52004')).toMatch(/^ {2}1\. Ask the user for access to LinkedIn/m);
  expect(explain('consent-missing')).toMatch(/AADSTS52004: Ask the user for access to LinkedIn/);
  expect(explain('AADSTS650051')).toMatch(/1\. Too long: .*\n[\s\S]*2\. Name in use: /);
});

test('a code as data', () => {
  const { version, kind, name, page, refusals, causes } = data('AADSTS700016');
  expect({ version, kind, name }).toEqual({ version: 1, kind: 'refusal', name: 'AADSTS700016' });
  expect(page).toBe('https://login.microsoftonline.com/error?code=700016');
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).toMatchObject({
    id: 'aadsts-700016',
    stage: 'token',
    statuses: [400, 401],
    codes: ['unauthorized_client'],
    aadsts: 700016,
    cause: 'client-not-found',
    seen: true,
  });
  expect(refusals[0].sources[0].where).toContain('reference-error-codes.md');
  expect(causes).toHaveLength(1);
  expect(causes[0].id).toBe('client-not-found');
  expect(causes[0].codes).toEqual(expect.arrayContaining(['AADSTS700016', 'AADSTS700011']));
  for (const step of causes[0].steps) {
    expect(step.text).toMatch(/\.$/);
    for (const command of step.commands)
      expect(command).toEqual({ tool: expect.any(String), text: expect.any(String) });
  }
  expect(causes[0].checks.length).toBeGreaterThan(0);
});

test('a code that several causes share lists each, what is most often met first', () => {
  const out = explain('authorization_requestdenied');
  expect(out).toMatch(/^Authorization_RequestDenied {3}error code of calls\n/);
  expect(out).toContain('It stands for several causes');
  const listed = [...out.slice(out.indexOf('It stands')).matchAll(/^ {2}([a-z][a-z-]+) {3,}\S/gm)].map(([, id]) => id);
  expect(listed[0]).toBe('missing-permission-or-role');
  expect(listed).toContain('nested-group');
  for (const id of listed) expect(isCauseId(id ?? '')).toBe(true);
  expect(data('Authorization_RequestDenied').causes.map(({ id }: { id: string }) => id)).toEqual(listed);
});

test('a code of one cause alone is explained as such', () => {
  const out = explain('ErrorSendAsDenied');
  expect(out).toMatch(/^ErrorSendAsDenied {3}error code of calls\n/);
  expect(out).toMatch(/^ {2}cause +send-as$/m);
});

test('a name that is a rule and a cause is the rule, which says how to ask for the cause', () => {
  const out = explain('missing-permission');
  expect(out).toMatch(/^missing-permission {3}high, /);
  expect(out).toContain('\n  permlint explain cause:missing-permission tells');
  expect(explain('cause:missing-permission')).toMatch(/^missing-permission {3}cause of refused calls/);
  expect(explain('unknown-permission')).not.toContain('Refused calls');
  const both = rules.filter(({ id }) => isCauseId(id)).map(({ id }) => id);
  expect(both).toEqual(expect.arrayContaining(['missing-permission', 'token-version']));
});

test.each([
  ['AADSTS65999', 'Numbers that begin with 65 are about consent'],
  ['AADSTS50013000', '(known: AADSTS50013, AADSTS500131, AADSTS500133)'],
  ['AADSTS53999', 'are about Conditional Access'],
])('%s is not known: exit 1, its family, and where it is explained', (code, family) => {
  const { code: exit, out, err } = permlint(['explain', code]);
  expect({ exit, out }).toEqual({ exit: 1, out: '' });
  expect(err).toMatch(new RegExp(`${code} is not among the \\d+ numbers that permlint knows`));
  expect(err).toContain(family);
  expect(err).toContain(`https://login.microsoftonline.com/error?code=${code.slice(6)}`);
});

test('of a number of no family nothing is guessed', () => {
  const { code, err } = permlint(['explain', 'AADSTS999999']);
  expect(code).toBe(1);
  expect(err).not.toContain('are about');
  expect(permlint(['explain', '999999'])).toMatchObject({
    code: 1,
    out: '',
    err: 'permlint: nothing is called "999999"\n',
  });
});

test.each([
  ['Authorization_RequestDenid', 'Authorization_RequestDenied'],
  ['consent-mising', 'consent-missing'],
])('%s: did you mean %s', (written, meant) => {
  const { code, err } = permlint(['explain', written]);
  expect(code).toBe(1);
  expect(err).toContain(`Did you mean ${meant}`);
});

test('a whole answer is for diagnose, and is not repeated', () => {
  const { code, out, err } = permlint(['explain', 'AADSTS65001: somebody@example.com has not consented']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toBe('permlint: that is an answer of the service: permlint diagnose names its cause\n');
});

test('--paths is of no use for a code', () => {
  expect(permlint(['explain', '--paths', 'AADSTS65001'])).toMatchObject({ code: 2, out: '' });
});

test('every number, code and cause of the data has an answer', () => {
  const numbers = signatures.flatMap(({ aadsts }) => (aadsts === undefined ? [] : `AADSTS${aadsts}`));
  expect(numbers.length).toBeGreaterThan(130);
  const codes = signatures.flatMap((each) => each.codes);
  for (const name of new Set([...numbers, ...codes, ...Object.keys(causes)])) {
    const answer = explainRefusal(catalog, name, 80);
    if (answer === undefined || typeof answer === 'string') throw new Error(`${name} has no answer`);
    expect(answer.data.kind).toBe('refusal');
    expect(answer.text().startsWith(`${answer.data.name}   `)).toBe(true);
    expect(String(answer.data.name).toLowerCase()).toBe(name.toLowerCase());
    expect(answer.text()).not.toMatch(/undefined|\[object/);
  }
});

test('every source of the data has a name, or is a public thread', () => {
  const unnamed = signatures.flatMap(({ sources }) => sources).filter((key) => !(key in signatureSources));
  expect(unnamed.filter((key) => !/^[\w.-]+\/[\w.-]+#\d+$/.test(key))).toEqual([]);
});

const shown = {
  title: 'A title\u001b[31m',
  why: 'Why it is so.',
  evidence: ['Something was seen.'],
  steps: [
    {
      text: `Do this first ${'and that '.repeat(20)}now.`,
      commands: [
        { tool: 'teams-powershell', text: `Get-Something ${'-Long value '.repeat(20)}\nGet-Other` },
        { tool: 'teams-powershell', text: 'Get-Third' },
        { tool: 'azure-cli', text: 'az account show\u202e' },
      ],
    },
    { text: 'Do that.' },
  ],
  checks: [`Look here ${'and there '.repeat(20)}too.`],
} as const;

test('the lines of a cause: wrapped and escaped, commands whole on lines of their own', () => {
  const lines = causeLines(shown, 60);
  const commands = lines.filter((line) => /^ {7}\S/.test(line));
  expect(commands).toEqual([
    '       # Microsoft Teams PowerShell',
    `       Get-Something ${'-Long value '.repeat(20)}`,
    '       Get-Other',
    '       Get-Third',
    '       # In a shell',
    '       az account show\\u202e',
  ]);
  for (const line of lines) if (!commands.includes(line)) expect(line.length).toBeLessThanOrEqual(60);
  expect(lines[0]).toBe('A title\\u001b[31m');
  expect(lines).toEqual(
    expect.arrayContaining(['Seen', '  - Something was seen.', '  2. Do that.', 'What would tell']),
  );
  expect(lines.some((line) => /^ {5}\S/.test(line))).toBe(true);
});

test('a cause without evidence and checks has no heading for them', () => {
  const lines = causeLines({ ...shown, evidence: [], checks: [] }, 60);
  expect(lines).not.toContain('Seen');
  expect(lines).not.toContain('What would tell');
});

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { CauseText, Command } from '../../src/diagnose/causes/cause-text.js';
import { causes } from '../../src/diagnose/causes/index.js';
import { signaturesOf } from '../../src/diagnose/signatures.js';
import { permlint } from '../cli/run.js';
import { catalog } from '../rules/lint-fixture.js';

const all: readonly (readonly [string, CauseText])[] = Object.entries(causes);
const witnesses = fileURLToPath(new URL('../../src/diagnose/witnesses/', import.meta.url));

/** What may stand in a text for something that the reader knows. */
const placeholders = new Set([
  ...['app-id', 'tenant-id', 'object-id', 'service-principal-id', 'user', 'mailbox', 'permission', 'permission-id'],
  ...['group-id', 'site-id', 'method', 'path', 'scope', 'api', 'correlation-id', 'policy-group', 'manifest'],
  ...['team-id', 'site-url', 'name', 'upn', 'token', 'redirect-uri', 'issuer', 'subject'],
]);

/** The GUIDs that a reader may meet in prose: applications of Microsoft, and tenants that are no customer's. */
const knownIds = new Set([
  '00000003-0000-0000-c000-000000000000',
  '00000002-0000-0000-c000-000000000000',
  '00000002-0000-0ff1-ce00-000000000000',
  '00000003-0000-0ff1-ce00-000000000000',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  '9188040d-6c67-4c5b-b112-36a304b66dad',
  '00000001-0000-0000-c000-000000000000', // Azure Access Control
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46', // Azure CLI
  '14d82eec-204b-4c2f-b7e8-296a70dab67e', // Microsoft Graph PowerShell
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a', // the tenant of Microsoft's services
  '72f988bf-86f1-41af-91ab-2d7cd011db47', // the tenant of Microsoft itself
]);

const guid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** Words that a sentence of advice begins with, alone or after a condition. */
const verbs = new Set(
  `Accept Activate Add Allow Answer Ask Assign Authorize Avoid Begin Build Buy Cache Call Catch Change Check Choose
  Clear Compare Complete Connect Consent Copy Correct Count Create Cut Declare Decode Delete Deploy Display
  Download Drop Edit Enable Encode Exchange Export Fetch Fill Find Fix Get Give Grant Hand Handle Have Import
  Install Invite Issue Keep Leave Let Limit Link List Lock Log Look Make Mark Match Migrate Move Name Narrow Omit
  Open Order Pair Pass Pick Place Plan Post Prefer Present Print Prove Pull Put Query Raise Reach Read Redeem
  Redirect Reduce Refresh Register Remove Renew Repeat Replace Request Reset Resolve Restart Retry Return Reuse
  Rewrite Rotate Run See Select Send Separate Serve Set Share Show Sign Skip Split Start Stay Stop Store Submit
  Support Switch Synchronise Take Tell Test Trace Treat Trust Try Type Update Upgrade Upload Use Validate Verify
  Wait Widen Withdraw Work Write`
    .split(/\s+/)
    .map((verb) => verb.toLowerCase()),
);

const stepsOf = ({ steps }: CauseText) => steps.map(({ text }) => text);
const commandsOf = ({ steps }: CauseText): readonly Command[] => steps.flatMap(({ commands = [] }) => commands);
const proseOf = (text: CauseText) => [text.title, text.why, ...stepsOf(text), ...text.checks];
const textsOf = (text: CauseText) => [...proseOf(text), ...commandsOf(text).map((command) => command.text)];
const sentencesOf = (text: string) => text.split(/[.!?](?=\s|$)/).filter((sentence) => sentence.trim() !== '');

describe.each(all)('%s', (id, cause) => {
  test('has a title: one sentence in plain words', () => {
    expect(cause.title).toMatch(/^[A-Z].{5,}[^.!?:,;\s]$/);
    expect(cause.title.length).toBeLessThan(90);
    expect(sentencesOf(cause.title)).toHaveLength(1);
    expect(cause.title.toLowerCase()).not.toBe(id.replaceAll('-', ' '));
  });

  test('says why in one or two sentences', () => {
    expect(cause.why).toMatch(/^\S.{20,}[^.]\.$/);
    expect(sentencesOf(cause.why).length).toBeLessThanOrEqual(2);
    expect(cause.why).not.toBe(cause.title);
  });

  test('says what to do, in sentences of advice', () => {
    expect(cause.steps.length).toBeGreaterThan(0);
    for (const text of stepsOf(cause)) {
      expect(text).toMatch(/^[A-Z].*[^.]\.$/);
      expect(isAdvice(text), text).toBe(true);
    }
    expect(new Set(stepsOf(cause)).size).toBe(cause.steps.length);
  });

  test('has a step that holds whichever signature was met', () => {
    expect(cause.steps.some(({ only }) => only === undefined)).toBe(true);
  });

  test('says what would tell it from other causes', () => {
    expect(cause.checks.length).toBeGreaterThan(0);
    expect(new Set(cause.checks).size).toBe(cause.checks.length);
    for (const text of cause.checks) expect(text).toMatch(/^\S.{20,}[^.]\.$/);
  });

  test('is ASCII on one line each, and names no id that nobody knows', () => {
    for (const text of proseOf(cause)) expect(text).toMatch(/^[ -~]+$/);
    for (const command of commandsOf(cause)) expect(command.text).toMatch(/^[ -~\n]+$/);
    const inProse = proseOf(cause).flatMap((text) => text.match(guid) ?? []);
    expect(inProse.filter((each) => !knownIds.has(each))).toEqual([]);
    const inCommands = commandsOf(cause).flatMap(({ text }) => text.match(guid) ?? []);
    expect(inCommands.filter((each) => !isInCatalog(each))).toEqual([]);
  });

  test('uses only the placeholders that are agreed on', () => {
    const used = textsOf(cause).flatMap((text) => [...text.matchAll(/<([^<>\n]*)>/g)].map(([, name = '']) => name));
    expect(used.filter((name) => !placeholders.has(name))).toEqual([]);
  });

  test('names only permissions that exist', () => {
    const named = textsOf(cause).flatMap((text) => text.match(permissionNames) ?? []);
    expect(named.filter((name) => !existing.has(name) && catalog.permissionsNamed(name).length === 0)).toEqual([]);
  });

  test('has commands that read as commands of their tool', () => {
    for (const { tool, text } of commandsOf(cause)) {
      for (const line of text.split('\n')) expect(isCommandOf(tool, line), `${tool}: ${line}`).toBe(true);
    }
  });

  test('makes steps depend on its own signatures only', () => {
    const own = signaturesOf(catalog).flatMap((each) => (each.cause === id ? each.id : []));
    const wanted = cause.steps.flatMap(({ only = [] }) => only);
    expect(wanted.filter((signature) => !own.includes(signature))).toEqual([]);
  });
});

/** Names such as User.Read.All; the operation tells them from names of modules and properties. */
const permissionNames =
  /(?<![\w.])(?:[A-Z][A-Za-z-]+\.){1,3}(?:Read|ReadWrite|ReadBasic|Send|AccessAsUser|FullControl|Selected)(?:\.[A-Z][A-Za-z]+){0,2}\b/g;

/** Names that stand in Teams manifests and have no public id. */
const existing = new Set(catalog.resourceSpecificNames().map(({ name }) => name));

/** "Wait a minute.", "Or wait.", "With a delegated token: request ...", "If it fails, ask ...". */
function isAdvice(text: string): boolean {
  if (/^(?:An?|The|This|That|These|It|You|There|Here|They)\b/.test(text)) return false;
  const [head = ''] = sentencesOf(text);
  const clauses = [head, ...head.split(/, |: |; /).slice(1)];
  return clauses.some((clause) => {
    const [first = '', second = ''] = clause
      .replace(/[^A-Za-z ]/g, ' ')
      .trim()
      .toLowerCase()
      .split(/\s+/);
    return verbs.has(first) || (/^(?:or|then|otherwise|only|first|also|do)$/.test(first) && isVerb(second));
  });
}

const isVerb = (word: string) => verbs.has(word) || word === 'not';

function isInCatalog(id: string): boolean {
  return knownIds.has(id) || catalog.api(id) !== undefined || catalog.permissionsById(id).length > 0;
}

const shapes: Readonly<Record<Command['tool'], RegExp>> = {
  'azure-cli': /^az (?:ad|account|cloud|graph-services|identity|login|logout|resource|rest|role)\b/,
  'graph-powershell':
    /^(?:\$\w+ = )?\(?(?:Get|New|Update|Remove|Add|Set|Invoke|Connect|Disconnect|Grant|Revoke|Restore|Confirm|Find|Clear)-Mg[A-Z]\w+/,
  'exchange-powershell': /^(?:\$\w+ = )?\(?(?:Get|Set|New|Test|Add|Remove|Enable|Connect)-[A-Z]\w+/,
  'teams-powershell': /^(?:\$\w+ = )?\(?(?:Get|Set|New|Add|Remove|Grant|Connect)-(?:Cs|Team|MicrosoftTeams)\w*/,
  'sharepoint-powershell': /^(?:\$\w+ = )?\(?(?:Get|Set|Add|New|Remove|Grant|Request|Revoke|Connect)-(?:SPO|PnP)\w*/,
  permlint: /^permlint (?:(?:diagnose|explain|fetch|least|lint|resolve) )?\S/,
};

/** Whether a line begins as commands of the tool do, and closes what it opens. */
function isCommandOf(tool: Command['tool'], line: string): boolean {
  const quotes = line.match(/"/g) ?? [];
  const balance = (open: string, close: string) => line.split(open).length === line.split(close).length;
  return (
    shapes[tool].test(line) && line === line.trim() && quotes.length % 2 === 0 && balance('(', ')') && balance('{', '}')
  );
}

test('no two causes have the same title', () => {
  const titles = all.map(([, { title }]) => title.toLowerCase());
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test('every cause has a signature, or a witness that names it', () => {
  const signed = new Set<string>(signaturesOf(catalog).map(({ cause }) => cause));
  const sources = readdirSync(witnesses, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${witnesses}${name}`, 'utf8'));
  const unknown = all.filter(([id]) => !signed.has(id) && !sources.some((source) => source.includes(`'${id}'`)));
  expect(unknown.map(([id]) => id)).toEqual([]);
});

/** The permlint commands that can be run as they stand. */
const runnable = [...new Set(all.flatMap(([, cause]) => commandsOf(cause)))]
  .filter(({ tool, text }) => tool === 'permlint' && /^permlint (?:explain|resolve|least) [^<]+$/.test(text))
  .map(({ text }) => text);

test.each([...new Set(runnable)])('%s answers', (line) => {
  const [, ...args] = [...line.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);
  const { code, err } = permlint(args);
  expect(err).toBe('');
  expect(code).toBe(0);
});

test('nowhere is a permission to write the whole directory the cure', () => {
  const cures = all.flatMap(([id, cause]) => {
    const texts = [...stepsOf(cause), ...commandsOf(cause).map(({ text }) => text)];
    return texts.filter((text) => text.includes('Directory.ReadWrite.All')).map((text) => `${id}: ${text}`);
  });
  expect(cures).toEqual([]);
});

test('where RoleManagement.ReadWrite.Directory is advised, its reach is said', () => {
  const naming = all.filter(([, cause]) => stepsOf(cause).join(' ').includes('RoleManagement.ReadWrite.Directory'));
  expect(naming.length).toBeGreaterThan(0);
  for (const [, cause] of naming) expect(stepsOf(cause).join(' ')).toContain('tier 0');
});

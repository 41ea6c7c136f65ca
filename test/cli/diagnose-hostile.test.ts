import { spawnSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jwt } from '../diagnose/tokens.js';
import { environment, folderWith, permlint, program } from './run.js';

const attacks: readonly (readonly [string, string])[] = [
  ['colours', '\u001b[31mred\u001b[0m'],
  ['controls of the second set', 'a\u009b31m\u0007'],
  ['text that runs backwards', 'a\u202eevil\u2066'],
  ['what has no width', 'a\u200b\ufeffb'],
  ['half a character', '\ud800lone'],
  ['a name of every object', '__proto__'],
  ['another one', 'constructor'],
  ['a command to GitHub Actions', '::error::pwned'],
  ['a command on a line of its own', 'x\n::error::pwned'],
  ['a command behind a separator', '\u2028::error::pwned'],
  ['a command behind a blank', '\t::error::pwned'],
  ['a command to Azure Pipelines', '##vso[task.setvariable variable=x]y'],
  ['an older command', 'x\n##[error]pwned'],
];

/** What no terminal and no log of a pipeline may get: controls, marks of direction, half characters, commands. */
const unsafe =
  /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029\u200b\ufeff]|\p{Surrogate}|^\s*::|##\[|##vso\[|\[object|this is a bug/mu;
const faultIn = (text: string): string | undefined => unsafe.exec(text)?.[0];

const error = (text: string) => JSON.stringify({ error: { code: text, message: text, innerError: { date: text } } });
const archive = (text: string) => {
  const request = { method: text, url: text, headers: [{ name: text, value: text }] };
  const headers = [{ name: 'www-authenticate', value: `Bearer error="${text}"` }];
  return JSON.stringify({
    log: { entries: [{ request, response: { status: 403, headers, content: { text: error(text) } } }] },
  });
};
const token = (text: string) =>
  jwt({
    aud: text,
    iss: text,
    tid: text,
    scp: text,
    roles: [text],
    appid: text,
    appidacr: text,
    wids: [text],
    amr: [text],
    acrs: [text],
    exp: 1,
  });

/** Every way in, as arguments and what stands on standard input. */
const ways: readonly (readonly [string, (text: string) => readonly [readonly string[], string?]])[] = [
  ['the text', (text) => [[text]]],
  ['standard input', (text) => [['-'], text]],
  ['the body', (text) => [['--body', '-'], error(text)]],
  ['a header', (text) => [['--header', `WWW-Authenticate: Bearer realm="${text}", error="${text}", claims="${text}"`]]],
  ['the call', (text) => [['--call', `GET /users/${text}`, '--status', '403']]],
  ['the host', (text) => [['--call', `GET https://${text}/x`, '--status', '403']]],
  ['the status', (text) => [['--status', text]]],
  ['the manifest', (text) => [['--manifest', text, 'AADSTS65001']]],
  ['the format', (text) => [['--format', text, 'AADSTS65001']]],
  [
    'a batch',
    (text) => [['-'], JSON.stringify({ responses: [{ id: text, status: 403, body: { error: { code: text } } }] })],
  ],
  ['the claims of a token', (text) => [['--token', '-', '--call', 'GET /users', '--status', '403'], token(text)]],
  ['an HTTP archive', (text) => [['-'], archive(text)]],
  ['a message of Entra', (text) => [['-'], `AADSTS650053: The application '${text}' asked for scope '${text}'`]],
];

test('what is unsafe would be found', () => {
  for (const text of [
    'a\u001b[0m',
    'a\n ::error::x',
    '::x',
    'a ##vso[x]',
    '\u202e',
    '\ud800',
    'permlint: this is a bug: x',
  ])
    expect(faultIn(text)).toBeDefined();
  expect(faultIn('certain  token-expired\n  a::b \\u003a:error # x\n')).toBeUndefined();
});

describe.each(ways)('through %s', (_way, evidence) => {
  test.each(attacks)('%s comes out as text', (_attack, text) => {
    const [args, input = ''] = evidence(text);
    for (const format of [['-v'], ['-f', 'json']]) {
      const { code, out, err } = permlint(['diagnose', ...format, ...args], { input });
      expect([0, 1, 2]).toContain(code);
      expect([faultIn(out), faultIn(err)]).toEqual([undefined, undefined]);
    }
  });
});

describe('what is no text', () => {
  test.each([
    ['a folder', ['.'], '. is a folder'],
    ['nothing', ['/dev/null'], 'there is nothing to diagnose'],
    ['a folder as the body', ['--body', '.'], '. is a folder'],
    ['a folder as the manifest', ['--manifest', '.', 'AADSTS65001'], 'is a folder'],
  ])('%s', (_name, args, message) => {
    const { code, out, err } = permlint(['diagnose', ...args], { cwd: folderWith({}) });
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('a file that is larger than any answer is not read', () => {
    const cwd = folderWith({ 'a.log': '' });
    truncateSync(join(cwd, 'a.log'), 600 * 1024 * 1024);
    const { code, err } = permlint(['diagnose', 'a.log'], { cwd });
    expect(code).toBe(2);
    expect(err).toContain('a.log: is larger than 512 MiB');
  });

  test('a file that nobody may read', () => {
    const cwd = folderWith({});
    writeFileSync(join(cwd, 'a.log'), 'AADSTS65001', { mode: 0o000 });
    const isRoot = process.getuid?.() === 0;
    const { code, err } = permlint(['diagnose', join(cwd, 'a.log')], isRoot ? { uid: 65_534 } : {});
    expect(code).toBe(2);
    expect(err).toMatch(/a\.log: /);
  });

  test('a closed standard input', () => {
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" diagnose - <&-', process.execPath, program], {
      env: environment,
    });
    expect(status).toBe(2);
    expect(stderr.toString()).toContain('there is nothing to diagnose');
  });
});

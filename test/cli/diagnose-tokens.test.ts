import { expect, test } from 'vitest';
import {
  application,
  applicationClaims,
  client,
  delegated,
  delegatedClaims,
  jwe,
  jwt,
  personalTenant,
  seconds,
  tenant,
} from '../diagnose/tokens.js';
import { permlint } from './run.js';

/** Valid on the day of every run, which begins twelve hours before the moment of the tokens. */
const valid = { iat: seconds(-86_400), nbf: seconds(-86_400), exp: seconds(86_400) };
const { appid: _appid, appidacr: _acr, ...plain } = delegatedClaims;
const version2 = { ...plain, ...valid, aud: client, azp: client, azpacr: '1', ver: '2.0', scp: 'access_as_user' };
const issuer2 = (of: string) => `https://login.microsoftonline.com/${of}/v2.0`;
const { roles: _roles, ...withoutRoles } = applicationClaims;
const letters = 'aB3dE5fG7hI9jK1lM2nO4pQ6rS8tU0v';

const shapes = {
  version1: delegated({ ...valid, scp: 'User.Read.All' }),
  version2: jwt({ ...version2, iss: issuer2(tenant) }),
  delegated: delegated({ ...valid, scp: 'User.Read' }),
  application: application(valid),
  personal: jwt({ ...version2, aud: 'https://graph.microsoft.com', iss: issuer2(personalTenant), tid: personalTenant }),
  opaque: `EwB4A8l6BAAU${letters.repeat(20)}`,
  identity: jwt({ ...withoutRoles, ...valid, xms_mirid: '/subscriptions/x/resourcegroups/y/providers/z' }),
  audiences: delegated({ ...valid, aud: ['https://graph.microsoft.com', 'https://vault.azure.net'] }),
  encrypted: jwe(),
  truncated: delegated(valid).slice(0, 300),
  unsigned: delegated(valid).split('.').slice(0, 2).join('.'),
  none: letters.repeat(3),
} as const;

/** What each says alone, and with a call of GET /users and a status: the first cause with its confidence, and the exit code. */
const table: readonly (readonly [keyof typeof shapes, string, 401 | 403, string])[] = [
  ['version1', 'missing-permission guess', 403, 'user-lacks-access likely'],
  ['version2', 'missing-permission guess', 401, 'wrong-audience certain'],
  ['delegated', 'missing-permission guess', 403, 'missing-permission certain'],
  ['application', 'missing-permission guess', 403, 'licence-missing guess'],
  ['personal', 'personal-account-unsupported guess', 403, 'personal-account-unsupported certain'],
  ['opaque', 'personal-account-unsupported guess', 403, 'personal-account-unsupported likely'],
  ['identity', 'no-permissions-in-token likely', 403, 'no-permissions-in-token certain'],
  ['audiences', 'wrong-audience guess', 403, 'missing-permission certain'],
  ['encrypted', 'wrong-audience guess', 401, 'wrong-audience likely'],
  ['truncated', 'token-malformed likely', 401, 'token-malformed likely'],
  ['unsigned', 'token-malformed likely', 401, 'token-malformed likely'],
  ['none', 'token-malformed guess', 401, 'token-malformed possible'],
];

interface Told {
  readonly causes: readonly { readonly id: string; readonly confidence: string }[];
}

/** Runs the command as people and as programs do; neither may show a piece of the token. */
function diagnosed(token: string, args: readonly string[]) {
  const options = { input: token };
  const pretty = permlint(['diagnose', '-v', '--token', '-', ...args], options);
  const json = permlint(['diagnose', '-f', 'json', '--token', '-', ...args], options);
  const printed = [pretty.out, pretty.err, json.out, json.err].join('\n');
  expect(pieces(token).filter((piece) => printed.includes(piece))).toEqual([]);
  expect(json.code).toBe(pretty.code);
  const { causes }: Told = JSON.parse(json.out);
  const [first] = causes;
  return { ...pretty, first: `${first?.id} ${first?.confidence}`, causes };
}

/** Every run of twenty characters of a token, its claims among them: no output may hold one. */
function pieces(token: string): readonly string[] {
  const all = token
    .split('.')
    .flatMap((part) => Array.from({ length: part.length - 19 }, (_, at) => part.slice(at, at + 20)));
  return [...new Set(all)];
}

test('a piece of a token would be found', () => {
  expect(pieces(shapes.delegated).length).toBeGreaterThan(500);
  expect(pieces(shapes.none).some((piece) => `x${shapes.none.slice(30)}`.includes(piece))).toBe(true);
});

test.each(table)('%s alone: %s; with GET /users and %s: %s', (shape, alone, status, called) => {
  const token = shapes[shape];
  const own = diagnosed(token, []);
  expect([own.first, own.code]).toEqual([alone, alone.endsWith('guess') ? 1 : 0]);
  const refused = diagnosed(token, ['--call', 'GET /users', '--status', String(status)]);
  expect([refused.first, refused.code]).toEqual([called, called.endsWith('guess') ? 1 : 0]);
});

test('a token that nothing is wrong with is described, and its three guesses are named as such', () => {
  const { out, causes } = diagnosed(shapes.version1, []);
  expect(causes.map(({ confidence }) => confidence)).toEqual(['guess', 'guess', 'guess']);
  expect(out).toMatch(/^ {2}token +a JWT of version 1\.0$/m);
  expect(out).toMatch(/^ {2}permissions +delegated \(scp\): User\.Read\.All$/m);
  expect(out.replace(/\s+/g, ' ')).toContain(
    'Nothing that can be read in the token explains a refusal: what follows are guesses. Hand in what was called',
  );
  expect(out).not.toContain('reads like this');
});

test('a guess that the token speaks against gives its place to another', () => {
  const { causes } = diagnosed(shapes.application, ['--call', 'GET /users', '--status', '403']);
  expect(causes).toHaveLength(3);
  expect(causes.map(({ id }) => id)).not.toContain('missing-permission');
});

test('only its API can read an encrypted one, and that is said', () => {
  expect(diagnosed(shapes.encrypted, []).out).toMatch(/^ {2}token +encrypted \(JWE\): only the API that it is for/m);
});

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { graphCloud } from '../../src/cli/graph-cloud.js';
import { getPage, nothingSeen } from '../../src/cli/graph-pages.js';
import { type Graph, getJson } from '../../src/cli/graph-request.js';
import { retryAfter } from '../../src/cli/graph-retry.js';
import { azureCliToken } from '../../src/cli/token-azure-cli.js';
import { withoutTokens } from '../../src/cli/token-claims.js';
import { faults, graphServer, live, printed, secret, tenantOf, tokenWith } from './graph-server.js';
import { folderWith } from './run.js';

afterAll(() => {
  expect(printed.length).toBeGreaterThan(0);
  expect(printed.filter((text) => text.includes(secret) || text.includes('eyJ'))).toEqual([]);
});

const now = Math.floor(Date.now() / 1_000);

/** Runs fetch with a folder of programs first on the PATH and no token in the environment. */
async function fetchWith(files: Readonly<Record<string, string>>, more: readonly string[] = [], env = {}) {
  const server = await graphServer(tenantOf(2));
  const cwd = folderWith({ 'bin/.keep': '', ...files });
  if (files['bin/az'] !== undefined) chmodSync(join(cwd, 'bin/az'), 0o755);
  // The machine's own az, if there is one, is none of these tests.
  const path = { PATH: join(cwd, 'bin'), PERMLINT_TOKEN: '' };
  const ran = await live(['fetch', '--endpoint', server.url, ...more, 'out'], { cwd, env: { ...path, ...env } });
  return { ...ran, err: ran.err.replaceAll(server.url, 'GRAPH'), server };
}

const az = (...lines: readonly string[]): string => `#!/bin/sh\n${lines.join('\n')}\n`;
const azAnswers = (token: string): string => `echo '${JSON.stringify({ accessToken: token, tokenType: 'Bearer' })}'`;
const identity = (body: string): Readonly<Record<string, string>> => ({
  'package.json': '{}',
  'node_modules/@azure/identity/package.json': '{"name":"@azure/identity","version":"4.0.0","main":"index.js"}',
  'node_modules/@azure/identity/index.js': body,
});

describe('a sign-in', () => {
  test.each([
    [{ exp: now - 60 }, /the token of PERMLINT_TOKEN ended at \d{4}-\d\d-\d\d \d\d:\d\d UTC\nGet a new one/],
    [{ aud: 'https://management.azure.com/' }, /is for another API, not for https:\/\/graph\.microsoft\.com\nAsk for/],
    [{ aud: 'https://graph.microsoft.us' }, /is for Microsoft Graph of the cloud usgov[^\n]*\n.*--cloud usgov/],
  ] as const)('by PERMLINT_TOKEN with %j is refused before a call', async (claims, words) => {
    const { code, err, server } = await fetchWith({}, [], { PERMLINT_TOKEN: tokenWith(claims) });
    expect(code).toBe(2);
    expect(err).toMatch(words);
    expect(server.asked).toEqual([]);
  });

  test.each([
    [tokenWith({ aud: 'https://graph.microsoft.com/' }), 0],
    [tokenWith({ aud: '00000003-0000-0000-c000-000000000000' }), 0],
    [`  Bearer ${tokenWith()}\n`, 0],
    ['opaque', 0],
    ['a.b.c', 0],
    [`${tokenWith()}\nX-Evil: ${secret}`, 2],
    [`é${secret}`, 2],
  ])('by PERMLINT_TOKEN in form %#', async (PERMLINT_TOKEN, code) => {
    const ran = await fetchWith({}, [], { PERMLINT_TOKEN });
    expect(ran.code).toBe(code);
    if (code === 2) expect(ran.err).toBe('permlint: PERMLINT_TOKEN holds characters that no token has\n');
  });

  test('by the Azure CLI, which is asked for the resource of the cloud', async () => {
    const aud = 'https://microsoftgraph.chinacloudapi.cn';
    const script = az('echo "$@" > args', azAnswers(tokenWith({ aud })), 'echo noise >&2');
    const { code, err, server } = await fetchWith({ 'bin/az': script }, ['--cloud', 'china']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(server.asked.length).toBeGreaterThan(3);
    const checking = az(
      `[ "$*" = "account get-access-token --resource https://graph.microsoft.us --output json" ] || exit 9`,
      azAnswers('t'),
    );
    const usgov = { 'bin/az': checking, 'permlint.yaml': 'cloud: usgov\n' };
    expect(await fetchWith(usgov)).toMatchObject({ code: 0, err: '' });
    expect((await fetchWith({ 'bin/az': checking })).code).toBe(2);
  });

  test('by the Azure CLI that fails or answers something else', async () => {
    const failing = az(`echo "ERROR: Please run 'az login' to setup account. ${tokenWith()}" >&2`, 'exit 1');
    const { code, err } = await fetchWith({ 'bin/az': failing });
    expect(code).toBe(2);
    expect(err).toBe(
      "permlint: the Azure CLI gave no token: Please run 'az login' to setup account. …\nSign in with the Azure CLI (az login), or set PERMLINT_TOKEN to a token for https://graph.microsoft.com.\n",
    );
    for (const answer of [`echo ${tokenWith()}`, 'echo "{}"', 'echo "[1]"', ':']) {
      expect((await fetchWith({ 'bin/az': az(answer) })).err).toContain(
        'the Azure CLI answered something else than a token',
      );
    }
    const inCloud = await fetchWith({ 'bin/az': az('exit 1') }, ['--cloud', 'usgov']);
    expect(inCloud.err).toContain('(is it set to AzureUSGovernment?): it says nothing of why');
    expect(inCloud.err).toContain('az cloud set --name AzureUSGovernment, az login');
  });

  test('by an Azure CLI that hangs ends', async () => {
    const cwd = folderWith({ az: az('sleep 600') });
    chmodSync(join(cwd, 'az'), 0o755);
    const environment = { PATH: `${cwd}:/bin:/usr/bin` };
    expect(await azureCliToken(graphCloud('global'), { environment, patience: 200 })).toEqual({
      fault: 'did not answer within 1 seconds',
    });
  });

  test('by @azure/identity of the project, where the Azure CLI gives none', async () => {
    const body = `exports.DefaultAzureCredential = class {
  constructor(options) { this.options = options; }
  async getToken(scope) {
    const isRight = this.options.authorityHost === 'https://login.microsoftonline.com' && scope === 'https://graph.microsoft.com/.default';
    return isRight ? { token: '${tokenWith()}', expiresOnTimestamp: 0 } : null;
  }
};`;
    expect(await fetchWith(identity(body))).toMatchObject({ code: 0, err: '' });
    expect(await fetchWith({ ...identity(body), 'bin/az': az('exit 1') })).toMatchObject({ code: 0, err: '' });
    const failing = `exports.DefaultAzureCredential = class { async getToken() { throw new Error('no way for ${tokenWith()}\\nin'); } };`;
    const { err } = await fetchWith({ ...identity(failing), 'bin/az': az('echo no >&2; exit 1') });
    expect(err).toMatch(
      /^permlint: the Azure CLI gave no token: no\nSign in .*\n@azure\/identity gave no token: no way for … in\n$/,
    );
    for (const broken of ['', 'exports.DefaultAzureCredential = class {};', 'throw new Error("x")']) {
      expect((await fetchWith(identity(broken))).err).toContain('@azure/identity ');
    }
  });

  test('that nobody has is told with what to do', async () => {
    const { code, err } = await fetchWith({}, ['--debug']);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^permlint: nobody is signed in: .*\nSign in with the Azure CLI \(az login\), or set PERMLINT_TOKEN/,
    );
  });

  test('that changes to another tenant in the middle is refused', async () => {
    const other = azAnswers(tokenWith({ tid: 'two' }));
    const turning = ['if [ -e calls ]; then', other, 'else', azAnswers(tokenWith()), 'fi', ': > calls'];
    const server = await graphServer(tenantOf(7));
    const cwd = folderWith({ 'bin/az': az(...turning) });
    chmodSync(join(cwd, 'bin/az'), 0o755);
    server.next.push(undefined, faults.error(401, 'InvalidAuthenticationToken', 'Lifetime validation failed'));
    const env = { PATH: join(cwd, 'bin'), PERMLINT_TOKEN: '' };
    const { code, err } = await live(['fetch', '--endpoint', server.url], { cwd, env });
    expect(code).toBe(2);
    expect(err).toMatch(/^permlint: the Azure CLI is signed in to another tenant than when this began\n/);
    expect(server.asked).toHaveLength(2);
  });

  test('that ends in the middle is renewed where the Azure CLI can', async () => {
    const files = { 'bin/az': az('echo x >> calls', azAnswers(tokenWith())) };
    const server = await graphServer(tenantOf(7));
    const cwd = folderWith(files);
    chmodSync(join(cwd, 'bin/az'), 0o755);
    server.next.push(undefined, faults.error(401, 'InvalidAuthenticationToken', 'Lifetime validation failed'));
    const env = { PATH: join(cwd, 'bin'), PERMLINT_TOKEN: '' };
    expect(await live(['fetch', '--endpoint', server.url], { cwd, env })).toMatchObject({ code: 0, err: '' });
    server.next.push(...Array.from({ length: 2 }, () => faults.error(401, 'InvalidAuthenticationToken', 'no')));
    expect((await live(['fetch', '--endpoint', server.url], { cwd, env })).err).toContain(
      'The token of the Azure CLI is not accepted',
    );
  });
});

/** A run's connection, without waits, and what it would have waited. */
function graphAt(origin: string): { readonly graph: Graph; readonly waits: number[]; readonly notices: string[] } {
  const [waits, notices]: [number[], string[]] = [[], []];
  const claims = { audience: undefined, expires: undefined, tenant: undefined, permissions: [] };
  const graph: Graph = {
    origin,
    session: { signIn: { from: 'a test', token: 'token', claims, renew: undefined } },
    notice: (text) => notices.push(text),
    wait: async (milliseconds) => void waits.push(milliseconds),
    patience: 300,
  };
  return { graph, waits, notices };
}

describe('a request', () => {
  test.each([
    ['5xx', faults.status(500), 'answers with the status 500', 6],
    ['no JSON', faults.status(200, {}, '<html>sign in</html>'), 'answers with something that is no JSON', 6],
    ['half a page', faults.half, 'answers with something that is no JSON', 6],
    ['a dropped connection', faults.dropped, 'did not answer (the connection broke)', 6],
    ['silence', faults.silent, 'did not answer (it took too long)', 6],
    ['throttling', faults.status(429, { 'retry-after': '3' }), 'asks to wait', 20],
    ['throttling that names no time', faults.status(429), 'asks to wait', 20],
  ])('ends after some attempts: %s', async (_, fault, words, count) => {
    const server = await graphServer(tenantOf(1));
    server.next.push(...Array.from({ length: 30 }, () => fault));
    const { graph, waits } = graphAt(server.url);
    await expect(getJson(graph, `${server.url}/v1.0/applications`)).rejects.toThrow(words);
    expect(server.asked.length).toBe(count);
    expect(waits.length).toBe(count - 1);
    const doubled = Array.from({ length: count - 1 }, (_each, index) => Math.min(250 * 2 ** index, 30_000));
    expect(waits).toEqual(
      words === 'asks to wait' && fault !== undefined && waits[0] === 3_000 ? waits.map(() => 3_000) : doubled,
    );
  });

  test('that has to wait says so, and for how long', async () => {
    const server = await graphServer(tenantOf(1));
    server.next.push(faults.status(429, { 'retry-after': '90' }));
    const { graph, notices } = graphAt(server.url);
    expect(await getJson(graph, `${server.url}/v1.0/applications`)).toHaveProperty('value');
    expect(notices).toEqual([`${new URL(server.url).host} asks to wait: waiting 90 seconds`]);
  });

  test('is answered with a page or refused in words, whatever comes', async () => {
    const server = await graphServer({ applications: [] });
    const { graph } = graphAt(server.url);
    const page = fc.record({
      value: fc.array(fc.jsonValue()),
      '@odata.nextLink': fc.oneof(fc.jsonValue(), fc.webUrl()),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue(), page), async (body) => {
        server.answer = () => JSON.stringify(body);
        try {
          const got = await getPage(graph, `${server.url}/v1.0/applications`, nothingSeen());
          expect(got).toHaveProperty('items');
        } catch (error) {
          expect(error).toHaveProperty('name', 'UsageError');
        }
      }),
    );
    expect(server.asked.every((path) => path === '/v1.0/applications')).toBe(true);
  });

  test('goes to no other server', async () => {
    const server = await graphServer(tenantOf(1));
    const { graph } = graphAt('https://graph.microsoft.com');
    await expect(getJson(graph, `${server.url}/v1.0/applications`)).rejects.toThrow(
      'only https://graph.microsoft.com is asked',
    );
    expect(server.asked).toEqual([]);
  });
});

test('Retry-After is seconds or a date', () => {
  const at = Date.parse('2026-11-20T12:00:00Z');
  expect(retryAfter('7', at)).toBe(7_000);
  expect(retryAfter(' 0 ', at)).toBe(0);
  expect(retryAfter('Fri, 20 Nov 2026 12:00:09 GMT', at)).toBe(9_000);
  expect(retryAfter('Fri, 20 Nov 2026 11:00:00 GMT', at)).toBe(0);
  for (const text of [null, '', 'soon', '-5', '1e9', 'NaN']) expect(retryAfter(text, at), String(text)).toBeUndefined();
});

test('what may be a token is taken out of texts', () => {
  expect(withoutTokens(`a ${tokenWith()} b`)).toBe('a … b');
  expect(withoutTokens('sent opaque here', 'opaque')).toBe('sent … here');
  expect(withoutTokens('x\n y')).toBe('x y');
  expect(withoutTokens('z'.repeat(1_000)).length).toBe(400);
});

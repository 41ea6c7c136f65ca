import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { faults, graphServer, live, printed, secret, type Tenant, tenantOf, tokenWith } from './graph-server.js';
import { folderWith, permlint } from './run.js';

afterAll(() => {
  expect(printed.length).toBeGreaterThan(0);
  expect(printed.filter((text) => text.includes(secret) || text.includes('eyJ'))).toEqual([]);
});

const names = ['appRoleAssignments', 'applications', 'oauth2PermissionGrants', 'servicePrincipals'];
const linesOf = (folder: string, name: string): readonly Readonly<Record<string, unknown>>[] =>
  readFileSync(join(folder, `${name}.ndjson`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const idsOf = (folder: string, name: string) => linesOf(folder, name).map(({ id }) => id);

/** Whether a folder holds the whole tenant, each object once, in the order of the server. */
function expectWhole(folder: string, tenant: Tenant): void {
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.ndjson`));
  for (const name of ['applications', 'servicePrincipals', 'oauth2PermissionGrants']) {
    expect(idsOf(folder, name), name).toEqual(tenant[name]?.map(({ id }) => id));
  }
  const assigned = Object.entries(tenant).filter(([path]) => path.endsWith('appRoleAssignedTo'));
  const own = assigned.flatMap(([, list]) => list.filter(({ principalType }) => principalType !== 'User'));
  expect(idsOf(folder, 'appRoleAssignments')).toEqual(own.map(({ id }) => id));
}

const fetching = (url: string, ...more: readonly string[]): readonly string[] => ['fetch', '--endpoint', url, ...more];

describe('permlint fetch', () => {
  test('writes what linting reads of a tenant, and nothing else', async () => {
    const tenant = tenantOf(7);
    const server = await graphServer(tenant);
    const cwd = folderWith({});
    const { code, out, err } = await live(fetching(server.url), { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      'permlint-export: 7 applications, 9 servicePrincipals, 7 oauth2PermissionGrants, 6 appRoleAssignments\nLint it: permlint permlint-export\n',
    );
    const folder = join(cwd, 'permlint-export');
    expectWhole(folder, tenant);
    const [first] = linesOf(folder, 'applications');
    expect(first).toMatchObject({ '@odata.type': '#microsoft.graph.application', displayName: 'App 0' });
    expect(first?.passwordCredentials).toEqual([{ keyId: expect.any(String), displayName: 'one' }]);
    expect(JSON.stringify(first)).not.toMatch(/hidden|notes|"hid"/);
    expect(server.asked.every((path) => path.includes('$top=999') || path.includes('%24top=999'))).toBe(true);
    expect([...server.tokens].every((header) => header.startsWith('Bearer ey'))).toBe(true);
    expect(statSync(join(folder, 'applications.ndjson')).mode & 0o777).toBe(0o600);
  });

  test('what it writes is linted', async () => {
    const server = await graphServer(tenantOf(3));
    const cwd = folderWith({});
    await live(fetching(server.url, 'out'), { cwd });
    const ran = permlint(['-f', 'json', 'out/applications.ndjson'], { cwd });
    expect(JSON.parse(ran.out).summary.applications).toBe(3);
    expect(permlint(['data', 'import', 'out/servicePrincipals.ndjson'], { cwd })).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 APIs and 4 permissions of the cloud global'),
    });
  });

  test('an empty tenant is four empty files', async () => {
    const server = await graphServer({ applications: [], servicePrincipals: [], oauth2PermissionGrants: [] });
    const cwd = folderWith({});
    expect((await live(fetching(server.url, 'out'), { cwd })).code).toBe(0);
    expect(names.map((name) => readFileSync(join(cwd, 'out', `${name}.ndjson`), 'utf8'))).toEqual(['', '', '', '']);
  });

  test('waits where it is asked to, and tries again what may go better', async () => {
    const tenant = tenantOf(7);
    const server = await graphServer(tenant);
    const busy = faults.status(
      429,
      { 'retry-after': '0' },
      { error: { code: 'TooManyRequests', message: 'slow down' } },
    );
    server.next.push(
      ...[busy, busy, busy, busy, faults.status(429, { 'retry-after': '1' }), undefined],
      ...[faults.status(503, { 'retry-after': new Date(Date.now() - 5_000).toUTCString() }), undefined],
      ...[faults.dropped, undefined, faults.half, undefined, faults.refused, undefined],
      ...[faults.status(500), faults.status(502, {}, '<html>bad gateway'), undefined],
    );
    const cwd = folderWith({});
    const { code, err } = await live(fetching(server.url, 'out'), { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(server.next).toEqual([]);
    expectWhole(join(cwd, 'out'), tenant);
  });

  test('the service principals that are deleted meanwhile are passed over', async () => {
    const { servicePrincipals, ...tenant } = tenantOf(4);
    const [, second] = servicePrincipals ?? [];
    const rest = Object.entries(tenant).filter(([path]) => !path.includes(String(second?.id)));
    const server = await graphServer({ ...Object.fromEntries(rest), servicePrincipals: servicePrincipals ?? [] });
    const cwd = folderWith({});
    expect((await live(fetching(server.url, 'out'), { cwd })).code).toBe(0);
    expect(idsOf(join(cwd, 'out'), 'appRoleAssignments')).toHaveLength(3);
  });
});

describe('permlint fetch, interrupted', () => {
  test.each(['SIGKILL', 'SIGINT'] as const)('by %s goes on where it was, at every page', async (signal) => {
    const tenant = tenantOf(7);
    const server = await graphServer(tenant);
    const cwd = folderWith({});
    let runs = 0;
    for (let code: number | null = null; code !== 0; runs += 1) {
      let kill: () => void = () => undefined;
      const when = new Promise<void>((done) => {
        kill = done;
      });
      let requests = 0;
      server.onRequest = () => {
        requests += 1;
        // The third request never gets its answer.
        if (requests === 3 && runs < 6) {
          server.next.unshift(faults.silent);
          kill();
        }
      };
      const ran = await live(fetching(server.url, 'out'), { cwd, kill: { when, signal } });
      code = ran.code;
      if (code !== 0 && signal === 'SIGINT') {
        expect(ran.code).toBe(130);
        expect(ran.err).toContain('The same command goes on from here');
      }
      if (code !== 0) {
        expect(readdirSync(join(cwd, 'out')).filter((name) => name.endsWith('.ndjson'))).toEqual([]);
        expect(statSync(join(cwd, 'out', '.permlint-fetch.json')).mode & 0o777).toBe(0o600);
        expect(readFileSync(join(cwd, 'out', '.permlint-fetch.json'), 'utf8')).not.toContain(secret);
        // Half a line, as of a run that was killed while it wrote.
        const [part] = readdirSync(join(cwd, 'out')).filter((name) => name.endsWith('.part'));
        if (part !== undefined) writeFileSync(join(cwd, 'out', part), '{"id":"ha', { flag: 'a' });
      }
      expect(runs).toBeLessThan(20);
    }
    expect(runs).toBe(7);
    expectWhole(join(cwd, 'out'), tenant);
  });

  test('by another run in the same folder stops, and the export is whole', async () => {
    const tenant = tenantOf(7);
    const server = await graphServer(tenant);
    const cwd = folderWith({});
    let other: ReturnType<typeof live> | undefined;
    server.next.push(undefined, (response, ordinary) => {
      // The first run waits for its second page until the other one is done.
      other = live(fetching(server.url, 'out'), { cwd });
      void other.then(() => response.end(ordinary));
    });
    const first = await live(fetching(server.url, 'out'), { cwd });
    expect(first).toMatchObject({ code: 2, out: '' });
    expect(first.err).toContain('another permlint fetches into out, so this one has stopped');
    expect((await other)?.code).toBe(0);
    expectWhole(join(cwd, 'out'), tenant);
  });

  test('by an error goes on; --fresh starts anew; an old export stays until the new one is whole', async () => {
    const tenant = tenantOf(7);
    const server = await graphServer(tenant);
    const cwd = folderWith({ 'out/applications.ndjson': 'old\n' });
    server.next.push(undefined, faults.error(400, 'Request_BadRequest', 'no'));
    const stopped = await live(fetching(server.url, 'out'), { cwd });
    expect({ code: stopped.code, out: stopped.out }).toEqual({ code: 2, out: '' });
    expect(stopped.err).toMatch(/^permlint: http:\S+ refuses \(400, Request_BadRequest: no\)\n$/);
    expect(readFileSync(join(cwd, 'out/applications.ndjson'), 'utf8')).toBe('old\n');
    const before = server.asked.length;
    const resumed = await live(fetching(server.url, 'out'), { cwd });
    expect(resumed.err).toMatch(/^permlint: going on where an earlier run left out/);
    expect(server.asked[before]).toContain('skiptoken');
    expectWhole(join(cwd, 'out'), tenant);

    server.next.push(undefined, faults.error(400, 'Request_BadRequest', 'no'));
    await live(fetching(server.url, 'out'), { cwd });
    const at = server.asked.length;
    expect((await live(fetching(server.url, 'out', '--fresh'), { cwd })).err).toBe('');
    expect(server.asked[at]).not.toContain('skiptoken');
    expectWhole(join(cwd, 'out'), tenant);
  });

  test('where the server has forgotten the page, the list is fetched again', async () => {
    const tenant = tenantOf(7);
    const server = await graphServer(tenant);
    const cwd = folderWith({});
    server.next.push(undefined, undefined, faults.error(400, 'Directory_ExpiredPageToken', 'expired'));
    const { code, err } = await live(fetching(server.url, 'out'), { cwd });
    expect(code).toBe(0);
    expect(err).toContain('no longer knows where applications was');
    expectWhole(join(cwd, 'out'), tenant);
  });

  test('is not gone on with for another tenant, server or cloud, nor from a state that says nothing', async () => {
    const server = await graphServer(tenantOf(7));
    const cwd = folderWith({});
    server.next.push(undefined, faults.error(400, 'x', 'no'));
    await live(fetching(server.url, 'out'), { cwd });
    const PERMLINT_TOKEN = tokenWith({ tid: 'tenant-two' });
    const other = await live(fetching(server.url, 'out'), { cwd, env: { PERMLINT_TOKEN } });
    expect(other.code).toBe(2);
    expect(other.err).toContain('of the tenant tenant-one, and the token is of tenant-two');
    const second = await graphServer(tenantOf(1));
    expect((await live(fetching(second.url, 'out'), { cwd })).err).toContain('out holds half of an export of http://');
    const state = join(cwd, 'out/.permlint-fetch.json');
    for (const text of ['', '{', '[]', '{"version":2}', '{"version":1,"source":{},"lists":{}}']) {
      writeFileSync(state, text);
      expect((await live(fetching(server.url, 'out'), { cwd })).err).toContain('Fetch anew with --fresh.');
    }
    // A page of another server in the state is never asked.
    const evil = await graphServer(tenantOf(1));
    const list = { bytes: 0, count: 0, step: 0, isDone: false };
    const lists = Object.fromEntries(names.map((name) => [name, { ...list, next: `${evil.url}/v1.0/applications` }]));
    const source = { origin: server.url, cloud: 'global', tenant: 'tenant-one' };
    writeFileSync(state, JSON.stringify({ version: 1, source, lists }));
    expect((await live(fetching(server.url, 'out'), { cwd })).code).toBe(2);
    expect(evil.asked).toEqual([]);
  });
});

describe('permlint fetch refuses', () => {
  const refused = async (prepare: (server: Awaited<ReturnType<typeof graphServer>>) => void, env = {}) => {
    const server = await graphServer(tenantOf(7));
    prepare(server);
    const cwd = folderWith({});
    const { code, out, err } = await live(fetching(server.url, 'out'), { cwd, env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(existsSync(join(cwd, 'out/applications.ndjson'))).toBe(false);
    return { err: err.replaceAll(server.url, 'GRAPH'), server };
  };

  test('a next page on another server, and a redirect: the token stays here', async () => {
    const evil = await graphServer(tenantOf(1));
    for (const link of [`${evil.url}/v1.0/applications`, `http://x@${new URL(evil.url).host}/`, 'file:///etc/passwd']) {
      const { err } = await refused((server) => {
        server.answer = () => ({ value: [], '@odata.nextLink': link });
      });
      expect(err).toMatch(/names a next page on another server/);
    }
    const { err } = await refused(({ next }) => next.push(faults.status(302, { location: `${evil.url}/v1.0/x` })));
    expect(err).toMatch(/^permlint: GRAPH redirects to 127\.0\.0\.1:\d+\nA redirect is not followed/);
    expect(evil.asked).toEqual([]);
  });

  test('a list without an end', async () => {
    const repeated = await refused((server) => {
      server.answer = (ordinary) => ({
        ...JSON.parse(ordinary),
        '@odata.nextLink': `${server.url}/v1.0/applications?a`,
      });
    });
    expect(repeated.err).toContain('names next pages without end');
    expect(repeated.server.asked.length).toBeLessThan(5);
    let count = 0;
    const same = await refused((server) => {
      server.answer = () => ({ value: [{ id: 'a' }], '@odata.nextLink': `${server.url}/v1.0/applications?${count++}` });
    });
    expect(same.err).toContain('names next pages without end');
    expect(same.server.asked.length).toBe(2);
    const empty = await refused((server) => {
      server.answer = () => ({ value: [], '@odata.nextLink': `${server.url}/v1.0/applications?${count++}` });
    });
    expect(empty.err).toContain('names next pages without end');
  });

  test.each([['[]'], ['{}'], ['{"value":{}}'], ['null'], ['7']])('the JSON %s', async (text) => {
    const { err } = await refused((server) => {
      server.answer = () => text;
    });
    expect(err).toContain('answers with JSON that is no list of objects');
  });

  test('no next page that is an address', async () => {
    const { err } = await refused((server) => {
      server.answer = () => ({ value: [], '@odata.nextLink': 7 });
    });
    expect(err).toContain('names a next page that is no address');
  });

  test('what Graph refuses, with what to do, and without the token where Graph repeats it', async () => {
    const denied = await refused(({ next }) =>
      next.push(faults.error(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')),
    );
    expect(denied.err).toBe(
      'permlint: GRAPH refuses (403, Authorization_RequestDenied: Insufficient privileges to complete the operation.)\nThis needs the permission Directory.Read.All (Application.Read.All is not enough for oauth2PermissionGrants). A signed-in user needs a role that reads the directory, too.\nThe token has User.Read.\n',
    );
    const PERMLINT_TOKEN = 'opaque-token-of-no-form';
    const ended = await refused(
      ({ next }) => next.push(faults.error(401, 'InvalidAuthenticationToken', `Bad token ${PERMLINT_TOKEN}`)),
      { PERMLINT_TOKEN },
    );
    expect(ended.err).toBe(
      'permlint: GRAPH refuses (401, InvalidAuthenticationToken: Bad token …)\nThe token of PERMLINT_TOKEN is not accepted: it has ended, or is for another cloud or API. Get a new one and run this again.\n',
    );
    expect((await refused(({ next }) => next.push(faults.status(403, {}, '<html>')))).err).toContain('refuses (403)\n');
  });

  test('a wait that is too long', async () => {
    const { err } = await refused(({ next }) => next.push(faults.status(429, { 'retry-after': '86400' })));
    expect(err).toContain('asks to wait for 86,400 seconds');
  });

  test('operands and endpoints that make no sense', () => {
    const cwd = folderWith({ file: '' });
    const said = (...args: readonly string[]) => permlint(args, { cwd, env: { PERMLINT_TOKEN: tokenWith() } });
    for (const url of [
      'http://graph.example',
      'x',
      'ftp://127.0.0.1',
      'https://a/b',
      'https://u:p@a',
      'http://127.0.0.1.evil.example',
    ]) {
      expect(said('fetch', '--endpoint', url).err, url).toMatch(/^permlint: --endpoint takes https:/);
    }
    expect(said('fetch', 'a', 'b').err).toContain('fetch takes one folder');
    expect(said('fetch', 'file', '--endpoint', 'http://127.0.0.1:1')).toMatchObject({ code: 2 });
    expect(said('fetch', 'file/x', '--endpoint', 'http://127.0.0.1:1').err).toMatch(/cannot be written/);
  });
});

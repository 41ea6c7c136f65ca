import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { jwt, signature } from '../diagnose/tokens.js';
import { environment, type Ran } from './run.js';

// A server on this machine that speaks Microsoft Graph's protocol as far as permlint does, with faults in it.

const program = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));
const day = 86_400;
const now = (): number => Math.floor(Date.now() / 1_000);

/** A token with claims; its last part is a secret that nothing may print. */
export function tokenWith(claims: Readonly<Record<string, unknown>> = {}): string {
  const payload = {
    aud: 'https://graph.microsoft.com',
    exp: now() + day,
    tid: 'tenant-one',
    scp: 'User.Read',
    ...claims,
  };
  return jwt(payload);
}

export const secret = signature;

const guid = (first: string, index: number): string =>
  `${first.repeat(8)}-0000-4000-8000-${String(index).padStart(12, '0')}`;
export const graphAppId = '00000003-0000-0000-c000-000000000000';

type Item = Readonly<Record<string, unknown>>;

/** What a tenant holds, by the path of its list. */
export type Tenant = Readonly<Record<string, readonly Item[]>>;

/** A tenant of so many applications, each with a grant and an assignment, and three service principals. */
export function tenantOf(count: number): Tenant {
  const each = <T>(make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
  const userReadAll = 'df021288-bdef-4463-88db-98f22de89214';
  const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';
  const graph = guid('9', 1);
  const orders = guid('9', 2);
  return {
    applications: each((index) => ({
      id: guid('a', index),
      appId: guid('b', index),
      displayName: `App ${index}`,
      signInAudience: 'AzureADMyOrg',
      requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: [{ id: userRead, type: 'Scope' }] }],
      passwordCredentials: [{ keyId: guid('c', index), hint: 'hid', secretText: 'hidden-secret', displayName: 'one' }],
      keyCredentials: [{ keyId: guid('d', index), key: 'hidden-key', type: 'AsymmetricX509Cert', usage: 'Verify' }],
      notes: 'not asked for',
    })),
    servicePrincipals: [
      {
        id: graph,
        appId: graphAppId,
        displayName: 'Microsoft Graph',
        appRoles: [{ id: userReadAll, value: 'User.Read.All', allowedMemberTypes: ['Application'], isEnabled: true }],
        oauth2PermissionScopes: [{ id: userRead, value: 'User.Read', type: 'User', isEnabled: true }],
        resourceSpecificApplicationPermissions: [{ id: guid('e', 1), value: 'Own.Read.Chat', isEnabled: true }],
      },
      {
        id: orders,
        appId: guid('9', 3),
        displayName: 'Orders API',
        appRoles: [
          { id: guid('e', 2), value: 'Orders.All', allowedMemberTypes: ['User', 'Application'], isEnabled: true },
        ],
        oauth2PermissionScopes: [],
      },
      ...each((index) => ({
        id: guid('f', index),
        appId: guid('b', index),
        displayName: `App ${index}`,
        appRoles: [],
      })),
    ],
    oauth2PermissionGrants: each((index) => ({
      id: `grant${index}`,
      clientId: guid('f', index),
      consentType: 'AllPrincipals',
      resourceId: graph,
      scope: 'User.Read',
    })),
    [`servicePrincipals/${graph}/appRoleAssignedTo`]: each((index) => ({
      id: `assignment${index}`,
      appRoleId: userReadAll,
      principalId: guid('f', index),
      principalType: index === 0 ? 'User' : 'ServicePrincipal',
      resourceId: graph,
    })),
    [`servicePrincipals/${orders}/appRoleAssignedTo`]: [],
  };
}

/** How one request is answered in place of the ordinary answer. */
export type Fault = (response: ServerResponse, ordinary: string, request: IncomingMessage) => void;

/** Faults: statuses with headers and a body, half an answer, no answer. */
export const faults = {
  status:
    (status: number, headers: Readonly<Record<string, string>> = {}, body: unknown = {}): Fault =>
    (response) => {
      response.writeHead(status, headers);
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    },
  error: (status: number, code: string, message: string): Fault =>
    faults.status(status, {}, { error: { code, message } }),
  /** The connection ends in the middle of the body. */
  dropped: ((response, ordinary) => {
    response.writeHead(200, { 'content-length': String(ordinary.length) });
    response.write(ordinary.slice(0, ordinary.length / 2), () => response.destroy());
  }) satisfies Fault,
  /** Half a page, and the connection ends as it should. */
  half: ((response, ordinary) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(ordinary.slice(0, ordinary.length / 2));
  }) satisfies Fault,
  refused: ((response) => response.destroy()) satisfies Fault,
  /** Says nothing, ever. */
  silent: (() => undefined) satisfies Fault,
};

/** A server, and what it was asked. */
export interface GraphServer {
  readonly url: string;
  /** Paths and queries, in their order. */
  readonly asked: string[];
  /** What `Authorization` was sent. */
  readonly tokens: Set<string>;
  /** Faults of the next requests; undefined for an ordinary answer. */
  readonly next: (Fault | undefined)[];
  /** Replaces every ordinary answer. */
  answer: ((ordinary: string, path: string) => unknown) | undefined;
  /** Called before each answer. */
  onRequest: (() => void) | undefined;
}

/** Starts a server for a tenant, with pages of so many items. */
export async function graphServer(tenant: Tenant, pageSize = 3): Promise<GraphServer> {
  const own: { -readonly [K in keyof GraphServer]: GraphServer[K] } = {
    url: '',
    asked: [],
    tokens: new Set(),
    next: [],
    answer: undefined,
    onRequest: undefined,
  };
  const server = createServer((request, response) => {
    const address = new URL(request.url ?? '/', own.url);
    own.asked.push(request.url ?? '');
    own.tokens.add(request.headers.authorization ?? '');
    own.onRequest?.();
    const list = tenant[address.pathname.replace('/v1.0/', '')];
    const fault = own.next.shift();
    const ordinary = JSON.stringify(list === undefined ? {} : pageOf(list, address, pageSize));
    if (fault !== undefined) fault(response, ordinary, request);
    else if (list === undefined) {
      faults.error(404, 'Request_ResourceNotFound', `Resource '${address.pathname}' does not exist`)(
        response,
        '',
        request,
      );
    } else {
      const answer = own.answer?.(ordinary, address.pathname) ?? ordinary;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  own.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return own;
}

function pageOf(list: readonly Item[], address: URL, size: number): Item {
  const start = Number(address.searchParams.get('$skiptoken') ?? 0);
  const next = new URL(address);
  next.searchParams.set('$skiptoken', String(start + size));
  const link = start + size < list.length ? { '@odata.nextLink': next.href } : {};
  return { '@odata.context': 'x', ...link, value: list.slice(start, start + size) };
}

export interface LiveOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the process with a signal when this resolves. */
  readonly kill?: { readonly when: Promise<void>; readonly signal: NodeJS.Signals };
}

/** Every text that a run printed so far in this file, to look for tokens in. */
export const printed: string[] = [];

/** Runs the command line beside this process, which may be its server. */
export function live(args: readonly string[], { cwd, env = {}, kill }: LiveOptions): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...environment, PERMLINT_TOKEN: tokenWith(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  void kill?.when.then(() => child.kill(kill.signal));
  return new Promise((done) => {
    child.on('close', (code) => {
      printed.push(out, err);
      done({ code, out, err });
    });
  });
}

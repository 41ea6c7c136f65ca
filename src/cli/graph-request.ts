import { isRecord } from '../input/source.js';
import { retryAfter } from './graph-retry.js';
import type { SignIn } from './token.js';
import { permissionsText, withoutTokens } from './token-claims.js';
import { UsageError } from './usage-error.js';

/** Microsoft Graph, signed in to. */
export interface Graph {
  /** The one place that the token is sent to. */
  readonly origin: string;
  readonly session: { signIn: SignIn };
  readonly notice: (text: string) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds that one answer may take, its body included. */
  readonly patience: number;
}

/** What Microsoft Graph says no with. */
export interface Refusal {
  readonly status: number;
  /** Graph's word for it: `Authorization_RequestDenied`. */
  readonly code: string;
  readonly message: string;
}

export type Answer = { readonly value: unknown } | { readonly refusal: Refusal };

/** A request that may go better the next time: why, and after how many milliseconds where the server says so. */
interface Again {
  readonly again: string;
  readonly after: number | undefined;
  readonly isThrottled?: true;
}

/** How often one request is made, and how often where the server asks to wait. */
const attempts = 6;
const throttledAttempts = 20;
/** Who is asked to wait longer than this rather runs the command again. */
const longestWait = 600_000;

/**
 * Gets JSON of Microsoft Graph: waits where it is asked to, tries again what may go better, and follows no redirect.
 * Throws a UsageError where there is no answer.
 */
export async function getJson(graph: Graph, url: string): Promise<Answer> {
  const host = new URL(graph.origin).host;
  let isRenewed = false;
  let [failed, throttled] = [0, 0];
  for (;;) {
    const answer = await ask(graph, url);
    if ('refusal' in answer && answer.refusal.status === 401 && !isRenewed) {
      const { renew } = graph.session.signIn;
      if (renew === undefined) return answer;
      graph.session.signIn = ofSameTenant(await renew(), graph.session.signIn);
      isRenewed = true;
      continue;
    }
    if (!('again' in answer)) return answer;
    if (answer.isThrottled) throttled += 1;
    else failed += 1;
    const delay = answer.after ?? Math.min(250 * 2 ** (failed + throttled - 1), 30_000);
    if (failed >= attempts || throttled >= throttledAttempts || delay > longestWait) {
      throw new UsageError(`${host} ${answer.again}${delay > longestWait ? ` for ${seconds(delay)}` : ''}`, {
        hint: `Asked ${timesText(failed + throttled)}. Run the same command again later.`,
      });
    }
    if (delay >= 2_000) graph.notice(`${host} ${answer.again}: waiting ${seconds(delay)}`);
    await graph.wait(delay);
  }
}

/** Half of an export is of one tenant, whoever signs in to another one meanwhile. */
function ofSameTenant(renewed: SignIn, before: SignIn): SignIn {
  if (renewed.claims.tenant === before.claims.tenant) return renewed;
  throw new UsageError(`${renewed.from} is signed in to another tenant than when this began`, {
    hint: 'Sign in to the first one again and run the same command.',
  });
}

const seconds = (milliseconds: number): string => `${Math.ceil(milliseconds / 1_000).toLocaleString('en-US')} seconds`;
const timesText = (count: number): string => (count === 1 ? 'once' : `${count} times`);

async function ask(graph: Graph, url: string): Promise<Answer | Again> {
  // Whatever an answer or a state file names: the token goes to one server.
  if (new URL(url).origin !== graph.origin)
    throw new UsageError(`only ${graph.origin} is asked, and not ${shownHost(url)}`);
  const { token } = graph.session.signIn;
  const got = await receive(url, token, graph.patience);
  if (typeof got === 'string') return { again: `did not answer (${got})`, after: undefined };
  const { status, text, headers } = got;
  if (status >= 300 && status < 400) {
    const target = headers.get('location') ?? '';
    const hint = 'A redirect is not followed: the token would go along. Is a proxy in between?';
    throw new UsageError(
      `${graph.origin} redirects to ${URL.canParse(target, url) ? shownHost(new URL(target, url).href) : 'nowhere'}`,
      { hint },
    );
  }
  const wait = retryAfter(headers.get('retry-after'), Date.now());
  if (status === 429) return { again: 'asks to wait', after: wait, isThrottled: true };
  if (status === 503 && wait !== undefined) return { again: 'asks to wait (503)', after: wait, isThrottled: true };
  if (status >= 500 || status === 408) return { again: `answers with the status ${status}`, after: wait };
  if (status >= 400) return { refusal: refusalOf(status, text, token) };
  const value = parsed(text);
  return value === undefined ? { again: 'answers with something that is no JSON', after: undefined } : { value };
}

interface Received {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Gets an answer to its end; or why there is none, in words. */
async function receive(url: string, token: string, patience: number): Promise<Received | string> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  } catch (error) {
    return networkFault(error);
  }
}

/** What `fetch` throws names its cause, and the cause has a code. */
function networkFault(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'it took too long';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? (networkWords[code] ?? code) : 'the connection broke';
}

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it takes no connection',
  ECONNRESET: 'the connection broke',
  UND_ERR_SOCKET: 'the connection broke',
  ENOTFOUND: 'its name is not known; is there a network?',
  EAI_AGAIN: 'its name is not known; is there a network?',
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function shownHost(url: string): string {
  return new URL(url).host || 'another address';
}

function refusalOf(status: number, text: string, token: string): Refusal {
  const body = parsed(text);
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const said = (value: unknown): string => (typeof value === 'string' ? withoutTokens(value, token) : '');
  return { status, code: said(error.code), message: said(error.message) };
}

/** What a refusal means, and what to do about it. `needs` names the permissions that the command takes. */
export function refusalError(
  { session, origin }: Graph,
  { status, code, message }: Refusal,
  needs: string,
): UsageError {
  const { from, claims } = session.signIn;
  const said = [code, message].filter((each) => each !== '').join(': ');
  const title = `${origin} refuses (${status}${said === '' ? '' : `, ${said}`})`;
  if (status === 401) {
    const hint = `The token of ${from} is not accepted: it has ended, or is for another cloud or API. Get a new one and run this again.`;
    return new UsageError(title, { hint });
  }
  if (status !== 403) return new UsageError(title);
  const has = permissionsText(claims);
  const hint = `This needs ${needs}. A signed-in user needs a role that reads the directory, too.`;
  return new UsageError(title, { hint, more: has === undefined ? [] : [has] });
}

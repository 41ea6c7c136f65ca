import { createRequire } from 'node:module';
import { isRecord } from '../input/source.js';
import type { GraphCloud } from './graph-cloud.js';
import { withoutTokens } from './token-claims.js';
import type { TokenResult } from './token-ways.js';

const name = '@azure/identity';

/** Asks `@azure/identity` for a token, as it is installed from a file on; undefined where it is not. */
export async function identityToken({ resource, authority }: GraphCloud, from: string): Promise<TokenResult> {
  const load = createRequire(from);
  try {
    load.resolve(name);
  } catch {
    return undefined;
  }
  try {
    const loaded: unknown = load(name);
    const make = isObject(loaded) ? loaded.DefaultAzureCredential : undefined;
    if (typeof make !== 'function') return { fault: 'has no DefaultAzureCredential: it is of another version' };
    const credential: unknown = Reflect.construct(make, [{ authorityHost: authority }]);
    const ask = isObject(credential) ? credential.getToken : undefined;
    if (typeof ask !== 'function') return { fault: 'has no getToken: it is of another version' };
    const answer: unknown = await ask.call(credential, `${resource}/.default`);
    if (isRecord(answer) && typeof answer.token === 'string' && answer.token !== '') return { token: answer.token };
    return { fault: 'answered something else than a token' };
  } catch (error) {
    return { fault: `gave no token: ${withoutTokens(error instanceof Error ? error.message : String(error))}` };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

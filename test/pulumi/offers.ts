import type { PermissionKind } from '../../src/model/application.js';
import { partText } from '../catalog/open.js';

/** A line of the catalog's texts, read here by hand so that no code under test has a say in what is expected. */
export interface Row {
  readonly appId: string;
  readonly api: string;
  readonly kind: PermissionKind;
  readonly id: string;
  readonly state: string;
  readonly name: string;
}

/** Every permission of the catalog, of every state. */
export function catalogRows(): readonly Row[] {
  const rows: Row[] = [];
  let [appId, api] = ['', ''];
  for (const line of `${partText('graph.tsv')}${partText('other-apis.tsv')}`.split('\n')) {
    const [first = '', id = '', flags = '', name = ''] = line.split('\t');
    if (first.startsWith('@')) [appId, api] = [first.slice(1), flags];
    else if (first === 'a' || first === 'd') {
      rows.push({ appId, api, kind: first === 'a' ? 'application' : 'delegated', id, state: flags.charAt(0), name });
    }
  }
  return rows;
}

/** The permissions that the helpers are to offer: live, of a name of their own, not retired. */
export function offeredRows(): readonly Row[] {
  const retirements: readonly { api: string; kind: string | null; id: string | null; state: string }[] = JSON.parse(
    partText('retirements.json'),
  );
  const retired = new Set(
    retirements.filter(({ state }) => state === 'retired').map(({ api, kind, id }) => `${api} ${kind} ${id}`),
  );
  const useful = catalogRows().filter(
    ({ appId, kind, id, state, name }) =>
      state === 'l' && name !== '' && !retired.has(`${appId} null null`) && !retired.has(`${appId} ${kind} ${id}`),
  );
  const counts = new Map<string, number>();
  for (const row of useful) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return useful.filter((row) => counts.get(keyOf(row)) === 1);
}

const keyOf = ({ appId, kind, name }: Row): string => `${appId} ${kind} ${name}`;

/** The helpers as a program in JavaScript sees them: anything can be handed in. */
interface UntypedHelpers {
  requiredResourceAccesses(requests: unknown): {
    resourceAppId: string;
    resourceAccesses: { id: string; type: string }[];
  }[];
  apiAccess(api: unknown, requested: unknown): { apiClientId: string; roleIds?: string[]; scopeIds?: string[] };
  appRoleId(api: unknown, name: unknown): string;
  apiClientId(api: unknown): string;
}

// A name that is computed keeps the types away.
export const untyped: UntypedHelpers = await import(new URL('../../src/pulumi.ts', import.meta.url).href);

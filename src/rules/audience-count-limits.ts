import type { Application } from '../model/application.js';
import type { Place } from '../model/place.js';
import type { Breach, LimitOf } from './audience-limit-checks.js';

/** How many entries the lists may have. */
export function* listLimits(application: Application, limit: LimitOf): Iterable<Breach> {
  for (const { id, whose, noun, total, at } of countsOf(application)) {
    const most = limit(id);
    if (typeof most !== 'number' || total <= most) continue;
    const what = `${whose ?? 'This registration'} has ${total} ${noun}`;
    yield { id, at, what, rule: `and ${most} are allowed`, remedy: `Remove ${total - most}.` };
  }
}

interface Count {
  readonly id: string;
  readonly whose?: string;
  readonly noun: string;
  readonly total: number;
  readonly at: Place;
}

function countsOf({ clients, apis, at }: Application): readonly Count[] {
  if (clients === undefined) return [];
  const { identifierUris, redirectUris, passwords, certificates, exposedScopes, tags, appRoles } = clients;
  const trusted = clients.preAuthorizedClients;
  const lists = [identifierUris, redirectUris, passwords, exposedScopes, trusted, certificates, tags, appRoles];
  const all = lists.reduce((sum, { items }) => sum + items.length, apis.length);
  const pairs = trusted.items.reduce((sum, { scopeCount }) => sum + scopeCount, 0);
  const whose = 'This pre-authorized client';
  return [
    { id: 'idu-count', noun: 'identifier URIs', total: identifierUris.items.length, at: identifierUris.at },
    { id: 'red-count', noun: 'redirect URIs', total: redirectUris.items.length, at: redirectUris.at },
    { id: 'secrets', noun: 'secrets', total: passwords.items.length, at: passwords.at },
    { id: 'scope-count', noun: 'exposed scopes', total: exposedScopes.items.length, at: exposedScopes.at },
    { id: 'preauth-clients', noun: 'pre-authorized clients', total: trusted.items.length, at: trusted.at },
    ...trusted.items.map((client) => ({
      ...client,
      id: 'preauth-scopes',
      whose,
      noun: 'scopes',
      total: client.scopeCount,
    })),
    { id: 'preauth-total', noun: 'scopes over all pre-authorized clients', total: pairs, at: trusted.at },
    { id: 'manifest-1200', noun: 'entries in all its lists together', total: all, at },
  ];
}

import { resolveApi } from '../catalog/resolve.js';
import type { ApiRequest, Application } from '../model/application.js';
import type { RuleContext } from './define-rule.js';

/** All entries of one API, which may stand several times in a list. */
export interface RequestedApi {
  /** The API's appId in lower case, or its name where no catalog has it. */
  readonly key: string;
  readonly name: string;
  readonly entries: readonly [ApiRequest, ...ApiRequest[]];
  readonly requestCount: number;
}

/** The APIs that an application requests, each once, in the order of the document; unknown ones are left out. */
export function requestedApis(application: Application, { catalog, names }: RuleContext): RequestedApi[] {
  const groups = new Map<string, { name: string; entries: [ApiRequest, ...ApiRequest[]] }>();
  for (const entry of application.apis) {
    if (!entry.api.known) continue;
    const written = entry.api.value.trim().replace(/^[{(](.*)[})]$/, '$1').toLowerCase();
    const api = resolveApi(catalog, entry.api.value, names);
    const [key, name] = typeof api === 'string' ? [written, written] : [api.appId, api.name];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, entries: [entry] });
    else group.entries.push(entry);
  }
  return [...groups].map(([key, { name, entries }]) => ({
    key,
    name,
    entries,
    requestCount: entries.reduce((sum, { requests }) => sum + requests.length, 0),
  }));
}

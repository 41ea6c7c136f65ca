import { resolveApi, writtenKey } from '../catalog/resolve.js';
import type { ApiRequest, Application } from '../model/application.js';
import type { PermissionRef } from '../model/finding.js';
import type { RuleContext } from './define-rule.js';
import { refOfApi } from './wording.js';

/** All entries of one API, which may stand several times in a list. */
export interface RequestedApi {
  /** Its name, or `the API <appId>` where no catalog has it. */
  readonly name: string;
  /** What findings say of it. */
  readonly ref: PermissionRef;
  readonly isKnown: boolean;
  readonly entries: readonly [ApiRequest, ...ApiRequest[]];
  readonly requestCount: number;
}

/** The APIs that an application requests, each once, in the order of the document; not those that are not known yet, or misspelt. */
export function requestedApis(application: Application, { catalog, names }: RuleContext): RequestedApi[] {
  const groups = new Map<string, Omit<RequestedApi, 'requestCount'> & { entries: [ApiRequest, ...ApiRequest[]] }>();
  for (const entry of application.apis) {
    if (!entry.api.known) continue;
    const { value } = entry.api;
    const api = resolveApi(catalog, value, names);
    if (api === 'malformed') continue;
    const key = typeof api === 'string' ? writtenKey(value) : api.appId;
    const group = groups.get(key);
    if (group !== undefined) group.entries.push(entry);
    else if (typeof api !== 'string')
      groups.set(key, { name: api.name, ref: refOfApi(api), isKnown: true, entries: [entry] });
    else
      groups.set(key, {
        name: `the API ${key}`,
        ref: refOfApi({ appId: key, name: null }),
        isKnown: false,
        entries: [entry],
      });
  }
  return [...groups.values()].map((group) => ({
    ...group,
    requestCount: group.entries.reduce((sum, { requests }) => sum + requests.length, 0),
  }));
}

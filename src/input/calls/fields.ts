import type { PermissionKind } from '../../model/application.js';
import { isRecord } from '../source.js';

/**
 * The values of a call that somebody wrote as an object, or of a row of a log, by their names in lower case. The log
 * names are the columns of MicrosoftGraphActivityLogs
 * (https://learn.microsoft.com/azure/azure-monitor/reference/tables/microsoftgraphactivitylogs), of GraphAPIAuditEvents
 * (https://learn.microsoft.com/defender-xdr/advanced-hunting-graphapiauditevents-table), and the properties of the
 * records that diagnostic settings write, which spell them `requestMethod`, `C_Idtyp`.
 */
export type Fields = ReadonlyMap<string, unknown>;

/** Names of a method, the surest first. */
export const methodNames: readonly string[] = ['requestmethod', 'httpmethod', 'method'];
/** Names of an address, the surest first. */
export const addressNames: readonly string[] = ['requesturi', 'requesturl', 'url', 'uri', 'uritemplate', 'path'];
const logAddressNames = addressNames.slice(0, 2);
const others = [
  'appid',
  'applicationid',
  'body',
  'c_idtyp',
  'category',
  'entitytype',
  'kind',
  'requests',
  'roles',
  'scopes',
  'userid',
];
const names: ReadonlySet<string> = new Set([...methodNames, ...addressNames, ...others]);

/** The name of a field in the spelling of `Fields`; undefined where it is none that tells of a call. */
export function fieldName(spelled: string): string | undefined {
  if (spelled.length > 20) return undefined;
  const name = spelled.toLowerCase();
  return names.has(name) ? name : undefined;
}

/** The fields of an object. Those below `properties`, where records of diagnostic settings have them, come first. */
export function fieldsOf(value: Readonly<Record<string, unknown>>): Fields {
  const fields = new Map<string, unknown>();
  for (const record of [value, value.properties]) {
    if (!isRecord(record)) continue;
    for (const key of Object.keys(record)) {
      const name = fieldName(key);
      if (name !== undefined) fields.set(name, record[key]);
    }
  }
  return fields;
}

/** Whether an object says a method or an address at all. */
export function tellsCall(fields: Fields): boolean {
  return [...methodNames, ...addressNames].some((name) => fields.has(name));
}

/** Whether the fields are those of a log, whose addresses hold what users typed: the query is never kept. */
export function isLogRow(fields: Fields): boolean {
  return fields.has('category') || logAddressNames.some((name) => fields.has(name));
}

export function methodIn(fields: Fields): unknown {
  return firstOf(fields, methodNames);
}

export function addressIn(fields: Fields): unknown {
  return firstOf(fields, addressNames);
}

function firstOf(fields: Fields, wanted: readonly string[]): unknown {
  const name = wanted.find((each) => fields.has(each));
  return name === undefined ? undefined : fields.get(name);
}

/** The application that made the call, in lower case, where the fields say an id. */
export function appIdIn(fields: Fields): string | undefined {
  return guid(fields.get('appid')) ?? guid(fields.get('applicationid'));
}

/** An id in lower case; undefined where the value is none. */
export function guid(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 50) return undefined;
  const id = value.trim().toLowerCase();
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? id : undefined;
}

const kindWords: Readonly<Record<string, PermissionKind>> = {
  application: 'application',
  app: 'application',
  delegated: 'delegated',
  user: 'delegated',
};

/**
 * How the application signed in: what the fields say, else what they tell. An app-only token has roles and no user, a
 * delegated one scopes. The fault is that of a kind that somebody wrote and that is none.
 */
export function kindIn(fields: Fields): { readonly kind?: PermissionKind; readonly fault?: string } {
  const own = fields.get('kind');
  if (isFilled(own)) {
    const kind = kindWord(own);
    return kind === undefined ? { fault: 'The kind of this call is neither "application" nor "delegated".' } : { kind };
  }
  const kind = kindWord(fields.get('c_idtyp')) ?? kindWord(fields.get('entitytype')) ?? kindByToken(fields);
  return kind === undefined ? {} : { kind };
}

function kindByToken(fields: Fields): PermissionKind | undefined {
  const hasUser = isFilled(fields.get('userid'));
  if (isFilled(fields.get('roles')) && !hasUser) return 'application';
  return hasUser || isFilled(fields.get('scopes')) ? 'delegated' : undefined;
}

function kindWord(value: unknown): PermissionKind | undefined {
  if (typeof value !== 'string' || value.length > 50) return undefined;
  const word = value.trim().toLowerCase();
  return Object.hasOwn(kindWords, word) ? kindWords[word] : undefined;
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return /\S/.test(value);
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null;
}

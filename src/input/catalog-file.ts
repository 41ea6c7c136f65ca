import { parseDay } from '../model/day.js';
import { isGuid } from '../model/guid.js';
import type { OwnApi, OwnPermission } from '../model/own-api.js';
import { quoted } from '../model/wording.js';
import { isRecord } from './source.js';

/** A catalog that was fetched or imported: the APIs of a cloud, each with the day that its list is of. */
export interface CatalogFile {
  readonly cloud: string;
  /** ISO date of the newest list. */
  readonly date: string;
  readonly apis: readonly OwnApi[];
}

const version = 1;

/** Whether a value is a catalog file, of whatever version. */
export function isCatalogFile(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && Object.hasOwn(value, 'permlintCatalog');
}

/** Reads a catalog file; or why it cannot be read, in words that follow its name. Never throws. */
export function readCatalogFile(value: Readonly<Record<string, unknown>>): CatalogFile | { readonly fault: string } {
  const { permlintCatalog, cloud, date, apis } = value;
  if (permlintCatalog !== version) {
    const written = quoted(JSON.stringify(permlintCatalog) ?? '');
    return { fault: `is a catalog of version ${written}, and this permlint reads version ${version}` };
  }
  if (typeof cloud !== 'string') return { fault: 'is a catalog that names no cloud' };
  if (!isDay(date)) return { fault: 'is a catalog without the date that it is of' };
  if (!Array.isArray(apis)) return { fault: 'is a catalog without a list of APIs' };
  const read: OwnApi[] = [];
  for (const [index, each] of apis.entries()) {
    const api = readApi(each, cloud, date);
    if (typeof api === 'string') return { fault: `is a catalog whose API ${index + 1} ${api}` };
    read.push(api);
  }
  return { cloud, date, apis: read };
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && value.length === 10 && parseDay(value) !== undefined;
}

function readApi(value: unknown, cloud: string, date: string): OwnApi | string {
  if (!isRecord(value)) return 'is no object';
  const { appId, name, permissions, date: own = date } = value;
  if (typeof appId !== 'string' || !isGuid(appId)) return 'has no appId';
  if (typeof name !== 'string') return 'has no name';
  if (!isDay(own)) return 'has a date that is none';
  if (!Array.isArray(permissions)) return 'has no list of permissions';
  const read: OwnPermission[] = [];
  for (const [index, each] of permissions.entries()) {
    const permission = readPermission(each);
    if (permission === undefined) return `has a permission ${index + 1} that lacks its id, name or kind`;
    read.push(permission);
  }
  return { appId, name, permissions: read, cloud, date: own };
}

function readPermission(value: unknown): OwnPermission | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, kind, consent, enabled, resourceSpecific } = value;
  if (typeof id !== 'string' || !isGuid(id) || typeof name !== 'string') return undefined;
  if (kind !== 'application' && kind !== 'delegated') return undefined;
  return {
    id,
    name,
    kind,
    isEnabled: enabled !== false,
    ...((consent === 'user' || consent === 'admin') && { consent }),
    ...(resourceSpecific === true && { resourceSpecific }),
  };
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
const nameKey = ({ name, kind, id }: OwnPermission): string => `${name.toLowerCase()}\n${kind}\n${id.toLowerCase()}`;

/**
 * The text of a catalog file: a permission a line, APIs by their ids, permissions by their names, so that a change in
 * version control is as small as what changed.
 */
export function catalogFileText({ cloud, date, apis }: CatalogFile): string {
  const sorted = apis.toSorted((a, b) => compare(a.appId.toLowerCase(), b.appId.toLowerCase()));
  const head = [`  "permlintCatalog": ${version}`, `  "cloud": ${JSON.stringify(cloud)}`, `  "date": "${date}"`];
  const texts = sorted.map((api) => apiText(api, date));
  return `{\n${head.join(',\n')},\n  "apis": [${texts.length === 0 ? '' : `\n${texts.join(',\n')}\n  `}]\n}\n`;
}

function apiText(api: OwnApi, newest: string): string {
  const own = api.date !== undefined && api.date !== newest ? [`      "date": "${api.date}"`] : [];
  const lines = api.permissions
    .toSorted((a, b) => compare(nameKey(a), nameKey(b)))
    .map((permission) => `        ${permissionText(permission)}`);
  const members = [
    `      "appId": "${api.appId.toLowerCase()}"`,
    `      "name": ${JSON.stringify(api.name)}`,
    ...own,
    `      "permissions": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n      `}]`,
  ];
  return `    {\n${members.join(',\n')}\n    }`;
}

function permissionText({ id, name, kind, consent, isEnabled, resourceSpecific }: OwnPermission): string {
  const members = {
    id: id.toLowerCase(),
    name,
    kind,
    ...(consent && { consent }),
    ...(!isEnabled && { enabled: false }),
    ...(resourceSpecific && { resourceSpecific }),
  };
  const texts = Object.entries(members).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{ ${texts.join(', ')} }`;
}

import { grantReaders } from '../resources/grants.js';
import { child, rootNode } from '../source.js';
import { byteColumn, type Column, offsetColumn, wordColumn } from './column.js';
import { createGuidTable } from './guid-table.js';
import { type ExportObject, isDeleted, objectsOf } from './objects.js';
import { type ExportFile, type RecordStart, recordsOf, sourceOf } from './records.js';

/** Where an object stands: its file, its record, and which object of the record it is. */
export interface ObjectPlace {
  readonly file: number;
  readonly start: RecordStart;
  readonly ordinal: number;
}

/** Who holds which grants in an export: ids and places only, so that a million of each fit into memory. */
export interface GrantIndex {
  readonly isEmpty: boolean;
  /** The places of the grants of an application, by its appId. */
  readonly grantsOf: (appId: string) => Iterable<ObjectPlace>;
  /** The appId of a service principal, by its object id; undefined where the export does not hold it. */
  readonly appIdOf: (objectId: string) => string | undefined;
  /** The appIds of the service principals, in lower case. */
  readonly appIds: { readonly has: (appId: string) => boolean };
  /** Notes that the export holds the registration of an appId. */
  readonly own: (appId: string) => void;
  /** All who hold grants. */
  readonly holders: () => Iterable<Holder>;
}

/** Who holds grants. */
export interface Holder {
  /** Where its service principal stands; undefined where the export does not hold that. */
  readonly place: ObjectPlace | undefined;
  /** The places of its grants, one at a time: a million users may have consented to one application. */
  readonly grants: Iterable<ObjectPlace>;
  readonly firstGrant: ObjectPlace;
  /** Whether its registration was noted. */
  readonly isOwn: () => boolean;
}

/** The properties of a grant that say to whom and of which API. */
export const readerOf = {
  'app-role-assignment': grantReaders['Microsoft.Graph/appRoleAssignedTo'],
  'permission-grant': grantReaders['Microsoft.Graph/oauth2PermissionGrants'],
  'service-principal': undefined,
} as const satisfies Record<ExportObject['kind'], unknown>;

/** Reads all files of an export once, and keeps who holds which grants. */
export function indexGrants(files: readonly ExportFile[]): GrantIndex {
  const rows = createRows();
  for (const [index, file] of files.entries()) {
    for (const record of recordsOf(file)) {
      if (record.text === undefined || !mayTellOfGrants(record.text)) continue;
      const source = sourceOf(file.name, record, record.text);
      if (source === undefined) continue;
      const objects = objectsOf(rootNode(source.document, source.value));
      for (const [ordinal, object] of objects.entries()) take(rows, object, { file: index, start: record, ordinal });
    }
  }
  return indexOf(rows);
}

const grantWords =
  /ervicePrincipal(?:Type|Name|s")|ppOwnerOrganizationId|rincipalId|onsentType|"[cC]lientId|ppRoleAssign|auth2PermissionGrants|microsoft\.graph\.(?:serv|appR|oauth)|\\u/;

/** Most lines of most exports are applications, and need not be parsed to learn who holds grants. */
function mayTellOfGrants(text: string): boolean {
  return (text.includes('ppId"') && !text.includes('equiredResourceAccess"')) || grantWords.test(text);
}

/** The places of objects, in a list that is as small as may be. */
function createPlaces() {
  const file = byteColumn();
  const [offset, line, column, ordinal] = [offsetColumn(), wordColumn(), wordColumn(), wordColumn()];
  let count = 0;
  return {
    add: (place: ObjectPlace): number => {
      count += 1;
      file.set(count, place.file);
      offset.set(count, place.start.offset);
      line.set(count, place.start.line);
      column.set(count, place.start.column);
      ordinal.set(count, place.ordinal);
      return count;
    },
    get: (at: number): ObjectPlace => ({
      file: file.get(at),
      start: { offset: offset.get(at), line: line.get(at), column: column.get(at) },
      ordinal: ordinal.get(at),
    }),
  };
}

/** Service principals by object id, and the grants of each as a chain from the last to the first. Zero is none everywhere. */
function createRows() {
  return {
    principals: createGuidTable(),
    appIds: createGuidTable(),
    places: createPlaces(),
    appIdOf: wordColumn(),
    placeOf: wordColumn(),
    deleted: byteColumn(),
    lastGrant: wordColumn(),
    grantBefore: wordColumn(),
    isEmpty: true,
  };
}

type Rows = ReturnType<typeof createRows>;

function take(rows: Rows, object: ExportObject, place: ObjectPlace): void {
  const reader = readerOf[object.kind];
  if (reader === undefined) takePrincipal(rows, object, place);
  else takeGrant(rows, object, reader.client, place);
}

function takePrincipal(rows: Rows, { node }: ExportObject, place: ObjectPlace): void {
  const [id, appId] = [child(node, 'id').value, child(node, 'appId').value];
  if (typeof id !== 'string' || typeof appId !== 'string') return;
  const { principals, appIds, places, appIdOf, placeOf, deleted } = rows;
  const row = principals.add(id);
  appIdOf.set(row, appIds.add(appId) + 1);
  if (placeOf.get(row) === 0) placeOf.set(row, places.add(place));
  if (isDeleted(node.value)) deleted.set(row, 1);
}

function takeGrant(rows: Rows, object: ExportObject, property: string, place: ObjectPlace): void {
  const client = child(object.node, property).value ?? object.holder;
  if (typeof client !== 'string' || isOfPeople(object)) return;
  const { principals, places, lastGrant, grantBefore } = rows;
  const row = principals.add(client);
  const grant = places.add(place);
  grantBefore.set(grant, lastGrant.get(row));
  lastGrant.set(row, grant);
  rows.isEmpty = false;
}

/** The numbers of the places of grants, in their order. */
function grantsIn({ lastGrant, grantBefore }: Rows, row: number): number[] {
  const grants: number[] = [];
  for (let at = lastGrant.get(row); at !== 0; at = grantBefore.get(at)) grants.push(at);
  return grants.reverse();
}

function* placesOf({ places }: Rows, grants: readonly number[]): Generator<ObjectPlace> {
  for (const grant of grants) yield places.get(grant);
}

function isHolder({ lastGrant, deleted }: Rows, row: number): boolean {
  return lastGrant.get(row) !== 0 && deleted.get(row) === 0;
}

function indexOf(rows: Rows): GrantIndex {
  const { principals, appIds, appIdOf } = rows;
  // Exports of several tenants in one hold several service principals of an application.
  const [holders, holderBefore] = [wordColumn(), wordColumn()];
  const owned = byteColumn();
  for (let row = 0; row < principals.count(); row += 1) {
    if (!isHolder(rows, row) || appIdOf.get(row) === 0) continue;
    holderBefore.set(row, holders.get(appIdOf.get(row)));
    holders.set(appIdOf.get(row), row + 1);
  }
  return {
    isEmpty: rows.isEmpty,
    appIds: { has: (appId) => appIds.find(appId) !== -1 },
    grantsOf: (appId) => {
      const lists: number[][] = [];
      for (let at = holders.get(appIds.find(appId) + 1); at !== 0; at = holderBefore.get(at - 1)) {
        lists.push(grantsIn(rows, at - 1));
      }
      return placesOf(rows, lists.reverse().flat());
    },
    appIdOf: (objectId) => {
      const row = principals.find(objectId);
      const appId = row === -1 ? 0 : appIdOf.get(row);
      return appId === 0 ? undefined : appIds.text(appId - 1);
    },
    own: (appId) => {
      const row = appIds.find(appId) + 1;
      if (row !== 0) owned.set(row, 1);
    },
    holders: () => holdersIn(rows, owned),
  };
}

function* holdersIn(rows: Rows, owned: Column): Generator<Holder> {
  const { principals, places, placeOf, appIdOf } = rows;
  for (let row = 0; row < principals.count(); row += 1) {
    if (!isHolder(rows, row)) continue;
    const at = placeOf.get(row);
    const isOwn = (): boolean => owned.get(appIdOf.get(row)) === 1;
    const grants = grantsIn(rows, row);
    yield {
      place: at === 0 ? undefined : places.get(at),
      grants: placesOf(rows, grants),
      firstGrant: places.get(grants[0] ?? 0),
      isOwn,
    };
  }
}

/** Roles are assigned to users and groups, too; those are no permissions of an application. */
function isOfPeople({ node }: ExportObject): boolean {
  const { value } = child(node, 'principalType');
  return value === 'User' || value === 'Group';
}

import type { Application, PermissionGrant } from '../../model/application.js';
import type { Fact } from '../../model/fact.js';
import { knownValue } from '../../model/fact.js';
import { readSource, unreadable } from '../read.js';
import { recognise } from '../recognise.js';
import { holdsNone, looksLikeRegistration, mayHoldRegistration } from '../registration-words.js';
import { textFact } from '../resources/facts.js';
import { unnamedApi } from '../resources/grants.js';
import { applicationOfPart } from '../resources/parts.js';
import { child, holds, type InputItem, jsonSource, type Node, rootNode } from '../source.js';
import { type GrantIndex, type Holder, indexGrants, type ObjectPlace, readerOf } from './grant-index.js';
import type { ExportObject } from './objects.js';
import { createRereader, type ExportFile, recordsOf, sourceOf, type TextRecord } from './records.js';

/** The export of a tenant: its files, and who holds which grants in any of them. */
export interface TenantExport {
  /** Whether any of the files holds a grant. */
  readonly hasGrants: boolean;
  /**
   * What stands in a file of the export, in its order: registrations with their grants, wherever those stand, and then
   * whose registration is elsewhere. `isNamed` says whether everything that does not parse is told.
   */
  readonly read: (fileIndex: number, isNamed: boolean) => Iterable<InputItem>;
}

interface Opened {
  readonly files: readonly ExportFile[];
  readonly index: GrantIndex;
  readonly reread: (place: ObjectPlace) => ExportObject | undefined;
  /** The files whose registrations are noted in the index. */
  readonly noted: Set<number>;
}

/** Opens the files of an export. They are read once for their grants, and then as often as their items are asked for. */
export function openExport(files: readonly ExportFile[]): TenantExport {
  const index = indexGrants(files);
  const rereader = createRereader(files);
  const reread = ({ file, start, ordinal }: ObjectPlace) => rereader(file, start, ordinal);
  const opened: Opened = { files, index, reread, noted: new Set() };
  return { hasGrants: !index.isEmpty, read: (fileIndex, isNamed) => readFile(opened, fileIndex, isNamed) };
}

function* readFile(opened: Opened, fileIndex: number, isNamed: boolean): Iterable<InputItem> {
  const { files, index, noted } = opened;
  const file = files[fileIndex];
  if (file === undefined) return;
  let isFound = false;
  for (const record of recordsOf(file)) {
    for (const item of itemsOf(file, record, isNamed)) {
      isFound = true;
      yield item.kind === 'application' ? { kind: 'application', application: joined(item.application, opened) } : item;
    }
  }
  noted.add(fileIndex);
  if (!index.isEmpty) {
    for (const application of holdersIn(opened, fileIndex)) {
      isFound = true;
      yield { kind: 'application', application };
    }
  }
  // A file of grants is part of what was linted, though its findings stand with the applications.
  if (!isFound && index.isEmpty) yield { kind: 'passed-over', reason: holdsNone };
}

/** The registrations and problems of one record. */
function* itemsOf(file: ExportFile, record: TextRecord, isNamed: boolean): Iterable<InputItem> {
  const { text } = record;
  const { name } = file;
  if (text === undefined) {
    yield { kind: 'problem', problem: unreadRecord(name, record) };
    return;
  }
  if (!isNamed && !mayHoldRegistration(text)) return;
  const source = sourceOf(name, record, text);
  if (source === undefined) {
    const line = { line: record.line, offset: 0, end: text.length };
    if (isNamed || looksLikeRegistration(text)) {
      yield { kind: 'problem', problem: unreadable(name, text, text, line) };
    }
    return;
  }
  for (const item of readSource(source)) if (item.kind === 'application' || item.kind === 'problem') yield item;
}

function unreadRecord(name: string, { line, fault = 'cannot be read' }: TextRecord) {
  const { document } = jsonSource(name, '', '', undefined, { offset: 0, line });
  const at = { document, pointer: [], part: 'value', range: { start: 0, end: 0 } } as const;
  return { kind: 'unreadable', at, message: `This line ${fault}: nothing in it could be checked.` } as const;
}

/** A registration with the grants of its service principal. */
function joined(application: Application, opened: Opened): Application {
  const appId = application.appId && knownValue(application.appId);
  if (appId === undefined || opened.index.isEmpty) return application;
  opened.index.own(appId);
  const grants = readGrants(opened.index.grantsOf(appId), opened);
  const whole = { ...application, grants, siblings: opened.index.appIds };
  return grants.length > 0 && listsNone(application) ? { ...whole, ...lacking } : whole;
}

const lacking = { isPart: true, lacksRequests: true } as const;

/** Whether an export leaves out what registrations ask for: then nobody can tell what is granted besides. */
function listsNone({ at, requestsAt }: Application): boolean {
  return requestsAt === at || requestsAt.pointer.length === at.pointer.length;
}

/** Grants as they count for an application: that a thousand users have consented to a permission is one grant of it. */
function readGrants(places: Iterable<ObjectPlace>, opened: Opened): readonly PermissionGrant[] {
  const grants = new Map<string, PermissionGrant>();
  for (const place of places) {
    const object = opened.reread(place);
    if (object === undefined) continue;
    const api = String(child(object.node, 'resourceId').value).toLowerCase();
    for (const grant of grantsOfObject(object, opened)) {
      const { permission } = grant;
      const key = JSON.stringify([api, object.kind, permission.known ? permission.value.toLowerCase() : grants.size]);
      const before = grants.get(key);
      const isWider = knownValue(grant.forAllPrincipals) === true && knownValue(before?.forAllPrincipals) !== true;
      if (before === undefined || isWider) grants.set(key, grant);
    }
  }
  return [...grants.values()];
}

function grantsOfObject({ kind, node }: ExportObject, { index }: Opened): readonly PermissionGrant[] {
  const reader = readerOf[kind];
  if (reader === undefined) return [];
  const resource = child(node, reader.api);
  const appId = typeof resource.value === 'string' ? index.appIdOf(resource.value) : undefined;
  const api: Fact<string> =
    appId === undefined ? unnamedApi(node, reader) : { known: true, value: appId, at: resource };
  return reader.read(node, api);
}

/** Notes the registrations of the files that were not read yet. */
function noteOthers({ files, index, noted }: Opened): void {
  for (const [fileIndex, file] of files.entries()) {
    if (noted.has(fileIndex)) continue;
    noted.add(fileIndex);
    for (const record of recordsOf(file)) {
      const source = record.text === undefined ? undefined : sourceOf(file.name, record, record.text);
      const registrations = source === undefined ? [] : recognise(rootNode(source.document, source.value));
      for (const { node } of registrations) {
        const { value } = child(node, 'appId');
        if (typeof value === 'string') index.own(value);
      }
    }
  }
}

/** Who holds grants and is not registered in this tenant, or not in this export; each stands in one file. */
function* holdersIn(opened: Opened, fileIndex: number): Iterable<Application> {
  for (const holder of opened.index.holders()) {
    const place = holder.place ?? holder.firstGrant;
    if (place.file !== fileIndex) continue;
    if (holder.place !== undefined) noteOthers(opened);
    if (holder.isOwn()) continue;
    const object = opened.reread(place);
    if (object !== undefined) yield applicationOf(object.node, holder, opened);
  }
}

function applicationOf(node: Node, { place, grants }: Holder, opened: Opened): Application {
  const isServicePrincipal = place !== undefined;
  const name = child(
    node,
    isServicePrincipal || holds(node.value, 'displayName') ? 'displayName' : 'principalDisplayName',
  );
  return {
    ...applicationOfPart(node, {}),
    ...lacking,
    name: textFact(name),
    ...(isServicePrincipal && { appId: textFact(child(node, 'appId')) }),
    grants: readGrants(grants, opened),
    siblings: opened.index.appIds,
  };
}

import type { PermissionKind } from '../model/application.js';
import { lazy } from './facts.js';
import { graphAppId, type PermissionLookup } from './lookup.js';
import { kindOf } from './table.js';
import type { Catalog, MemberType, Permission, ReadPart } from './types.js';

type ByKind = Readonly<Record<PermissionKind, Permission>>;

// Its line is that of the permission for every type.
const everyType = '*';

/** Which permissions reveal members, from members.tsv. */
export function createMembers(
  readPart: ReadPart,
  lookup: PermissionLookup,
): Pick<Catalog, 'memberTypes' | 'revealsEveryMember'> {
  const all = lazy(() => membersOf(readPart('members.tsv'), lookup));
  const types = lazy(() => all().filter(({ type }) => type !== everyType));
  return {
    memberTypes: types,
    revealsEveryMember() {
      const every = all().find(({ type }) => type === everyType);
      if (every === undefined) throw new Error('members.tsv has no line for every type');
      return every.least;
    },
  };
}

interface Line {
  readonly type: string;
  readonly words: string;
  readonly kind: PermissionKind;
  readonly least: Permission;
  readonly full: Permission;
}

/** Each type has two lines, one for each kind. */
function membersOf(text: string, lookup: PermissionLookup): readonly MemberType[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => readLine(line, lookup));
  return lines
    .filter(({ kind }) => kind === 'application')
    .map(({ type, words, least, full }) => {
      const other = lines.find((line) => line.kind === 'delegated' && line.type === type);
      if (other === undefined) throw new Error(`members.tsv has no delegated permission for ${type}`);
      return { type, words, least: byKind(least, other.least), full: byKind(full, other.full) };
    });
}

const byKind = (application: Permission, delegated: Permission): ByKind => ({ application, delegated });

function readLine(line: string, lookup: PermissionLookup): Line {
  const [type = '', words = '', letter, least = '', full = ''] = line.split('\t');
  const kind = kindOf(letter);
  const find = (id: string): Permission => {
    const found = lookup.permission({ api: graphAppId, kind, id });
    if (found === undefined) throw new Error(`members.tsv: Microsoft Graph has no ${kind} permission ${id}`);
    return found;
  };
  return { type, words, kind, least: find(least), full: find(full) };
}

import type { PermissionKind } from '../model/application.js';
import { differsLittle } from '../model/spelling.js';
import type { Api, Permission, PermissionState } from './types.js';

/** An API of a table, with the range of its rows in the text. */
export interface Section {
  readonly api: Api;
  readonly aliases: readonly string[];
  readonly start: number;
  readonly end: number;
}

const states: Readonly<Record<string, PermissionState>> = {
  l: 'live',
  x: 'disabled',
  h: 'hidden',
  r: 'retired',
  f: 'draft',
};

/** Where the id begins in a row: after the kind. */
const idColumn = 'a\t'.length;

/** Where the name begins in a row: after the kind, the id and the flags. */
const nameColumn = 'a\t00000000-0000-0000-0000-000000000000\tlap\t'.length;

/** One manifest asks for a few ids, which are searched in the text; for many an index pays. */
const searchesBeforeIndex = 64;

interface Row {
  readonly permission: Permission;
  readonly aliases: readonly string[];
}

/**
 * The APIs and permissions of one text in the form of graph.tsv (see data/README.md). Ids and names are searched in
 * the text; a row is read once, when it is found, so that the same permission is always the same object.
 */
export class PermissionTable {
  /** ISO date of the catalog. */
  readonly date: string;
  readonly sections: readonly Section[];
  private readonly text: string;
  private lowered: string | undefined;
  private readonly rows = new Map<number, Row>();
  private readonly sectionOf = new Map<string, Section>();
  private searches = 0;
  private index: ReadonlyMap<string, readonly number[]> | undefined;

  /** Throws where the text has another form than the one this reader knows. */
  constructor(text: string, part: string) {
    const first = text.slice(0, text.indexOf('\n')).split('\t');
    if (first[0] !== '#permlint' || first[1] !== '1' || first[2] === undefined) {
      throw new Error(`${part} is not a catalog of version 1; run the data build`);
    }
    this.date = first[2];
    this.text = text;
    this.sections = sectionsOf(text);
    for (const section of this.sections) this.sectionOf.set(section.api.appId, section);
  }

  /** The section of an API, by lower-case appId. */
  section(appId: string): Section | undefined {
    return this.sectionOf.get(appId);
  }

  /** The permissions with a lower-case GUID, of one section or of all. */
  withId(id: string, section?: Section): readonly Permission[] {
    this.searches += 1;
    const starts = this.searches < searchesBeforeIndex ? this.searchId(id, section) : this.indexedId(id);
    const own = section === undefined ? starts : starts.filter((at) => at >= section.start && at < section.end);
    return own.map((at) => this.rowAt(at, section).permission);
  }

  private searchId(id: string, section?: Section): readonly number[] {
    const starts: number[] = [];
    const wanted = `\t${id}\t`;
    const end = section?.end ?? this.text.length;
    let at = this.text.indexOf(wanted, section?.start ?? 0);
    for (; at !== -1 && at < end; at = this.text.indexOf(wanted, at + 1)) starts.push(at - 1);
    return starts;
  }

  private indexedId(id: string): readonly number[] {
    this.index ??= this.indexIds();
    return this.index.get(id) ?? [];
  }

  private indexIds(): ReadonlyMap<string, readonly number[]> {
    const index = new Map<string, number[]>();
    for (const { start, end } of this.sections) {
      for (let at = start; at < end; at = this.text.indexOf('\n', at) + 1) {
        const id = this.text.slice(at + idColumn, at + idColumn + 36);
        const starts = index.get(id);
        if (starts === undefined) index.set(id, [at]);
        else starts.push(at);
      }
    }
    return index;
  }

  /** The permissions whose id differs from a GUID in one or two characters; the ids are compared in the text. */
  withNearId(id: string, section: Section): readonly Permission[] {
    const found: Permission[] = [];
    for (let at = section.start; at < section.end; at = this.text.indexOf('\n', at) + 1) {
      if (differsLittle(this.text, id, at + idColumn)) found.push(this.rowAt(at, section).permission);
    }
    return found;
  }

  /** The permissions with a name, or else a current alias, of one section or of all; letter case is ignored. */
  named(name: string, section?: Section): readonly Permission[] {
    const wanted = name.toLowerCase();
    const found = section === undefined ? [] : this.byName(wanted, section);
    return found.length > 0 ? found : this.byText(wanted, section);
  }

  /** Rows are sorted by lower-case name, so a name is found by halving. */
  private byName(wanted: string, section: Section): readonly Permission[] {
    let low = section.start;
    let high = section.end;
    while (low < high) {
      const start = this.text.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1;
      if (this.nameAt(start) < wanted) low = this.text.indexOf('\n', start) + 1;
      else high = start;
    }
    const found: Permission[] = [];
    for (let at = low; at < section.end && this.nameAt(at) === wanted; at = this.text.indexOf('\n', at) + 1) {
      found.push(this.rowAt(at, section).permission);
    }
    return found;
  }

  private nameAt(start: number): string {
    const end = this.text.indexOf('\n', start);
    const [name = ''] = this.text.slice(start + nameColumn, end).split('\t', 1);
    return name.toLowerCase();
  }

  private byText(wanted: string, section?: Section): readonly Permission[] {
    this.lowered ??= this.text.toLowerCase();
    const text = this.lowered;
    const end = section?.end ?? text.length;
    const found = new Set<Permission>();
    for (let at = text.indexOf(wanted, section?.start ?? 0); at !== -1 && at < end; at = text.indexOf(wanted, at + 1)) {
      const start = text.lastIndexOf('\n', at - 1) + 1;
      // Neither the line of an API nor the first one, which tells the version and the day of the data, is a permission.
      if (!isField(text, at, wanted.length) || /[@#]/.test(text.charAt(start))) continue;
      const { permission, aliases } = this.rowAt(start, section);
      if ([permission.name, ...aliases].some((each) => each.toLowerCase() === wanted)) found.add(permission);
    }
    return [...found];
  }

  /** All permissions of a section, in the order of their names. */
  permissions(section: Section): readonly Permission[] {
    const found: Permission[] = [];
    for (let at = section.start; at < section.end; at = this.text.indexOf('\n', at) + 1) {
      found.push(this.rowAt(at, section).permission);
    }
    return found;
  }

  private rowAt(start: number, section?: Section): Row {
    const known = this.rows.get(start);
    if (known !== undefined) return known;
    const { api } = section ?? sectionAt(this.sections, start);
    const row = readRow(this.text.slice(start, this.text.indexOf('\n', start)), api);
    this.rows.set(start, row);
    return row;
  }
}

/** Whether a field, or an item of a list of aliases, begins and ends here. */
function isField(text: string, at: number, length: number): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + length);
  return (before === '\t' || before === '|') && (after === '\n' || after === '\t' || after === '|');
}

function sectionsOf(text: string): readonly Section[] {
  const sections: Section[] = [];
  for (let at = text.indexOf('\n@'); at !== -1; ) {
    const start = text.indexOf('\n', at + 1) + 1;
    const next = text.indexOf('\n@', start - 1);
    const [appId = '', extent = '', name = '', aliases = ''] = text.slice(at + 2, start - 1).split('\t');
    const [complete, cloud] = extent.split(':');
    const api: Api = { appId, name, complete: complete === 'complete', ...(cloud !== undefined && { cloud }) };
    const end = next === -1 ? text.length : next + 1;
    sections.push({ api, aliases: aliases === '' ? [] : aliases.split('|'), start, end });
    at = next;
  }
  return sections;
}

function sectionAt(sections: readonly Section[], offset: number): Section {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sections[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const section = sections[low];
  if (section === undefined) throw new Error('the catalog has a permission outside any API');
  return section;
}

function readRow(line: string, api: Api): Row {
  const [kind, id = '', flags = '', name = '', aliases] = line.split('\t');
  const letter = flags.charAt(0);
  const state = states[letter.toLowerCase()];
  if (state === undefined) throw new Error(`the catalog has an unknown state: ${line}`);
  const permission: Permission = {
    api,
    id,
    name,
    kind: kindOf(kind),
    state,
    resourceSpecific: letter !== letter.toLowerCase(),
    ...consentOf(flags.charAt(1)),
    ...personalOf(flags.charAt(2)),
  };
  return { permission, aliases: aliases === undefined ? [] : aliases.split('|') };
}

/** The kind that a letter of the catalog stands for. */
export function kindOf(letter: string | undefined): PermissionKind {
  return letter === 'a' ? 'application' : 'delegated';
}

/** The letter of the catalog for a kind. */
export function letterOf(kind: PermissionKind): 'a' | 'd' {
  return kind === 'application' ? 'a' : 'd';
}

function consentOf(letter: string): Pick<Permission, 'consent'> {
  if (letter === 'A') return { consent: 'admin' };
  return letter === 'U' ? { consent: 'user' } : {};
}

function personalOf(letter: string): Pick<Permission, 'personal'> {
  if (letter === 'P') return { personal: true };
  return letter === 'W' ? { personal: false } : {};
}

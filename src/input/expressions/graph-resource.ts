// Makes resources of Microsoft Graph out of what a template or a Bicep file declares.
import { pointerText } from '../../model/place.js';
import { isList } from '../members.js';
import type { Resource } from '../resources/resource.js';
import { type Node, Pending } from '../source.js';
import type { Site } from './expression.js';
import { itemsOf, type Located, memberOf, membersOf } from './values.js';

/** The resource types of the Microsoft Graph extension (Microsoft.Graph Bicep types v1.0 and beta, 2026-11-21). */
const types = [
  'Microsoft.Graph/applications',
  'Microsoft.Graph/applications/federatedIdentityCredentials',
  'Microsoft.Graph/servicePrincipals',
  'Microsoft.Graph/appRoleAssignedTo',
  'Microsoft.Graph/oauth2PermissionGrants',
  'Microsoft.Graph/groups',
  'Microsoft.Graph/users',
];

/** `Microsoft.Graph/applications`, of `Microsoft.Graph/applications@v1.0`. */
export function withoutVersion(type: string): string {
  return type.replace(/@.*$/s, '');
}

/** The type of a resource as the readers know it, without its version; undefined for one of another provider. */
export function graphType(written: string): string | undefined {
  const name = withoutVersion(written).toLowerCase();
  return types.find((each) => each.toLowerCase() === name);
}

/** A resource of Microsoft Graph as it is declared. */
export interface DeclaredResource {
  readonly type: string;
  readonly words: string;
  readonly body: Located;
  /** It stands elsewhere, and is only referred to. */
  readonly exists: boolean;
  /** The words of the application that a part of one is written in. */
  readonly parent?: string;
  readonly node: (value: unknown, places: ReadonlyMap<string, Site>) => Node;
}

/** The resources as the readers of resources know them. */
export function graphResources(all: readonly DeclaredResource[]): readonly Resource[] {
  const index = indexOf(all);
  // What a registration that stands elsewhere asks for is not written here.
  const own = all.filter(({ exists, type }) => !exists || type !== 'Microsoft.Graph/applications');
  return own.map((each) => graphResource(each, index));
}

interface Index {
  readonly byWords: ReadonlyMap<string, DeclaredResource>;
  /** Applications by the name that is unique in a tenant. */
  readonly byUniqueName: ReadonlyMap<unknown, DeclaredResource>;
}

function indexOf(all: readonly DeclaredResource[]): Index {
  const applications = all.filter(({ type }) => type === 'Microsoft.Graph/applications');
  return {
    byWords: new Map(all.map((each) => [each.words, each])),
    byUniqueName: new Map(applications.map((each) => [memberOf(each.body, 'uniqueName')?.value, each])),
  };
}

function graphResource(each: DeclaredResource, index: Index): Resource {
  const { type, words, body } = each;
  const waits = new Map([...membersOf(body)].map(([key, { value }]) => [key, waitsForIn(value)]));
  if (type.endsWith('Credentials')) waits.set('applicationId', ownersOf(each, index));
  const keysOf = (names: readonly string[]) =>
    names.flatMap((name) => {
      const found = index.byWords.get(name);
      return found === undefined ? [] : [keyOf(found)];
    });
  const root = each.node(body.value, placesOf(body));
  const dependencies = Object.fromEntries([...waits].map(([key, names]) => [key, keysOf(names)]));
  return { type, words, key: keyOf(each), root, dependencies };
}

function keyOf({ type, words }: DeclaredResource): string {
  return `${type}::${words}`;
}

/** The application that a federated credential is of: the one around it, or the one whose name begins its own. */
function ownersOf({ body, parent }: DeclaredResource, { byUniqueName }: Index): readonly string[] {
  if (parent !== undefined) return [parent];
  const name = memberOf(body, 'name')?.value;
  if (typeof name !== 'string') return waitsForIn(name);
  const owner = byUniqueName.get(name.split('/')[0]);
  return owner === undefined ? [] : [owner.words];
}

/** What is read of a registration is no deeper than this. */
const mostLevels = 8;

/** What all unknown values within a value wait for. */
function waitsForIn(value: unknown): readonly string[] {
  const words = new Set<string>();
  const seen = new Set<unknown>();
  const open = [value];
  while (open.length > 0) {
    const each = open.pop();
    if (typeof each !== 'object' || each === null || seen.has(each)) continue;
    seen.add(each);
    if (each instanceof Pending) for (const word of each.waitsFor) words.add(word);
    else open.push(...Object.values(each));
  }
  return [...words];
}

/** Where each value of a body is written, by the text of its pointer; below what a function makes, that of the call. */
function placesOf(body: Located): ReadonlyMap<string, Site> {
  const places = new Map<string, Site>([['', body.at]]);
  const add = (holder: Located, path: readonly (string | number)[]): void => {
    if (path.length > mostLevels) return;
    const below = isList(holder.value) ? itemsOf(holder).entries() : membersOf(holder).entries();
    for (const [key, member] of below) {
      const at = [...path, key];
      places.set(pointerText(at), member.at);
      add(member, at);
    }
  };
  add(body, []);
  return places;
}

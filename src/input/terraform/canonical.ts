// Terraform's names of azuread's resources and their attributes in the spelling of the readers of resources, and back.
import type { Pointer } from '../../model/place.js';
import { isList } from '../members.js';
import { olderNames, typeToken } from '../resources/provider-names.js';
import { resourceTypes } from '../resources/resource.js';
import { isRecord } from '../source.js';

/** A Terraform object in the canonical spelling, and how to get back: canonical pointer to pointer in the Terraform object. */
export interface Canonical {
  readonly value: unknown;
  readonly spell: (pointer: Pointer) => Pointer;
}

/** What one kind of object holds that is not a plain value, and which of its attributes had another name. */
interface Shape {
  readonly blocks?: Readonly<Record<string, Block>>;
  /** Names of today by those of an older major of the provider, which count where the newer one holds nothing. */
  readonly older?: Readonly<Record<string, string>>;
}

/** A nested block. One that may stand once is a list of one in Terraform, and the object itself in the canonical spelling. */
interface Block {
  readonly name: string;
  readonly isOne?: true;
  readonly shape: Shape;
}

const one = (name: string, shape: Shape = {}): Block => ({ name, isOne: true, shape });
const many = (name: string, shape: Shape = {}): Block => ({ name, shape });

const applicationBlocks: Readonly<Record<string, Block>> = {
  api: one('api', { blocks: { oauth2_permission_scope: many('oauth2PermissionScopes') } }),
  app_role: many('appRoles'),
  feature_tags: many('featureTags'),
  optional_claims: one('optionalClaims', {
    blocks: { access_token: many('accessTokens'), id_token: many('idTokens'), saml2_token: many('saml2Tokens') },
  }),
  password: one('password'),
  public_client: one('publicClient'),
  required_resource_access: many('requiredResourceAccesses', {
    blocks: { resource_access: many('resourceAccesses') },
  }),
  single_page_application: one('singlePageApplication'),
  web: one('web', { blocks: { implicit_grant: one('implicitGrant') } }),
};

function shapeOf(terraformType: string): Shape {
  const older = olderNames(canonicalType(terraformType) ?? '');
  return terraformType === 'azuread_application' ? { older, blocks: applicationBlocks } : { older };
}

/** Pulumi's token of a Terraform resource or data source type; undefined for types that are not read. */
export function canonicalType(terraformType: string): string | undefined {
  const [, provider, words] = /^(azuread|msgraph)_([a-z0-9_]+)$/.exec(terraformType) ?? [];
  if (provider === undefined || words === undefined) return undefined;
  const token = typeToken(provider, camelCase(words));
  return resourceTypes.includes(token) ? token : undefined;
}

/** The canonical name of an attribute or block of a resource. */
export function canonicalName(terraformType: string, name: string): string {
  return nameIn(shapeOf(terraformType), name);
}

/** The attributes of a resource in the canonical spelling. Values that are not known yet stay as they are. */
export function canonicalValue(terraformType: string, value: unknown): Canonical {
  const shape = shapeOf(terraformType);
  return { value: objectIn(shape, value), spell: (pointer) => spelled(shape, value, pointer) };
}

function camelCase(name: string): string {
  return name.replace(/_+([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (upper) => `_${upper.toLowerCase()}`);
}

function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function nameIn(shape: Shape, key: string): string {
  const name = camelCase(key);
  return own(shape.blocks, key)?.name ?? own(shape.older, name) ?? name;
}

function objectIn(shape: Shape, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const entries = [...keysIn(shape, value)].map(([name, key]) => {
    const block = own(shape.blocks, key);
    return [name, block === undefined ? value[key] : blockIn(block, value[key])] as const;
  });
  return Object.fromEntries(entries);
}

/** The keys of an object by their canonical names. */
function keysIn(shape: Shape, value: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const isOlder = (key: string) => own(shape.older, camelCase(key)) !== undefined;
  const all = Object.keys(value);
  for (const key of [...all.filter(isOlder), ...all.filter((each) => !isOlder(each))]) {
    const name = nameIn(shape, key);
    const said = keys.get(name);
    const saysNothing = value[key] === null || value[key] === undefined;
    if (said === undefined || !saysNothing) keys.set(name, key);
  }
  return keys;
}

function blockIn({ isOne, shape }: Block, value: unknown): unknown {
  if (!isList(value)) return objectIn(shape, value);
  return isOne ? objectIn(shape, value[0]) : value.map((each) => objectIn(shape, each));
}

function spelled(shape: Shape, value: unknown, [name, ...rest]: Pointer): Pointer {
  if (name === undefined) return [];
  const key = keyOf(shape, value, String(name));
  const held = isRecord(value) ? own(value, key) : undefined;
  const block = own(shape.blocks, key);
  return [key, ...(block === undefined ? rest : spelledBlock(block, held, rest))];
}

function spelledBlock({ isOne, shape }: Block, held: unknown, rest: Pointer): Pointer {
  const all = isList(held) ? held : undefined;
  if (isOne) {
    const isListed = all === undefined ? held === undefined && rest.length > 0 : all.length > 0;
    return isListed ? [0, ...spelled(shape, all?.[0], rest)] : spelled(shape, held, rest);
  }
  const [index, ...below] = rest;
  if (typeof index !== 'number') return rest;
  return [index, ...spelled(shape, all?.[index], below)];
}

/** The key that a canonical name was read from, or would be written with. */
function keyOf(shape: Shape, value: unknown, name: string): string {
  const written = isRecord(value) ? keysIn(shape, value).get(name) : undefined;
  if (written !== undefined) return written;
  const block = Object.entries(shape.blocks ?? {}).find(([, each]) => each.name === name);
  return block?.[0] ?? snakeCase(name);
}

// Values as the readers of resources take them: as JSON has them, with marks for what is not known.
import { type OffsetRange, type Pointer, pointerText } from '../../model/place.js';
import type { ValueRanges } from '../located.js';
import { NamedPermission, Pending } from '../source.js';
import type { Budget } from './hcl-scope.js';
import type { Source, Spot } from './hcl-syntax.js';
import { type Entries, type Scalar, textIn, type Value } from './hcl-values.js';

/** A value, and where each of its parts stands in the source, by pointer. */
export interface Plain {
  readonly plain: unknown;
  readonly ranges: Map<string, ValueRanges>;
}

interface Conversion {
  readonly source: Source;
  readonly budget: Budget;
  readonly ranges: Map<string, ValueRanges>;
  /** How many parts may still be taken over. */
  room: number;
}

/** A resource with more parts, or with deeper ones, is no person's; what is beyond is not read. */
const mostParts = 100_000;
const deepest = 20;

/** The value of a resource, with the places that are in its own source. */
export function plainOf(value: Value, { source, budget }: { readonly source: Source; readonly budget: Budget }): Plain {
  const conversion: Conversion = { source, budget, ranges: new Map(), room: mostParts };
  return { plain: converted(value, [], '', conversion), ranges: conversion.ranges };
}

/** `property` is the name of the attribute that a value or its list is that of. */
function converted(value: Value, pointer: Pointer, property: string, conversion: Conversion): unknown {
  conversion.room -= 1;
  conversion.budget.steps -= 1;
  const isTooMuch = conversion.room < 0 || conversion.budget.steps < 0 || pointer.length > deepest;
  if (isTooMuch || value.kind === 'reference') {
    return new Pending([], value.kind === 'reference' ? value.refs[0] : undefined);
  }
  place(pointer, conversion, value.at);
  if (value.kind === 'scalar') return scalarOf(value, property);
  if (value.kind === 'unknown') return new Pending([], value.raw);
  if (value.kind === 'list') {
    return value.items.map((item, index) => converted(item, [...pointer, index], property, conversion));
  }
  if (value.kind === 'object') return recordOf(value, pointer, conversion);
  return idProperties.has(property) ? new NamedPermission(value, value.name) : new Pending([], value.raw);
}

function recordOf({ entries, places }: Entries, pointer: Pointer, conversion: Conversion): unknown {
  const converts = [...entries].map(([name, held]) => {
    const below = [...pointer, name];
    const attribute = places?.get(name);
    if (attribute !== undefined) place(below, conversion, attribute.value, attribute.key);
    return [name, converted(held, below, name, conversion)] as const;
  });
  return Object.fromEntries(converts);
}

/** A place in another file gives way to that of the expression that takes the value from there. */
function place(pointer: Pointer, { source, ranges }: Conversion, at: Spot | undefined, key?: Spot): void {
  if (at?.source !== source) return;
  const text = pointerText(pointer);
  const known = key ? rangeOf(key) : ranges.get(text)?.key;
  ranges.set(text, { value: rangeOf(at), ...(known && { key: known }) });
}

/** The range of a place. */
export function rangeOf({ start, end }: Spot): OffsetRange {
  return { start, end };
}

/** Properties that take the id of a permission. */
const idProperties: ReadonlySet<string> = new Set(['id', 'app_role_id', 'role_ids', 'scope_ids', 'appRoleId']);

/** Properties whose value is text, into which Terraform turns what is not. */
const texts: ReadonlySet<string> = new Set([
  'api_client_id',
  'app_role_id',
  'application_id',
  'claim_values',
  'client_id',
  'display_name',
  'id',
  'identifier_uri',
  'identifier_uris',
  'logout_url',
  'redirect_uris',
  'resource_app_id',
  'role_ids',
  'scope_ids',
  'sign_in_audience',
  'tags',
  'type',
  'value',
]);

function scalarOf(scalar: Scalar, property: string): unknown {
  const { value, at } = scalar;
  if (property === 'requested_access_token_version' && typeof value === 'string') {
    return value === '1' || value === '2' ? Number(value) : value;
  }
  if (typeof value === 'string' || value === null || !texts.has(property)) return value;
  return textIn(scalar) ?? new Pending([], at?.source.text.slice(at.start, at.end));
}

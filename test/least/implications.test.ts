import { describe, expect, test } from 'vitest';
import { graphAppId } from '../../src/catalog/lookup.js';
import type { Permission } from '../../src/catalog/types.js';
import type { PermissionKind } from '../../src/model/application.js';
import { isSignIn } from '../../src/rules/sign-in-permissions.js';
import { catalog } from '../rules/lint-fixture.js';
import { bits, listedCalls } from './own-reading.js';

// What redundant-permission says is held against paths.tsv, read independently: removing the narrower permission of a
// pair that names and calls prove loses no call.
const calls = listedCalls();
const opened = new Map<string, Set<string>>();
for (const { method, path, openers } of calls) {
  for (const [scheme, bit] of Object.entries(bits)) {
    for (const { name } of openers(bit)) {
      const key = `${scheme} ${name}`;
      const own = opened.get(key) ?? new Set();
      opened.set(key, own.add(`${scheme} ${method} ${path}`));
    }
  }
}

function callsOf({ name }: Permission, schemes: readonly (keyof typeof bits)[]): ReadonlySet<string> {
  return new Set(schemes.flatMap((scheme) => [...(opened.get(`${scheme} ${name.toLowerCase()}`) ?? [])]));
}

const schemesOf = (kind: PermissionKind, personal: boolean) =>
  kind === 'application'
    ? (['application'] as const)
    : personal
      ? (['work', 'personal'] as const)
      : (['work'] as const);

const graph = catalog.api(graphAppId);
const pairs = (graph === undefined ? [] : catalog.permissionsOf(graph)).flatMap((narrower) =>
  catalog
    .coveredBy(narrower)
    .map(({ permission, evidence, personal }) => ({ narrower, broader: permission, evidence, personal })),
);

describe('pairs of permissions', () => {
  test('are held against every call of the data', () => {
    expect(calls.length).toBeGreaterThan(10_000);
    expect(opened.get('work mail.read')?.size).toBeGreaterThan(20);
  });

  test('are many, and never about signing in or chosen things', () => {
    expect(pairs.length).toBeGreaterThan(500);
    expect(pairs.filter(({ narrower }) => isSignIn(narrower))).toEqual([]);
    expect(pairs.filter(({ narrower, broader }) => /Selected/.test(narrower.name + broader.name))).toEqual([]);
  });

  test('that names and calls prove lose no call', () => {
    const lost = pairs.flatMap(({ narrower, broader, evidence, personal }) => {
      if (evidence !== 'paths') return [];
      const schemes = schemesOf(narrower.kind, personal);
      const open = callsOf(broader, schemes);
      const missing = [...callsOf(narrower, schemes)].filter((call) => !open.has(call));
      return missing.length === 0 ? [] : [`${narrower.kind} ${narrower.name} beside ${broader.name}: ${missing[0]}`];
    });
    expect(lost).toEqual([]);
  });

  test('that rest on the name say which calls the data lack', () => {
    for (const { narrower, broader, evidence } of pairs) {
      if (evidence !== 'name') continue;
      const missing = catalog.missingCalls(broader, narrower);
      expect(missing?.count, `${narrower.name} beside ${broader.name}`).toBeGreaterThan(0);
      expect(missing?.calls.length).toBe(Math.min(40, missing?.count ?? 0));
    }
  });
});

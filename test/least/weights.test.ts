import { describe, expect, test } from 'vitest';
import { openLeast } from '../../src/least/least.js';
import { catalog } from '../rules/lint-fixture.js';
import { bits, holds, listedCalls, liveNames } from './own-reading.js';

// The objective of section 4 of the specification, written again: tier 0 first, then reach times operation times the
// calls that a permission opens with what its name covers, then number.
const operations = { ReadBasic: 1, Read: 2, Send: 3, ReadWrite: 4, FullControl: 6 } as const;

describe.each(['application', 'work'] as const)('%s', (scheme) => {
  const { weights, data } = openLeast(catalog, scheme);
  const lives = [...data.live[scheme === 'application' ? 'application' : 'delegated'].byName.values()];
  const live = (name: string) => {
    const found = lives.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no live ${name}`);
    return found;
  };

  test('one permission of tier 0 outweighs all others together', () => {
    const others = lives.filter((each) => !data.isTierZero(each));
    const sum = others.reduce((total, each) => total + weights.cost(each), 0);
    expect(others.length).toBeGreaterThan(500);
    expect(weights.cost(live('RoleManagement.ReadWrite.Directory'))).toBeGreaterThan(sum);
    expect(sum).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  test('two narrow permissions are taken before one of tier 0', () => {
    const calls = [
      { method: 'GET', url: '/servicePrincipals/{id}' },
      { method: 'GET', url: '/groups/{id}/members' },
    ];
    const names = openLeast(catalog, scheme)
      .cover(calls)
      .permissions.map(({ name }) => name);
    expect(names).toEqual(['Application.Read.All', 'GroupMember.Read.All']);
  });

  test.each(['Mail.ReadBasic', 'Mail.Read', 'Mail.Send', 'Mail.ReadWrite', 'Sites.FullControl.All', 'User.Read.All'])(
    '%s weighs what it opens, how far and how',
    (name) => {
      const found = lives.find((each) => each.name === name);
      if (found === undefined) return;
      const bit = bits[scheme];
      const usable = liveNames(bit);
      const opened = listedCalls().filter(({ openers }) =>
        openers(bit).some(
          (each) =>
            usable.has(each.name) &&
            (each.also.length === 0 || each.also.some((other) => usable.has(other))) &&
            holds(name.toLowerCase(), each.name, bit),
        ),
      ).length;
      const operation = Object.entries(operations).find(([word]) => name.split('.')[1] === word)?.[1] ?? 0;
      const reach = scheme === 'work' && !name.endsWith('.All') ? 1 : 4;
      expect(weights.opened(found)).toBe(opened);
      expect(weights.cost(found)).toBe(operation * reach * Math.max(1, opened) * 1000 + 1);
    },
  );
});

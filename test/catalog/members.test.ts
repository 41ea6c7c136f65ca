import { expect, test } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.js';
import { openCatalog, partText } from './open.js';

test('a type of members has the permissions that reveal it, of both kinds', () => {
  const types = openCatalog().catalog.memberTypes();
  expect(types).toHaveLength(13);
  const users = types.find(({ type }) => type === 'user');
  expect(users?.words).toBe('users');
  for (const kind of ['application', 'delegated'] as const) {
    expect(users?.least[kind]).toMatchObject({ name: 'User.ReadBasic.All', kind, state: 'live' });
    expect(users?.full[kind]).toMatchObject({ name: 'User.Read.All', kind, state: 'live' });
  }
  expect(types.some(({ type }) => type === '*')).toBe(false);
});

test('one permission reveals every type', () => {
  const every = openCatalog().catalog.revealsEveryMember();
  expect(every.application).toMatchObject({ name: 'Directory.Read.All', kind: 'application' });
  expect(every.delegated).toMatchObject({ name: 'Directory.Read.All', kind: 'delegated' });
});

test('a line that leads nowhere is refused by name', () => {
  const id = '11111111-1111-1111-1111-111111111111';
  const catalog = createCatalog((part) => (part === 'members.tsv' ? `user\tusers\ta\t${id}\t${id}\n` : partText(part)));
  expect(() => catalog.memberTypes()).toThrow(`members.tsv: Microsoft Graph has no application permission ${id}`);
});

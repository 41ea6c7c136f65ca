import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CatalogFile, catalogFileText, readCatalogFile } from '../../src/input/catalog-file.js';
import { readOwnApis } from '../../src/input/own-apis.js';
import { isRecord } from '../../src/input/source.js';

const permission = fc.record(
  {
    id: fc.uuid(),
    name: fc.string({ unit: 'binary' }),
    kind: fc.constantFrom('application' as const, 'delegated' as const),
    isEnabled: fc.boolean(),
    consent: fc.constantFrom('user' as const, 'admin' as const),
    resourceSpecific: fc.constant(true as const),
  },
  { requiredKeys: ['id', 'name', 'kind', 'isEnabled'] },
);
const api = fc.record({
  appId: fc.uuid(),
  name: fc.string({ unit: 'binary' }),
  permissions: fc.uniqueArray(permission, { selector: ({ id }) => id, maxLength: 4 }),
  cloud: fc.constant('usgov'),
  date: fc.constantFrom('2026-01-01', '2026-11-20'),
});
const catalog: fc.Arbitrary<CatalogFile> = fc.record({
  cloud: fc.constant('usgov'),
  date: fc.constant('2026-11-20'),
  apis: fc.uniqueArray(api, { selector: ({ appId }) => appId, maxLength: 4 }),
});
const byId = <T extends { readonly appId?: string; readonly id?: string }>(list: readonly T[]) =>
  list.toSorted((a, b) => (`${a.appId}${a.id}` < `${b.appId}${b.id}` ? -1 : 1));
const sorted = ({ apis, ...rest }: CatalogFile) => ({
  ...rest,
  apis: byId(apis.map((each) => ({ ...each, permissions: byId(each.permissions) }))),
});

test('what is written is read as it was, and in one order whatever the order was', () => {
  fc.assert(
    fc.property(catalog, (file) => {
      const text = catalogFileText(file);
      const value: unknown = JSON.parse(text);
      const read = isRecord(value) ? readCatalogFile(value) : { fault: 'no object' };
      if ('fault' in read) throw new Error(read.fault);
      expect(sorted(read)).toEqual(sorted(file));
      const turned = {
        ...file,
        apis: file.apis.toReversed().map((each) => ({ ...each, permissions: each.permissions.toReversed() })),
      };
      expect(catalogFileText(turned)).toBe(text);
      const lines = text.split('\n').filter((line) => line.startsWith('        {'));
      expect(lines.length).toBe(file.apis.reduce((sum, each) => sum + each.permissions.length, 0));
    }),
  );
});

test.each([
  [{ permlintCatalog: 2 }, 'is a catalog of version "2", and this permlint reads version 1'],
  [{ permlintCatalog: 1, cloud: 'global' }, 'is a catalog without the date that it is of'],
  [{ permlintCatalog: 1, cloud: 'global', date: '2026-02-30' }, 'is a catalog without the date that it is of'],
  [{ permlintCatalog: 1, cloud: 'global', date: '2026-02-03' }, 'is a catalog without a list of APIs'],
  [
    { permlintCatalog: 1, cloud: 'global', date: '2026-02-03', apis: [{ appId: 'x' }] },
    'is a catalog whose API 1 has no appId',
  ],
])('%j is refused', (value, fault) => {
  expect(readOwnApis(JSON.stringify(value))).toEqual({ fault });
});

test('no JSON makes it throw', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()), (more, apis) => {
      const value = { permlintCatalog: 1, cloud: 'global', date: '2026-01-01', apis, ...more };
      expect(Object.keys(readCatalogFile(value))).not.toEqual([]);
    }),
  );
});

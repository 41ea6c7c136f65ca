import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ByteRecord, byteElements, byteLines } from '../../../src/input/exports/byte-records.js';
import { createGuidTable } from '../../../src/input/exports/guid-table.js';
import { openExport } from '../../../src/input/exports/read-export.js';
import { fileOf, partsOf } from './tenant.js';

const anyText = fc.string({
  unit: fc.constantFrom('a', '\n', '\r', 'é', '漢', '🙂', '"', '\\', '{', '}', '[', ']', ',', ' '),
});

/** The bytes in pieces of the given lengths, over and over, each overwritten afterwards. */
function* cut(bytes: Buffer, lengths: readonly number[]): Generator<Uint8Array> {
  const piece = Buffer.alloc(Math.max(1, ...lengths));
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield piece.subarray(0, bytes.copy(piece, 0, at, at + length));
    at += length;
  }
}

const texts = (records: Iterable<ByteRecord>) =>
  Array.from(records, ({ bytes, ...start }) => ({ ...start, text: Buffer.from(bytes ?? []).toString() }));

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

test('lines are the same however the bytes come', () => {
  fc.assert(
    fc.property(anyText, lengths, (text, pieces) => {
      const bytes = Buffer.from(text);
      const lines = texts(byteLines(cut(bytes, pieces)));
      const all = text.split('\n');
      if (all.at(-1) === '') all.pop();
      expect(lines.map((line) => line.text)).toEqual(all);
      expect(lines.map(({ line }) => line)).toEqual(all.map((_, index) => index + 1));
      for (const { offset, text: own } of lines) {
        expect(bytes.subarray(offset, offset + Buffer.byteLength(own)).toString()).toBe(own);
      }
    }),
  );
});

test('objects of a list are the same however the bytes come, at their line and column', () => {
  const list = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ depthSize: 'small' })), { maxLength: 6 });
  fc.assert(
    fc.property(list, lengths, fc.constantFrom(undefined, 1, 2), fc.boolean(), (values, pieces, indent, isPage) => {
      const document = isPage ? { '@odata.context': '{"value":[{', value: values, next: [{}] } : values;
      const text = JSON.stringify(document, null, indent);
      const records = texts(byteElements(cut(Buffer.from(text), pieces)));
      expect(records.map((record) => JSON.parse(record.text))).toEqual(JSON.parse(JSON.stringify(values)));
      const rows = text.split('\n');
      for (const { line, column, text: own } of records) {
        expect([rows[line - 1]?.slice(column), ...rows.slice(line)].join('\n').startsWith(own)).toBe(true);
      }
    }),
  );
});

test('no bytes make the readers throw, and every place lies in its text', () => {
  const piece = fc.constantFrom(
    '{"principalId":"p","appRoleId":"r","resourceId":"x"}',
    '{"clientId":"p","resourceId":"x","consentType":"AllPrincipals","scope":" User.Read "}',
    '{"id":"p","appId":"a","servicePrincipalType":"Application","appRoleAssignments":[{},null,{"appRoleId":1}]}',
    '{"appId":"a","requiredResourceAccess":[{"resourceAppId":1}]}',
    '{"value":[{"appId":"a","signInAudience":"x"}]}',
    '\n',
    '\u{FEFF}',
    '{',
    ']',
  );
  const content = fc.array(fc.oneof(piece, piece, anyText), { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(content, fc.constantFrom('lines', 'elements', 'whole'), (text, layout) => {
      const parts = partsOf(openExport([fileOf('a', layout, text, 5)]), 1);
      for (const { at } of parts.flatMap(({ findings }) => findings)) {
        const [range] = at.document.locate([at]);
        expect(range === undefined || range.end <= (at.document.text ?? '').length).toBe(true);
      }
    }),
  );
});

test('ids are found again under their numbers', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.uuid(),
          fc.string(),
          fc.uuid().map((id) => id.toUpperCase()),
        ),
      ),
      (ids) => {
        const table = createGuidTable();
        const numbers = ids.map(table.add);
        const distinct = [...new Set(ids.map((id) => id.toLowerCase()))];
        expect(table.count()).toBe(distinct.length);
        expect(ids.map(table.find)).toEqual(numbers);
        expect(numbers.map(table.text)).toEqual(ids.map((id) => id.toLowerCase()));
        expect(distinct.map(table.find)).toEqual(distinct.map((_, index) => index));
        expect(table.find('00000000-1111-2222-3333-444444444444')).toBe(-1);
      },
    ),
  );
});

test('a hundred thousand ids keep their numbers', () => {
  const table = createGuidTable();
  const id = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
  for (let index = 0; index < 100_000; index += 1) table.add(id(index));
  for (const index of [0, 1, 65_535, 65_536, 99_999]) {
    expect(table.find(id(index))).toBe(index);
    expect(table.text(index)).toBe(id(index));
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { baselineText, readBaseline } from '../../src/config/baseline-file.js';

const entry = fc.record({
  fingerprint: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
  rule: fc.constantFrom('broad-permission', 'unknown-api'),
  file: fc.string({ unit: 'binary', minLength: 1 }).filter((each) => each.trim() !== ''),
});

test('what is written is read again, in an order that does not depend on the order of the findings', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
      const text = baselineText(entries);
      expect(baselineText(entries.toReversed())).toBe(text);
      const reading = readBaseline(text);
      if ('fault' in reading) throw new Error(reading.fault);
      expect(baselineText(reading.entries)).toBe(text);
      expect([...reading.entries].map((each) => JSON.stringify(each)).sort()).toEqual(
        entries.map(({ fingerprint, rule, file }) => JSON.stringify({ fingerprint, rule, file })).sort(),
      );
    }),
  );
});

test('an entry is a line of its own', () => {
  const one = { fingerprint: 'a'.repeat(32), rule: 'r', file: 'f.json' };
  expect(baselineText([one, { ...one, fingerprint: 'b'.repeat(32) }])).toBe(
    `{\n  "version": 1,\n  "findings": [\n    {"fingerprint":"${'a'.repeat(32)}","rule":"r","file":"f.json"},\n    {"fingerprint":"${'b'.repeat(32)}","rule":"r","file":"f.json"}\n  ]\n}\n`,
  );
  expect(baselineText([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
});

test('anything else is refused with what is wrong with it', () => {
  const fault = (text: string) => readBaseline(text);
  expect(fault('<<<<<<< ours\n{}\n')).toEqual({
    fault: 'is not JSON; a merge may have left its marks. permlint baseline writes it anew',
  });
  expect(fault('')).toEqual({ fault: expect.stringContaining('is not JSON') });
  expect(fault('null')).toEqual({ fault: 'is no baseline of version 1: it is not as permlint baseline writes it' });
  expect(fault('{"version":2,"findings":[]}')).toEqual({
    fault: 'is no baseline of version 1: version is not as permlint baseline writes it',
  });
  expect(fault('{"version":1,"findings":[{"fingerprint":"x","rule":"a","file":"b"}]}')).toEqual({
    fault: 'is no baseline of version 1: findings[0].fingerprint is not as permlint baseline writes it',
  });
  expect(fault('\u{feff}{"version":1,"findings":[]}')).toEqual({ entries: [] });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { addItem, addKey } from '../../src/config/edit-config.js';

const item = { rule: 'broad-permission', app: 'Portal', reason: 'reviewed in May', permanent: true };

function added(text: string, own: Readonly<Record<string, unknown>> = item): string {
  const edited = addItem(text, 'waivers', own);
  if ('fault' in edited) throw new Error(edited.fault);
  return edited.text;
}

/** Every line of the text stands in the result, in its order. */
function keeps(before: string, after: string): boolean {
  const lines = after.split('\n');
  let at = 0;
  return before.split('\n').every((line) => {
    const found = lines.indexOf(line, at);
    at = found + 1;
    return found !== -1;
  });
}

const lists: Readonly<Record<string, string>> = {
  'no text': '',
  'comments only': '# one\n# two\n',
  'no list': 'failOn: high\n',
  'no end of line': 'failOn: high',
  'a list in the first column':
    'waivers:\n- rule: tenant-takeover\n  app: Sync\n  reason: it was before\n  permanent: true\nfailOn: high\n',
  'a list in the third column':
    'waivers:\n  - rule: tenant-takeover\n    app: Sync\n    reason: it was before\n    permanent: true\nfailOn: high\n',
  'a list in the fifth column':
    '# a\nwaivers: # b\n    # c\n    - rule: tenant-takeover # d\n      app: Sync\n      reason: it was before\n      permanent: true # e\n    # f\n\n# g\nfailOn: high\n',
  'a list in braces':
    'waivers: [{ rule: tenant-takeover, app: Sync, reason: it was before, permanent: true }] # a\nfailOn: high\n',
  'braces over lines':
    'waivers: [\n  { rule: tenant-takeover, app: Sync, reason: it was before, permanent: true }, # a\n]\nfailOn: high\n',
  'an empty list': 'waivers: [] # none yet\nfailOn: high\n',
  'a key alone': 'waivers:\nfailOn: high\n',
  'a key alone, with a comment': 'waivers:   # none yet\n# next\nfailOn: high\n',
  'a key alone at the end': 'failOn: high\nwaivers:',
  null: 'waivers: null # none\nfailOn: high\n',
  'a reason over lines':
    'waivers:\n  - rule: tenant-takeover\n    app: Sync\n    permanent: true\n    reason: |\n      it was before\n\n      # no comment\n\nfailOn: high\n',
  'a document mark': '---\nfailOn: high\n',
};

test.each(Object.entries(lists))('a waiver is added to %s, and all else stays', (_, text) => {
  const after = added(text);
  const before = parse(text) ?? {};
  expect(parse(after)).toEqual({ ...before, waivers: [...(before.waivers ?? []), item] });
  const changed = /waivers: *(?:\[|null|$)|^ *\{ rule/m;
  const kept = text
    .split('\n')
    .filter((line) => !changed.test(line))
    .join('\n');
  expect(keeps(kept.replace(/\n$/, ''), after), after).toBe(true);
  for (const comment of text.match(/#.*/g) ?? []) expect(after).toContain(comment);
  const windows = added(text.replaceAll('\n', '\r\n'));
  if (text.includes('\n')) expect(windows).toBe(after.replaceAll('\n', '\r\n'));
});

test('what stands before the new item is as it was, byte by byte, and so is what stands behind', () => {
  expect(added(lists['a list in the fifth column'] ?? '')).toBe(
    '# a\nwaivers: # b\n    # c\n    - rule: tenant-takeover # d\n      app: Sync\n      reason: it was before\n      permanent: true # e\n' +
      '    - rule: broad-permission\n      app: Portal\n      reason: reviewed in May\n      permanent: true\n    # f\n\n# g\nfailOn: high\n',
  );
  expect(added('waivers: [] # none yet\nfailOn: high\n')).toBe(
    'waivers: # none yet\n  - rule: broad-permission\n    app: Portal\n    reason: reviewed in May\n    permanent: true\nfailOn: high\n',
  );
  expect(added('waivers:\nfailOn: high\n')).toBe(
    'waivers:\n  - rule: broad-permission\n    app: Portal\n    reason: reviewed in May\n    permanent: true\nfailOn: high\n',
  );
});

test('a text that cannot be added to is refused with what to write by hand, or what is wrong with it', () => {
  const fault = (text: string, own: Readonly<Record<string, unknown>> = item): unknown => addItem(text, 'waivers', own);
  const byHand = { fault: expect.stringContaining('Add by hand: {"waivers":[{"rule":"broad-permission"') };
  expect(fault('{ failOn: high }\n')).toEqual(byHand);
  expect(fault('{}\n')).toEqual(byHand);
  expect(fault('failOn: high\n...\n')).toEqual(byHand);
  expect(fault('waivers: *a\n')).toEqual({ fault: 'it has faults of its own; correct them first' });
  expect(fault('failOn: [\n')).toEqual({ fault: 'it has faults of its own; correct them first' });
  expect(fault('waivers: high\n')).toEqual({ fault: 'it has faults of its own; correct them first' });
  expect(fault('', { ...item, reason: 'short' })).toEqual({
    fault: 'waivers[0].reason is "short"; expected a reason of ten characters or more.',
  });
  expect(fault('', { ...item, rule: 'parse-error' })).toEqual({
    fault: expect.stringContaining('expected the id of a rule that can be waived'),
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 10 }),
  fc.string({
    unit: fc.constantFrom(
      '#',
      ':',
      ' ',
      '\n',
      '\r',
      '"',
      "'",
      '\\',
      '{',
      '}',
      '[',
      '-',
      '|',
      '>',
      '\t',
      '\u2028',
      '\u202e',
      '\u001b',
      '%',
      '@',
      'a',
    ),
    minLength: 10,
  }),
);
const isReason = (value: string): boolean => /^\s*\S[\s\S]{8,}\S\s*$/u.test(value);

test('whatever people write as a reason, an owner or a name comes back as it was', () => {
  fc.assert(
    fc.property(
      text.filter(isReason),
      text.filter((each) => each.trim() !== ''),
      fc.constantFrom(...Object.values(lists)),
      fc.boolean(),
      (reason, owner, list, isWindows) => {
        const before = isWindows ? list.replaceAll('\n', '\r\n') : list;
        const own = { rule: 'broad-permission', app: owner, reason, owner, permanent: true };
        expect(parse(added(before, own)).waivers.at(-1)).toEqual(own);
      },
    ),
    { numRuns: 500 },
  );
});

test('of any config everything else is kept, whatever its style', () => {
  const waiver = fc.record({
    rule: fc.constantFrom('broad-permission', 'tenant-takeover'),
    app: fc.string({ minLength: 1 }).filter((each) => each.trim() !== ''),
    reason: text.filter(isReason),
    permanent: fc.constant(true),
  });
  const config = fc.record(
    {
      failOn: fc.constantFrom('high', 'never'),
      ignore: fc.array(fc.constantFrom('a', 'b/**', '# c', "d'")),
      waivers: fc.oneof(fc.array(waiver, { maxLength: 3 }), fc.constant(null)),
      rules: fc.constantFrom({}, { 'unknown-api': 'off' }, { 'unknown-api': { severity: 'low' } }),
      apps: fc.array(fc.record({ name: fc.constantFrom('A', '*'), flows: fc.constant(['user']) }), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const style = fc.record({
    indentSeq: fc.boolean(),
    indent: fc.constantFrom(2, 3, 4),
    lineWidth: fc.constantFrom(0, 40),
    defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'BLOCK_LITERAL' as const),
  });
  fc.assert(
    fc.property(config, style, (value, options) => {
      if (Object.keys(value).length === 0) return;
      const before = stringify(value, options)
        .split('\n')
        .flatMap((line, index) => (index % 3 === 0 && /^\w/.test(line) ? ['# kept', line] : [line]))
        .join('\n');
      const edited = addItem(before, 'waivers', item);
      if ('fault' in edited) throw new Error(`${edited.fault}\n${before}`);
      // What the generator wrote, which is not always what it was given.
      const was = parse(before);
      expect(parse(edited.text)).toEqual({ ...was, waivers: [...(was.waivers ?? []), item] });
      expect(edited.text.match(/# kept/g)?.length).toBe(before.match(/# kept/g)?.length);
    }),
    { numRuns: 500 },
  );
});

test('a key goes to the end', () => {
  expect(addKey('', 'baseline', 'a.json')).toEqual({ text: 'baseline: a.json\n' });
  expect(addKey('# a\r\nfailOn: high', 'baseline', 'a: b.json')).toEqual({
    text: '# a\r\nfailOn: high\r\n\r\nbaseline: "a: b.json"\r\n',
  });
  expect(addKey('{}', 'baseline', 'a.json')).toEqual({
    fault: expect.stringContaining('Add by hand: {"baseline":"a.json"}'),
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/cli/decode.js';
import { fixText, type LintText } from '../../src/engine/fix.js';
import { type Parsed, parseJson } from '../../src/input/json-text.js';
import { holds } from '../../src/input/source.js';
import type { Edit, Fix } from '../../src/model/finding.js';
import type { Pointer } from '../../src/model/place.js';
import { lintNamed } from '../rules/lint-fixture.js';

const besideTheProject = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const corpus = process.env.PERMLINT_CORPUS ?? besideTheProject;

if (!existsSync(corpus)) console.info('fixes of real files are skipped: no corpus (set PERMLINT_CORPUS to its folder)');

const lint: LintText = (text) => {
  const { findings, passedOver } = lintNamed(text);
  return passedOver === undefined ? findings : undefined;
};

const comments = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** The lines of a text, without commas at their ends: a line that became the last loses one, and may win one. */
const linesOf = (text: string): string[] => text.split('\n').map((line) => line.replace(/,(\s*)$/, '$1'));

/** The same text with the first permission of each API asked for twice more; undefined where it asks for none. */
function withDuplicates(text: string): string | undefined {
  const { applications } = lintNamed(text);
  const document = applications[0]?.at.document;
  const edits = applications.flatMap(({ apis }) =>
    apis.flatMap(({ requests: [first] }): Edit[] => {
      const pointer = first?.at.pointer.slice(0, -1);
      if (first === undefined || pointer === undefined || !first.permission.known || !first.kind.known) return [];
      const value = valueAt(parseJson(text), document?.spell(first.at.pointer) ?? []);
      const added: Edit = { op: 'add', pointer: [...pointer, '-'], value };
      return [added, added];
    }),
  );
  const changes = edits.length === 0 ? [] : (document?.change?.(edits) ?? []);
  if (changes.length === 0) return undefined;
  return changes.reduceRight((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
}

function valueAt(parsed: Parsed, pointer: Pointer): unknown {
  let value: unknown = parsed.ok ? parsed.value : undefined;
  for (const part of pointer) value = holds(value, part) ? value[part] : undefined;
  return value;
}

describe.skipIf(!existsSync(corpus))('fixes of real files', () => {
  const names = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    : [];

  test.each<readonly [string, readonly Fix['class'][]]>([
    ['--fix', ['safe']],
    ['--fix=unsafe', ['safe', 'unsafe']],
  ])('%s: each result parses, keeps what it is not about, and stays as it is in a second run', (_name, classes) => {
    let files = 0;
    for (const name of names) {
      const decoded = decode(readFileSync(join(corpus, name)));
      if (!('text' in decoded)) continue;
      const { text } = decoded;
      const once = fixText(text, classes, lint);
      if (once.applied.length === 0) {
        expect(once.text, name).toBe(text);
        continue;
      }
      files += 1;
      expect(parseJson(once.text).ok, name).toBe(true);
      expect(fixText(once.text, classes, lint).text, name).toBe(once.text);
      expect(once.text.endsWith('\n'), name).toBe(text.endsWith('\n'));
      expect(/(?<!\r)\n/.test(once.text), name).toBe(/(?<!\r)\n/.test(text));
      expect(/\r\n/.test(once.text), name).toBe(/\r\n/.test(text));
      const before = new Set(linesOf(text));
      const added = linesOf(once.text).filter((line) => !before.has(line));
      // Each edit of a fix writes one value anew; the lines of all other values are those that were there.
      const edits = once.applied.reduce((sum, { fix }) => sum + (fix?.edits.length ?? 0), 0);
      const isTall = text.split('\n').length > 10;
      if (isTall) expect(added.length, `${name}\n${added.join('\n')}`).toBeLessThanOrEqual(edits * 12);
      const strings = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
      if (!comments.test(strings)) expect(parseJson(once.text).json, name).toBe(once.text);
    }
    // Published samples are tidy: few have something to fix. The next test makes all of them untidy.
    expect(files).toBe(classes.includes('unsafe') ? 1 : 0);
  });

  test('a permission that is added a second time is taken out again, to the byte', () => {
    let files = 0;
    for (const name of names) {
      const decoded = decode(readFileSync(join(corpus, name)));
      if (!('text' in decoded)) continue;
      const { text } = decoded;
      const untidy = withDuplicates(text);
      if (untidy === undefined) continue;
      files += 1;
      expect(untidy, name).not.toBe(text);
      const { text: fixed, applied } = fixText(untidy, ['safe'], lint);
      expect(fixed, name).toBe(text);
      expect(new Set(applied.map(({ rule }) => rule)), name).toEqual(new Set(['duplicate-permission']));
    }
    expect(files).toBeGreaterThan(100);
  });
});

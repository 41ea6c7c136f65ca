import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/cli/decode.js';
import { encodeLike } from '../../src/cli/encode.js';
import { isFixable } from '../../src/engine/fix.js';
import { readText } from '../../src/input/read.js';
import type { OffsetRange } from '../../src/model/place.js';
import { folderWith, permlint } from '../cli/run.js';
import { lintNamed } from '../rules/lint-fixture.js';

const besideTheProject = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const corpus = process.env.PERMLINT_CORPUS ?? besideTheProject;

if (!existsSync(corpus)) console.info('fixes of real files are skipped: no corpus (set PERMLINT_CORPUS to its folder)');

type Files = Readonly<Record<string, Buffer>>;

/** Runs the command line on a copy of these files, and gives what is there after. */
function fixed(files: Files): { readonly after: Files; readonly again: Files; readonly said: string } {
  const cwd = folderWith(files);
  const read = (): Files => {
    const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(cwd, name))]));
  };
  const args = ['--fix=unsafe', '--no-config', '--no-ignore', '-f', 'concise', '.'];
  const { err } = permlint(args, { cwd });
  const after = read();
  permlint(args, { cwd });
  return { after, again: read(), said: err };
}

function textOf(bytes: Buffer | undefined): string | undefined {
  const decoded = bytes && decode(bytes);
  return decoded && 'text' in decoded ? decoded.text : undefined;
}

/** What requests one permission: an entry of a manifest, or in the form of samples the first name of a list. */
const entry =
  /\{[^{}]*"type"\s*:\s*"(?:Role|Scope)"[^{}]*\}|(?<="(?:Delegated|Application)Permissions"\s*:\s*\[\s*)"[^"]+"/g;
const guid = /"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"/i;
const audience = /("signInAudience"\s*:\s*)"(AzureADMyOrg|AzureADMultipleOrgs|AzureADandPersonalMicrosoftAccount)"/;

/** The same manifest as other editors would have left it: by turns comments, CRLF, tabs and a byte order mark. */
function flavoured(text: string, turn: number): Buffer {
  let result = text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  if (turn % 2 === 1) {
    result = result
      .replace(/^(\s*)\{\n/, '$1{ // the head\n')
      .replace(/"requiredResourceAccess"/g, '/* what it asks for */ $&');
  }
  if (turn % 3 === 1) result = result.replace(/^( {2}|\t)+/gm, (indent) => indent.replaceAll('  ', '\t'));
  if (turn % 5 < 2) result = result.replaceAll('\n', '\r\n');
  return Buffer.from(turn % 7 < 3 ? `\uFEFF${result}` : result);
}

interface Faulty {
  readonly bytes: Buffer;
  readonly faults: number;
}

/** Makes a manifest faulty by hand: an entry twice, a type that is the other one, an audience in other letters. */
function faulty(bytes: Buffer): Faulty | undefined {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  // Plans, states and templates are made by tools: nothing edits them.
  if ([...readText('x', text, 'named')].some(({ kind }) => kind === 'program')) return undefined;
  const { passedOver, findings } = lintNamed(text);
  // What does not parse is not fixed.
  if (passedOver !== undefined || findings.some(({ rule }) => rule === 'parse-error')) return undefined;
  // What is broken must be right before, or no fix could tell what was meant.
  const wrong = rangesOf(text, () => true);
  const isRight = (start: number, end: number): boolean => !wrong.some((each) => each.start < end && start < each.end);
  let [turn, faults] = [0, 0];
  const seen = new Set<string>();
  let result = text.replace(entry, (found: string, at: number) => {
    const isFirst = !seen.has(found.replace(/\s/g, ''));
    seen.add(found.replace(/\s/g, ''));
    const before = text.slice(0, at);
    if (
      !isFirst ||
      !isRight(at, at + found.length) ||
      !/"(?:resourceAccess|requiredResourceAccess)"[^\]]*$/.test(before)
    )
      return found;
    turn += 1;
    // By its name, a permission is the other one where the type is the other one.
    // Azure AD Graph is retired: nobody is told what its permissions are.
    const isUntold =
      !guid.test(found) || /"00000002-0000-0000-c000-000000000000"(?:(?!resourceAppId)[\s\S])*$/i.test(before);
    if (turn % 3 === 0 || (turn % 3 === 2 && isUntold)) return found;
    faults += 1;
    if (turn % 3 === 1) return `${found},${/\s*$/.exec(before)?.[0] ?? ''}${found}`;
    return found.replace(/"(Role|Scope)"/, (type) => (type === '"Role"' ? '"Scope"' : '"Role"'));
  });
  const spot = audience.exec(result);
  const own = spot === null ? -1 : (audience.exec(text)?.index ?? -1);
  if (spot !== null && isRight(own, own + spot[0].length)) {
    faults += 1;
    result = result.replace(audience, (_all, key: string, value: string) => `${key}"${value.toLowerCase()}"`);
  }
  return faults === 0 ? undefined : { bytes: encodeLike(bytes, result), faults };
}

/** Whether only people can tell what a type should be: the permission has a namesake of the other kind. */
function isForPeople(text: string): boolean {
  return lintNamed(text).findings.some(({ rule, fix }) => rule === 'type-mismatch' && fix === undefined);
}

/** The ranges that the fixes of findings change. */
function rangesOf(text: string, isWanted: (finding: ReturnType<typeof lintNamed>['findings'][number]) => boolean) {
  return lintNamed(text)
    .findings.filter(isWanted)
    .flatMap(({ fix, at }): readonly OffsetRange[] => {
      return at.document.change?.(fix?.edits ?? []) ?? [];
    });
}

/** Every text outside of what fixes change is there after, in its order, and nothing long has come between. */
function expectKept(name: string, before: string, after: string): void {
  const ranges = rangesOf(before, isFixable).toSorted((a, b) => a.start - b.start);
  let [at, from] = [0, 0];
  for (const { start, end } of [...ranges, { start: before.length, end: before.length }]) {
    // Follow-up fixes change what a first one changed.
    const kept = before.slice(at, start);
    const found = after.indexOf(kept, from);
    expect(found, `${name}: kept text is gone:\n${kept}`).toBeGreaterThanOrEqual(from);
    expect(found - from, `${name}: text was added`).toBeLessThanOrEqual(200);
    from = found + kept.length;
    at = Math.max(at, end);
  }
  expect(from, `${name}: text was added at the end`).toBe(after.length);
}

/** Checks what holds of every run: the second changes nothing, and what was changed parses and is otherwise the same. */
function expectSound(before: Files): { readonly after: Files; readonly changed: readonly string[] } {
  const { after, again, said } = fixed(before);
  expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
  expect(said).not.toContain('this is a bug');
  const changed = Object.keys(before).filter((name) => !after[name]?.equals(before[name] ?? Buffer.of()));
  for (const name of Object.keys(before)) expect(again[name]?.equals(after[name] ?? Buffer.of()), name).toBe(true);
  for (const name of changed) {
    const [old, now] = [textOf(before[name]), textOf(after[name])];
    if (old === undefined || now === undefined) throw new Error(`${name} is no text`);
    // Another parser than our own, which takes comments too.
    expect(ts.parseConfigFileTextToJson(name, `{ "all": ${now}\n}`).error, name).toBeUndefined();
    expect(encodeLike(before[name] ?? Buffer.of(), now).equals(after[name] ?? Buffer.of()), name).toBe(true);
    expectKept(name, old, now);
  }
  return { after, changed };
}

describe.skipIf(!existsSync(corpus))('--fix=unsafe on real files', () => {
  const names = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    : [];
  const real: Files = Object.fromEntries(names.map((name) => [name, readFileSync(join(corpus, name))]));

  test('as they are', () => {
    const { changed } = expectSound(real);
    // Published samples are tidy: few have something to fix. The next test makes the others untidy.
    expect(changed.length).toBeGreaterThan(0);
  }, 120_000);

  test('made faulty, with comments, CRLF, tabs and byte order marks: each is as it would be without the faults', () => {
    const right: Record<string, Buffer> = {};
    const wrong: Record<string, Buffer> = {};
    let faults = 0;
    for (const [turn, name] of names.entries()) {
      const text = textOf(real[name]);
      if (text === undefined) continue;
      const flavour = flavoured(text, turn);
      const broken = faulty(flavour);
      if (broken === undefined) continue;
      right[name] = flavour;
      wrong[name] = broken.bytes;
      faults += broken.faults;
    }
    const expected = expectSound(right).after;
    const { after, changed } = expectSound(wrong);
    expect(changed.toSorted()).toEqual(Object.keys(wrong).sort());
    const differing = changed.filter((name) => textOf(after[name]) !== textOf(expected[name]));
    expect(differing).toEqual(changed.filter((name) => isForPeople(textOf(after[name]) ?? '')));
    expect(differing.length).toBeLessThan(changed.length / 10);
    expect(changed.length).toBeGreaterThan(60);
    expect(faults).toBeGreaterThan(100);
    const all = Object.values(wrong).map((bytes) => bytes.toString());
    for (const sign of ['/* what', '// the head', '\r\n', '\t"', '\uFEFF']) {
      expect(all.filter((text) => text.includes(sign)).length, sign).toBeGreaterThan(10);
    }
  }, 120_000);
});

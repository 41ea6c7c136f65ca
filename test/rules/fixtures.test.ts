// Every folder beside this file is a rule's: `bad-*` inputs with what they must give, `ok-*` inputs that the rule must
// pass. `<name>.now` beside an input holds another day of the run, `<name>.cloud` another cloud, `<name>.calls.txt` the
// calls that are declared for it, `<name>.permlint.yaml` its config. A rule whose inputs
// cannot be files (too long, or raised by the engine) has `tested-in.txt`, which names its test below test/.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { clouds } from '../../src/catalog/resolve.js';
import type { Rule } from '../../src/rules/define-rule.js';
import { rules } from '../../src/rules/index.js';
import { findingLines, lintNamed } from './lint-fixture.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const ruleFolder = fileURLToPath(new URL('../../src/rules', import.meta.url));

const folders = readdirSync(here, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);
const ids = rules.map(({ id }) => id);

describe('the list of rules', () => {
  test('has every file of src/rules that exports a rule, and each rule has the name of its file', async () => {
    const files = readdirSync(ruleFolder).filter((file) => file.endsWith('.ts'));
    const exported = await Promise.all(
      files.map(async (file): Promise<string[]> => {
        const { default: rule }: { default?: Rule } = await import(join(ruleFolder, file));
        if (rule === undefined) return [];
        expect(rule.id, `src/rules/${file}: the id of a rule is the name of its file`).toBe(basename(file, '.ts'));
        return [rule.id];
      }),
    );
    expect(exported.flat().sort(), 'every rule of src/rules has its line in src/rules/index.ts').toEqual(
      [...ids].sort(),
    );
  });

  test('has a test folder for each rule, and no folder is left over', () => {
    expect([...folders].sort(), 'every rule of src/rules/index.ts has a folder in test/rules').toEqual([...ids].sort());
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s is plain data with dated sources', (_id, rule) => {
    const { check: _check, ...meta } = rule;
    expect(JSON.parse(JSON.stringify(meta))).toEqual(meta);
    expect(meta.sources.length, 'no source, no rule').toBeGreaterThan(0);
    for (const { title, where, seen } of meta.sources) {
      expect(title).not.toBe('');
      expect(where).not.toMatch(/\bfacts\//);
      expect(seen, 'a year, year-month or ISO date').toMatch(/^20\d\d(-\d\d){0,2}$/);
    }
  });
});

describe.each(folders)('%s', (folder) => {
  const files = readdirSync(join(here, folder));
  const inputs = files.filter((file) => /^(bad|ok)-.*\.(json|ndjson)$/.test(file));

  if (files.includes('tested-in.txt')) {
    test('is tested by the file that it names', () => {
      const path = join(here, '..', readFileSync(join(here, folder, 'tested-in.txt'), 'utf8').trim());
      expect(readFileSync(path, 'utf8')).toContain(`'${folder}'`);
    });
    return;
  }

  test('has two inputs of each sort and nothing left over', () => {
    for (const sort of ['bad-', 'ok-']) {
      const own = inputs.filter((file) => file.startsWith(sort));
      expect(own.length, `test/rules/${folder} needs two ${sort}*.json at least`).toBeGreaterThanOrEqual(2);
    }
    const beside = inputs.flatMap((file) => [
      file,
      `${file}.expected`,
      `${stem(file)}.now`,
      `${stem(file)}.cloud`,
      `${stem(file)}.calls.txt`,
      `${stem(file)}.permlint.yaml`,
    ]);
    expect(files.filter((file) => !beside.includes(file))).toEqual([]);
  });

  test.each(inputs)('%s', async (file) => {
    const path = join(here, folder, file);
    const { findings, crashed, passedOver } = lint(path);
    const told = findingLines(findings).join('\n');
    expect(passedOver, 'the input holds no app registration').toBeUndefined();
    expect(crashed, told).toBe(false);
    const own = findings.filter(({ rule }) => rule === folder);
    if (file.startsWith('ok-')) {
      const others = findings.filter(({ severity }) => severity !== 'info');
      expect(findingLines([...own, ...others]), 'an ok-* input gives no finding of any rule but info').toEqual([]);
    } else expect(own.length, `${folder} finds nothing here; all findings:\n${told}`).toBeGreaterThan(0);
    const expected = `${path}.expected`;
    if (findings.length > 0) await expect(`${findingLines(findings).join('\n')}\n`).toMatchFileSnapshot(expected);
    else expect(existsSync(expected)).toBe(false);
  });
});

function lint(path: string) {
  return lintNamed(readFileSync(path, 'utf8'), {
    day: readBeside(path, 'now'),
    cloud: clouds.find((each) => each === readBeside(path, 'cloud')),
    calls: readBeside(path, 'calls.txt'),
    config: readBeside(path, 'permlint.yaml'),
  });
}

function readBeside(path: string, extension: string): string | undefined {
  const beside = `${stem(path)}.${extension}`;
  return existsSync(beside) ? readFileSync(beside, 'utf8').trim() : undefined;
}

function stem(file: string): string {
  return file.replace(/\.[a-z]+$/, '');
}

// Every page: its links lead somewhere, and what it shows of permlint is what permlint prints. The runs of a page are run
// one after the other in a copy of docs/examples of its own.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { permlint } from '../cli/run.js';
import { anchorsOf, linksOf } from './links.js';
import { isShown, shownRuns } from './shown-runs.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const below = ['docs', 'data', 'integrations'].filter((folder) => existsSync(join(root, folder)));
const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...below.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  ),
].sort();

const read = (page: string) => readFileSync(join(root, page), 'utf8');

/** What is wrong with a link of a page; undefined for nothing. */
function faultOf(page: string, link: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  const target = path === '' ? join(root, page) : resolve(root, dirname(page), path);
  if (relative(root, target).startsWith('..')) return `${link} leads out of the repository`;
  if (!existsSync(target)) return `${link}: there is no such file`;
  if (anchor === undefined || !target.endsWith('.md')) return undefined;
  return anchorsOf(readFileSync(target, 'utf8')).has(anchor) ? undefined : `${link}: there is no such heading`;
}

test('the pages are found', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs/rules/README.md']),
  );
});

test.each(pages)('the links of %s lead somewhere', (page) => {
  expect(linksOf(read(page)).flatMap((link) => faultOf(page, link) ?? [])).toEqual([]);
});

describe('links', () => {
  test('are found where they are links', () => {
    const page = [
      '[a](one.md) ![b](<two three.md>) [c](four.md "title") [`d`](five.md#six) \\[e\\](no.md)',
      '`[f](no.md)` <!-- [g](no.md) -->',
      '[h]: seven.md',
      '```md',
      '[i](no.md)',
      '```',
      '[j](https://example.com/a_(b))',
    ].join('\n');
    expect(linksOf(page)).toEqual([
      'one.md',
      'two three.md',
      'four.md',
      'five.md#six',
      'https://example.com/a_(b)',
      'seven.md',
    ]);
  });

  test('to what is not there are faults', () => {
    expect(faultOf('README.md', 'no-such-file.md')).toMatch('no such file');
    expect(faultOf('README.md', 'CONTRIBUTING.md#no-such-heading')).toMatch('no such heading');
    expect(faultOf('README.md', '#no-such-heading')).toMatch('no such heading');
    expect(faultOf('docs/rules/README.md', '../../../elsewhere.md')).toMatch('out of the repository');
    expect(faultOf('docs/rules/README.md', '../../CONTRIBUTING.md#the-house')).toBeUndefined();
  });

  test('to headings have the names that GitHub gives', () => {
    const page = '# `a-b` C, d: e\n## Same\n## Same\n```\n# No\n```\n### [Link](x.md) & more\n';
    expect([...anchorsOf(page)]).toEqual(['a-b-c-d-e', 'same', 'same-1', 'link--more']);
  });
});

describe.each(pages.map((page) => [page, shownRuns(read(page))] as const).filter(([, runs]) => runs.length > 0))(
  '%s',
  (_page, runs) => {
    const copy = mkdtempSync(join(tmpdir(), 'permlint-pages-'));
    afterAll(() => rmSync(copy, { recursive: true, force: true }));
    cpSync(join(root, 'docs', 'examples'), join(copy, 'docs', 'examples'), { recursive: true });
    spawnSync('git', ['init', '--quiet'], { cwd: copy });

    test.each(runs.map((run) => [run.args.join(' '), run] as const))('shows what permlint %s prints', (_, run) => {
      const { out, err } = permlint(run.args, { cwd: join(copy, run.folder) });
      if (!isShown(run.output, out + err)) expect(out + err).toBe(run.output);
    });
  },
);

describe('shown runs', () => {
  test('are read with their folder, their words and their output', () => {
    const page = [
      '```console\n$ cd docs/examples/x\n$ permlint least "GET /users" --app=\'a b\' one.json\nfirst\n\nsecond\n$ permlint rules\n```',
      '```console\n$ git commit\nnot ours\n```',
      '```console\n$ permlint explain x\n```',
    ].join('\n\n');
    expect(shownRuns(page)).toEqual([
      {
        folder: 'docs/examples/x',
        args: ['least', 'GET /users', '--app=a b', 'one.json'],
        output: 'first\n\nsecond\n',
      },
      { folder: 'docs/examples/x', args: ['rules'], output: '' },
      { folder: '', args: ['explain', 'x'], output: '' },
    ]);
    expect(() => shownRuns('```console\n$ permlint x\n$ rm y\n```')).toThrow('rm y');
  });

  test('are compared line by line, but for what is cut', () => {
    expect(isShown('a\n…\nd\n', 'a\nb\nc\nd\n')).toBe(true);
    expect(isShown('a\n…\n', 'a\nb\n')).toBe(true);
    expect(isShown('a\n…\nd\n', 'a\nb\nc\n')).toBe(false);
    expect(isShown('a.c\n', 'abc\n')).toBe(false);
    expect(isShown('a\n', 'a\nb\n')).toBe(false);
    expect(isShown('say …\n', 'say …\n')).toBe(true);
  });

  test('stand in the README', () => {
    expect(shownRuns(read('README.md')).length).toBeGreaterThan(0);
  });
});

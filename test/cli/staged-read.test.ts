import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Git } from '../../src/cli/git.js';
import { openStaged, type Staged } from '../../src/cli/staged.js';
import { blobReader } from '../../src/cli/staged-blobs.js';
import { git, isolated, repositoryWith, stage, write } from './repository.js';

const start = process.cwd();
afterEach(() => {
  process.chdir(start);
  vi.unstubAllEnvs();
});

/** What is staged as seen from a folder. */
function openIn(folder: string): Promise<Staged> {
  for (const [name, value] of Object.entries(isolated)) vi.stubEnv(name, value);
  process.chdir(folder);
  return openStaged([], true);
}

describe('reading tracked files', () => {
  test('gives what the index holds, staged now or before, by any way to name it', async () => {
    const root = repositoryWith({ 'permlint.yaml': 'failOn: low\n', 'sub/a.txt': 'old', 'gone.yaml': 'x' });
    mkdirSync(join(root, 'sub/deep'));
    stage(root, { 'sub/a.txt': 'new' });
    write(root, 'sub/a.txt', 'newer');
    write(root, 'permlint.yaml', 'failOn: high\n');
    write(root, 'untracked.yaml', 'x');
    symlinkSync('permlint.yaml', join(root, 'link.yaml'));
    git(root, 'add', 'link.yaml');
    git(root, 'rm', '-q', '--cached', 'gone.yaml');
    const { files, read } = await openIn(join(root, 'sub/deep'));
    expect(files).toEqual([]);
    const text = (path: string) => read(path)?.toString();
    expect([text('../../permlint.yaml'), text(join(root, 'permlint.yaml'))]).toEqual([
      'failOn: low\n',
      'failOn: low\n',
    ]);
    expect([text('../a.txt'), text('../deep/../a.txt')]).toEqual(['new', 'new']);
    const absent = ['untracked.yaml', 'gone.yaml', 'link.yaml', 'sub', '../outside.yaml', '.'];
    expect(absent.map((name) => text(join(root, name)))).toEqual(absent.map(() => undefined));
  });

  test('gives every byte', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 }).map((each) => Buffer.from(each));
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { minLength: 1, maxLength: 40 }), async (contents) => {
        const root = repositoryWith();
        write(root, '.git/info/attributes', '* -text\n');
        stage(root, Object.fromEntries(contents.map((each, at) => [`${at}.json`, each])));
        const { files, read } = await openIn(root);
        const own = files.map((file) => ('bytes' in file ? [file.name, file.bytes?.()] : []));
        expect(own).toHaveLength(contents.length);
        for (const [name, given] of own) expect(given).toEqual(contents[Number.parseInt(String(name), 10)]);
        // Once more, out of order and one at a time.
        for (const [at, each] of [...contents.entries()].reverse()) expect(read(`${at}.json`)).toEqual(each);
      }),
      { numRuns: 10 },
    );
  });
});

describe('objects of git', () => {
  const [small, large, absent] = ['1'.repeat(40), '2'.repeat(40), '3'.repeat(40)];
  const asked: (readonly [string, string])[] = [];
  const pretend: Git = (args, input = '') => {
    asked.push([args.join(' '), input]);
    const answers: Readonly<Record<string, string>> = {
      [small]: args.includes('--batch') ? `${small} blob 3\nabc\n` : `${small} blob 3\n`,
      [large]: `${large} blob 600000000\n`,
      [absent]: `${absent} missing\n`,
    };
    return Buffer.from(input.replace(/(.*)\n/g, (_, id: string) => answers[id] ?? ''));
  };

  test('that are too large are measured and not read, and absent ones are named', () => {
    const read = blobReader(pretend, [large, small, absent]);
    expect(read(large)).toBeUndefined();
    expect(read(small)?.toString()).toBe('abc');
    expect(() => read(absent)).toThrow(`git does not have the object ${absent}`);
    expect(asked.filter(([command]) => command.includes('--batch ')).map(([, input]) => input)).toEqual([`${small}\n`]);
  });
});

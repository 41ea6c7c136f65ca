import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const shared = process.env.PERMLINT_SHARED ?? join(root, '..', 'shared');
const isPresent = existsSync(join(shared, 'sources')) && existsSync(join(shared, 'facts'));
if (!isPresent) console.info(`No sources in ${shared}: the data build is not tested (set PERMLINT_SHARED).`);

const temporary = mkdtempSync(join(tmpdir(), 'permlint-data-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const build = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts', 'data.mjs'), ...args], { encoding: 'utf8' });

/** A copy of the inputs, of which one file is replaced. */
function broken(path: string, text: string): string {
  const folder = mkdtempSync(join(temporary, 'broken-'));
  for (const part of ['sources', 'facts']) {
    cpSync(join(shared, part), join(folder, part), { recursive: true, filter: (name) => !name.includes('LICENSES') });
  }
  rmSync(join(folder, path), { force: true });
  if (text !== '') writeFileSync(join(folder, path), text);
  return folder;
}

test.each([[[]], [['--form', 'x']], [['x']]])('without --from it says how it is used: %j', (args) => {
  const { status, stderr } = build(...args);
  expect(status).toBe(2);
  expect(stderr).toContain('Usage:');
});

test('a folder without the files is an error that names the first of them', () => {
  const { status, stderr } = build('--from', temporary, '--to', join(temporary, 'nothing'));
  expect(status).toBe(1);
  expect(stderr).toContain('api-aliases.json');
  expect(existsSync(join(temporary, 'nothing'))).toBe(false);
});

describe.skipIf(!isPresent)('over the sources', () => {
  test('building again gives the same bytes', () => {
    const to = join(temporary, 'again');
    expect(build('--from', shared, '--to', to).status).toBe(0);
    const names = readdirSync(to).sort();
    expect(names).toEqual(readdirSync(join(root, 'data')).sort());
    for (const name of names) {
      expect(readFileSync(join(to, name), 'utf8'), name).toBe(readFileSync(join(root, 'data', name), 'utf8'));
    }
  });

  const permissions = () => JSON.parse(readFileSync(join(shared, 'sources', 'graph-permissions.json'), 'utf8'));
  const changed = (change: (rows: Record<string, unknown>[]) => void) => {
    const rows = permissions();
    change(rows);
    return JSON.stringify(rows);
  };

  test.each([
    ['not JSON', 'facts/retirements.json', () => '{', 'retirements.json'],
    ['missing', 'sources/graph-implies.json', () => '', 'graph-implies.json'],
    ['too few rows', 'sources/graph-permissions.json', () => '[]', 'graph-permissions.json, rows: 0'],
    [
      'an upper-case id',
      'sources/graph-permissions.json',
      () => changed((rows) => Object.assign(rows[0] ?? {}, { id: 'ABC' })),
      '"ABC" is not a lower-case GUID',
    ],
    [
      'a name with a space',
      'sources/graph-permissions.json',
      () => changed((rows) => Object.assign(rows[0] ?? {}, { value: 'User Read' })),
      '"User Read" is not a name',
    ],
    [
      'an id twice',
      'sources/graph-permissions.json',
      () => changed((rows) => rows.push({ ...rows[0] })),
      'stands twice',
    ],
  ])('%s is refused with a clear message', (_what, path, text, message) => {
    const { status, stderr } = build('--from', broken(path, text()), '--to', join(temporary, 'refused'));
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(existsSync(join(temporary, 'refused'))).toBe(false);
  });
});

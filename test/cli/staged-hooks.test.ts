import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, identity, isolated, places, repositoryWith, stage, staged, write } from './repository.js';
import { clean, environment, folderWith, wrong } from './run.js';

describe('hooks', () => {
  /** A pre-commit hook that runs these lines with permlint on PATH, and notes what it printed. */
  function hook(root: string, lines: string): void {
    const common = git(root, 'rev-parse', '--git-common-dir').trim();
    const file = join(common.startsWith('/') ? common : join(root, common), 'hooks', 'pre-commit');
    const program = new URL('../../dist/cli/main.cjs', import.meta.url).pathname;
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `#!/bin/sh\npermlint() { "${process.execPath}" "${program}" -f concise "$@"; }\n${lines}\n`);
    chmodSync(file, 0o755);
  }

  const commit = (cwd: string, ...args: readonly string[]): { code: number | null; text: string } => {
    const env = { ...environment, ...isolated };
    const { status, stdout, stderr } = spawnSync('git', [...identity, 'commit', '-qm', 'x', ...args], { cwd, env });
    return { code: status, text: stdout.toString() + stderr.toString() };
  };

  test('see the index of this commit: of all changes, or of a few files', () => {
    const root = repositoryWith({ 'a.json': clean, 'b.json': clean });
    hook(root, 'permlint --staged');
    write(root, 'a.json', wrong);
    expect(commit(root, '-a')).toMatchObject({ code: 1, text: expect.stringContaining('a.json:10:') });
    stage(root, { 'a.json': wrong, 'b.json': `${clean}\n` });
    expect(commit(root, 'b.json').code).toBe(0);
    expect(commit(root).code).toBe(1);
    write(root, 'a.json', `${clean}\n`);
    expect(commit(root, 'a.json').code).toBe(0);
  });

  test.each([['.'], ['sub'], ['sub/deep']])('work in a linked working tree after cd %s', (folder) => {
    const root = repositoryWith({ 'sub/deep/a.json': clean, 'b.json': clean });
    const tree = join(folderWith({}), 'tree');
    git(root, 'worktree', 'add', '-q', tree);
    hook(tree, `cd ${folder} && permlint --staged`);
    stage(tree, { 'sub/deep/a.json': wrong, 'b.json': `${clean}\n` });
    write(tree, 'sub/deep/a.json', clean);
    const { code, text } = commit(tree);
    expect(code).toBe(1);
    const name = { '.': 'sub/deep/a.json', sub: 'deep/a.json', 'sub/deep': 'a.json' }[folder];
    expect(text).toContain(`${name}:10:`);
    expect(text.split('\n')[0]).toMatch(new RegExp(`^${name}:`));
  });

  test('GIT_DIR, GIT_WORK_TREE and GIT_INDEX_FILE mean what they mean to git', () => {
    const root = repositoryWith({ 'a.json': clean });
    const index = join(folderWith({}), 'index');
    git(root, 'read-tree', `--index-output=${index}`, 'HEAD');
    stage(root, { 'a.json': wrong });
    expect(staged(root, [], { GIT_INDEX_FILE: index })).toMatchObject({ code: 0, out: '' });
    const elsewhere = folderWith({});
    expect(places(staged(elsewhere, [root], { GIT_DIR: join(root, '.git'), GIT_WORK_TREE: root }))).toHaveLength(1);
    expect(staged(root, [], { GIT_LITERAL_PATHSPECS: '1' }).code).toBe(1);
  });
});

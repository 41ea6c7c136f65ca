import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, isolated, places, repositoryWith, stage, staged, write } from './repository.js';
import { clean, permlint, registration, untidy, wrong } from './run.js';

const off = 'rules: { type-mismatch: off }\n';
const passedOver = 'permlint.yaml is passed over, because git does not track it: git add it, or name it with --config';

describe('the config', () => {
  test('does not count where it is no part of the next commit, and that is told', () => {
    const root = repositoryWith({ 'z.json': clean });
    stage(root, { 'a.json': wrong });
    write(root, 'permlint.yaml', off);
    const ran = staged(root);
    expect(places(ran)).toEqual(['a.json']);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain(`permlint: ${passedOver}\n`);
    expect(staged(root, ['-q']).err).toBe('');
    expect(permlint(['-q', 'a.json'], { cwd: root, env: isolated }).code, 'on the disk it counts').toBe(0);
    git(root, 'add', 'permlint.yaml');
    expect(staged(root)).toMatchObject({ code: 0, out: '', err: expect.not.stringContaining('passed over') });
    write(root, 'permlint.yaml', 'failOn: never\nnonsense: 1\n');
    expect(staged(root), 'what is staged of it counts').toMatchObject({ code: 0, out: '' });
  });

  test('counts where somebody names it, and where it is a link to a tracked file', () => {
    const root = repositoryWith({ 'z.json': clean, 'team/own.yaml': off });
    stage(root, { 'a.json': wrong });
    write(root, 'permlint.yaml', off);
    expect(staged(root, ['--config', 'permlint.yaml']).code).toBe(0);
    expect(staged(root, [], { PERMLINT_CONFIG: 'permlint.yaml' }).code).toBe(0);
    rmSync(join(root, 'permlint.yaml'));
    symlinkSync('team/own.yaml', join(root, 'permlint.yaml'));
    git(root, 'add', 'permlint.yaml');
    expect(staged(root)).toMatchObject({ code: 0, out: '' });
  });
});

describe('the baseline', () => {
  test('is that of the index, and so is whether a file of it is gone', () => {
    const root = repositoryWith({ 'permlint.yaml': 'baseline: known.json\n', 'z.json': clean, 'a.json': wrong });
    expect(permlint(['baseline'], { cwd: root, env: isolated }).code).toBe(0);
    stage(root, { 'a.json': `${wrong}\n` });
    git(root, 'add', 'known.json');
    write(root, 'known.json', 'nonsense');
    expect(staged(root)).toMatchObject({ code: 0, out: '' });
    // A new name that follows the old one: only where the old one is gone.
    stage(root, { 'b.json': wrong });
    rmSync(join(root, 'a.json'));
    expect(places(staged(root)), 'the commit still holds a.json').toEqual(['b.json']);
    git(root, 'rm', '-q', '--cached', 'a.json');
    write(root, 'a.json', wrong);
    expect(staged(root), 'the commit moves it').toMatchObject({ code: 0, out: '' });
  });
});

describe('calls', () => {
  const unused = registration('Scope').replace(
    'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
    '570282fd-fa5c-430d-a7fd-fc8dc98a9dca',
  );

  test('that are staged alone bring their manifest along, as far as it was asked for', () => {
    const root = repositoryWith({
      'apps/a.json': unused,
      'apps/a.txt': unused,
      'apps/ab.json': unused,
      'other/a.json': unused,
      'apps/b.jsonc': unused,
    });
    stage(root, { 'apps/a.calls.txt': 'GET /me\n' });
    write(root, 'apps/a.json', clean);
    const placesOf = (...args: readonly string[]) => [...new Set(places(staged(root, ['--fail-on', 'info', ...args])))];
    expect(placesOf(), 'what git tracks of it is linted').toEqual(['apps/a.json']);
    expect(placesOf('apps')).toEqual(['apps/a.json']);
    expect(placesOf('other')).toEqual([]);
    stage(root, { 'apps/b.calls.ndjson': '{"method":"GET","url":"/me"}\n' });
    expect(placesOf()).toEqual(['apps/a.json', 'apps/b.jsonc']);
    git(root, 'rm', '-q', '--cached', 'apps/a.json');
    expect(placesOf(), 'a manifest that the commit removes is none').toEqual(['apps/b.jsonc']);
  });
});

test('git starts no program that watches files', () => {
  const root = repositoryWith({ 'a.json': clean });
  write(root, '.git/watch', `#!/bin/sh\ntouch '${join(root, 'started')}'\nexit 1\n`);
  chmodSync(join(root, '.git/watch'), 0o755);
  git(root, 'config', 'core.fsmonitor', join(root, '.git/watch'));
  git(root, 'status');
  expect(existsSync(join(root, 'started')), 'git does start it').toBe(true);
  stage(root, { 'b.json': untidy, 'b.calls.txt': 'GET /me\n' });
  rmSync(join(root, 'started'));
  expect(places(staged(root))).toContain('b.json');
  expect(existsSync(join(root, 'started'))).toBe(false);
});

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { delegated, signature } from './diagnose/tokens.js';
import { foundTokens } from './no-tokens.js';

const printing = (...texts: readonly string[]): readonly string[] => [
  '-e',
  'const [first, ...rest] = process.argv.slice(1); process.stdout.write(first, () => setTimeout(() => process.stderr.write(rest.join("")), 50))',
  ...texts,
];

const ended = (child: ReturnType<typeof spawn>): Promise<void> =>
  new Promise((done) => child.on('close', () => done()).stdout?.resume());

test('a program that prints a token or a signature is seen, however it is started', async () => {
  for (const text of [
    delegated(),
    `in text ${signature} of a log`,
    'eyJhbGciOiJub25l.eyJhdWQiOiJ4In0.c2lnbmF0dXJlIG9m',
  ]) {
    spawnSync(process.execPath, printing(text));
    expect(foundTokens(), 'spawnSync').toHaveLength(1);
    spawnSync(process.execPath, printing('', text), { encoding: 'utf8' });
    expect(foundTokens(), 'spawnSync to standard error').toHaveLength(1);
    execFileSync(process.execPath, printing(text));
    expect(foundTokens(), 'execFileSync').toHaveLength(1);
    await ended(spawn(process.execPath, printing(text)));
    expect(foundTokens(), 'spawn').toHaveLength(1);
  }
});

test('what is no token is not, and no message holds a token', () => {
  spawnSync(process.execPath, printing('no token: eyJhbGciOiJub25l', 'Sites.Read.All'));
  expect(foundTokens()).toEqual([]);
  spawnSync(process.execPath, printing(delegated()));
  expect(foundTokens().join()).not.toContain(signature.slice(0, 20));
});

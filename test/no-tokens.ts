// Looks through all that the programs print that tests start, for signed tokens and signatures of test tokens.
import childProcess, { type ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, expect } from 'vitest';
import { placeOfToken } from './diagnose/tokens.js';

const found: string[] = [];

/** Looks at a piece of output, and gives back what a token that goes on in the next piece may begin with. */
function look(program: string, piece: string): string {
  const at = placeOfToken(piece);
  // Not the text: what a failing test says is printed, too.
  if (at !== undefined) found.push(`${program} printed a token or its signature, at character ${at}`);
  return at === undefined ? piece.slice(-4_000) : '';
}

function lookAtAll(program: unknown, output: unknown): void {
  const text = Buffer.isBuffer(output) ? output.toString('latin1') : output;
  if (typeof text === 'string') look(String(program), text);
}

/** Sees what comes in without reading it: who reads, and how fast, is the test's. */
function watch(program: unknown, stream: ChildProcess['stdout']): void {
  if (stream === null) return;
  let before = '';
  stream.push = new Proxy(stream.push, {
    apply(push, self, args) {
      const [chunk] = args;
      if (Buffer.isBuffer(chunk)) before = look(String(program), before + chunk.toString('latin1'));
      return Reflect.apply(push, self, args);
    },
  });
}

childProcess.spawnSync = new Proxy(childProcess.spawnSync, {
  apply(spawnSync, self, args) {
    const result = Reflect.apply(spawnSync, self, args);
    lookAtAll(args[0], result.stdout);
    lookAtAll(args[0], result.stderr);
    return result;
  },
});
childProcess.execFileSync = new Proxy(childProcess.execFileSync, {
  apply(execFileSync, self, args) {
    const output = Reflect.apply(execFileSync, self, args);
    lookAtAll(args[0], output);
    return output;
  },
});
childProcess.spawn = new Proxy(childProcess.spawn, {
  apply(spawn, self, args) {
    const child = Reflect.apply(spawn, self, args);
    watch(args[0], child.stdout);
    watch(args[0], child.stderr);
    return child;
  },
});
syncBuiltinESMExports();

/** What was found since the last time. */
export const foundTokens = (): readonly string[] => found.splice(0);

afterEach(() => expect(foundTokens()).toEqual([]));
afterAll(() => expect(foundTokens()).toEqual([]));

// Twenty registrations, as manifests on the command line and as resources in a preview: the same rules speak.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Outcome, resourceOf } from '../engine/engine.js';
import { engines } from '../engine/engines.js';
import { readRegistrations } from './read-registrations.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const program = here('registrations');
const registrations = readRegistrations(program);
const env = { PERMLINT_NOW: '2026-11-21' };

/** The ids of the rules that spoke, by registration. */
type Spoken = ReadonlyMap<string, ReadonlySet<string>>;

function gather(pairs: readonly (readonly [string, string])[]): Spoken {
  const spoken = new Map<string, Set<string>>();
  for (const [name, rule] of pairs) spoken.set(name, (spoken.get(name) ?? new Set()).add(rule));
  return spoken;
}

const reportOf = z.object({ findings: z.array(z.object({ file: z.string(), rule: z.string() })) });

function lintManifests(): Spoken {
  const folder = mkdtempSync(join(tmpdir(), 'permlint-registrations-'));
  try {
    for (const { name, manifest } of registrations) {
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(manifest));
    }
    const args = [here('../../dist/cli/main.cjs'), '--format', 'json', '--exit-zero', folder];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ...env } });
    const { findings } = reportOf.parse(JSON.parse(stdout));
    return gather(findings.map(({ file, rule }) => [file.slice(folder.length + 1, -'.json'.length), rule]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rulesOf(spoken: Spoken, name: string): readonly string[] {
  return [...(spoken.get(name) ?? [])].sort();
}

test('there are twenty', () => expect(registrations).toHaveLength(20));

describe('on the command line', () => {
  const spoken = lintManifests();
  test.each(registrations)('$name', ({ name, rules }) => {
    expect(rulesOf(spoken, name)).toEqual(rules);
  });
});

describe.each(engines)('in a preview ($name)', (engine) => {
  let outcome: Outcome;
  beforeAll(async () => {
    outcome = await engine.preview({ program, pack: here('../../policies'), env });
  });

  /** A part of a registration has its name before a colon. */
  function registrationOf(urn: string): string {
    return resourceOf(urn).split(' ')[1]?.split(':')[0] ?? '';
  }

  test.each(registrations)('$name', ({ name, rules }) => {
    const spoken = gather(outcome.violations.map(({ urn, policy }) => [registrationOf(urn), policy]));
    expect(rulesOf(spoken, name)).toEqual(rules);
  });

  test('every violation is this, at this resource', async () => {
    const lines = outcome.violations.map(({ level, severity, policy, urn, message }) => {
      return `${resourceOf(urn)}\n  ${level} · ${severity} · ${policy}\n  ${message.replaceAll('\n', '\n  ')}\n`;
    });
    await expect(lines.join('\n')).toMatchFileSnapshot('registrations/violations.expected');
    expect(outcome.exitCode).toBe(1);
  });

  test('without the pack there is none', async () => {
    const { violations, exitCode } = await engine.preview({ program, env });
    expect(violations).toEqual([]);
    expect(exitCode).toBe(0);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalog, lint } from '../../src/index.js';

const besideTheProject = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const corpus = process.env.PERMLINT_CORPUS ?? besideTheProject;
const now = new Date('2026-11-21T00:00:00Z');

if (!existsSync(corpus)) console.info('real files are skipped: no corpus (set PERMLINT_CORPUS to its folder)');

describe.skipIf(!existsSync(corpus))('real files of public repositories', () => {
  const files = existsSync(corpus) ? jsonFiles(corpus) : [];

  test('the findings of all of them, each read by a person', async () => {
    const lines = files.flatMap((file) => {
      const { findings } = lint(readText(file), { name: nameOf(file), now });
      return findings.map(
        ({ line, column, severity, rule, message }) =>
          `${nameOf(file)}:${line}:${column} ${severity} ${rule}: ${message}`,
      );
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('corpus.expected');
  });

  test('what is passed over, and why', async () => {
    const lines = files.flatMap((file) => {
      const { passedOver } = lint(readText(file), { name: nameOf(file), now });
      return passedOver === null ? [] : [`${nameOf(file)} ${passedOver}`];
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('corpus-passed-over.expected');
  });

  test('every registration requests what its text says: ids and names are known to the catalog or reported', () => {
    for (const file of files) {
      const report = lint(readText(file), { name: nameOf(file), now });
      if (report.passedOver !== null) continue;
      const reported = new Set(report.findings.map(({ permission }) => permission?.id));
      const entries = readText(file).matchAll(/"id"\s*:\s*"([0-9a-f-]{36})"\s*,\s*"type"\s*:\s*"(Role|Scope)"/gi);
      for (const [, id = '', type] of entries) {
        const kind = type === 'Role' ? 'application' : 'delegated';
        const isKnown = catalog.permissionsById(id).some((permission) => permission.kind === kind);
        expect(isKnown || reported.has(id), `${nameOf(file)} ${id} ${type}`).toBe(true);
      }
    }
  });
});

function jsonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

function nameOf(file: string): string {
  return relative(corpus, file).replaceAll('\\', '/');
}

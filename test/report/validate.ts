import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect } from 'vitest';

const schemaFile = new URL(
  '../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  import.meta.url,
);

/** Checks a log by the official schema of SARIF 2.1.0, which is of draft 4: its `$schema` and `id` are read as draft 7. */
export const isSarif = (() => {
  const { $schema: _draft, id, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  // The pattern of a language is no valid expression with the `u` flag.
  const ajv = new Ajv({ unicodeRegExp: false, strict: false, validateFormats: false, allErrors: true });
  const check = ajv.compile({ $id: id, ...schema });
  return (log: unknown): void => {
    check(log);
    expect(check.errors ?? []).toEqual([]);
  };
})();

export const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
if (!hasXmllint) console.info('checks by XSD are skipped: no xmllint on PATH (Debian: libxml2-utils)');

/** Checks XML texts by one of our schemas; returns what xmllint says where one of them fails. */
export function xmllint(schema: 'junit' | 'checkstyle', texts: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'permlint-xml-'));
  try {
    const files = texts.map((text, index) => {
      writeFileSync(join(folder, `${index}.xml`), text);
      return `${index}.xml`;
    });
    const xsd = fileURLToPath(new URL(`schemas/${schema}.xsd`, import.meta.url));
    if (!existsSync(xsd)) throw new Error(`${xsd} is missing`);
    const { status, stderr } = spawnSync('xmllint', ['--nonet', '--noout', '--schema', xsd, ...files], { cwd: folder });
    return status === 0 ? '' : stderr.toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Checks a report of GitLab: the five fields of every entry, and that no fingerprint stands twice. */
export function isGitlab(report: unknown): void {
  if (!Array.isArray(report)) throw new Error('no list');
  for (const issue of report) {
    expect(issue).toEqual({
      description: expect.stringMatching(/\S/),
      check_name: expect.stringMatching(/^[a-z-]+$/),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
      location: { path: expect.stringMatching(/^(?!\.\/)/), lines: { begin: expect.any(Number) } },
    });
    expect(issue.location.lines.begin).toBeGreaterThan(0);
  }
  expect(new Set(report.map(({ fingerprint }) => fingerprint)).size).toBe(report.length);
}

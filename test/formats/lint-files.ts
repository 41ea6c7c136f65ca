// Lints files with the built command line, and tells what was found and at which text.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Files } from './registration-texts.js';

const main = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));

const reportSchema = z.object({
  findings: z.array(
    z.object({
      rule: z.string(),
      file: z.string(),
      pointer: z.string(),
      line: z.int(),
      endLine: z.int(),
      column: z.int(),
      endColumn: z.int(),
      application: z.string().nullable(),
      permission: z.object({ id: z.string().nullable(), kind: z.string().nullable() }).nullable(),
    }),
  ),
  summary: z.object({ applications: z.int() }),
});
export type Finding = z.infer<typeof reportSchema>['findings'][number];

/** What linting files gave. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly applications: number;
  readonly files: Files;
}

/** Lints a folder of files. */
export function lint(files: Files): Report {
  const folder = mkdtempSync(join(tmpdir(), 'permlint-formats-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { stdout } = spawnSync(process.execPath, [main, '--format', 'json', '--exit-zero'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PERMLINT_NOW: '2026-11-21' },
    });
    const { findings, summary } = reportSchema.parse(JSON.parse(stdout));
    return { findings, applications: summary.applications, files };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text that a finding stands at. */
export function textAt({ files }: Report, { file, line, column, endLine, endColumn }: Finding): string {
  const lines = (files[file] ?? '').split('\n').slice(line - 1, endLine);
  const last = lines.length - 1;
  return lines
    .map((each, index) => each.slice(index === 0 ? column - 1 : 0, index === last ? endColumn - 1 : undefined))
    .join('\n');
}

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Told {
  readonly application: string | null;
  readonly rule: string;
  readonly permission: { readonly id: string | null } | null;
}

/** Every finding as `application: rule permission`, in order. */
export function spoken({ findings }: { readonly findings: readonly Told[] }): readonly string[] {
  return findings
    .map(({ application, rule, permission }) => `${application}: ${rule} ${permission?.id ?? ''}`.trim())
    .sort(byText);
}

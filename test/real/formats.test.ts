import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import type { Log } from 'sarif';
import { beforeAll, describe, expect, test } from 'vitest';
import { permlint } from '../cli/run.js';
import { githubCommands, markedCommands } from '../report/ci-commands.js';
import { countsIn, type MachineFormat } from '../report/counts.js';
import { readXml } from '../report/read-xml.js';
import { hasXmllint, isGitlab, isSarif, xmllint } from '../report/validate.js';
import { machineFormats } from '../report/writers.js';

const besideTheProject = fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const corpus = process.env.PERMLINT_CORPUS ?? besideTheProject;

if (!existsSync(corpus)) console.info('real files are skipped: no corpus (set PERMLINT_CORPUS to its folder)');

/** What holds for one format. */
const checks: Readonly<Record<MachineFormat, (report: string) => void>> = {
  concise: (report) => expect(report).toMatch(/^(?:\S.*:\d+:\d+: \w+ [a-z-]+: .+\n)*$/),
  json: (report) => expect(isReport(JSON.parse(report)), JSON.stringify(isReport.errors?.slice(0, 3))).toBe(true),
  sarif: (report) => {
    const log: Log = JSON.parse(report);
    isSarif(log);
    const fingerprints = log.runs[0]?.results?.map((result) => result.partialFingerprints?.['permlint/v1']) ?? [];
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  },
  github: (report) => {
    const lines = report.trimEnd().split('\n');
    expect(githubCommands(report)).toHaveLength(lines.length);
  },
  gitlab: (report) => isGitlab(JSON.parse(report)),
  junit: (report) => {
    readXml(report);
    if (hasXmllint) expect(xmllint('junit', [report])).toBe('');
  },
  checkstyle: (report) => {
    readXml(report);
    if (hasXmllint) expect(xmllint('checkstyle', [report])).toBe('');
  },
  markdown: (report) => expect(report.length).toBeLessThanOrEqual(60_000),
};

/** The published schema of the JSON report. */
const isReport = new Ajv2020.default({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(fileURLToPath(new URL('../../dist/schema/report.json', import.meta.url)), 'utf8')),
);

const samples = fileURLToPath(new URL('../rules', import.meta.url));

describe.skipIf(!existsSync(corpus))('every format over all real files', () => agreeOver(corpus));
describe('every format over the samples of all rules', () => agreeOver(samples));

function agreeOver(folder: string): void {
  const reports = new Map<MachineFormat, string>();
  beforeAll(() => {
    const cwd = dirname(folder);
    // Files that are named are never passed over for being broken, and those that are no registration are told of.
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && !/LICENSES/.test(entry.parentPath) && !/\.(?:txt|expected)$/.test(entry.name),
      )
      .map((entry) => relative(cwd, join(entry.parentPath, entry.name)))
      .sort();
    for (const format of machineFormats) reports.set(format, permlint(['-f', format, '--', ...files], { cwd }).out);
  });

  test.each(machineFormats)('%s is valid, and tells of the same findings as json', (format) => {
    const report = reports.get(format) ?? '';
    const expected = countsIn('json', reports.get('json') ?? '');
    expect(Math.min(expected.error, expected.warning, expected.note)).toBeGreaterThan(0);
    expect(countsIn(format, report)).toEqual(expected);
    checks[format](report);
    expect(markedCommands(report)).toEqual([]);
    if (format !== 'github') expect(githubCommands(report)).toEqual([]);
  });
}

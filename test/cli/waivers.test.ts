import { expect, test } from 'vitest';
import { clean, folderWith, permlint, wrong } from './run.js';

const waiver = (more = '', end = '2027-06-01') =>
  `waivers:\n  - rule: type-mismatch\n    app: Portal\n    reason: the tenant is old\n    expires: ${end}\n${more}`;
const run = (config: string, args: readonly string[] = [], app = wrong) =>
  permlint(args, { cwd: folderWith({ 'permlint.yaml': config, 'a.json': app, 'sub/b.json': clean }) });

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly file: string;
    readonly line: number;
    readonly message: string;
    readonly waived: unknown;
  }[];
  readonly summary: { readonly waived: number; readonly findings: Readonly<Record<string, number>> };
}

function report(
  config: string,
  args: readonly string[] = [],
  app = wrong,
): { readonly code: number | null; readonly json: Report } {
  const { code, out } = run(config, ['-f', 'json', ...args], app);
  return { code, json: JSON.parse(out) };
}

const about = ({ json }: { readonly json: Report }) => json.findings.filter(({ rule }) => rule.endsWith('waiver'));

test('a waived finding is shown as waived, counted, and does not fail the run', () => {
  const pretty = run(waiver());
  expect(pretty.code).toBe(0);
  expect(pretty.out).toMatch(/waived/);
  const { code, json } = report(waiver());
  expect(code).toBe(0);
  expect(json.findings.filter(({ rule }) => rule === 'type-mismatch')).toMatchObject([
    { waived: { reason: 'the tenant is old', expires: '2027-06-01' } },
  ]);
  expect(json.summary).toMatchObject({ waived: 1, findings: { high: 0 } });
});

test('--no-waivers shows what would be without them, and says nothing of them', () => {
  const result = report(waiver('    owner: x\n', '2026-01-01'), ['--no-waivers']);
  expect(result.code).toBe(1);
  expect([result.json.summary.waived, about(result)]).toEqual([0, []]);
});

test('one that has ended brings the finding back, and is a finding where its end is written', () => {
  const result = report(waiver('    owner: iam@contoso.example\n', '2026-11-19'));
  expect(result.code).toBe(1);
  expect(about(result)).toMatchObject([{ rule: 'expired-waiver', severity: 'medium', file: 'permlint.yaml', line: 5 }]);
  expect(about(result)[0]?.message).toBe(
    'The waiver for type-mismatch of Portal ended on 2026-11-19. The finding that it accepted is back. Its owner is iam@contoso.example. Correct the application, or have the waiver renewed with a new end.',
  );
  expect(report(waiver('', '2026-11-20')).code).toBe(0);
});

test('one that accepts nothing is a finding, of a whole run not of a part that may lack its application', () => {
  const config = waiver();
  const rules = (args: readonly string[], app = clean) =>
    about(report(config, args, app)).map(({ rule, severity }) => `${rule} ${severity}`);
  expect(rules([])).toEqual(['unused-waiver low']);
  expect(rules(['.'])).toEqual(['unused-waiver low']);
  expect(rules(['a.json'])).toEqual([]);
  const other = config.replace('Portal', 'Gone');
  const ofOther = (args: readonly string[]) => about(report(other, args)).length;
  expect([ofOther([]), ofOther(['a.json']), ofOther(['sub'])]).toEqual([1, 0, 0]);
});

test('the config sets the severity of what is said of waivers', () => {
  const withLevel = (rule: string, level: string, end: string, app: string) =>
    report(`rules: { ${rule}: ${level} }\n${waiver('', end)}`, [], app);
  const failing = withLevel('unused-waiver', 'high', '2027-06-01', clean);
  expect([failing.code, about(failing)[0]?.severity]).toEqual([1, 'high']);
  expect(about(withLevel('unused-waiver', 'off', '2027-06-01', clean))).toEqual([]);
  expect(about(withLevel('expired-waiver', 'critical', '2026-01-01', wrong))[0]?.severity).toBe('critical');
});

test('what ends within thirty days is told beside the report', () => {
  expect(run(waiver('', '2026-12-19')).err).toContain(
    'permlint: the waiver for type-mismatch of Portal ends on 2026-12-19\n',
  );
  expect(run(waiver('', '2026-12-30')).err).not.toContain('ends on');
  expect(run(waiver('', '2026-12-19'), ['-q']).err).toBe('');
  expect(run(waiver('', '2026-12-19'), [], clean).err).not.toContain('ends on');
});

test('a waiver of a permission, of a file and of another kind accepts what it says', () => {
  const own = (what: string) =>
    report(`waivers: [{ rule: type-mismatch, ${what}, reason: reviewed in May, permanent: true }]\n`).json.summary
      .waived;
  expect(own('permission: User.Read')).toBe(1);
  expect(own('permission: "Microsoft Graph/User.*"')).toBe(1);
  expect(own('permission: e1fe6dd8-ba31-4d61-89e7-88639da4683d')).toBe(1);
  expect(own('permission: User.Read.All')).toBe(0);
  expect(own('file: a.json')).toBe(1);
  expect(own('file: "*.json"')).toBe(1);
  expect(own('file: sub')).toBe(0);
});

// The config that PERMLINT_CONFIG names: its waivers, permissions and apps hold in the pack.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderWith } from '../cli/run.js';
import { type Outcome, resourceOf } from '../engine/engine.js';
import { engines } from '../engine/engines.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The pack on the twenty registrations, with a config. */
function runWith(config: string) {
  const folder = folderWith({ 'permlint.yaml': config });
  const path = join(folder, 'permlint.yaml');
  const env = { PERMLINT_NOW: '2026-11-21', PERMLINT_CONFIG: path };
  return { folder, run: { program: here('registrations'), pack: here('../../policies'), env } };
}

function about({ violations }: Outcome, policy: string): readonly string[] {
  return violations
    .filter((each) => each.policy === policy)
    .map(({ level, urn, message }) => `${level} ${resourceOf(urn).split(' ').at(-1)}: ${message.split('\n').at(-1)}`);
}

describe.each(engines)('on $name', (engine) => {
  test('waivers hold, denied permissions are told, and rules stay with the policy config', async () => {
    const plain = await engine.preview({ ...runWith('').run });
    const [first] = about(plain, 'type-mismatch');
    const resource = /^mandatory ([\w-]+):/.exec(first ?? '')?.[1] ?? '';
    const { run } = runWith(`rules:
  type-mismatch: off
permissions:
  deny: ['Microsoft Graph/Mail.*']
waivers:
  - rule: type-mismatch
    permission: 'Microsoft Graph/*'
    reason: tried in a test
    expires: 2026-12-31
  - rule: unknown-permission
    app: No Such App
    reason: tried in a test
    permanent: true
`);
    const outcome = await engine.preview(run);
    expect(resource).not.toBe('');
    expect(about(outcome, 'type-mismatch').filter((each) => each.includes('Microsoft Graph'))).toEqual([]);
    expect(about(outcome, 'unknown-permission')).toEqual(about(plain, 'unknown-permission'));
    expect(about(plain, 'denied-permission')).toEqual([]);
    expect(about(outcome, 'denied-permission').length).toBeGreaterThan(0);
    for (const each of about(outcome, 'denied-permission')) expect(each).toMatch(/^mandatory .* permission Mail\./);
  });

  test('an expired waiver accepts nothing, and is told with its place', async () => {
    const { folder, run } = runWith(`waivers:
  - rule: type-mismatch
    permission: 'Microsoft Graph/*'
    reason: tried in a test
    owner: iam@contoso.example
    expires: 2026-11-20
`);
    const outcome = await engine.preview(run);
    expect(about(outcome, 'type-mismatch').length).toBeGreaterThan(0);
    const [told] = about(outcome, 'expired-waiver');
    expect(told).toContain(
      `advisory scenario-dev: ${folder}/permlint.yaml:6: The waiver for type-mismatch of Microsoft Graph/* ended`,
    );
    expect(told).toContain('iam@contoso.example');
  });

  test('a config that cannot be used fails the preview with every fault', async () => {
    const { folder, run } = runWith('failOn: hihg\nwavers: []\n');
    const outcome = await engine.preview(run);
    const [told = ''] = about(outcome, 'denied-permission');
    expect(told).toContain(`${folder}/permlint.yaml:1:9: failOn is "hihg"`);
    expect(told).toContain('unknown key "wavers". Did you mean waivers?');
    expect(outcome.exitCode).toBe(1);
    const relative = await engine.preview({ ...run, env: { ...run.env, PERMLINT_CONFIG: 'permlint.yaml' } });
    expect(about(relative, 'denied-permission').join()).toContain('it must be an absolute path');
  });

  test('what the config names is read from beside it', async () => {
    const { folder, run } = runWith('extends: base.yaml\n');
    writeFileSync(join(folder, 'base.yaml'), "permissions:\n  deny: ['Microsoft Graph/Mail.*']\n");
    expect(about(await engine.preview(run), 'denied-permission').length).toBeGreaterThan(0);
  });
});

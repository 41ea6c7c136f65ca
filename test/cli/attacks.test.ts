import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, permlint, program, registration } from './run.js';

const bad = registration('Role');
const ok = registration('Scope');

test('a broken manifest in PascalCase, as PowerShell writes it, is reported from a folder too', () => {
  const broken = '{"SignInAudience":"AzureADMyOrg","RequiredResourceAccess":[{"ResourceAppId":';
  const { code, out } = permlint(['-f', 'concise', '.'], { cwd: folderWith({ 'a.json': ok, 'b.json': broken }) });
  expect(code).toBe(2);
  expect(out).toMatch(/^b\.json:1:\d+: high parse-error/);
});

test('UTF-32 is named, and not passed over', () => {
  const utf32 = Buffer.from([0xff, 0xfe, 0, 0, ...[...bad].flatMap((char) => [char.charCodeAt(0), 0, 0, 0])]);
  const { code, out } = permlint(['-f', 'concise', '.'], { cwd: folderWith({ 'a.json': ok, 'b.json': utf32 }) });
  expect(code).toBe(2);
  expect(out).toContain('is UTF-32: save it as UTF-8');
});

test('a saved Terraform plan is named, and how to read it', () => {
  const cwd = folderWith({ tfplan: Buffer.from('PK\u0003\u0004\u0014\u0000\u00b3', 'latin1') });
  const { code, out } = permlint(['-f', 'concise', 'tfplan'], { cwd });
  expect(code).toBe(2);
  expect(out).toContain('terraform show -json');
});

test('what a Terraform plan leaves out has the line of the nearest thing around it', () => {
  const values = { display_name: 'A', sign_in_audience: 'PersonalMicrosoftAccount' };
  const type = 'azuread_application';
  const made = { address: `${type}.a`, mode: 'managed', type, name: 'a', values };
  const plan = { format_version: '1.2', planned_values: { root_module: { resources: [made] } } };
  const cwd = folderWith({ 'plan.json': JSON.stringify(plan, null, 2) });
  expect(permlint(['-f', 'concise', 'plan.json'], { cwd }).out).toMatch(/^plan\.json:11:21: high token-version/);
});

test('a name that reads as a command to GitHub Actions stays a name', () => {
  const cwd = folderWith({ '::error::pwned.json': bad });
  for (const format of ['pretty', 'concise']) {
    expect(permlint(['-f', format, '.'], { cwd }).out).not.toMatch(/^\s*::/m);
  }
});

describe.skipIf(process.platform === 'win32')('on Unix', () => {
  test('an ignore file that is a pipe hangs nothing', () => {
    const cwd = folderWith({ 'a.json': bad });
    execFileSync('mkfifo', [join(cwd, '.gitignore')]);
    for (const operand of ['.', '*.json']) expect(permlint(['-f', 'concise', operand], { cwd }).code).toBe(1);
  });

  test('an ignore file that may not be read hides nothing', () => {
    const cwd = folderWith({ 'a.json': bad, '.gitignore': '*.json' });
    execFileSync('chmod', ['000', join(cwd, '.gitignore')]);
    execFileSync('chmod', ['755', cwd]);
    if (process.getuid?.() !== 0) return;
    const { out } = permlint(['-f', 'concise', '.'], { cwd, uid: 65534 });
    expect(out).toContain('type-mismatch');
  });

  test.skipIf(!existsSync('/dev/full'))('where nothing can be written, the exit code still tells', () => {
    const run = (command: string) => spawnSync('sh', ['-c', command, 'sh', process.execPath, program]).status;
    expect(run('"$1" "$2" nofile 2>/dev/full')).toBe(2);
    expect(run('"$1" "$2" nofile >/dev/full 2>/dev/full')).toBe(2);
  });
});

test('messages show no secret of a URI or a tag', () => {
  const text = JSON.stringify({
    displayName: 'password=hunter2',
    signInAudience: 'PersonalMicrosoftAccount',
    web: {
      redirectUris: ['https://user:hunter2@a.example/cb?client_secret=hunter2'],
      logoutUrl: 'http://a.example/?code=hunter2',
    },
    tags: ['client_secret=hunter2 x'],
    requiredResourceAccess: [],
  });
  for (const format of ['pretty', 'concise']) {
    const { out } = permlint(['-f', format, '-'], { input: text });
    const messages = format === 'pretty' ? out.replace(/^ *\d+ [│|].*$/gm, '') : out;
    expect(messages).toContain('audience-limits');
    expect(messages).not.toContain('hunter2');
  }
});

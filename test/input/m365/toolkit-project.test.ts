import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectManifests } from '../../../src/input/m365/toolkit-project.js';
import { clean, folderWith, permlint, untidy, wrong } from '../../cli/run.js';

const project = (...paths: string[]) =>
  [
    'version: v1.9',
    'provision:',
    ...paths.flatMap((path) => ['  - uses: aadApp/update', '    with:', `      manifestPath: ${path}`]),
  ].join('\n');

describe('a project file that is named', () => {
  test('lints the manifests that it points at, under their own paths', () => {
    const cwd = folderWith({ 'app/m365agents.yml': project('./aad.manifest.json'), 'app/aad.manifest.json': wrong });
    const { code, out } = permlint(['-f', 'concise', 'app/m365agents.yml'], { cwd });
    expect(out).toMatch(/^app\/aad\.manifest\.json:\d+:\d+: high type-mismatch/);
    expect(code).toBe(1);
  });
  test.each([
    ['by two projects', ['teamsapp.yml', 'teamsapp.local.yml']],
    ['beside its project', ['teamsapp.yml', 'aad.manifest.json']],
    ['before its project', ['./aad.manifest.json', 'teamsapp.yml']],
    ['in the folder of its project', ['teamsapp.yml', '.']],
  ])('lints a manifest once that is meant %s', (_, operands) => {
    const files = {
      'teamsapp.yml': project('aad.manifest.json'),
      'teamsapp.local.yml': project('./aad.manifest.json'),
    };
    const cwd = folderWith({ ...files, 'aad.manifest.json': wrong });
    const { out } = permlint(['-f', 'concise', ...operands], { cwd });
    expect(out.match(/type-mismatch/g)).toHaveLength(1);
  });
  test('fixes what it points at', () => {
    const cwd = folderWith({ 'teamsapp.yml': project('aad.manifest.json'), 'aad.manifest.json': untidy });
    expect(permlint(['--fix', 'teamsapp.yml'], { cwd }).code).toBe(0);
    expect(JSON.parse(readFileSync(`${cwd}/aad.manifest.json`, 'utf8'))).toEqual(JSON.parse(clean));
  });
  test('tells a path that leads nowhere, at its place', () => {
    const cwd = folderWith({ 'teamsapp.yml': project('./nothing.json') });
    const { code, out } = permlint(['-f', 'concise', 'teamsapp.yml'], { cwd });
    expect(out).toBe(
      'teamsapp.yml:5:21: high parse-error: There is no file "./nothing.json" beside this project, so its manifest could not be checked. Correct the path.\n',
    );
    expect(code).toBe(2);
  });
  test.each(['../aad.manifest.json', '/etc/hostname', 'a/../../aad.manifest.json', '..\\aad.manifest.json'])(
    'reads nothing outside its folder: %s',
    (path) => {
      const cwd = folderWith({ 'app/teamsapp.yml': project(path), 'aad.manifest.json': wrong });
      const { code, out } = permlint(['-f', 'concise', 'app/teamsapp.yml'], { cwd });
      expect(out).toMatch(/^app\/teamsapp\.yml:5:21: high parse-error: .* is not below the folder of this project/);
      expect(out).not.toContain('type-mismatch');
      expect(code).toBe(2);
    },
  );
  test('says so where it points at no manifest', () => {
    const cwd = folderWith({ 'teamsapp.yml': 'provision:\n  - uses: aadApp/create\n    with: {name: x}\n' });
    const { code, err } = permlint(['teamsapp.yml'], { cwd });
    expect(err).toContain('teamsapp.yml: holds no app registration');
    expect(code).toBe(2);
  });
  test('a Teams app without permissions is all right', () => {
    const text = `${project('aad.manifest.json')}\n  - uses: teamsApp/zipAppPackage\n    with: {manifestPath: app/manifest.json}\n`;
    const cwd = folderWith({
      'teamsapp.yml': text,
      'aad.manifest.json': clean,
      'app/manifest.json': '{"manifestVersion": "1.17"}',
    });
    expect(permlint(['teamsapp.yml'], { cwd }).code).toBe(0);
  });
});

test('a project that was met adds nothing to its folder', () => {
  const cwd = folderWith({ 'teamsapp.yml': project('./nothing.json'), 'aad.manifest.json': wrong });
  const { out } = permlint(['-f', 'concise', '.'], { cwd });
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(out).toMatch(/^aad\.manifest\.json:/);
});

test('variables in a path stay open, and steps without one are no manifest', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the toolkit
  expect(projectManifests(project('./aad.${{TEAMSFX_ENV}}.json', './a.json', './a.json'))).toMatchObject([
    { path: './a.json', isRegistration: true },
  ]);
  expect(projectManifests('provision:\n  - uses: aadApp/update\n  - uses: aadApp/update\n    with: []\n')).toEqual([]);
});

test('any text is read to an end', () => {
  const word = fc.constantFrom(
    'provision:',
    '  - uses: aadApp/update',
    '    with:',
    '      manifestPath: a',
    '{',
    '\t',
    '&a',
    '*a',
    '---',
  );
  const text = fc.array(fc.oneof(word, fc.string()), { maxLength: 10 }).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, (lines) => {
      for (const { range } of projectManifests(lines)) expect(range.end).toBeLessThanOrEqual(lines.length);
    }),
  );
});

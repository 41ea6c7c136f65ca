import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isWalked } from '../../src/cli/walk.js';
import { action } from '../action/steps.js';
import { git, identity, isolated, repositoryWith, stage, write } from '../cli/repository.js';
import { clean, environment, folderWith, permlint, program, wrong } from '../cli/run.js';
import { blocksOf } from './markdown.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/guides/ci.md`, 'utf8');
const mirror = readFileSync(`${root}integrations/pre-commit/README.md`, 'utf8');
const blocks = blocksOf(page);

/** The only block under a heading, or the one that holds a text. */
function blockOf(heading: string, text = '', from = blocks): string {
  const found = from.filter((block) => block.heading === heading && block.text.includes(text));
  expect(found).toHaveLength(1);
  return found[0]?.text ?? '';
}

/** A stand-in for npm, which could not install without a network; `npx` is the real one. */
const npm = '#!/bin/sh\n[ "$*" = ci ]\n';

/** A repository whose node_modules hold permlint as npm links it, and what its commands see. */
function projectWith(files: Readonly<Record<string, string>>): { cwd: string; env: Record<string, string> } {
  const cwd = repositoryWith({ 'package.json': '{"name":"shop"}', '.gitignore': 'node_modules/\n', ...files });
  mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true });
  symlinkSync(program, join(cwd, 'node_modules/.bin/permlint'));
  const bin = folderWith({ npm });
  chmodSync(join(bin, 'npm'), 0o755);
  const home = folderWith({});
  const env = { ...environment, ...isolated, HOME: home, npm_config_cache: home, npm_config_update_notifier: 'false' };
  return { cwd, env: { ...env, PATH: `${bin}:${dirname(process.execPath)}:${environment.PATH}` } };
}

/** Runs lines one by one, as the services do, up to the first that fails. */
function runLines(lines: readonly string[], cwd: string, env: Record<string, string>): { code: number; text: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', lines.join('\n')], { cwd, env, encoding: 'utf8' });
  return { code: status ?? -1, text: stdout + stderr };
}

describe('every snippet', () => {
  test.each(blocks.map(({ heading, language, text }) => [heading, language, text] as const))(
    'under %s parses as %s',
    (_, language, text) => {
      expect(['yaml', 'json', 'sh']).toContain(language);
      if (language === 'yaml') expect(parse(text, { strict: true, uniqueKeys: true })).toEqual(expect.any(Object));
      if (language === 'json') expect(JSON.parse(text)).toEqual(expect.any(Object));
      if (language === 'sh') expect(spawnSync('sh', ['-n', '-c', text]).status).toBe(0);
    },
  );
});

describe('GitHub Actions', () => {
  const workflows = blocks.filter(({ text }) => text.includes('runs-on')).map(({ text }) => parse(text));

  test('the table has every input of the action and its default', () => {
    const rows = [...page.matchAll(/^\| `([\w-]+)` \| .* \| (.*) \|$/gm)].map(([, name = '', left = '']) => [
      name,
      left,
    ]);
    expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(action.inputs).sort());
    for (const [name = '', left] of rows) {
      const value = action.inputs[name]?.default ?? '';
      if (value !== '' && value !== '.') expect(left).toBe(`\`${value}\``);
    }
  });

  test.each(workflows.map((workflow, at) => [at, workflow] as const))(
    'workflow %i uses what there is',
    (_, workflow) => {
      const { steps, permissions = {} } = workflow.jobs.permlint;
      const own = steps.find(({ uses }: { uses: string }) => uses === 'OWNER/permlint@COMMIT').with;
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(own)));
      const rights = { ...workflow.permissions, ...permissions };
      expect(rights).toEqual({ contents: 'read', ...(own['upload-sarif'] === true && { 'security-events': 'write' }) });
      for (const { uses } of steps.slice(0, -1)) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    },
  );
});

describe.each([
  ['GitLab', () => parse(blockOf('GitLab')).permlint.script],
  [
    'Azure Pipelines',
    () => parse(blockOf('Azure Pipelines')).steps.flatMap(({ script }: { script?: string }) => script ?? []),
  ],
])('%s', (name, script) => {
  test.each([
    ['clean', clean, 0],
    ['wrong', wrong, 1],
    ['broken', `${clean}}`, 2],
  ])('the job of a %s registration exits with its code', (_, manifest, code) => {
    const { cwd, env } = projectWith({ 'apps/a.json': manifest });
    expect(runLines(script(), cwd, env).code).toBe(code);
  });

  test('its reports are where they are looked for, also when the job fails', () => {
    const { cwd, env } = projectWith({ 'apps/a.json': wrong });
    expect(runLines(script(), cwd, env).code).toBe(1);
    expect(readFileSync(join(cwd, 'permlint.xml'), 'utf8')).toMatch(/<testsuites?[\s\S]*type-mismatch/);
    const quality = join(cwd, 'gl-code-quality-report.json');
    if (name !== 'GitLab') expect(existsSync(quality)).toBe(false);
    else expect(JSON.parse(readFileSync(quality, 'utf8'))).toMatchObject([{ location: { path: 'apps/a.json' } }]);
  });

  test('its reports have the names that the commands write', () => {
    const written = [
      ...script()
        .join('\n')
        .matchAll(/-o (\w+)=(\S+)/g),
    ].map(([, format, file]) => [format, file]);
    const { permlint: job, steps } = parse(blockOf(name));
    const { codequality, junit } = job?.artifacts.reports ?? { junit: steps.at(-1).inputs.testResultsFiles };
    expect(Object.fromEntries(written)).toEqual({ junit, ...(codequality && { gitlab: codequality }) });
  });
});

describe('Husky', () => {
  /** The hook file as Husky runs it: by its own hook, under `sh -e`. */
  function install(cwd: string): void {
    write(cwd, '.husky/pre-commit', blockOf('Husky'));
    write(cwd, '.husky/_/pre-commit', '#!/bin/sh\nPATH="node_modules/.bin:$PATH" exec sh -e .husky/pre-commit "$@"\n');
    chmodSync(join(cwd, '.husky/_/pre-commit'), 0o755);
    git(cwd, 'config', 'core.hooksPath', '.husky/_');
  }

  test('a commit with a wrong registration is stopped, the right one and one without any pass', () => {
    const { cwd, env } = projectWith({ 'a.json': clean });
    install(cwd);
    const commit = () => {
      const { status, stdout, stderr } = spawnSync('git', [...identity, 'commit', '-qm', 'x'], { cwd, env });
      return { code: status, text: stdout.toString() + stderr.toString() };
    };
    stage(cwd, { 'a.json': wrong, 'package.json': '{"name":"shop","version":"1.0.0"}' });
    write(cwd, 'a.json', clean);
    expect(commit()).toMatchObject({ code: 1, text: expect.stringContaining('type-mismatch') });
    stage(cwd, { 'a.json': `${clean}\n` });
    expect(commit()).toMatchObject({ code: 0 });
    stage(cwd, { 'package.json': '{"name":"shop"}' });
    expect(commit()).toMatchObject({ code: 0 });
  });
});

describe('lint-staged', () => {
  const settings: Readonly<Record<string, string>> = JSON.parse(blockOf('lint-staged'))['lint-staged'];
  const [[pattern = '', command = ''] = []] = Object.entries(settings);

  test('its pattern is that of the files that permlint reads', () => {
    // A pattern without a slash is held against the base name.
    const matches = picomatch(pattern, { dot: true, basename: true });
    for (const name of ['a.json', 'x/b.jsonc', 'c.json5', 'd.jsonl', 'e.ndjson', 'f.md', 'json']) {
      expect(matches(name)).toBe(isWalked(name));
    }
  });

  test.each([
    ['wrong', { 'a b.json': wrong, 'package.json': '{}' }, 1],
    ['right', { 'a b.json': `${clean}\n`, 'tsconfig.json': '{}' }, 0],
    ['no', { 'package.json': '{"name":"x"}' }, 0],
  ])('%s registration among the appended absolute names', (_, files, code) => {
    const { cwd } = projectWith({ 'x.json': wrong });
    for (const [name, text] of Object.entries(files)) write(cwd, name, text);
    const [name, ...args] = command.split(' ');
    expect(name).toBe('permlint');
    const ran = permlint([...args, ...Object.keys(files).map((each) => join(cwd, each))], { cwd });
    expect(ran.code).toBe(code);
    if (code === 1) expect(ran.out).toMatch(/^a b\.json/);
  });
});

describe('pre-commit', () => {
  const hook = parse(readFileSync(`${root}integrations/pre-commit/.pre-commit-hooks.yaml`, 'utf8'))[0];
  const local = parse(blockOf('pre-commit', 'local')).repos[0].hooks[0];

  test('the guide says what the description of the mirror says, which CI tries', () => {
    const described = blocksOf(mirror).filter(({ language }) => language === 'yaml');
    const shown = blocks.filter(({ heading }) => heading === 'pre-commit');
    expect(shown.map(({ text }) => text).sort()).toEqual(described.map(({ text }) => text).sort());
  });

  test('both ways run the same command on the same files, which are those that permlint reads', () => {
    expect(local.entry).toBe(`npx --no-install ${hook.entry}`);
    expect([local.files, local.require_serial]).toEqual([hook.files, hook.require_serial]);
    const files = new RegExp(hook.files.replace(/^\(\?i\)/, ''), 'i');
    for (const name of ['a.json', 'b.JSONC', 'c.json5', 'd.jsonl', 'e.ndjson', 'f.md', 'json', 'g.json.txt']) {
      expect(files.test(name)).toBe(isWalked(name));
    }
  });

  test('the mirror is a stub without scripts, dependencies and code', () => {
    const stub = JSON.parse(readFileSync(`${root}integrations/pre-commit/package.json`, 'utf8'));
    expect(Object.keys(stub).sort()).toEqual(['description', 'license', 'name', 'private', 'version']);
    expect(hook.additional_dependencies).toEqual(['permlint@VERSION']);
  });

  test('the command of language: system runs in a project', () => {
    const { cwd, env } = projectWith({ 'a.json': wrong });
    expect(runLines([`${local.entry} a.json package.json`], cwd, env)).toMatchObject({ code: 1 });
    expect(runLines([`${local.entry} package.json`], cwd, env)).toMatchObject({ code: 0 });
  });
});

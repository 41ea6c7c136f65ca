import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands, formats } from '../../src/cli/option-table.js';
import { rules } from '../../src/rules/index.js';
import { folderWith, permlint } from './run.js';

const ruleIds = rules.map(({ id }) => id).sort();
const scripts = new Map<string, string>();
beforeAll(() => {
  for (const shell of ['bash', 'zsh', 'fish', 'powershell']) scripts.set(shell, permlint(['completion', shell]).out);
});

interface Shell {
  readonly name: string;
  readonly program: string;
  readonly check: readonly string[] | undefined;
  /** What the shell offers at the end of a line, in a folder. */
  readonly complete: (line: string, folder: string) => readonly string[];
}

/** A terminal that never answers fails the test and does not hold up the run. */
const patience = 30_000;

function run(program: string, args: readonly string[], cwd: string): string {
  const { stdout, stderr, status } = spawnSync(program, args, { cwd, encoding: 'utf8', timeout: patience });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

const scriptOf = (name: string) => scripts.get(name) ?? '';
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The words as bash has them: cut at blanks, and at = and : besides. */
function bashComplete(line: string, folder: string): readonly string[] {
  const words = line.split(' ').flatMap((word) => (word === '' ? [''] : (word.match(/[=:]+|[^=:]+/g) ?? [])));
  const all = words.map(quoted).join(' ');
  const call = `COMP_WORDS=(${all}); COMP_CWORD=${words.length - 1}; _permlint; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return linesOf(run('bash', ['--norc', '-c', `${scriptOf('bash')}\n${call}`], folder));
}

/** Where zsh finds the script, and keeps the list of its own ones, which takes a second to make. */
const zshHome = mkdtempSync(join(tmpdir(), 'permlint-zsh-'));
afterAll(() => rmSync(zshHome, { recursive: true, force: true }));

/** zsh completes in a terminal only: one of its own, where what is added is printed between two marks. */
function zshComplete(line: string, folder: string): readonly string[] {
  const inside = `
PROMPT=; unsetopt beep; stty -echo
fpath=(${quoted(zshHome)} $fpath); autoload -Uz compinit; compinit -u -C -d ${quoted(`${zshHome}/dump`)}
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"; print -rl -- "+"$^hits
}
finish() { print -r -- "<<"; zle complete-word; print -r -- ">>"; exit }
zle -N finish; zle -C complete-word complete-word _main_complete; bindkey '^I' finish
print -r -- ready`;
  const outside = `zmodload zsh/zpty; zpty -b z zsh -f -i
zpty -w z ${quoted(`source ${quoted(`${zshHome}/inside`)}`)}; zpty -r z text '*ready*'
zpty -w -n z ${quoted(`${line}\t`)}
zpty -r z text '*>>*'; print -r -- $text`;
  writeFileSync(`${zshHome}/inside`, inside);
  writeFileSync(`${zshHome}/_permlint`, scriptOf('zsh'));
  const text = run('zsh', ['-f', '-c', outside], folder).replaceAll('\r', '');
  const shown = /<<\n([\s\S]*)>>/.exec(text)?.[1] ?? '';
  return linesOf(shown).flatMap((hit) => (hit.startsWith('+') ? [hit.slice(1)] : []));
}

function fishComplete(line: string, folder: string): readonly string[] {
  const told = run('fish', ['-N', '-c', `${scriptOf('fish')}\ncomplete -C ${quoted(line)}`], folder);
  return linesOf(told).map((hit) => hit.split('\t')[0] ?? '');
}

function powershellComplete(line: string, folder: string): readonly string[] {
  const ask = `(TabExpansion2 ${quoted(line)} ${line.length}).CompletionMatches | ForEach-Object CompletionText`;
  const told = run('pwsh', ['-NoProfile', '-NonInteractive', '-Command', `${scriptOf('powershell')}\n${ask}`], folder);
  return linesOf(told.replaceAll('\r', ''));
}

const shells: readonly Shell[] = [
  { name: 'bash', program: 'bash', check: ['-n'], complete: bashComplete },
  { name: 'zsh', program: 'zsh', check: ['-n'], complete: zshComplete },
  { name: 'fish', program: 'fish', check: ['-n'], complete: fishComplete },
  { name: 'powershell', program: 'pwsh', check: undefined, complete: powershellComplete },
];

/** A word as it stands at the end: shells differ in whether they give the option before the = again. */
const ends = (words: readonly string[]) =>
  words.map((word) => word.replace(/^(?:--[a-z-]+=|[a-z-]+=(?=.))/, '').replace(/^\.[\\/]/, '')).sort();

for (const { name, program, check, complete } of shells) {
  const isPresent = spawnSync(program, ['--version']).status === 0;
  if (!isPresent) console.log(`completion for ${name} is not tried: ${program} is not on this machine`);

  describe.skipIf(!isPresent)(`completion for ${name}`, () => {
    const at = (line: string, files: Readonly<Record<string, string>> = {}) => [...complete(line, folderWith(files))];

    test('has a script that the shell can read', () => {
      if (check === undefined) return;
      const folder = folderWith({ script: scriptOf(name) });
      const { status, stderr } = spawnSync(program, [...check, 'script'], { cwd: folder, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    });

    test('offers commands', () => {
      expect(at('permlint expl')).toEqual(['explain']);
      expect(at('permlint ')).toEqual(expect.arrayContaining([...commands]));
    });

    test('offers files beside the commands and instead of them', () => {
      expect(at('permlint ', { 'app.json': '' }).join(' ')).toContain('app.json');
      expect(ends(at('permlint lint ap', { 'app.json': '' }))).toEqual(['app.json']);
      expect(ends(at('permlint one.json ap', { 'app.json': '' }))).toEqual(['app.json']);
      expect(ends(at('permlint -- ap', { 'app.json': '' }))).toEqual(['app.json']);
    });

    test('offers the options of the command', () => {
      expect(at('permlint --fail')).toEqual(['--fail-on']);
      expect(at('permlint rules --fail')).toEqual([]);
      expect(at('permlint waive --perm').sort()).toEqual(['--permanent', '--permission']);
      expect(at('permlint --no-wai')).toEqual(['--no-waivers']);
      expect(at('permlint --fail-on high least --pers')).toEqual(['--personal']);
    });

    test('offers the values of an option, behind a blank and behind =', () => {
      expect(at('permlint --fail-on ').sort()).toEqual(['critical', 'high', 'info', 'low', 'medium', 'never']);
      expect(ends(at('permlint --fail-on=hi'))).toEqual(['high']);
      expect(at('permlint -f ').sort()).toEqual([...formats].sort());
      expect(at('permlint resolve --as terra')).toEqual(['terraform']);
      expect(at('permlint rules --format js')).toEqual(['json']);
    });

    test('offers --fix with and without its values', () => {
      expect(ends(at('permlint --fix=un'))).toEqual(['unsafe']);
      expect(ends(at('permlint --fix ap', { 'app.json': '' }))).toEqual(['app.json']);
    });

    test('offers files where an option takes one', () => {
      expect(ends(at('permlint -c perm', { 'permlint.yaml': '' }))).toEqual(['permlint.yaml']);
      expect(ends(at('permlint least --for ap', { 'app.json': '' }))).toEqual(['app.json']);
      expect(at('permlint waive x --reason ap', { 'app.json': '' }).length).toBe(name === 'powershell' ? 1 : 0);
    });

    test('offers rule ids, and levels behind one', () => {
      expect(at('permlint explain unknown-per')).toEqual(['unknown-permission']);
      expect(at('permlint waive ').sort()).toEqual(ruleIds);
      expect(at('permlint --rule unknown-per').map((word) => word.replace(/=$/, ''))).toEqual(['unknown-permission']);
      expect(ends(at('permlint --rule unknown-api=me'))).toEqual(['medium']);
    });

    test('offers formats and their files for --output', () => {
      expect(at('permlint -o sa').map((word) => word.replace(/=$/, ''))).toEqual(['sarif']);
      if (name === 'powershell') return;
      expect(ends(at('permlint -o sarif=ap', { 'app.sarif': '' }))).toEqual(['app.sarif']);
      expect(
        ends(at('permlint --output=sarif=ap', { 'app.sarif': '' })).map((word) => word.replace('sarif=', '')),
      ).toEqual(['app.sarif']);
    });

    test('offers what data does, and then files', () => {
      expect(at('permlint data d').sort()).toEqual(['describe', 'diff']);
      expect(ends(at('permlint data import ap', { 'app.json': '' }))).toEqual(['app.json']);
      expect(at('permlint fetch --cloud us').sort()).toEqual(['usgov', 'usgov-dod']);
    });

    test('offers shells', () => {
      expect(at('permlint completion ').sort()).toEqual(['bash', 'fish', 'powershell', 'zsh']);
      expect(at('permlint completion bash ')).toEqual([]);
    });
  });
}

describe('permlint completion', () => {
  test('is the same twice', () => {
    for (const [shell, script] of scripts) expect(permlint(['completion', shell]).out).toBe(script);
  });

  test('names the nearest shell', () => {
    const { code, out, err } = permlint(['completion', 'fihs']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/no completion for "fihs"[\s\S]*Did you mean fish\?/);
  });

  test('wants one shell', () => {
    for (const args of [['completion'], ['completion', 'bash', 'zsh']]) {
      const { code, err } = permlint(args);
      expect(code).toBe(2);
      expect(err).toMatch(/takes the name of one shell\n.*permlint completion fish/);
    }
  });
});

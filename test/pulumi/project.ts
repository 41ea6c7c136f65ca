import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with a program of somebody's, in which the built permlint and the Pulumi SDKs are installed. */
export interface Project {
  readonly folder: string;
  write(name: string, text: string): string;
  /** What the compiler says of a file, and what it makes of it, beside it. */
  compile(name: string, options: Readonly<Record<string, unknown>>): readonly Fault[];
  /** Runs a file with Node; gives what it prints, or fails with what it says. */
  run(...args: readonly string[]): { readonly stdout: string; readonly stderr: string; readonly status: number | null };
  remove(): void;
}

export interface Fault {
  readonly line: number;
  readonly code: number;
  readonly text: string;
}

/** Compiler options of a program that uses the SDK, as `pulumi new azure-typescript` writes them or nearly so. */
export const usual = { module: 'nodenext', moduleResolution: 'nodenext', types: ['node'], skipLibCheck: true };

/** Makes a project; `remove` takes it away. */
export function createProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'permlint-pulumi-')));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@types'), { recursive: true });
  symlinkSync(root, join(modules, 'permlint'), 'junction');
  for (const name of ['@pulumi', '@types/node'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  write('package.json', '{ "private": true }');
  return {
    folder,
    write,
    compile: (name, options) => compile(folder, name, options),
    run(...args) {
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
      return { stdout, stderr, status };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The options of a tsconfig.json, strict unless they say otherwise. */
export function compilerOptions(folder: string, options: Readonly<Record<string, unknown>>): ts.CompilerOptions {
  const all = { target: 'es2022', strict: true, rootDir: folder, ...options };
  const converted = ts.convertCompilerOptionsFromJson(all, folder);
  if (converted.errors.length > 0) throw new Error(converted.errors.map(textOf).join('\n'));
  return converted.options;
}

function compile(folder: string, name: string, options: Readonly<Record<string, unknown>>): readonly Fault[] {
  const program = ts.createProgram([join(folder, name)], compilerOptions(folder, options));
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  return diagnostics.map(({ file, start = 0, code, messageText }) => ({
    line: file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1,
    code,
    text: textOf({ messageText }),
  }));
}

function textOf({ messageText }: Pick<ts.Diagnostic, 'messageText'>): string {
  return ts.flattenDiagnosticMessageText(messageText, '\n');
}

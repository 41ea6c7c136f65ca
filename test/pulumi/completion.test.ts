import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compilerOptions, createProject, type Project, usual } from './project.js';

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

const head = "import { apiAccess, appRoleId, requiredResourceAccesses } from 'permlint/pulumi';\n";

/** What an editor offers at the mark `|` of a program. */
function completions(marked: string): readonly string[] {
  const text = `${head}${marked}`;
  const at = text.indexOf('|');
  const file = project.write('edited.ts', text.replace('|', ''));
  const options = compilerOptions(project.folder, { ...usual, types: [] });
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const content = ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => project.folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
  });
  return service.getCompletionsAtPosition(file, at, {})?.entries.map(({ name }) => name) ?? [];
}

test('editors complete names, per API and kind', () => {
  const application = completions("requiredResourceAccesses({ 'Microsoft Graph': { application: ['|'] } });");
  expect(application).toContain('Mail.Send');
  expect(application).toContain('Application.ReadWrite.OwnedBy');
  expect(application).not.toContain('Mail.Send.Shared');
  const delegated = completions(
    "requiredResourceAccesses({ 'Microsoft Graph': { delegated: ['User.Read', 'Mail|'] } });",
  );
  expect(delegated).toContain('Mail.Send.Shared');
  expect(delegated).not.toContain('Application.ReadWrite.OwnedBy');
  const others = completions("requiredResourceAccesses({ 'Azure DevOps': { delegated: ['|'] } });");
  expect(others).toContain('vso.build');
  expect(others).not.toContain('User.Read');
});

test('editors complete APIs and kinds, and the names of the other helpers', () => {
  expect(completions("requiredResourceAccesses({ '|' });")).toEqual(
    expect.arrayContaining(['Microsoft Graph', 'Azure DevOps']),
  );
  expect(completions("requiredResourceAccesses({ 'Microsoft Graph': { | } });")).toEqual(['application', 'delegated']);
  expect(completions("apiAccess('Microsoft Graph', { application: ['|'] });")).toContain('Mail.Send');
  const roles = completions("appRoleId('Microsoft Graph', '|');");
  expect(roles).toContain('Mail.Send');
  expect(roles).not.toContain('Mail.Send.Shared');
});

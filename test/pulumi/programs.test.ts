import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProject, type Project, usual } from './project.js';

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

const requests = "{ 'Microsoft Graph': { delegated: ['User.Read'], application: ['Mail.Send'] } }";
const entries = [
  {
    resourceAppId: '00000003-0000-0000-c000-000000000000',
    resourceAccesses: [
      { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' },
      { id: 'b633e1c5-b582-4048-a93e-9f11b44c7e96', type: 'Role' },
    ],
  },
];

/** Prints what the helpers give, and fails to compile unless its one wrong line is an error. */
const program = `import { requiredResourceAccesses } from 'permlint/pulumi';
declare const console: { log(text: string): void };
// @ts-expect-error: the types are those of permlint, not any.
export const wrong = () => requiredResourceAccesses({ 'Microsoft Graph': { application: ['Mail.Sendd'] } });
console.log(JSON.stringify(requiredResourceAccesses(${requests})));
`;

test.each([
  ['commonjs', 'commonjs', 'node10'],
  ['commonjs', 'commonjs', 'bundler'],
  ['commonjs', 'node16', 'node16'],
  ['commonjs', 'node20', 'node16'],
  ['commonjs', 'nodenext', 'nodenext'],
  ['module', 'node16', 'node16'],
  ['module', 'node20', 'node16'],
  ['module', 'nodenext', 'nodenext'],
  ['module', 'esnext', 'bundler'],
  ['module', 'preserve', 'bundler'],
])('a %s program compiles and runs under module %s, moduleResolution %s', (type, module, moduleResolution) => {
  project.write('package.json', JSON.stringify({ private: true, type }));
  project.write('program.ts', program);
  // TypeScript 6 warns of node10, which programs of some years ago still use.
  const ignoreDeprecations = moduleResolution === 'node10' ? { ignoreDeprecations: '6.0' } : {};
  const options = { module, moduleResolution, ...ignoreDeprecations, types: [], lib: ['es2023'] };
  expect(project.compile('program.ts', options)).toEqual([]);
  const { stdout, stderr } = project.run('program.js');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(entries);
});

test.each([
  ['require', 'program.cjs', "const { requiredResourceAccesses } = require('permlint/pulumi');"],
  ['import', 'program.mjs', "import { requiredResourceAccesses } from 'permlint/pulumi';"],
  [
    'import of everything',
    'program.mjs',
    "import * as all from 'permlint/pulumi'; const { requiredResourceAccesses } = all;",
  ],
])('a program in JavaScript takes the helpers by %s, and is told what is wrong', (_, name, load) => {
  project.write(name, `${load}\nconsole.log(JSON.stringify(requiredResourceAccesses(${requests})));`);
  expect(JSON.parse(project.run(name).stdout)).toEqual(entries);
  // Misspelt, withdrawn and unknown names take other ways through the catalog, of which the package holds a part.
  const fault = (asked: string, message: string) => {
    project.write(name, `${load}\nrequiredResourceAccesses(${asked});`);
    expect(project.run(name).stderr).toContain(`Error: ${message}`);
  };
  fault(
    "{ 'Microsoft Graph': { application: ['Mail.Sendd'] } }",
    'Microsoft Graph has no application permission Mail.Sendd. Did you mean Mail.Send?',
  );
  fault(
    "{ 'Office 365 Exchange Online': { delegated: ['Mail.Read'] } }",
    'Mail.Read of Office 365 Exchange Online is retired',
  );
  fault("{ 'Contoso Orders': {} }", 'No API is called Contoso Orders.');
});

const ofPulumi = createRequire(createRequire(import.meta.url).resolve('@pulumi/pulumi'));
const vendored = ofPulumi.resolve('./vendor/typescript@3.8.3/typescript.js');
const compilers = [
  ['its own TypeScript', ofPulumi.resolve('typescript'), { ...usual, target: 'ES2020' }],
  [
    'the TypeScript that comes with Pulumi',
    vendored,
    { target: 'ES2020', module: 'commonjs', moduleResolution: 'node' },
  ],
] as const;

/** Loads a program as cmd/run of the Pulumi SDK does: through its ts-node, which checks the types. */
function runAsPulumi(compiler: string, options: unknown, name: string): ReturnType<Project['run']> {
  const register = { compiler, skipProject: true, cache: false, compilerOptions: options };
  const tsNode = ofPulumi.resolve('./vendor/ts-node@7.0.1');
  const text = `require(${JSON.stringify(tsNode)}).register(${JSON.stringify(register)});\nrequire('./${name}');\n`;
  project.write('package.json', '{ "private": true }');
  project.write('run.cjs', text);
  return project.run('run.cjs');
}

test.each(compilers)('Pulumi loads a program that uses the helpers, with %s', (_, compiler, options) => {
  project.write('program.ts', program.replace(/.*\/\/ @ts-expect-error.*\n.*\n/g, ''));
  const { stdout, stderr } = runAsPulumi(compiler, options, 'program.ts');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(entries);
});

test.each(compilers)('Pulumi refuses a program with a wrong name, with %s', (_, compiler, options) => {
  project.write('wrong.ts', program.replace(/\/\/ @ts-expect-error.*/, ''));
  const { stderr, status } = runAsPulumi(compiler, options, 'wrong.ts');
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/wrong\.ts\(4,\d+\): error TS2(?:322|820): Type /);
});

test('a resource of the real SDK is given the ids', () => {
  project.write(
    'stack.ts',
    `import * as pulumi from '@pulumi/pulumi';
import * as azuread from '@pulumi/azuread';
import { requiredResourceAccesses } from 'permlint/pulumi';
pulumi.runtime.setMocks({
  newResource: ({ name, inputs }) => {
    console.log(JSON.stringify(inputs.requiredResourceAccesses));
    return { id: name, state: inputs };
  },
  call: ({ inputs }) => inputs,
});
new azuread.Application('portal', { displayName: 'Contoso Portal', requiredResourceAccesses: requiredResourceAccesses(${requests}) });
`,
  );
  const [, compiler, options] = compilers[0];
  const { stdout, stderr } = runAsPulumi(compiler, options, 'stack.ts');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(entries);
});

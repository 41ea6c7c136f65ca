import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as pulumi from '@pulumi/pulumi';
import { expect, test } from 'vitest';
import { lintPulumiResource } from '../../src/index.js';

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly inputs: unknown;
}

/** Runs the program of Pulumi.yaml as a preview would, and gives what it asks for. */
async function previewStack(): Promise<readonly Resource[]> {
  const resources: Resource[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        resources.push({ type, name, inputs });
        return { id: undefined, state: inputs };
      },
      call: ({ token }) => {
        throw new Error(`the program calls ${token}`);
      },
    },
    'permlint-stack',
    'test',
    true,
  );
  // A program of its own, with a tsconfig of its own: a name that is computed keeps it out of this one's types.
  await import(new URL('../stack/index.ts', import.meta.url).href);
  await pulumi.runtime.disconnect();
  return resources;
}

test('a test with mocks finds what is wrong with single resources of the program of Pulumi.yaml', async () => {
  const resources = await previewStack();
  expect(resources.map(({ type, name }) => `${type.split(':').at(-1)} ${name}`).sort()).toEqual([
    'AppRoleAssignment archive-mail',
    'Application client',
    'Application daemon',
    'Application portal',
    'ApplicationApiAccess archive-mail',
    'ApplicationRegistration archive',
    'ServicePrincipal archive',
    'ServicePrincipal graph',
  ]);
  const findings = resources.flatMap(({ type, name, inputs }) => {
    return lintPulumiResource({ type, name, props: inputs }).findings;
  });
  const told = findings.filter(({ rule }) => rule !== 'undecided');
  expect(told.map(({ file, severity, rule, pointer }) => `${file} ${severity} ${rule} ${pointer}`)).toEqual([
    'daemon high type-mismatch /requiredResourceAccesses/0/resourceAccesses/0/type',
  ]);
});

test('the program of Pulumi.yaml compiles', () => {
  const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
  const { stdout, status } = spawnSync(process.execPath, [
    folder('node_modules/typescript/bin/tsc'),
    '-p',
    folder('test/stack'),
  ]);
  expect(stdout.toString()).toBe('');
  expect(status).toBe(0);
});

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as pulumi from '@pulumi/pulumi';
import { expect, test } from 'vitest';
import { lintPulumiResource, pulumiTypes } from '../../src/index.js';

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

test('the program of Pulumi.yaml gives the findings of its three applications, and no more', async () => {
  const resources = await previewStack();
  expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
    ['client', 'daemon', 'portal'].map((name) => `${pulumiTypes[0]} ${name}`),
  );
  const findings = resources.flatMap(
    ({ type, name, inputs }) => lintPulumiResource({ type, name, props: inputs }).findings,
  );
  expect(findings.map(({ file, rule, severity, pointer }) => `${file} ${severity} ${rule} ${pointer}`).sort()).toEqual([
    'client info undecided /requiredResourceAccesses/1/resourceAppId',
    'daemon high type-mismatch /requiredResourceAccesses/0/resourceAccesses/0/type',
  ]);
  expect(findings.find(({ rule }) => rule === 'type-mismatch')?.permission).toMatchObject({
    apiName: 'Microsoft Graph',
    name: 'Mail.ReadBasic',
    kind: 'delegated',
  });
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

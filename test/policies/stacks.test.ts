// Stacks as resources with their inputs, as policies are shown them, beside what must be said of each resource. In the
// files "$unknown" is a value that is not known yet, and `from` names the resources that a property is computed from.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  lintPulumiResource,
  lintPulumiResources,
  type PulumiFinding,
  type PulumiResource,
  rules,
} from '../../src/index.js';
import { urnOf } from './inputs.js';
import { unknown } from './pack-runner.js';

const folder = fileURLToPath(new URL('stacks', import.meta.url));
const now = new Date('2026-11-21');

const stackFile = z.array(
  z.strictObject({
    type: z.string(),
    name: z.string(),
    props: z.record(z.string(), z.unknown()),
    outputs: z.record(z.string(), z.unknown()).optional(),
    from: z.record(z.string(), z.array(z.string())).optional(),
    isPart: z.literal(true).optional(),
  }),
);

function readStack(file: string): readonly PulumiResource[] {
  const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('$unknown', unknown);
  const resources = stackFile.parse(JSON.parse(text));
  const urns = new Map(resources.map(({ type, name }) => [name, urnOf(type, name)]));
  return resources.map(({ from = {}, ...resource }) => {
    const entries = Object.entries(from).map(([key, names]) => [key, names.map((name) => urns.get(name) ?? name)]);
    return {
      ...resource,
      urn: urnOf(resource.type, resource.name),
      propertyDependencies: Object.fromEntries(entries),
    };
  });
}

/** One line for each finding: at which resource, alone or only with others, where, and what it says. */
function lineOf({ resource, isJoint, severity, rule, pointer, message }: PulumiFinding): string {
  const [type = '', name] = resource.split('::').slice(-2);
  return `${type.slice(type.lastIndexOf(':') + 1)} ${name} · ${isJoint ? 'with others' : 'alone'} · ${severity} ${rule} ${pointer}\n  ${message}`;
}

const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

describe.each(files)('%s', (file) => {
  const resources = readStack(file);
  const found = lintPulumiResources(resources, { now });

  test('gives these findings', async () => {
    await expect(`${found.map(lineOf).join('\n')}\n`).toMatchFileSnapshot(
      `stacks/${file.replace('.json', '.expected')}`,
    );
  });

  // What is worth knowing may be explained by other resources: an API of one's own.
  test('a finding that needs no other resource is given for its resource alone, and none beside', () => {
    const keyOf = ({ rule, pointer }: { readonly rule: string; readonly pointer: string }) => `${rule} ${pointer}`;
    for (const resource of resources) {
      const alone = lintPulumiResource(resource, { now }).findings.filter(({ severity }) => severity !== 'info');
      const own = found.filter((each) => each.resource === resource.urn && !each.isJoint && each.severity !== 'info');
      expect(alone.map(keyOf).sort(), resource.name).toEqual(own.map(keyOf).sort());
    }
  });
});

test('there is a stack for every rule about grants', () => {
  const said = new Set(files.flatMap((file) => lintPulumiResources(readStack(file), { now }).map(({ rule }) => rule)));
  // These are 'grant-for-all' and 'undeclared-grant', whose test folders name this file.
  const aboutGrants = rules.filter(({ category }) => category === 'grants').map(({ id }) => id);
  expect(aboutGrants.filter((id) => !said.has(id))).toEqual([]);
});

test('no text of these stacks is shown that is no id and no name', () => {
  const all = files.flatMap((file) => lintPulumiResources(readStack(file), { now }));
  expect(JSON.stringify(all)).not.toMatch(/hunter|TOPSECRET|swordfish|shop\.example/);
});

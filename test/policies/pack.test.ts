import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rules } from '../../src/index.js';
import { applicationType, leaveOpen, microsoftGraph, pathsOf, right, wrong } from './inputs.js';
import { type Inputs, type RunningPack, startPack, unknown } from './pack-runner.js';

let pack: RunningPack;

beforeAll(async () => {
  pack = await startPack();
});

afterAll(() => pack.stop());

function readJson(file: string): { readonly version: string } {
  return JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
}

test('the pack has the version of the package', () => {
  expect(pack.info).toMatchObject({ name: 'permlint', version: readJson('package.json').version });
});

test('every rule is a policy, in the order of the rules, and blocks where a run would fail', () => {
  const [advisory, mandatory] = [0, 1];
  const severities = ['', 'low', 'medium', 'high', 'critical'];
  expect(
    pack.info.policiesList.map(({ name, description, severity, enforcementlevel, remediationSteps }) => {
      return { name, description, severity: severities[severity], enforcementlevel, remediationSteps };
    }),
  ).toEqual(
    rules.map(({ id, title, severity, remedy }) => ({
      name: id,
      description: `${title}.`,
      severity: severity === 'info' ? 'low' : severity,
      enforcementlevel:
        id !== 'internal-error' && (severity === 'critical' || severity === 'high') ? mandatory : advisory,
      remediationSteps: remedy,
    })),
  );
});

test('a delegated id written as Role is a mandatory violation that names resource, property and permission', async () => {
  const violations = await pack.analyze(applicationType, 'web', wrong);
  expect(violations).toMatchObject([{ policy: 'type-mismatch', level: 'mandatory' }]);
  const [, message] = violations[0]?.message.split('\n') ?? [];
  expect(message).toMatch(
    /^web, requiredResourceAccesses\[0\]\.resourceAccesses\[1\]\.type: Contacts\.Read .* \(permlint explain type-mismatch\)$/,
  );
});

test('a right application gives nothing', async () => {
  expect(await pack.analyze(applicationType, 'web', right)).toEqual([]);
});

test('other resources are left alone, whatever they hold', async () => {
  expect(await pack.analyze('azuread:index/group:Group', 'web', wrong)).toEqual([]);
});

const noSuchId = 'aaaaaaaa-0000-4000-8000-000000000005';
const unknownId: Inputs = {
  displayName: 'Odd',
  requiredResourceAccesses: [{ resourceAppId: microsoftGraph, resourceAccesses: [{ id: noSuchId, type: 'Role' }] }],
};

test.each<[string, Parameters<RunningPack['analyze']>[3], readonly string[]]>([
  ['as it is by default', undefined, ['unknown-permission']],
  ['the public one', 'public', ['unknown-permission']],
  ['that of the US government', 'usgovernment', []],
  ['not known yet', unknown, []],
  ['none that exists', 'constructor', []],
])(
  'an id that the public cloud does not know is a mistake only there: with an environment %s',
  async (_, environment, expected) => {
    const violations = await pack.analyze(applicationType, 'cloud', unknownId, environment);
    expect(violations.map(({ policy }) => policy)).toEqual(expected);
  },
);

test('a name that would command a terminal is shown as text', async () => {
  const [violation] = await pack.analyze(applicationType, 'a\n::error::b\u001b[31m\u202e', wrong);
  expect(violation?.message).toContain('a\\u000a::error::b\\u001b[31m\\u202e, requiredResourceAccesses');
});

test('a resource that changes under the same name is linted anew', async () => {
  const policies: string[][] = [];
  for (const inputs of [wrong, right, wrong]) {
    policies.push((await pack.analyze(applicationType, 'again', inputs)).map(({ policy }) => policy));
  }
  expect(policies).toEqual([['type-mismatch'], [], ['type-mismatch']]);
});

test.each(pathsOf(right).map((path) => ({ name: path.join('.'), path })))(
  'of a right application, $name may be unknown: no violation but undecided, and no throw',
  async ({ path }) => {
    const violations = await pack.analyze(applicationType, 'open', leaveOpen(right, path));
    expect(violations.filter(({ policy }) => policy !== 'undecided')).toEqual([]);
    for (const { level, message } of violations) {
      expect(level).toBe('advisory');
      // The SDK's words where an unknown value was read unguarded.
      expect(message).not.toContain("can't run policy");
    }
  },
);

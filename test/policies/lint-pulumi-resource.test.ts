import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalog, lintPulumiResource, rules } from '../../src/index.js';
import { lintPulumi } from '../../src/lint-pulumi.js';
import { applicationType, asPolicySees, leaveOpen, microsoftGraph, pathsOf, right, userRead, wrong } from './inputs.js';
import { type Inputs, unknown } from './pack-runner.js';

const now = new Date('2026-11-21');

function found(inputs: unknown): readonly string[] {
  const { findings } = lintPulumiResource({ type: applicationType, name: 'web', props: inputs }, { now });
  return findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
}

test('the same application gives the same findings in a policy and in a test with mocks', () => {
  const mismatch = 'type-mismatch /requiredResourceAccesses/0/resourceAccesses/1/type';
  expect(found(wrong)).toEqual([mismatch]);
  expect(found(asPolicySees(wrong))).toEqual([mismatch]);
});

test('another type of resource is passed over without a look at it', () => {
  const unreadable = new Proxy({}, { get: () => expect.unreachable() });
  const report = lintPulumiResource({ type: 'azuread:index/group:Group', name: 'team', props: unreadable });
  expect(report).toEqual({
    findings: [],
    applications: 0,
    passedOver: 'is a resource of a type that is not read',
  });
});

const notAboutTheMismatch = pathsOf(wrong).filter(
  (path) =>
    path[0] !== 'requiredResourceAccesses' || (path.length > 4 && path[2] === 'resourceAccesses' && path[3] === 0),
);

test('whatever is unknown raises nothing of its own and hides no known neighbour', () => {
  const anyPaths = fc.subarray([...notAboutTheMismatch], { minLength: 1 });
  fc.assert(
    fc.property(anyPaths, fc.boolean(), (paths, throws) => {
      const open = paths.reduce(leaveOpen, wrong);
      const rulesFound = found(throws ? asPolicySees(open) : open).map((each) => each.split(' ')[0]);
      expect(rulesFound.filter((rule) => rule !== 'undecided')).toEqual(['type-mismatch']);
      expect(rulesFound.filter((rule) => rule === 'undecided').length).toBeLessThanOrEqual(1);
    }),
  );
});

test.each<[string, Inputs, readonly string[]]>([
  [
    'a list that is not known yet is told once',
    { requiredResourceAccesses: unknown },
    ['undecided /requiredResourceAccesses'],
  ],
  [
    'so is a list of permissions, which is not empty',
    { requiredResourceAccesses: [{ resourceAppId: microsoftGraph, resourceAccesses: unknown }] },
    ['undecided /requiredResourceAccesses/0/resourceAccesses'],
  ],
  [
    'a text around an unknown value is unknown',
    { requiredResourceAccesses: [{ resourceAppId: `{${unknown}}`, resourceAccesses: [userRead] }] },
    ['undecided /requiredResourceAccesses/0/resourceAppId'],
  ],
  [
    'an output of the program is unknown',
    { requiredResourceAccesses: [{ resourceAppId: { __pulumiOutput: true }, resourceAccesses: [userRead] }] },
    ['undecided /requiredResourceAccesses/0/resourceAppId'],
  ],
  [
    'an empty list of permissions is no unknown one',
    { requiredResourceAccesses: [{ resourceAppId: microsoftGraph, resourceAccesses: [] }] },
    ['empty-api /requiredResourceAccesses/0/resourceAccesses'],
  ],
  [
    'without an api block the provider takes token version 1, which personal accounts do not',
    { signInAudience: 'PersonalMicrosoftAccount' },
    ['token-version /api/requestedAccessTokenVersion'],
  ],
  ['without an audience the provider takes that of one tenant', {}, []],
  ['tags are a set: what stands twice is kept once', { tags: ['orders', 'orders'] }, []],
  ['text in double braces is no placeholder here', { tags: ['{{orders}}'] }, []],
])('%s', (_name, inputs, expected) => {
  expect(found(inputs)).toEqual(expected);
});

const secret = 'kX9-s3cr3t';
const leaky: Inputs = {
  displayName: secret.repeat(20),
  notes: secret,
  signInAudience: secret,
  requiredResourceAccesses: [
    { resourceAppId: secret, resourceAccesses: [userRead] },
    { resourceAppId: microsoftGraph, resourceAccesses: [userRead, { id: secret, type: 'Role' }, userRead] },
    { resourceAppId: `${secret}-of-its-own`, resourceAccesses: [] },
  ],
  api: { oauth2PermissionScopes: [{ value: `${secret} "all"` }] },
  identifierUris: [`urn:${secret}/`, `https://contoso.example/${secret}?a#b`],
  web: { redirectUris: [`http://${secret}.example/*`, `https://${secret.repeat(40)}`], logoutUrl: `http://${secret}` },
  tags: [`${secret} spaced`],
};

test('no text of a resource is shown: it may have been a secret', () => {
  for (const inputs of [leaky, { ...leaky, signInAudience: 'PersonalMicrosoftAccount' }]) {
    const { findings } = lintPulumiResource({ type: applicationType, name: 'web', props: inputs }, { now });
    expect(new Set(findings.map(({ rule }) => rule))).toContain('audience-limits');
    expect(findings.length).toBeGreaterThan(8);
    expect(JSON.stringify(findings).toLowerCase()).not.toContain(secret.toLowerCase());
  }
});

test('names that the catalog knows are shown', () => {
  const named = {
    requiredResourceAccesses: [{ resourceAppId: microsoftGraph, resourceAccesses: [{ ...userRead, id: 'User.Read' }] }],
  };
  const { findings } = lintPulumiResource({ type: applicationType, name: 'web', props: named }, { now });
  expect(findings.map(({ rule }) => rule)).toEqual(['invalid-manifest']);
  expect(findings[0]?.message).toContain('User.Read is a name');
});

test('a rule that crashes is named, and the value that it choked on is not', () => {
  const broken = rules.map((rule) => ({
    ...rule,
    check: () => {
      throw new Error(`(${secret}): cannot read (${secret})`);
    },
  }));
  const { findings, crashed } = lintPulumi(
    { type: applicationType, name: 'web', props: right },
    {
      catalog,
      rules: broken.filter(({ id }) => id === 'unknown-api'),
      now,
      cloud: 'global',
    },
  );
  expect(crashed).toBe(true);
  expect(findings[0]?.message).toMatch(/^The rule unknown-api crashed on this application: what it would/);
  expect(JSON.stringify(findings[0]?.message)).not.toContain(secret);
});

test('what a program hands in may hold itself, and properties named as methods', () => {
  const cyclic: Record<string, unknown> = { displayName: 'Round', toString: 5, constructor: 6 };
  cyclic.web = { redirectUris: [], itself: cyclic, again: [cyclic, cyclic] };
  expect(found(cyclic)).toEqual([]);
});

test('an option that no rule has, or of a wrong value, is a TypeError', () => {
  const resource = { type: applicationType, name: 'web', props: right };
  expect(() => lintPulumiResource(resource, { rules: { 'retiring-api': { within: 3 } } })).toThrow(
    new TypeError('options.rules: retiring-api has no option within'),
  );
  expect(() => lintPulumiResource(resource, { rules: { 'retiring-api': { withinDays: -1 } } })).toThrow(
    new TypeError('options.rules: retiring-api.withinDays must be a whole number of days, 0 or more'),
  );
});

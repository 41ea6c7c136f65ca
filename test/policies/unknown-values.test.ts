// What is not known yet, in any property of any resource, one at a time, several and all together.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintPulumiResource, lintPulumiResources, type PulumiFinding } from '../../src/index.js';
import { asPolicySees, leaveOpen, type Path, pathsOf } from './inputs.js';
import { broadStack, missingTypes, type WholeResource, wholeStack, wrongStack } from './whole-stack.js';

const now = new Date('2026-11-21');

interface Opening {
  readonly index: number;
  readonly path: Path;
}

function openingsOf(stack: readonly WholeResource[]): readonly Opening[] {
  return stack.flatMap(({ props }, index) => pathsOf(props).map((path) => ({ index, path })));
}

function opened(stack: readonly WholeResource[], openings: readonly Opening[]): readonly WholeResource[] {
  return stack.map((each, index) => {
    const own = openings.filter((opening) => opening.index === index);
    // What lies in something unknown is gone with it.
    const longestFirst = own.map(({ path }) => path).sort((a, b) => b.length - a.length);
    return { ...each, props: longestFirst.reduce(leaveOpen, each.props) };
  });
}

function findingsOf(stack: readonly WholeResource[]): readonly PulumiFinding[] {
  return lintPulumiResources(
    stack.map((each) => ({ ...each, props: asPolicySees(each.props) })),
    { now },
  );
}

function keyOf({ rule, resource, pointer }: PulumiFinding): string {
  return `${rule} ${resource} ${pointer}`;
}

function expectNothingNew(stack: readonly WholeResource[], openings: readonly Opening[]): void {
  const known = new Set(findingsOf(stack).map(keyOf));
  const found = findingsOf(opened(stack, openings));
  const undecided = found.filter(({ rule }) => rule === 'undecided').map(({ resource }) => resource);
  expect(new Set(undecided).size, 'what is open is said once for a resource').toBe(undecided.length);
  const told = found.filter(({ rule }) => rule !== 'undecided');
  expect(told.filter((finding) => !known.has(keyOf(finding)))).toEqual([]);
}

test('every type that is read has a resource here', () => {
  expect(missingTypes).toEqual([]);
});

test('with everything known, nothing is wrong with the one stack and much with the other', () => {
  expect(findingsOf(wholeStack)).toEqual([]);
  expect(
    findingsOf(wrongStack)
      .map(({ resource, rule }) => `${resource.split('::').at(-1)} ${rule}`)
      .sort(),
  ).toEqual([
    'club type-mismatch',
    'guild type-mismatch',
    'portal type-mismatch',
    'portal type-mismatch',
    'shop-graph type-mismatch',
    'shop-reads type-mismatch',
  ]);
  expect(findingsOf(broadStack).map(({ resource, rule }) => `${resource.split('::').at(-1)} ${rule}`)).toEqual([
    'shop-graph broad-permission',
  ]);
});

/** Nothing tells which resources belong together. */
const loose = wholeStack.map(({ propertyDependencies: _, ...each }) => each);

describe.each<[string, readonly WholeResource[]]>([
  ['right', wholeStack],
  ['wrong', wrongStack],
  ['broad', broadStack],
  ['loose', loose],
])('in the %s stack', (_name, stack) => {
  test('one open property raises nothing', () => {
    for (const opening of openingsOf(stack)) expectNothingNew(stack, [opening]);
  });

  test('any open properties raise nothing', () => {
    fc.assert(
      fc.property(fc.subarray([...openingsOf(stack)], { minLength: 1 }), (some) => expectNothingNew(stack, some)),
    );
  });

  test('all open properties together raise nothing, and each resource by itself is read', () => {
    const all = openingsOf(stack).filter(({ path }) => path.length === 1);
    expectNothingNew(stack, all);
    expect(findingsOf(opened(stack, all)).length, 'what is open is told').toBeGreaterThan(3);
    for (const each of opened(stack, all)) {
      const { findings } = lintPulumiResource({ ...each, props: asPolicySees(each.props) }, { now });
      expect(findings.filter(({ rule }) => rule !== 'undecided')).toEqual([]);
    }
  });
});

/** What decides whether a permission is of the right kind: its own entry, and the API that it stands below. */
function decides({ path }: Opening, finding: PulumiFinding, resource: string): boolean {
  if (finding.resource !== resource) return false;
  const [pointer, open] = [finding.pointer, `/${path.join('/')}`];
  const entry = pointer.replace(/\/(?:type|id)$/, '');
  const isOfApi = /\/(?:resourceAppId|apiClientId|resourceObjectId|url)$/.test(open);
  return isOfApi || entry.startsWith(open) || open.startsWith(entry);
}

test('one open property hides nothing known, in its own resource or another', () => {
  const alone = findingsOf(wrongStack).filter(({ isJoint }) => !isJoint);
  for (const opening of openingsOf(wrongStack)) {
    const found = new Set(findingsOf(opened(wrongStack, [opening])).map(keyOf));
    const resource = wrongStack[opening.index]?.urn ?? '';
    const known = alone.filter((finding) => !decides(opening, finding, resource));
    expect(known.filter((each) => !found.has(keyOf(each)))).toEqual([]);
  }
});

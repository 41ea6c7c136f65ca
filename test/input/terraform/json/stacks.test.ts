// The stacks on which the policy pack is tried, as plans and states: each must give what the stack gives.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintPulumiResources } from '../../../../src/index.js';
import { pointerText } from '../../../../src/model/place.js';
import { asPolicySees, leaveOpen, type Path, pathsOf } from '../../../policies/inputs.js';
import { broadStack, type WholeResource, wholeStack, wrongStack } from '../../../policies/whole-stack.js';
import { type Attributes, type Json, lintDocument, planOf, spelledAt, stateFileOf, stateOf } from './documents.js';
import { addressOf, madeOf } from './stacks.js';

interface Opening {
  readonly index: number;
  readonly path: Path;
}

/** The policy pack never looks at display names. */
const openingsOf = (stack: readonly WholeResource[]): readonly Opening[] =>
  stack
    .flatMap(({ props }, index) => pathsOf(props).map((path) => ({ index, path })))
    .filter(({ path }) => path.at(-1) !== 'displayName');

function opened(stack: readonly WholeResource[], openings: readonly Opening[]): readonly WholeResource[] {
  return stack.map((each, index) => {
    const own = openings.filter((opening) => opening.index === index).map(({ path }) => path);
    return { ...each, props: own.sort((a, b) => b.length - a.length).reduce(leaveOpen, each.props) };
  });
}

/** `rule address pointer`, the pointer in the spelling that rules see. */
function pulumiKeys(stack: readonly WholeResource[]): readonly string[] {
  const found = lintPulumiResources(
    stack.map((each) => ({ ...each, props: asPolicySees(each.props) })),
    { now: new Date('2026-11-21') },
  );
  return [...new Set(found.map(({ rule, resource, pointer }) => `${rule} ${addressOf(resource)} ${pointer}`))].sort();
}

function keysOf(document: Json, stack: readonly WholeResource[]): readonly string[] {
  const { findings, crashed } = lintDocument(document);
  expect(crashed).toBe(false);
  return findings
    .map((finding) => {
      const index = Number(/\/resources\/(\d+)\//.exec(`${spelledAt(finding)}/`)?.[1]);
      return `${finding.rule} ${addressOf(stack[index]?.urn ?? '')} ${pointerText(finding.at.pointer)}`;
    })
    .sort();
}

const stacks: readonly [string, readonly WholeResource[]][] = [
  ['right', wholeStack],
  ['wrong', wrongStack],
  ['broad', broadStack],
];

describe.each(stacks)('the %s stack', (_name, stack) => {
  test('gives the same as a plan, with everything known and with any property open', () => {
    expect(keysOf(planOf(madeOf(stack)), stack)).toEqual(pulumiKeys(stack));
    for (const opening of openingsOf(stack)) {
      const left = opened(stack, [opening]);
      expect(keysOf(planOf(madeOf(left)), left), opening.path.join('/')).toEqual(pulumiKeys(left));
    }
  });

  test('gives the same as a plan, with any properties open', () => {
    fc.assert(
      fc.property(fc.subarray([...openingsOf(stack)], { minLength: 1 }), (some) => {
        const left = opened(stack, some);
        expect(keysOf(planOf(madeOf(left)), left)).toEqual(pulumiKeys(left));
      }),
      { numRuns: 30 },
    );
  });
});

/** The ids of what is deployed, by the name of the resource. */
const deployed: Readonly<Record<string, Attributes>> = {
  shop: { object_id: 'aaaaaaaa-0000-4000-8000-000000000001', client_id: 'aaaaaaaa-0000-4000-8000-000000000002' },
  'shop-sp': { object_id: 'aaaaaaaa-0000-4000-8000-000000000003' },
  graph: { object_id: 'aaaaaaaa-0000-4000-8000-000000000004' },
};

describe.each(stacks)('the %s stack, deployed', (_name, stack) => {
  const made = madeOf(stack).map((each, index) => ({
    ...each,
    values: { ...each.values, ...deployed[stack[index]?.name ?? ''] },
  }));
  const withIds = stack.map((each) => {
    const { object_id: objectId, client_id: clientId } = deployed[each.name] ?? {};
    return { ...each, outputs: { objectId, clientId }, propertyDependencies: {} };
  });

  test('gives the same as a state and as a state file', () => {
    expect(keysOf(stateOf(made), stack)).toEqual(pulumiKeys(withIds));
    expect(keysOf(stateFileOf(made), stack)).toEqual(pulumiKeys(withIds));
  });
});

// Any text of a resource may have been a secret: whichever one it is, no finding shows it.
import { expect, test } from 'vitest';
import { lintPulumiResource, lintPulumiResources } from '../../src/index.js';
import { pathsOf, withValue } from './inputs.js';
import { type WholeResource, wholeStack, wrongStack } from './whole-stack.js';

const now = new Date('2026-11-21');

/** Each holds `hunter2`, in a form that some rule might take for something else. */
const secrets = [
  'hunter2',
  'correct.hunter2.battery',
  '{{hunter2 TOPSECRET}}',
  'a "hunter2" \\ in quotes',
  'two\nlines of hunter2',
  ' hunter2 ',
  `hunter2${'x'.repeat(300)}`,
  'api://hunter2/*?x#y',
  'http://user:hunter2@contoso.example/*',
  '{hunter2-0000-4000-8000-000000000005}',
  'aaaaaaaa-0000-4000-8000-hunter2',
];

test.each<[string, readonly WholeResource[]]>([
  ['right', wholeStack],
  ['wrong', wrongStack],
])('no text of the %s stack is shown, wherever it stands', (_name, stack) => {
  let told = 0;
  for (const [index, { props }] of stack.entries()) {
    for (const path of pathsOf(props)) {
      for (const secret of secrets) {
        const changed = stack.map((each, at) =>
          at === index ? { ...each, props: withValue(props, path, secret) } : each,
        );
        const joint = lintPulumiResources(changed, { now });
        const alone = changed[index] ? lintPulumiResource(changed[index], { now }).findings : [];
        told += joint.length + alone.length;
        expect(JSON.stringify([joint, alone]).toLowerCase(), path.join('.')).not.toMatch(/hunter|topsecret/);
      }
    }
  }
  expect(told).toBeGreaterThan(500);
});

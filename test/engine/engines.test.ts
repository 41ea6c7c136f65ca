// What the engines make of a pack that is not ours: the small one has to behave as Pulumi's own.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { outline } from './engine.js';
import { engines } from './engines.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pack = at('awkward-pack');
const daemon = 'azuread:index/application:Application daemon';

describe.each(engines)('$name', ({ preview, analyze }) => {
  test('tells policies of the whole stack which resource waits for which', async () => {
    const { exitCode, violations } = await preview({ program: at('programs/split'), pack });
    expect(exitCode).toBe(0);
    // What exists already and is only read is no part of the stack.
    expect(violations.map(({ message }) => message.split('\n')[1])).toEqual([
      'azuread:index/application:Application reader waits for billing',
      'azuread:index/applicationApiAccess:ApplicationApiAccess orders waits for orders',
    ]);
  });

  test.each([
    ['the default of an option', {}, 'within 30 days'],
    ['an option', { 'ends-soon': { withinDays: 7 } }, 'within 7 days'],
    ['an option that does not exist', { 'ends-soon': { withinDay: 7 } }, 'within 30 days'],
  ])('hands over %s', async (_name, config, expected) => {
    const outcome = await preview({ program: at('programs/broken'), pack, config });
    expect(outcome).toMatchObject({ exitCode: 1, violations: [{ level: 'mandatory', policy: 'ends-soon' }] });
    expect(outcome.violations[0]?.message).toBe(`Has an option.\n${expected}`);
    expect(outcome.printed).toContain(expected);
  });

  test.each([
    [
      'a value of the wrong type',
      { 'ends-soon': { withinDays: 'soon' } },
      /awkward 1\.0\.0 {2}ends-soon: withinDays: /,
    ],
    ['a value out of range', { 'ends-soon': { withinDays: -1 } }, /awkward 1\.0\.0 {2}ends-soon: withinDays: /],
    ['a level that does not exist', { throws: 'never' }, /enforcement level for "throws": "never" is not a valid/],
    ['options of a policy that does not exist', { typo: { withinDays: 7 } }, /invalid enforcement level ""/],
  ])('refuses %s, and runs nothing', async (_name, config, words) => {
    const outcome = await preview({ program: at('programs/clean'), pack, config });
    expect(outcome).toMatchObject({ exitCode: 1, violations: [] });
    expect(outcome.printed).toMatch(words);
  });

  test('tells of a pack that does not start', async () => {
    const outcome = await preview({ program: at('programs/clean'), pack, env: { AWKWARD_PACK: 'broken' } });
    expect(outcome).toMatchObject({ exitCode: 1, violations: [] });
    expect(outcome.printed).toContain('this pack is broken');
  });

  test('ends a preview in which a policy throws', async () => {
    const outcome = await preview({ program: at('programs/broken'), pack, config: { all: 'advisory' } });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.printed).toContain("Error validating resource with policy 'throws'");
    expect(outcome.printed).toContain('this policy is broken');
  });

  test('ends a preview in which the provider refuses a resource', async () => {
    const outcome = await preview({ program: at('programs/refused'), pack });
    expect(outcome).toMatchObject({ exitCode: 1, violations: [] });
    expect(outcome.printed).toContain('must not be empty');
  });

  test('knows the generic provider, too', async () => {
    const outcome = await preview({ program: at('programs/generic'), pack });
    expect(outline(outcome)).toEqual(['mandatory ends-soon msgraph:index/resource:Resource daemon']);
  });

  test('analyzes a recorded state', async () => {
    const state = JSON.parse(readFileSync(at('states/deployed.json'), 'utf8'));
    const outcome = await analyze({ state, pack });
    expect(outcome.exitCode).toBe(1);
    expect(outline(outcome)).toEqual([
      'advisory whole-stack azuread:index/applicationApiAccess:ApplicationApiAccess orders',
      'advisory whole-stack azuread:index/applicationPassword:ApplicationPassword portal',
      'advisory whole-stack azuread:index/servicePrincipal:ServicePrincipal portal',
      `mandatory ends-soon ${daemon}`,
    ]);
  });
});

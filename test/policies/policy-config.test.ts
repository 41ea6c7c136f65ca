// The options of rules in the policy config: what they do, and what is said of mistakes.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Outcome, resourceOf } from '../engine/engine.js';
import { engines } from '../engine/engines.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** On the day of the run Exchange Web Services, which one of the registrations asks for, has 131 days left. */
const run = { program: here('registrations'), pack: here('../../policies'), env: { PERMLINT_NOW: '2026-11-21' } };

function about({ violations }: Outcome, policy: string): readonly string[] {
  const own = violations.filter((each) => each.policy === policy);
  return own.map(({ level, urn, message }) => `${level} ${resourceOf(urn)}: ${message.split('\n').at(-1)}`);
}

const ews = /^mandatory azuread:index\/application:Application exchange-web-services: .* ends on 2027-04-01/;

describe.each(engines)('on $name', (engine) => {
  test.each<[string, number, readonly unknown[]]>([
    ['speaks of what ends within them', 131, [expect.stringMatching(ews)]],
    ['is silent of what ends later', 130, []],
  ])('retiring-api with an option in days %s', async (_name, withinDays, expected) => {
    const config = { 'retiring-api': { enforcementLevel: 'mandatory', withinDays } };
    expect(about(await engine.preview({ ...run, config }), 'retiring-api')).toEqual(expected);
  });

  test('a mistake is told with its key, its value and what is allowed, and the policies run without it', async () => {
    const config = {
      all: 'advisory',
      'retiring-api': { enforcementLevel: 'mandatory', withinDays: 'soon', within: 3 },
      'type-mismatch': { allow: ['Mail.Read'] },
    };
    const outcome = await engine.preview({ ...run, config });
    const [days, other] = about(outcome, 'retiring-api');
    expect(days).toMatch(ews);
    expect(other).toBe(
      'mandatory pulumi:pulumi:Stack scenario-dev: Policy config: retiring-api.withinDays is "soon"; allowed is a whole number of days, 0 or more. retiring-api has no option "within". It takes an enforcementLevel and withinDays. The policy runs without options now.',
    );
    expect(about(outcome, 'type-mismatch')).toContain(
      'advisory pulumi:pulumi:Stack scenario-dev: Policy config: type-mismatch has no option "allow". It takes an enforcementLevel and no options. The policy runs without options now.',
    );
    expect(outcome.printed).not.toMatch(/\bat .*:\d+:\d+/);
    expect(outcome.exitCode).toBe(1);
  });
});

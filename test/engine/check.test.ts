import { describe, expect, test } from 'vitest';
import { type Linted, lintText } from '../../src/lint.js';
import type { Finding } from '../../src/model/finding.js';
import { defineRule, type Rule } from '../../src/rules/define-rule.js';
import { rules } from '../../src/rules/index.js';
import { settingOn } from '../rules/lint-fixture.js';

const source = { title: 'A test', where: 'test/engine', seen: '2026-11-21' };
const about = { title: 'Made up', category: 'run', severity: 'low', why: 'For a test.', remedy: 'None.' } as const;

const crashes = defineRule({
  ...about,
  id: 'crashes',
  sources: [source],
  *check(application) {
    yield { at: application.at, message: 'found before the crash' };
    throw new Error('no such thing');
  },
});

function run(made: readonly Rule[], text: string): Linted {
  return lintText('apps.json', text, 'named', { ...settingOn(), rules: made });
}

const two =
  '[{ "displayName": "Shop", "requiredResourceAccess": [] }, { "displayName": "Billing", "requiredResourceAccess": [] }]';

const nameOf = ({ application }: Finding) => (application?.name?.known ? application.name.value : undefined);

describe('a rule that crashes', () => {
  const { findings, crashed, applications } = run([crashes, ...rules], two);

  test("gives an 'internal-error' for each application, which names the rule and the fault", () => {
    const own = findings.filter(({ rule }) => rule === 'internal-error');
    expect(own.map(nameOf)).toEqual(['Shop', 'Billing']);
    expect(own[0]?.severity).toBe('high');
    expect(own[0]?.message).toBe(
      'The rule crashes crashed on this application (no such thing): what it would have found is missing. This is a bug in permlint; please report it.',
    );
  });

  test('marks the run, and what was found before and beside it stays', () => {
    expect(crashed).toBe(true);
    expect(applications).toHaveLength(2);
    expect(findings.filter(({ message }) => message === 'found before the crash')).toHaveLength(2);
    const beside = {
      ...crashes,
      id: 'beside',
      check: () => [{ at: applications[0]?.at ?? fail(), message: 'beside' }],
    };
    expect(run([crashes, beside], two).findings.map(({ rule }) => rule)).toContain('beside');
  });

  test('may throw anything', () => {
    const odd: Rule = {
      ...crashes,
      id: 'odd',
      check: () => {
        throw 'a text';
      },
    };
    expect(run([odd], two).findings[0]?.message).toContain('The rule odd crashed on this application (unknown error)');
  });
});

function fail(): never {
  throw new Error('not reached');
}

describe("what readers report as 'invalid-manifest' belongs to its application", () => {
  test.each([
    ['one application', '{ "displayName": "Shop", "requiredResourceAccess": 1 }', ['Shop']],
    [
      'a list of applications',
      '[{ "displayName": "Shop", "tags": 1, "requiredResourceAccess": [] }, { "displayName": "Billing", "tags": 1, "requiredResourceAccess": [] }]',
      ['Shop', 'Billing'],
    ],
    [
      'an answer of Microsoft Graph',
      '{ "value": [{ "displayName": "Shop", "signInAudience": "AzureADMyOrg", "tags": 1 }] }',
      ['Shop'],
    ],
    [
      'one on each line',
      '{ "displayName": "Shop", "requiredResourceAccess": [] }\n{ "displayName": "Billing", "requiredResourceAccess": 1 }\n',
      ['Billing'],
    ],
    [
      'keys that stand twice',
      '[{ "displayName": "Shop", "requiredResourceAccess": [], "requiredResourceAccess": [] }]',
      ['Shop'],
    ],
  ])('%s', (_name, text, names) => {
    const { findings } = run(rules, text);
    expect(findings.map(({ rule }) => rule)).toEqual(names.map(() => 'invalid-manifest'));
    expect(findings.map(nameOf)).toEqual(names);
  });

  test('a text that does not parse belongs to none', () => {
    const { findings } = run(rules, '{ "displayName": "Shop", "requiredResourceAccess": [');
    expect(findings.map(({ rule, application }) => [rule, application])).toEqual([['parse-error', undefined]]);
  });
});

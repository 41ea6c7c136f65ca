// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of Pulumi
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readYaml } from '../../../src/input/pulumi/read-yaml.js';
import { problemLine } from '../outline.js';
import { itemsOf, told } from './lint.js';
import { program, takeover } from './yaml-program.js';

const rules = (text: string) => told('Pulumi.yaml', text).map((line) => line.split(' ')[1]);
const reasonMet = (text: string) =>
  [...readYaml('values.yaml', text, 'met')].map((item) => (item.kind === 'passed-over' ? item.reason : item.kind));

describe('other YAML', () => {
  test.each([
    ['of a chart', 'provider: azuread\nargs: {{ .Values.args }}\n'],
    ['of a pipeline', 'steps:\n- script: terraform apply # azuread: yes\n\tx'],
    ['of no program', 'a: 1'],
  ])('%s is passed over where it was met, unparsed', (_, text) => {
    expect(reasonMet(text)).toEqual(['holds no app registration']);
  });
  test('a program of another provider says what it is when named', () => {
    expect(itemsOf('Pulumi.yaml', 'name: x\nruntime: yaml\nresources: {}')).toEqual([
      { kind: 'passed-over', reason: 'is a Pulumi program without an app registration' },
    ]);
  });
});

describe('faults', () => {
  const fault = (text: string) =>
    itemsOf('Pulumi.yaml', text).flatMap((item) => (item.kind === 'problem' ? [problemLine(item.problem)] : []));

  test.each([
    ['a tab', program('\t- x'), /^unreadable 11:\d+/],
    ['a bracket', program('- {id: x'), /^unreadable 11:\d+/],
    ['a key twice', program(takeover, 'name: again'), /^unreadable 12:1-12:\d+ This key stands twice\.$/],
    ['too deep', `resources:\n  a: ${'['.repeat(250)}`, /^unreadable 2:\d+.* more than 100 levels deep\.$/],
  ])('%s is told at its place', (_, text, line) => {
    expect(fault(text)).toHaveLength(1);
    expect(fault(text)[0]).toMatch(line);
  });
  test('a program that does not parse is a problem wherever it was met', () => {
    expect(reasonMet(program('- {id: x'))).toEqual(['problem']);
  });
  test('further documents are of no concern', () => {
    expect(rules(`${program(takeover)}\n---\n{ broken: [\n`)).toContain('tenant-takeover');
  });
  test('an alias of an alias of an alias ends, and one of itself', () => {
    const bomb = Array.from(
      { length: 40 },
      (_, i) => `  a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`,
    );
    const text = `variables:\n  a0: &a0 x\n${bomb.join('\n')}\n  me: &me [*me]\n`;
    expect(rules(`${text}${program(takeover, '      tags: *a40', '      identifierUris: *me')}`)).toContain(
      'tenant-takeover',
    );
  });
  test('millions of characters are not waited for', () => {
    const text = program(takeover, '  # more\n'.repeat(300_000));
    expect(fault(text)).toEqual(['unreadable 1:1-1:1 This YAML is longer than two million characters.']);
  });
});

test('any text is read to an end, with places inside it', () => {
  const word = fc.constantFrom(
    'resources:',
    '  a:',
    '    type: azuread:Application',
    '    properties:',
    '      displayName: ${a.id}',
    '      requiredResourceAccesses:',
    '        - resourceAppId: x',
    '          resourceAccesses: [{id: *b}]',
    'variables: {a: &b [*b]}',
    '? [a, b]',
    '!!binary |',
    '\t',
    '%YAML 1.1',
    '---',
    '...',
    '<<: *b',
    '"',
    '|-',
    '{',
    '}',
    '${',
    '${a["',
    'fn::secret: x',
  );
  const text = fc
    .array(fc.oneof({ weight: 6, arbitrary: word }, { weight: 1, arbitrary: fc.string() }), { maxLength: 14 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, (lines) => {
      for (const item of itemsOf('Pulumi.yaml', lines)) {
        const at =
          item.kind === 'application' ? item.application.at : item.kind === 'problem' ? item.problem.at : undefined;
        if (at === undefined) continue;
        const [range] = at.document.locate([at]);
        expect(range?.start ?? 0).toBeGreaterThanOrEqual(0);
        expect(range?.end ?? 0).toBeLessThanOrEqual(lines.length);
      }
      told('Pulumi.yaml', lines);
    }),
    { numRuns: 400 },
  );
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { permlint } from '../cli/run.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

/** The shown commands of a page, each with the output below it. */
function shownRuns(page: string): readonly { readonly args: readonly string[]; readonly output: string }[] {
  return [...page.matchAll(/^```console\n\$ permlint (.*)\n([\s\S]*?)^```$/gm)].map(
    ([, command = '', output = '']) => ({
      args: (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1')),
      output,
    }),
  );
}

describe('README', () => {
  const runs = shownRuns(readme);

  test('shows at least one run', () => {
    expect(runs.length).toBeGreaterThan(0);
  });

  test.each(runs.map(({ args, output }) => [args.join(' '), args, output] as const))(
    'prints what permlint %s prints',
    (_, args, output) => {
      expect(permlint(args, { cwd: root }).out).toBe(output);
    },
  );

  test('links to files that exist', () => {
    for (const [, target = ''] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(() => readFileSync(root + target), target).not.toThrow();
    }
  });
});

/** A command that a page shows and the output below it. */
export interface ShownRun {
  /** Below the root, as a `cd` before it says; empty for the root. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly output: string;
}

/** The runs of permlint in the console blocks of a page. A block without any is none of ours. */
export function shownRuns(page: string): readonly ShownRun[] {
  // A block of a list's item is indented with it.
  const blocks = [...page.matchAll(/^( *)```console\n([\s\S]*?)^\1```$/gm)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  return blocks.filter((block) => /^\$ permlint\b/m.test(block)).flatMap(runsOf);
}

function runsOf(block: string): readonly ShownRun[] {
  const runs: ShownRun[] = [];
  let folder = '';
  const parts = block.split(/^\$ /m);
  if (parts[0] !== '') throw new Error(`output without a command:\n${parts[0]}`);
  for (const part of parts.slice(1)) {
    const end = part.indexOf('\n');
    const [program, ...args] = wordsOf(part.slice(0, end));
    const output = part.slice(end + 1);
    if (program === 'cd' && args.length === 1 && output === '') folder = args[0] ?? '';
    else if (program === 'permlint') runs.push({ folder, args, output });
    else throw new Error(`neither cd FOLDER nor permlint: ${part.slice(0, end)}`);
  }
  return runs;
}

/** The words of a command, with what stands between quotes as one. */
function wordsOf(command: string): readonly string[] {
  const words = command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
}

/** Whether a shown output is what was printed. A line `…` alone stands for any lines that are left out. */
export function isShown(output: string, printed: string): boolean {
  const escaped = output.split(/^…\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('(?:.*\\n)*?')}$`).test(printed);
}

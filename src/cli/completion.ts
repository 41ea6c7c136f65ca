import type { Arguments } from './arguments.js';
import { bashScript } from './completion-bash.js';
import { fishScript } from './completion-fish.js';
import { type CompletionModel, completionModel, type Shell, shells } from './completion-model.js';
import { powershellScript } from './completion-powershell.js';
import { zshScript } from './completion-zsh.js';
import type { Output } from './output.js';
import { UsageError } from './usage-error.js';

const scripts: Readonly<Record<Shell, (model: CompletionModel) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};

const hint = `Write ${shells.map((shell) => `permlint completion ${shell}`).join(', ')}.`;

/** `permlint completion SHELL`: a script that completes what is typed after `permlint`. */
export function completion({ operands }: Arguments, output: Output): number {
  const [word, ...more] = operands;
  if (word === undefined || more.length > 0) throw new UsageError('completion takes the name of one shell', { hint });
  const shell = shells.find((each) => each === word);
  if (shell === undefined) {
    throw new UsageError(`there is no completion for "${word}"`, { hint, mistyped: { word, candidates: shells } });
  }
  output.write(scripts[shell](completionModel()));
  return 0;
}

import { type Arguments, readArguments } from './arguments.js';
import { lint } from './lint.js';
import { commands } from './option-table.js';
import { createOutput, type Output } from './output.js';
import { version } from './version.js';

// Only what linting needs is loaded here; the other commands are files of their own, see scripts/build.mjs.
async function run(args: Arguments, output: Output, errors: Output): Promise<number> {
  const { command, operands, options } = args;
  if (command === 'help' || options.has('help')) {
    const { helpOf } = await import('./help-text.js');
    output.write(helpOf(command === 'help' ? commands.find((each) => each === operands[0]) : command));
    return 0;
  }
  if (command === 'version' || options.has('version')) {
    output.write(`${version}\n`);
    return 0;
  }
  if (command === 'explain') return (await import('./explain.js')).explain(args, output, errors);
  if (command === 'resolve') return (await import('./resolve.js')).resolve(args, output, errors);
  if (command === 'least') return (await import('./least.js')).least(args, output, errors);
  if (command === 'diagnose') return (await import('./diagnose.js')).diagnose(args, output, errors);
  if (command === 'init') return (await import('./init.js')).init(args, output);
  if (command === 'config') return (await import('./config.js')).showConfig(args, output);
  if (command === 'waive') return (await import('./waive.js')).waive(args, output);
  if (command === 'baseline') return (await import('./baseline.js')).baseline(args, output, errors);
  if (command === 'data') return (await import('./data.js')).data(args, output, errors);
  if (command === 'fetch') return (await import('./fetch.js')).fetchTenant(args, output, errors);
  if (command === 'completion') return (await import('./completion.js')).completion(args, output);
  if (command === 'rules') return (await import('./rules.js')).listRules(args, output);
  return lint(args, output, errors);
}

async function main(argv: readonly string[]): Promise<void> {
  const output = createOutput(1);
  const errors = createOutput(2);
  try {
    process.exitCode = await run(readArguments(argv), output, errors);
    output.flush();
    errors.flush();
  } catch (error) {
    // A set code, never an exit: what is on its way to a pipe would be lost.
    process.exitCode = 2;
    const { describeFailure } = await import('./failure.js');
    writeAsFarAsPossible(errors, describeFailure(error, argv.includes('--debug')));
  }
}

/** Where standard error takes nothing either, the exit code has to tell. */
function writeAsFarAsPossible(errors: Output, text: string): void {
  try {
    errors.write(text);
    errors.flush();
  } catch {
    process.exitCode = 2;
  }
}

void main(process.argv.slice(2));

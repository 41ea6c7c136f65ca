import { diagnoseEvidence } from '../diagnose/diagnose.js';
import { withoutCommands } from '../report/escape.js';
import type { Arguments } from './arguments.js';
import { writeJson } from './command-output.js';
import { evidenceOf } from './diagnose-evidence.js';
import { diagnosisText } from './diagnose-text.js';
import { type Output, tell } from './output.js';
import { runCatalog } from './run-catalog.js';
import { createPaint, isColorOn } from './terminal.js';
import { dayOfRun } from './today.js';
import { UsageError } from './usage-error.js';

/** `permlint diagnose`: why a call was refused. Exit code 0 when a cause was found, 1 when there are only guesses. */
export async function diagnose(args: Arguments, output: Output, errors: Output): Promise<number> {
  const { options } = args;
  const notice = (text: string): void => {
    if (!options.has('quiet')) tell(errors, text);
  };
  const format = options.get('format') ?? 'pretty';
  if (format !== 'pretty' && format !== 'json') {
    throw new UsageError(`diagnose has no format ${format}`, { hint: 'Its formats are pretty and json.' });
  }
  const evidence = evidenceOf(args, notice);
  const catalog = await runCatalog(args);
  const now = dayOfRun();
  const manifest = options.get('manifest');
  const registrations =
    typeof manifest === 'string'
      ? await (await import('./diagnose-registration.js')).registrationsIn(manifest, { catalog, now }, notice)
      : [];
  const diagnosis = diagnoseEvidence(evidence, { catalog, now, registrations });
  const [first] = diagnosis.causes;
  if (first === undefined) {
    const hint = 'Hand over the body or the log line of the answer, a status, a call or a token.';
    throw new UsageError(diagnosis.notes[0] ?? 'there is nothing to diagnose in this', { hint });
  }
  if (format === 'json') writeJson(output, { version: 1, ...diagnosis });
  else {
    const paint = createPaint(() => isColorOn(options.get('color')));
    output.write(withoutCommands(diagnosisText(diagnosis, { paint, isVerbose: options.has('verbose') })));
  }
  return first.confidence === 'guess' ? 1 : 0;
}

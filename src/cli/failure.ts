import { nearestOf } from '../model/spelling.js';
import { escapeText } from '../report/escape.js';
import { faultCode } from './file-fault.js';
import { isUsageError } from './usage-error.js';

const unwrittenReasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EFBIG: 'the file would be too large',
  EIO: 'the device has a fault',
};

/** A token that was given where a name belongs is not repeated. */
function withoutTokens(line: string): string {
  return line.replace(/eyJ[\w-]{8,}(?:\.[\w-]*)+/g, 'eyJ…');
}

/** What a run says that could not go on: what is wrong and what was meant, or that this is a bug. */
export function describeFailure(error: unknown, withStack: boolean): string {
  if (isUsageError(error)) {
    const { message, hint, more, mistyped } = error;
    const [near] = mistyped === undefined ? [] : nearestOf(mistyped.word, mistyped.candidates, 1);
    const lines = [`permlint: ${message}`, hint, near === undefined ? undefined : `Did you mean ${near}?`, ...more];
    return lines.flatMap((line) => (line === undefined ? [] : [`${escapeText(withoutTokens(line))}\n`])).join('');
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = withStack && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  const unwritten = unwrittenReasons[faultCode(error) ?? ''];
  if (unwritten !== undefined) return `permlint: the report cannot be written: ${unwritten}\n`;
  return `permlint: this is a bug: ${escapeText(message)}\n${stack}Please report it with the command and, if you can, the file${
    withStack ? '' : '; --debug shows where it happened'
  }.\n`;
}

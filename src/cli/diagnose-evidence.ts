import { existsSync, statSync } from 'node:fs';
import type { Evidence } from '../diagnose/evidence/evidence.js';
import type { Arguments } from './arguments.js';
import type { OptionName } from './option-table.js';
import { readFile, textFault } from './read-file.js';
import { isTerminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** What is said in place of the evidence where there is none. */
const examples =
  'For example permlint diagnose AADSTS65001, permlint diagnose response.txt, or pbpaste | permlint diagnose -';

/**
 * The evidence that the arguments hold or name. A value is `-` for standard input, the name of a file, or the text itself.
 * Standard input is read unasked only where nothing else is given.
 */
export function evidenceOf({ operands, options, lists }: Arguments, notice: (text: string) => void): Evidence {
  const textIn = textReader(notice, options.get('manifest') === '-' ? '--manifest' : undefined);
  const optional = (name: OptionName): string | undefined => {
    const value = options.get(name);
    return typeof value === 'string' ? textIn(`--${name}`, value) : undefined;
  };
  const [status, call] = [options.get('status'), options.get('call')];
  const isGiven = operands.length > 0 || lists.has('header') || hasAny(options, ['status', 'call', 'body', 'token']);
  if (!isGiven && isTerminal(0)) throw new UsageError('diagnose needs what was answered', { hint: examples });
  const text = isGiven ? operandText(operands, textIn) : textIn('the evidence', '-');
  const body = optional('body');
  const token = optional('token');
  return {
    ...(text !== undefined && { text }),
    ...(body !== undefined && { body }),
    ...(token !== undefined && { token }),
    ...(typeof status === 'string' && { status: statusOf(status) }),
    ...(typeof call === 'string' && { call }),
    headers: lists.get('header') ?? [],
  };
}

const hasAny = (options: Arguments['options'], names: readonly OptionName[]): boolean =>
  names.some((name) => options.has(name));

/** One operand may be a file; several are words of one text, which a shell took apart. */
function operandText(operands: readonly string[], textIn: TextIn): string | undefined {
  const [first, ...more] = operands;
  if (first === undefined) return undefined;
  return more.length === 0 ? textIn('the evidence', first) : operands.join(' ');
}

type TextIn = (what: string, value: string) => string;

function textReader(notice: (text: string) => void, reading: string | undefined): TextIn {
  let reader = reading;
  return (what, value) => {
    if (value !== '-' && !isFile(value)) {
      warnOfToken(what, value, notice);
      return value;
    }
    if (value === '-') {
      if (reader !== undefined) throw new UsageError(`${reader} and ${what} cannot both be read from standard input`);
      reader = what;
    }
    const name = value === '-' ? '<stdin>' : value;
    const read = readFile({ name, path: value === '-' ? undefined : value, origin: 'named' }, notice);
    if ('text' in read) return read.text;
    throw new UsageError(`${name}: ${textFault(read)}`);
  };
}

/** Whether a value is the name of a file; one that looks like a name and is none is said to be missing. */
function isFile(value: string): boolean {
  if (value.length < 4_096 && !value.includes('\n') && !value.includes('\0') && existsSync(value)) {
    if (statSync(value).isDirectory()) throw new UsageError(`${value} is a folder`, { hint: examples });
    return true;
  }
  if (
    /^[^\s{}"?=]{1,200}\.(?:json|txt|log|har|http|xml|html?|out|md|jwt|token|ya?ml|env|csv|ndjson)$/i.test(value) &&
    !/^https?:/i.test(value)
  ) {
    throw new UsageError(`${value}: there is no such file`, { hint: examples });
  }
  return false;
}

/** What stands in arguments stays in the shell's history and in the list of processes. */
function warnOfToken(what: string, value: string, notice: (text: string) => void): void {
  const isToken = what === '--token' || /\beyJ[\w-]{10,}\.|\bBearer\s+[\w-]{20,}/i.test(value.slice(0, 100_000));
  if (!isToken || value.trim() === '') return;
  const how = what === '--token' ? '--token -' : 'permlint diagnose -';
  notice(
    `a token stands in the arguments: the shell keeps it in its history, and others may see it in the list of processes. Hand it over on standard input: ${how}`,
  );
}

function statusOf(value: string): number {
  if (/^[1-5]\d\d$/.test(value)) return Number(value);
  const shown = value.length > 12 ? 'is no number' : `is "${value}"`;
  throw new UsageError(`--status ${shown}; expected an HTTP status such as 403`);
}

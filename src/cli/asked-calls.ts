import { existsSync } from 'node:fs';
import { parseCallLine, readCalls } from '../input/calls/read-calls.js';
import type { Call, CallItem } from '../model/call.js';
import { readFile, textFault } from './read-file.js';

/** The calls that a command is asked about, and what could not be taken for one. */
export interface AskedCalls {
  readonly calls: readonly Call[];
  /** Faults, each with its place: `calls.txt:3:1: ...`. */
  readonly faults: readonly string[];
  /** What was left out on purpose. */
  readonly notices: readonly string[];
}

const methodAlone = /^(?:get|post|put|patch|delete|head)$/i;
const kindAlone = /^(?:application|delegated)$/i;

/**
 * Calls from arguments and files. An argument is a call, `-` for standard input, or the name of a file; a method and an
 * address that a shell took apart are one call.
 */
export function askedCalls(
  operands: readonly string[],
  files: readonly string[],
  notice: (text: string) => void,
): AskedCalls {
  const found = { calls: [] as Call[], faults: [] as string[], notices: [] as string[] };
  for (const [at, operand] of joined(operands).entries()) {
    const line = operand === '-' ? undefined : parseCallLine(operand);
    if (line?.ok === true) found.calls.push(line.call);
    else if (line === undefined || existsSync(operand)) readInto(found, operand, notice);
    // Not as written: what is taken for a call may hold a token.
    else found.faults.push(`call ${at + 1}: ${line.message}`);
  }
  for (const file of files) readInto(found, file, notice);
  return found;
}

function joined(operands: readonly string[]): readonly string[] {
  const whole: string[] = [];
  let begun: string[] = [];
  for (const operand of operands) {
    begun.push(operand);
    if (methodAlone.test(operand) || (begun.length === 1 && kindAlone.test(operand))) continue;
    whole.push(begun.join(' '));
    begun = [];
  }
  return begun.length === 0 ? whole : [...whole, begun.join(' ')];
}

interface Found {
  readonly calls: Call[];
  readonly faults: string[];
  readonly notices: string[];
}

function readInto(found: Found, file: string, notice: (text: string) => void): void {
  const isInput = file === '-';
  const name = isInput ? '<stdin>' : file;
  const read = readFile({ name, path: isInput ? undefined : file, origin: 'named' }, notice);
  if (!('text' in read)) found.faults.push(`${name}: ${textFault(read)}`);
  else for (const item of readCalls(name, read.text)) take(found, item);
}

function take({ calls, faults, notices }: Found, item: CallItem): void {
  if (item.kind === 'call') calls.push(item.call);
  else if (item.kind === 'left-out') notices.push(`left out ${item.count}: ${item.reason}`);
  else faults.push(`${item.problem.name}:${item.problem.line}:${item.problem.column}: ${item.problem.message}`);
}

import { parseArgs } from 'node:util';
import { type Command, commands, isOptionName, type OptionName, optionTable, specOf } from './option-table.js';
import { UsageError } from './usage-error.js';

/** The command line, read and checked. */
export interface Arguments {
  readonly command: Command;
  /** Whether the command was written, or `lint` is meant because none was. */
  readonly isCommandNamed: boolean;
  readonly operands: readonly string[];
  /** Values as written; `true` and `false` for options without one. */
  readonly options: ReadonlyMap<OptionName, string | boolean>;
  /** The values of options that may be given several times, in their order. */
  readonly lists: ReadonlyMap<OptionName, readonly string[]>;
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** Reads the arguments after the program's name. */
export function readArguments(argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: withImpliedValues(argv),
    options: optionTable,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const optionTokens: OptionToken[] = [];
  let command: Command | undefined;
  let isTerminated = false;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') isTerminated = true;
    else if (token.kind === 'option') optionTokens.push(token);
    else {
      const isFirst = command === undefined && operands.length === 0 && !isTerminated;
      const named = isFirst ? commands.find((each) => each === token.value) : undefined;
      if (named === undefined) operands.push(token.value);
      else command = named;
    }
  }
  const read = readOptions(optionTokens, command ?? 'lint');
  return { command: command ?? 'lint', isCommandNamed: command !== undefined, operands, ...read };
}

/** `parseArgs` knows no option whose value may be left out. */
function withImpliedValues(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, at) => {
    const name = word.slice(2);
    const mayImply = word.startsWith('--') && isOptionName(name) && (end === -1 || at < end);
    const implied = mayImply ? specOf(name).implied : undefined;
    return implied === undefined ? word : `${word}=${implied}`;
  });
}

function readOptions(tokens: readonly OptionToken[], command: Command): Pick<Arguments, 'options' | 'lists'> {
  const options = new Map<OptionName, string | boolean>();
  const lists = new Map<OptionName, string[]>();
  for (const token of tokens) {
    const negated = token.name.startsWith('no-') ? token.name.slice(3) : '';
    if (isOptionName(negated) && isNegatable(negated) && token.value === undefined) {
      setOnce(options, negated, false, token.rawName);
      continue;
    }
    const { name } = token;
    if (!isOptionName(name)) throw unknownOption(token.rawName, command);
    const { of, multiple } = specOf(name);
    if (of !== undefined && !of.includes(command)) {
      throw new UsageError(`${token.rawName} is no option of the command ${command}`, {
        hint: `It belongs to ${of.join(', ')}.`,
      });
    }
    const value = checkedValue(token, name);
    if (multiple !== true) {
      setOnce(options, name, value, token.rawName);
      continue;
    }
    const list = lists.get(name) ?? [];
    list.push(String(value));
    lists.set(name, list);
  }
  // What is switched off is as if it had not been written, unless it is on by itself.
  for (const [name, value] of options) if (value === false && specOf(name).negatable !== true) options.delete(name);
  return { options, lists };
}

/** Whether `--no-x` may be written: of every switch, and of values that have a default. */
function isNegatable(name: OptionName): boolean {
  const { type, negatable } = specOf(name);
  return negatable === true || type === 'boolean';
}

function setOnce(options: Map<OptionName, string | boolean>, name: OptionName, value: string | boolean, raw: string) {
  const before = options.get(name);
  // Saying yes twice is no contradiction; two values are.
  if (before !== undefined && (before !== value || typeof value === 'string')) {
    throw new UsageError(`${raw} is given twice`);
  }
  options.set(name, value);
}

function checkedValue({ rawName, value, inlineValue }: OptionToken, name: OptionName): string | true {
  const { type, choices } = specOf(name);
  if (type === 'boolean') {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    return true;
  }
  if (value === undefined || (inlineValue === false && value.startsWith('-') && value !== '-')) {
    throw new UsageError(`${rawName} needs a value${choices === undefined ? '' : `: ${listed(choices)}`}`);
  }
  if (choices !== undefined && !choices.includes(value)) {
    throw new UsageError(`${rawName} is "${value}"; expected ${listed(choices)}`, {
      mistyped: { word: value, candidates: choices },
    });
  }
  return value;
}

function unknownOption(rawName: string, command: Command): UsageError {
  const names = Object.keys(optionTable).filter(isOptionName);
  const own = names.filter((name) => specOf(name).of?.includes(command) ?? true);
  const negated = own.filter((name) => specOf(name).negatable === true).map((name) => `no-${name}`);
  const candidates = [...own.filter((name) => name !== 'ignore'), ...negated].map((name) => `--${name}`);
  return new UsageError(`unknown option ${rawName}`, { mistyped: { word: rawName, candidates } });
}

function listed(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

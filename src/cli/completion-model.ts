import { rules } from '../rules/index.js';
import { helpText } from './help-text.js';
import {
  type Command,
  commands,
  dataActions,
  formats,
  isOptionName,
  type OptionName,
  optionTable,
  specOf,
} from './option-table.js';

/** What may be written after an option. `output` is FORMAT=FILE, `rule` is ID=LEVEL, `word` cannot be guessed. */
type ValueKind = 'choice' | 'file' | 'output' | 'rule' | 'word';

/** An option as it is written, with what may follow it. */
export interface Flag {
  readonly long: string;
  readonly short: string | undefined;
  readonly of: readonly Command[];
  readonly value: ValueKind | undefined;
  readonly choices: readonly string[];
  /** Its value stands behind `=` or is left out; the next word is none of it. */
  readonly isValueOptional: boolean;
  readonly isMultiple: boolean;
  readonly about: string;
}

/** What the operands of a command are; `action` is a word of its own and then files. */
export type OperandKind = 'file' | 'rule' | 'shell' | 'action' | 'none';

export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof shells)[number];

/** Everything that a completion script is made of. */
export interface CompletionModel {
  readonly commands: readonly Command[];
  readonly flags: readonly Flag[];
  readonly ruleIds: readonly string[];
  readonly levels: readonly string[];
  readonly formats: readonly string[];
  readonly shells: readonly string[];
  readonly actions: readonly string[];
  readonly operands: Readonly<Record<Command, OperandKind>>;
}

const valueKinds: Partial<Record<OptionName, ValueKind>> = {
  output: 'output',
  config: 'file',
  rule: 'rule',
  baseline: 'file',
  'stdin-filename': 'file',
  file: 'file',
  calls: 'file',
  for: 'file',
  catalog: 'file',
  body: 'file',
  token: 'file',
  manifest: 'file',
};

const operands: Readonly<Record<Command, OperandKind>> = {
  lint: 'file',
  explain: 'rule',
  resolve: 'none',
  least: 'file',
  diagnose: 'file',
  rules: 'none',
  init: 'none',
  config: 'file',
  waive: 'rule',
  baseline: 'file',
  data: 'action',
  fetch: 'file',
  completion: 'shell',
  help: 'none',
  version: 'none',
};

/** What can be written after `permlint`, read out of the option table, the help and the rules. */
export function completionModel(): CompletionModel {
  const abouts = descriptions();
  const names = Object.keys(optionTable).filter(isOptionName);
  return {
    commands,
    flags: names.flatMap((name) => flagsOf(name, abouts)),
    ruleIds: rules.map(({ id }) => id).sort(),
    levels: ['off', 'info', 'low', 'medium', 'high', 'critical'],
    formats,
    shells,
    actions: dataActions,
    operands,
  };
}

/** An option and, where it can be negated, its `--no-x`. A boolean that is only ever negated stands as `--no-x` alone. */
function flagsOf(name: OptionName, abouts: ReadonlyMap<string, string>): readonly Flag[] {
  const { type, short, of, choices, negatable, multiple, implied } = specOf(name);
  const flag: Flag = {
    long: `--${name}`,
    short: short === undefined ? undefined : `-${short}`,
    of: of ?? commands,
    value: type === 'boolean' ? undefined : (valueKinds[name] ?? (choices === undefined ? 'word' : 'choice')),
    choices: choices ?? [],
    isValueOptional: implied !== undefined,
    isMultiple: multiple === true,
    about: abouts.get(`--${name}`) ?? '',
  };
  if (negatable !== true) return [flag];
  const negated: Flag = {
    ...flag,
    long: `--no-${name}`,
    short: undefined,
    value: undefined,
    choices: [],
    about: abouts.get(`--no-${name}`) ?? '',
  };
  return type === 'boolean' ? [negated] : [flag, negated];
}

/** What the help says of each option, its lines joined; the help is the one place that describes them. */
function descriptions(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let name: string | undefined;
  for (const line of helpText.split('\n')) {
    const option = /^ {2}(?:-\w, | {4})(--[a-z-]+)(?:\S*| <\S+>)(?: {2,}(.*))?$/.exec(line);
    const continued = /^ {20,}(\S.*)$/.exec(line)?.[1];
    if (option !== null) {
      name = option[1];
      if (name !== undefined) found.set(name, option[2] ?? '');
    } else if (name !== undefined && continued !== undefined) {
      found.set(name, `${found.get(name) ?? ''} ${continued}`.trim());
    } else name = undefined;
  }
  return found;
}

/** The options of a command. */
export function flagsFor(model: CompletionModel, command: Command): readonly Flag[] {
  return model.flags.filter(({ of }) => of.includes(command));
}

/** The ways of writing an option: `-f` and `--format`. */
export function spellings({ long, short }: Flag): readonly string[] {
  return short === undefined ? [long] : [short, long];
}

/** The options whose value is the next word. */
export function flagsWithValue(model: CompletionModel): readonly Flag[] {
  return model.flags.filter(({ value, isValueOptional }) => value !== undefined && !isValueOptional);
}

/** The commands whose operands are of a kind. */
export function commandsTaking(model: CompletionModel, kind: OperandKind): readonly Command[] {
  return model.commands.filter((command) => model.operands[command] === kind);
}

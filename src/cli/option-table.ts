/** The commands, in the order of the help. */
export const commands = ['lint', 'explain', 'resolve', 'least', 'rules', 'help', 'version'] as const;
export type Command = (typeof commands)[number];

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** The commands that take it; every command where left out. */
  readonly of?: readonly Command[];
  readonly choices?: readonly string[];
  /** `--no-x` is an option, too. */
  readonly negatable?: boolean;
}

const lintOnly = ['lint'] as const;

/** Every option of every command. One name means the same everywhere, so that options may stand before the command. */
export const optionTable = {
  format: { type: 'string', short: 'f', choices: ['pretty', 'concise', 'json'] },
  'fail-on': { type: 'string', of: lintOnly, choices: ['info', 'low', 'medium', 'high', 'critical', 'never'] },
  'exit-zero': { type: 'boolean', of: lintOnly },
  'allow-empty': { type: 'boolean', of: lintOnly },
  'skip-others': { type: 'boolean', of: lintOnly },
  'stdin-filename': { type: 'string', of: lintOnly },
  ignore: { type: 'boolean', of: lintOnly, negatable: true },
  as: {
    type: 'string',
    of: ['resolve', 'least'],
    choices: ['manifest', 'pulumi', 'terraform', 'bicep', 'az', 'powershell'],
  },
  delegated: { type: 'boolean', of: ['resolve', 'least'] },
  application: { type: 'boolean', of: ['resolve', 'least'] },
  personal: { type: 'boolean', of: ['least'] },
  calls: { type: 'string', of: ['least'] },
  for: { type: 'string', of: ['least'] },
  app: { type: 'string', of: ['least'] },
  paths: { type: 'boolean', of: ['explain'] },
  color: { type: 'string', choices: ['auto', 'always', 'never'], negatable: true },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof optionTable;

/** Tells whether a word names an option. */
export function isOptionName(word: string): word is OptionName {
  return Object.hasOwn(optionTable, word);
}

/** The row of an option, with the columns that it leaves out. */
export function specOf(name: OptionName): OptionSpec {
  return optionTable[name];
}

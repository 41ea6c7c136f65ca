import { clouds } from '../catalog/resolve.js';

/** The commands, in the order of the help. */
export const commands = [
  'lint',
  'explain',
  'resolve',
  'least',
  'diagnose',
  'rules',
  'init',
  'config',
  'waive',
  'baseline',
  'data',
  'fetch',
  'completion',
  'help',
  'version',
] as const;
export type Command = (typeof commands)[number];

/** What `data` does, in the order of the help. */
export const dataActions = ['refresh', 'import', 'describe', 'diff'] as const;

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** The commands that take it; every command where left out. */
  readonly of?: readonly Command[];
  readonly choices?: readonly string[];
  /** `--no-x` is an option, too. */
  readonly negatable?: boolean;
  /** It may be given several times, each with one more value. */
  readonly multiple?: boolean;
  /** The value that it has where it is written without one. */
  readonly implied?: string;
}

const lintOnly = ['lint'] as const;
/** The commands that look for files and lint them. */
const linting = ['lint', 'baseline'] as const;
/** The commands that follow a config. */
const configured = ['lint', 'explain', 'resolve', 'diagnose', 'baseline', 'config', 'waive', 'data', 'fetch'] as const;
/** The commands that ask Microsoft Graph. */
const live = ['data', 'fetch'] as const;

/** The formats of reports, in the order of the help. */
export const formats = [
  'pretty',
  'concise',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
  'markdown',
] as const;
export type Format = (typeof formats)[number];

/** Every option of every command. One name means the same everywhere, so that options may stand before the command. */
export const optionTable = {
  format: { type: 'string', short: 'f', choices: formats },
  output: { type: 'string', short: 'o', of: lintOnly, multiple: true },
  category: { type: 'string', of: lintOnly },
  config: { type: 'string', short: 'c', of: configured, negatable: true },
  rule: { type: 'string', of: linting, multiple: true },
  baseline: { type: 'string', of: linting, negatable: true },
  waivers: { type: 'boolean', of: lintOnly, negatable: true },
  'fail-on': { type: 'string', of: linting, choices: ['info', 'low', 'medium', 'high', 'critical', 'never'] },
  'exit-zero': { type: 'boolean', of: lintOnly },
  fix: { type: 'string', of: lintOnly, choices: ['safe', 'unsafe'], implied: 'safe' },
  diff: { type: 'boolean', of: lintOnly },
  staged: { type: 'boolean', of: lintOnly },
  'allow-empty': { type: 'boolean', of: linting },
  'skip-others': { type: 'boolean', of: linting },
  'force-exclude': { type: 'boolean', of: linting },
  'stdin-filename': { type: 'string', of: lintOnly },
  ignore: { type: 'boolean', of: linting, negatable: true },
  prune: { type: 'boolean', of: ['baseline'] },
  reason: { type: 'string', of: ['waive'] },
  expires: { type: 'string', of: ['waive'] },
  permanent: { type: 'boolean', of: ['waive'] },
  owner: { type: 'string', of: ['waive'] },
  ticket: { type: 'string', of: ['waive'] },
  permission: { type: 'string', of: ['waive'] },
  file: { type: 'string', of: ['waive'] },
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
  app: { type: 'string', of: ['least', 'waive'] },
  status: { type: 'string', of: ['diagnose'] },
  body: { type: 'string', of: ['diagnose'] },
  header: { type: 'string', of: ['diagnose'], multiple: true },
  call: { type: 'string', of: ['diagnose'] },
  token: { type: 'string', of: ['diagnose'] },
  manifest: { type: 'string', of: ['diagnose'] },
  paths: { type: 'boolean', of: ['explain'] },
  cloud: { type: 'string', of: live, choices: clouds },
  endpoint: { type: 'string', of: live },
  catalog: { type: 'string', of: ['data'] },
  'exit-code': { type: 'boolean', of: ['data'] },
  fresh: { type: 'boolean', of: ['fetch'] },
  color: { type: 'string', choices: ['auto', 'always', 'never'], negatable: true },
  hyperlinks: { type: 'string', of: lintOnly, choices: ['auto', 'always', 'never'] },
  progress: { type: 'boolean', of: ['lint', ...live], negatable: true },
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

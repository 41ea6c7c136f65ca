import type { Catalog, Permission } from '../catalog/types.js';
import type { Call } from '../model/call.js';
import { escapeText } from '../report/escape.js';
import type { Arguments } from './arguments.js';
import { askedCalls } from './asked-calls.js';
import { openCatalog } from './catalog-files.js';
import { cutList, renderRows, writeJson } from './command-output.js';
import { answersFor, groupCalls, type SchemeAnswer, schemesOf, unanswered } from './least-answers.js';
import { type Comparison, compare, comparisonRows } from './least-for.js';
import { leastJson } from './least-json.js';
import { type LeastTextSetting, leastText } from './least-text.js';
import { type Output, tell } from './output.js';
import { isPasteTool, paste } from './paste.js';
import { readFile, textFault } from './read-file.js';
import { terminalWidth } from './terminal.js';
import { UsageError } from './usage-error.js';

/**
 * `permlint least CALL...`: the smallest set of permissions for some calls, and how a registration compares. Exit code 1
 * when a call has no answer, 2 when a file or call cannot be read.
 */
export async function least({ operands, options }: Arguments, output: Output, errors: Output): Promise<number> {
  const say = (text: string): void => tell(errors, text);
  const notice = (text: string): void => (options.has('quiet') ? undefined : say(text));
  const file = options.get('calls');
  const { calls: all, faults, notices } = askedCalls(operands, typeof file === 'string' ? [file] : [], notice);
  const calls = callsOfApp(all, options.get('app'), notice);
  for (const text of notices) notice(text);
  for (const text of faults) say(text);
  if (calls.length === 0 && faults.length > 0) return 2;
  const catalog = openCatalog();
  const answers = answersOf(catalog, calls, options);
  const compared = await comparisonsOf(catalog, options.get('for'), askedKind(calls, options), say);
  if (compared === undefined) return 2;
  const tool = options.get('as');
  if (isPasteTool(tool)) {
    output.write(paste(tool, toPaste(answers, compared, options.has('for'))));
    const left = uncoveredNotice(answers);
    if (left !== undefined && !options.has('for')) notice(left);
  } else if (options.get('format') === 'json') writeJson(output, leastJson(catalog, answers, compared));
  else output.write(texts(catalog, answers, compared, settingOf(options)));
  if (faults.length > 0) return 2;
  return unanswered(answers).length > 0 ? 1 : 0;
}

/** Where one kind is asked for, calls that name none are made with it. */
function askedKind(calls: readonly Call[], options: Arguments['options']): readonly Call[] {
  const isApplication = options.has('application');
  const isDelegated = options.has('delegated') || options.has('personal');
  if (isApplication === isDelegated) return calls;
  const kind = isApplication ? 'application' : 'delegated';
  return calls.flatMap((call) => (call.kind === undefined ? [{ ...call, kind }] : call.kind === kind ? [call] : []));
}

function answersOf(catalog: Catalog, calls: readonly Call[], options: Arguments['options']): readonly SchemeAnswer[] {
  if (calls.length === 0) {
    throw new UsageError('least needs a call', {
      hint: 'For example permlint least "GET /users", --calls FILE, or - for standard input',
    });
  }
  const asked = (['work', 'personal', 'application'] as const).filter((scheme) => options.has(optionOf[scheme]));
  const answers = answersFor(catalog, schemesOf(asked, calls), groupCalls(catalog, calls));
  if (answers.length > 0) return answers;
  throw new UsageError('the calls are made with another kind of permission than is asked for');
}

const optionOf = { work: 'delegated', personal: 'personal', application: 'application' } as const;

/** A log may hold the calls of many applications, whose permissions are no business of each other. */
function callsOfApp(
  calls: readonly Call[],
  app: string | boolean | undefined,
  notice: (text: string) => void,
): readonly Call[] {
  const apps = new Set(calls.flatMap(({ appId }) => appId ?? []));
  if (typeof app === 'string') {
    const own = calls.filter(({ appId }) => appId === app.toLowerCase());
    if (own.length > 0) return own;
    throw new UsageError(
      `no call is of the application ${app}`,
      apps.size === 0 ? {} : { hint: `The calls are of ${[...apps].slice(0, 5).join(', ')}` },
    );
  }
  if (apps.size > 1) notice(`the calls of ${apps.size} applications are taken together; --app ID takes those of one`);
  return calls;
}

/** The comparisons that were asked for, or undefined where the registration cannot be read. */
async function comparisonsOf(
  catalog: Catalog,
  file: string | boolean | undefined,
  calls: readonly Call[],
  say: (text: string) => void,
): Promise<readonly Comparison[] | undefined> {
  if (typeof file !== 'string') return [];
  const name = file === '-' ? '<stdin>' : file;
  const input = { name, path: file === '-' ? undefined : file, origin: 'named' } as const;
  const read = readFile(input, say);
  if (!('text' in read)) {
    say(`${name}: ${textFault(read)}`);
    return undefined;
  }
  const { comparisons, others, faults } = await compare(catalog, input, read.text, calls);
  for (const fault of faults) say(fault);
  if (comparisons.length === 0 && faults.length === 0) say(`no call is of an application in ${name}`);
  else if (others > 0) say(`${others} other applications in ${name} make none of the calls`);
  return comparisons.length === 0 || faults.length > 0 ? undefined : comparisons;
}

function toPaste(
  answers: readonly SchemeAnswer[],
  comparisons: readonly Comparison[],
  isFor: boolean,
): readonly Permission[] {
  const [only, ...more] = comparisons;
  if (isFor && only !== undefined) {
    if (more.length > 0) throw new UsageError('--as writes for one registration, and the file holds several');
    if (only.unresolved.length > 0) {
      const lost = cutList(only.unresolved, 3);
      throw new UsageError(`what would be pasted lacks ${lost}, which the registration requests and no list holds`, {
        hint: 'Without --as the answer says what to change.',
      });
    }
    return only.replacement;
  }
  if (answers.length > 1) {
    throw new UsageError('these calls can be made in more than one way', { hint: 'Say --delegated or --application.' });
  }
  return answers.flatMap(({ answer }) => answer.permissions.map(({ permission }) => permission));
}

function settingOf(options: Arguments['options']): LeastTextSetting {
  return {
    width: Math.min(100, terminalWidth()),
    isBrief: options.has('quiet') || options.get('format') === 'concise',
    isVerbose: options.has('verbose'),
  };
}

/** What is pasted lacks what these calls need. */
function uncoveredNotice(answers: readonly SchemeAnswer[]): string | undefined {
  const left = unanswered(answers);
  if (left.length === 0) return undefined;
  const texts = left.map(({ text }) => text);
  return `${left.length === 1 ? 'one call has' : `${left.length} calls have`} no permission in this: ${cutList(texts, 3)}`;
}

function texts(
  catalog: Catalog,
  answers: readonly SchemeAnswer[],
  comparisons: readonly Comparison[],
  setting: LeastTextSetting,
): string {
  const { width } = setting;
  const blocks = answers.map((each) => leastText(catalog, each, setting));
  for (const each of comparisons) {
    const title = each.name === undefined ? 'The registration' : each.name;
    blocks.push(`${escapeText(title)}\n${renderRows(comparisonRows(each), width)}`);
  }
  return blocks.join('\n');
}

import { existsSync } from 'node:fs';
import { spellingOf } from '../catalog/resolve.js';
import { lastDay } from '../config/check-config.js';
import { literalPath } from '../config/patterns.js';
import { readConfigFile } from '../config/read-config.js';
import type { Application, PermissionKind } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { type Severity, severities } from '../model/finding.js';
import { counted } from '../report/heading.js';
import type { Arguments } from './arguments.js';
import { shownPath } from './config-files.js';
import { configName } from './config-path.js';
import type { Output } from './output.js';
import { saveFile } from './save-file.js';
import { openSession, outcomes } from './session.js';
import { dayOfRun } from './today.js';
import { UsageError } from './usage-error.js';

/** What a look at the files found. */
interface Found {
  readonly applications: { readonly application: Application; readonly file: string }[];
  readonly counts: Record<Severity, number>;
  /** APIs that no catalog holds, by appId. */
  readonly unknownApis: Set<string>;
  readonly files: Set<string>;
  /** The config of a folder above, which the new one takes the place of here. */
  readonly above: string | undefined;
}

/** `permlint init`: writes a commented config that fits the registrations below the working directory. */
export async function init(args: Arguments, output: Output): Promise<number> {
  if (args.operands.length > 0) throw new UsageError(`init takes no operand, and was given "${args.operands[0]}"`);
  if (existsSync(configName)) {
    throw new UsageError(`${configName} is there already`, { hint: 'Edit it; permlint config shows what it sets.' });
  }
  const found = await look(args);
  const text = configText(found, dayOfRun());
  const reading = readConfigFile(configName, text);
  if (!reading.ok) throw new Error(`init wrote a config that is none: ${reading.faults[0]?.message}`);
  saveFile(configName, text);
  output.write(`${configName} written, for ${foundText(found)}.\n${nextSteps(found)}`);
  if (found.above !== undefined) {
    const above = shownPath(found.above);
    output.write(`From here on it counts in place of ${above}; extends: ${above} adds to that.\n`);
  }
  return 0;
}

async function look(args: Arguments): Promise<Found> {
  const session = await openSession(args, () => undefined);
  const whole = { ...session, setting: { ...session.setting, keepsAll: true } };
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const above = session.configPath;
  const found: Found = { applications: [], counts, unknownApis: new Set(), files: new Set(), above };
  for await (const { name, outcome } of outcomes(whole)) {
    if (outcome.kind !== 'linted') continue;
    for (const { severity, rule, permission } of outcome.linted.findings) {
      counts[severity] += 1;
      if (rule === 'unknown-api' && permission !== undefined) found.unknownApis.add(permission.api.toLowerCase());
    }
    for (const application of outcome.linted.applications) found.applications.push({ application, file: name });
    if (outcome.linted.applications.length > 0) found.files.add(name);
  }
  return found;
}

function foundText({ applications, files }: Found): string {
  return `${counted(applications.length, 'app registration')} in ${counted(files.size, 'file')}`;
}

function nextSteps({ counts }: Found): string {
  const parts = severities
    .filter((each) => each !== 'info' && counts[each] > 0)
    .map((each) => `${counts[each]} ${each}`);
  if (parts.length === 0) return 'There is nothing to correct.\n';
  const fails = counts.critical + counts.high;
  return [
    `${parts.join(', ')}${fails === 0 ? ': none of them fails a run' : `; ${counts.critical > 0 ? 'critical and high' : 'high'} fail a run`}.\n`,
    'Next: permlint --fix corrects what is safe to correct, permlint shows the rest, permlint baseline records it,\n',
    'so that only new findings count from then on.\n',
  ].join('');
}

/** Lists in a config are cut here: it is a beginning, not an inventory. */
const mostListed = 10;

function configText(found: Found, now: Date): string {
  return [
    ...headLines(found),
    ...runLines(found),
    ...policyLines,
    ...catalogLines([...found.unknownApis]),
    ...appLines(found.applications),
    ...waiverLines(now),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function headLines(found: Found): readonly string[] {
  const schema = './node_modules/permlint/dist/schema/config.json';
  return [
    ...(existsSync(schema) ? [`# yaml-language-server: $schema=${schema}`] : []),
    '# The config of permlint. permlint config FILE shows what applies to a file, and where it comes from.',
    `# It was begun with ${foundText(found)}.`,
    '',
  ];
}

function runLines(found: Found): readonly string[] {
  return [
    '# The lowest severity that fails a run: info, low, medium, high, critical, or never.',
    'failOn: high',
    '',
    '# Where the tenant is: global, usgov, usgov-dod or china.',
    '# cloud: usgov',
    '',
    '# What is looked at in folders, and what is passed over, as in .gitignore.',
    '# include:',
    ...includeLines(found).map((line) => `#   - ${line}`),
    '# ignore:',
    "#   - '**/samples/**'",
    '',
  ];
}

const policyLines: readonly string[] = [
  '# Severities of rules: off, or another than their own. permlint rules lists them.',
  '# rules:',
  '#   narrower-exists: off',
  '',
  '# What your organisation denies and allows: globs over Api/Name, with :application or :delegated behind. What an',
  '# allow entry holds is never denied.',
  '# permissions:',
  '#   deny:',
  "#     - 'Microsoft Graph/*.ReadWrite.All:application'",
  '#   allow:',
  "#     - 'Microsoft Graph/User.Read:delegated'",
  '',
];

function waiverLines(now: Date): readonly string[] {
  return [
    '# Findings that you accept on purpose; permlint waive RULE writes one. Each has a reason and an end.',
    '# waivers:',
    '#   - rule: privilege-escalation',
    '#     app: Contoso Sync',
    '#     reason: Provisioning service, reviewed by the security board',
    '#     owner: iam@contoso.example',
    `#     expires: ${lastDay(now)}`,
  ];
}

/** All that was found, by top-level folder: what is left out here would never be looked at. */
function includeLines({ files }: Found): readonly string[] {
  const patterns = [...files].map((file) => {
    const ending = /\.[^./]*$/.exec(file)?.[0] ?? '';
    const [top = '', ...below] = file.split('/');
    return below.length === 0 ? `/*${ending}` : `/${literalPath(top)}/**/*${ending}`;
  });
  const distinct = [...new Set(patterns)].map(quotedYaml);
  return distinct.length === 0 ? ["'/apps/**/*.json'"] : distinct;
}

function catalogLines(unknown: readonly string[]): readonly string[] {
  const head = [
    '# APIs of your own, so that their permissions are checked, too: a file that holds the service principal or the',
    '# registration of the API, or name and ids written here.',
    '# catalogs:',
  ];
  if (unknown.length === 0) return [...head, '#   - catalogs/orders-api.json', ''];
  const lines = unknown
    .slice(0, mostListed)
    .flatMap((appId) => [
      `#   - appId: ${appId}`,
      '#     name: an API that is asked for here and is in no catalog',
      '#     delegated: { Orders.Read: 00000000-0000-0000-0000-000000000000 }',
    ]);
  return [...head, ...lines, ''];
}

/** What is known of single applications: how each signs in follows from what it requests, and is for the team to say. */
function appLines(applications: Found['applications']): readonly string[] {
  const head = [
    "# How applications sign in (user, app-only) and which calls they make (calls: ['GET /me']): then permlint also says",
    '# what is missing or too much for them.',
    '# apps:',
  ];
  const lines = applications.slice(0, mostListed).flatMap(appEntry);
  if (lines.length === 0) lines.push('#   - name: Contoso Portal', '#     flows: [user]');
  const more = applications.length - mostListed;
  return [...head, ...lines, ...(more > 0 ? [`#   # and ${more} more`] : []), ''];
}

function appEntry({ application, file }: Found['applications'][number]): readonly string[] {
  const name = knownValue(application.name);
  const appId = knownValue(application.appId);
  return [
    `#   - file: ${quotedYaml(literalPath(file))}`,
    ...(name === undefined || name.trim() === '' ? [] : [`#     name: ${quotedYaml(name)}`]),
    ...(appId === undefined || spellingOf(appId).form !== 'guid' ? [] : [`#     appId: ${appId}`]),
    `#     flows: [${flowsOf(application).join(', ')}]`,
  ];
}

function flowsOf({ requests }: Application): readonly string[] {
  const asks = (kind: PermissionKind): boolean => requests.some((request) => knownValue(request.kind) === kind);
  const flows = [asks('delegated') ? 'user' : '', asks('application') ? 'app-only' : ''].filter((each) => each !== '');
  return flows.length === 0 ? ['user'] : flows;
}

/** A text of a file in quotes, on one line: it may hold anything. */
function quotedYaml(text: string): string {
  const isPlain = /^[\w./ -]+$/.test(text);
  return isPlain ? `'${text}'` : JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, escapeUnicode);
}

function escapeUnicode(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

import { isListed } from '../catalog/lookup.js';
import type { Api, Catalog, Permission, Retirement } from '../catalog/types.js';
import { callData } from '../least/openers.js';
import { nearestOf } from '../model/spelling.js';
import { escapeText } from '../report/escape.js';
import { wrap } from '../report/wrap.js';
import type { RuleMeta } from '../rules/define-rule.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { type Row, renderRows, writeJson } from './command-output.js';
import { describeMiss } from './describe-miss.js';
import { pathLines } from './explain-opens.js';
import { describePermission, type PermissionFacts, permissionFacts, retirementRows } from './explain-permission.js';
import { findApi, findApis, findPermissions, joinOperands, parseQuery, type Query } from './find-permissions.js';
import { type Output, tell } from './output.js';
import { apiLine, permissionLine } from './permission-line.js';
import { metaOf } from './rules.js';
import { runCatalog } from './run-catalog.js';
import { terminalWidth } from './terminal.js';
import { UsageError } from './usage-error.js';

// More are listed with a line each, and the answer says how to ask for one.
const mostExplained = 5;

/** `permlint explain X`: what a rule, a permission or an API is. Exit code 1 when nothing is called so. */
export async function explain(args: Arguments, output: Output, errors: Output): Promise<number> {
  const { options } = args;
  const [text, ...more] = await operandsOf(args);
  if (text === undefined || more.length > 0) {
    const hint = 'For example permlint explain Mail.Read, or permlint explain "Office 365 SharePoint Online"';
    throw new UsageError('explain takes one rule, permission, id, API or error code', { hint });
  }
  const withPaths = options.has('paths');
  const answer = await answerFor(text, withPaths, args);
  if (typeof answer === 'string') {
    tell(errors, answer);
    return 1;
  }
  if (withPaths && answer.data.kind !== 'permission') {
    const hint = 'For example permlint explain --paths Mail.Read:delegated';
    throw new UsageError('--paths lists the calls that a permission opens', { hint });
  }
  if (options.get('format') === 'json') writeJson(output, { version: 1, ...answer.data });
  else output.write(answer.text());
  return 0;
}

const aadstsForm = /^aadsts[\s:#-]{0,9}\d{4,9}:?$/i;

/** Words that a shell took apart are one where together they are an AADSTS code or name an API. */
async function operandsOf(args: Arguments): Promise<readonly string[]> {
  const { operands } = args;
  if (operands.length < 2) return operands;
  const joined = operands.join(' ');
  return aadstsForm.test(joined) ? [joined] : joinOperands(await runCatalog(args), operands);
}

/** What is printed, as data and as text. */
interface Answer {
  readonly data: Readonly<Record<string, unknown>> & { readonly kind: string };
  readonly text: () => string;
}

/** The answer, or why there is none. */
async function answerFor(text: string, withPaths: boolean, args: Arguments): Promise<Answer | string> {
  if (/^(?:get|post|put|patch|delete|head)\s+\S/i.test(text)) {
    return 'that is a call: permlint least names the permissions that open it';
  }
  const rule = rules.find(({ id }) => id === text.toLowerCase());
  if (rule !== undefined) return await ruleAnswer(rule);
  const catalog = await runCatalog(args);
  if (aadstsForm.test(text)) return await refusalAnswer(catalog, text, []);
  if (/^aadsts\d/i.test(text)) return 'that is an answer of the service: permlint diagnose names its cause';
  const query = parseQuery(catalog, text);
  const exact = findApi(catalog, text);
  if (exact !== undefined) return apiAnswer(catalog, exact);
  const apis = findApis(catalog, query);
  const permissions = findPermissions(catalog, query);
  const [api] = apis;
  if (api !== undefined && apis.length === 1 && permissions.length === 0) return apiAnswer(catalog, api);
  if (apis.length + permissions.length > 0) return permissionsAnswer(catalog, query, { apis, permissions, withPaths });
  const inTeams = catalog.resourceSpecificNames().filter(({ name }) => name.toLowerCase() === query.name.toLowerCase());
  if (inTeams.length > 0) {
    const data = { kind: 'resource-specific', permissions: inTeams };
    return { data, text: () => inTeams.map(resourceSpecificText).join('\n') };
  }
  const ids = rules.map(({ id }) => id);
  return await refusalAnswer(catalog, text, nearestOf(text, ids, 2));
}

/** An error code or a cause: most runs ask for neither, and their texts are many. `near`: what else may be meant. */
async function refusalAnswer(catalog: Catalog, text: string, near: readonly string[]): Promise<Answer | string> {
  const { explainRefusal, nearRefusals } = await import('./explain-refusal.js');
  const answer = explainRefusal(catalog, text, textWidth());
  return answer ?? describeMiss(catalog, parseQuery(catalog, text), [...near, ...nearRefusals(catalog, text)]);
}

/** A few rules have the name of a cause, since both see the same fault: one before the deployment, the other after it. */
async function ruleAnswer(rule: RuleMeta): Promise<Answer> {
  const { causeNamed } = await import('./explain-refusal.js');
  const cause = causeNamed(rule.id);
  const more =
    cause === undefined ? '' : `Refused calls\n  permlint explain ${cause} tells of the calls that fail by it.\n`;
  return { data: { kind: 'rule', rule: metaOf(rule) }, text: () => ruleText(rule) + more };
}

function apiAnswer(catalog: Catalog, api: Api): Answer {
  const facts = apiFacts(catalog, api);
  const text = () => `${api.name}   API\n${renderRows(apiRows(facts), textWidth())}`;
  return { data: { kind: 'api', api: facts }, text };
}

interface Found {
  readonly apis: readonly Api[];
  readonly permissions: readonly Permission[];
  readonly withPaths: boolean;
}

function permissionsAnswer(catalog: Catalog, query: Query, { apis, permissions, withPaths }: Found): Answer {
  const facts = permissions.map((permission) => permissionFacts(catalog, permission, withPaths));
  const ids = new Set([...apis.map(({ appId }) => appId), ...permissions.map(({ id }) => id)]);
  const isList = permissions.length > mostExplained || (query.prefix !== undefined && ids.size > 1);
  const [first] = permissions;
  const narrow = query.prefix === undefined && first !== undefined ? `"${first.api.name}/${first.name}"` : [...ids][0];
  const list = () =>
    `${[...apis.map(apiLine), ...permissions.map(permissionLine)].join('')}One of them: permlint explain ${narrow}\n`;
  // The calls are a file of their own, which permissions of other APIs have nothing to do with.
  const dateFor = ({ opens }: PermissionFacts): string => (opens === null ? '' : callData(catalog).table.date);
  const blocks = () => facts.map((each) => permissionText(each, dateFor(each))).join('\n');
  const others = apis.length === 0 ? {} : { apis: apis.map((api) => apiFacts(catalog, api)) };
  return { data: { kind: 'permission', permissions: facts, ...others }, text: isList ? list : blocks };
}

function permissionText(facts: PermissionFacts, date: string): string {
  const { title, rows } = describePermission(facts, date);
  const paths = facts.opens?.paths ?? [];
  return `${escapeText(title)}\n${renderRows(rows, textWidth())}${pathLines(paths)}`;
}

/** Lines of text that are longer are hard to read. */
const textWidth = (): number => Math.min(100, terminalWidth());

function resourceSpecificText({ name, kind }: { readonly name: string; readonly kind: string }): string {
  const rows: readonly Row[] = [
    ['id', 'none that is public'],
    ['belongs', 'in a Teams app manifest, by name'],
  ];
  return `${name}   resource-specific ${kind} permission\n${renderRows(rows, textWidth())}`;
}

function ruleText({ id, title, severity, category, why, remedy, sources, options = {} }: RuleMeta): string {
  const width = textWidth();
  const section = (heading: string, text: string) => [heading, ...wrap(text, width, '  ')];
  const sourceLines = sources.flatMap((source) =>
    wrap(`${source.title}: ${source.where} (seen ${source.seen})`, width, '  '),
  );
  const optionLines = Object.entries(options).flatMap(([name, { allowed, effect }]) =>
    wrap(`${name}: ${allowed}. ${effect}`, width, '  '),
  );
  const lines = [
    `${id}   ${severity}, ${category}`,
    ...wrap(title, width, '  '),
    ...section('Why', why),
    ...section('What to do', remedy),
    ...(optionLines.length === 0 ? [] : ['Options', ...optionLines]),
    ...(sources.length === 0 ? [] : ['Sources', ...sourceLines]),
  ];
  return `${lines.join('\n')}\n`;
}

interface ApiFacts {
  readonly appId: string;
  readonly name: string;
  /** False where the list of permissions may lack some. */
  readonly complete: boolean;
  readonly application: number;
  readonly delegated: number;
  readonly resourceSpecific: number;
  readonly retirement: Retirement | null;
}

function apiFacts(catalog: Catalog, api: Api): ApiFacts {
  const listed = catalog.permissionsOf(api).filter(isListed);
  const ordinary = listed.filter(({ resourceSpecific }) => !resourceSpecific);
  const application = ordinary.filter(({ kind }) => kind === 'application').length;
  return {
    appId: api.appId,
    name: api.name,
    complete: api.complete,
    application,
    delegated: ordinary.length - application,
    resourceSpecific: listed.length - ordinary.length,
    retirement: catalog.retirement(api.appId, undefined) ?? null,
  };
}

function apiRows({ appId, complete, application, delegated, resourceSpecific, retirement }: ApiFacts): readonly Row[] {
  const specific = resourceSpecific === 0 ? '' : `, ${resourceSpecific} resource-specific`;
  return [
    ['appId', appId],
    ['permissions', `${application} application, ${delegated} delegated${specific}`],
    ['list', complete ? 'complete' : 'may lack some permissions'],
    ...(retirement === null ? [] : retirementRows(retirement)),
  ];
}

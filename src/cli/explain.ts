import type { Api, Catalog, Retirement } from '../catalog/types.js';
import { nearestOf } from '../model/spelling.js';
import { escapeText } from '../report/escape.js';
import { wrap } from '../report/wrap.js';
import type { RuleMeta } from '../rules/define-rule.js';
import { rules } from '../rules/index.js';
import type { Arguments } from './arguments.js';
import { openCatalog } from './catalog-files.js';
import { type Row, renderRows, writeJson } from './command-output.js';
import { describePermission, permissionFacts, retirementRows } from './explain-permission.js';
import { describeMiss, findApi, findPermissions, parseQuery } from './find-permissions.js';
import type { Output } from './output.js';
import { metaOf } from './rules.js';
import { terminalWidth } from './terminal.js';
import { UsageError } from './usage-error.js';

/** `permlint explain X`: what a rule, a permission or an API is. Exit code 1 when nothing is called so. */
export function explain({ operands, options }: Arguments, output: Output, errors: Output): number {
  const [text] = operands;
  if (text === undefined || operands.length > 1) {
    const hint = 'For example permlint explain Mail.Read, or permlint explain "Office 365 SharePoint Online"';
    throw new UsageError('explain takes one rule, permission, id or API', { hint });
  }
  const asJson = options.get('format') === 'json';
  const rule = rules.find(({ id }) => id === text.toLowerCase());
  if (rule !== undefined) {
    if (asJson) writeJson(output, { version: 1, kind: 'rule', rule: metaOf(rule) });
    else output.write(ruleText(rule));
    return 0;
  }
  return explainFromCatalog(openCatalog(), text, asJson, output, errors);
}

function explainFromCatalog(catalog: Catalog, text: string, asJson: boolean, output: Output, errors: Output): number {
  const api = findApi(catalog, text);
  if (api !== undefined) {
    const facts = apiFacts(catalog, api);
    if (asJson) writeJson(output, { version: 1, kind: 'api', api: facts });
    else output.write(`${api.name}   API\n${renderRows(apiRows(facts), terminalWidth())}`);
    return 0;
  }
  const query = parseQuery(catalog, text);
  const found = findPermissions(catalog, query).map((permission) => permissionFacts(catalog, permission));
  if (found.length > 0) {
    const blocks = found
      .map(describePermission)
      .map(({ title, rows }) => `${escapeText(title)}\n${renderRows(rows, terminalWidth())}`);
    if (asJson) writeJson(output, { version: 1, kind: 'permission', permissions: found });
    else output.write(blocks.join('\n'));
    return 0;
  }
  const inTeams = catalog.resourceSpecificNames().filter(({ name }) => name.toLowerCase() === query.name.toLowerCase());
  if (inTeams.length > 0) {
    if (asJson) writeJson(output, { version: 1, kind: 'resource-specific', permissions: inTeams });
    else output.write(inTeams.map(resourceSpecificText).join('\n'));
    return 0;
  }
  const near = nearestOf(
    text,
    rules.map(({ id }) => id),
    2,
  );
  errors.write(`permlint: ${escapeText(describeMiss(catalog, query, near))}\n`);
  return 1;
}

function resourceSpecificText({ name, kind }: { readonly name: string; readonly kind: string }): string {
  const rows: readonly Row[] = [
    ['id', 'none that is public'],
    ['belongs', 'in a Teams app manifest, by name'],
  ];
  return `${name}   resource-specific ${kind} permission\n${renderRows(rows, terminalWidth())}`;
}

function ruleText({ id, title, severity, category, why, remedy, sources }: RuleMeta): string {
  const width = terminalWidth();
  const section = (heading: string, text: string) => [heading, ...wrap(text, width, '  ')];
  const sourceLines = sources.flatMap((source) =>
    wrap(`${source.title}: ${source.where} (seen ${source.seen})`, width, '  '),
  );
  const lines = [
    `${id}   ${severity}, ${category}`,
    ...wrap(title, width, '  '),
    ...section('Why', why),
    ...section('What to do', remedy),
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
  const listed = catalog.permissionsOf(api).filter(({ state }) => state === 'live' || state === 'disabled');
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

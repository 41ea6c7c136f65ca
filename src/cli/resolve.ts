import type { Api, Catalog, Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import { escapeText } from '../report/escape.js';
import type { Arguments } from './arguments.js';
import { openCatalog } from './catalog-files.js';
import { cutList, writeJson } from './command-output.js';
import { describeMiss, findApi, findPermissions, parseQuery, preferLive, type Query } from './find-permissions.js';
import type { Output } from './output.js';
import { isPasteTool, paste } from './paste.js';
import { UsageError } from './usage-error.js';

interface Answer {
  readonly query: Query;
  readonly api: Api | undefined;
  readonly permissions: readonly Permission[];
}

/** `permlint resolve NAME|ID...`: names to ids and back, or what to paste. Exit code 1 when something has no answer. */
export function resolve({ operands, options }: Arguments, output: Output, errors: Output): number {
  if (operands.length === 0) {
    throw new UsageError('resolve needs a permission or an id', { hint: 'For example permlint resolve Mail.Read' });
  }
  const catalog = openCatalog();
  const kinds = (['delegated', 'application'] as const).filter((kind) => options.has(kind));
  const answers = operands.map((text) => answerFor(catalog, text, kinds));
  const tool = options.get('as');
  if (isPasteTool(tool)) {
    const chosen = pasted(answers, kinds);
    if (chosen.length > 0) output.write(paste(tool, chosen));
  } else if (options.get('format') === 'json') {
    writeJson(output, { version: 1, answers: answers.map(jsonAnswer) });
  } else output.write(answers.flatMap(linesOf).join(''));
  const misses = answers.filter(({ api, permissions }) =>
    tool === undefined ? api === undefined && permissions.length === 0 : !permissions.some(isRequestable),
  );
  for (const { query, api, permissions } of misses) {
    errors.write(`permlint: ${escapeText(missText(catalog, query, api, permissions, kinds))}\n`);
  }
  return misses.length > 0 ? 1 : 0;
}

function answerFor(catalog: Catalog, text: string, kinds: readonly PermissionKind[]): Answer {
  const api = findApi(catalog, text);
  const query = parseQuery(catalog, text);
  if (api !== undefined) return { query, api, permissions: [] };
  const found = preferLive(findPermissions(catalog, query));
  const wanted = query.kind === undefined && kinds.length > 0 ? kinds : undefined;
  return { query, api, permissions: wanted === undefined ? found : found.filter(({ kind }) => wanted.includes(kind)) };
}

function linesOf({ api, permissions }: Answer): readonly string[] {
  const own = api === undefined ? [] : [`${api.appId}  API          ${api.name}\n`];
  return [
    ...own,
    ...permissions.map((each) => `${each.id}  ${each.kind.padEnd(11)}  ${each.api.name}/${each.name}${remark(each)}\n`),
  ];
}

function remark({ state, resourceSpecific }: Permission): string {
  const words = [...(state === 'live' ? [] : [state]), ...(resourceSpecific ? ['resource-specific'] : [])];
  return words.length === 0 ? '' : `  (${words.join(', ')})`;
}

function jsonAnswer({ query, api, permissions }: Answer) {
  return {
    query: query.text,
    api: api === undefined ? null : { appId: api.appId, name: api.name },
    permissions: permissions.map((each) => ({
      api: each.api.appId,
      apiName: each.api.name,
      id: each.id,
      name: each.name,
      kind: each.kind,
      state: each.state,
      resourceSpecific: each.resourceSpecific,
    })),
  };
}

/** A permission that a registration can request. */
function isRequestable({ state, resourceSpecific }: Permission): boolean {
  return (state === 'live' || state === 'disabled') && !resourceSpecific;
}

/** One permission for each answer; what can mean two is an error, since a guess would be pasted unseen. */
function pasted(answers: readonly Answer[], kinds: readonly PermissionKind[]): readonly Permission[] {
  const doubts: string[] = [];
  const chosen = answers.flatMap(({ query, permissions }) => {
    const usable = permissions.filter(isRequestable);
    const apis = [...new Set(usable.map(({ api }) => api.name))];
    if (apis.length > 1) doubts.push(`${query.text} belongs to ${cutList(apis, 4)}: write API/${query.name}`);
    else if (usable.length > 1 && kinds.length < 2 && usable.some(({ kind }) => kind !== usable[0]?.kind)) {
      doubts.push(`${query.text} is both: write ${query.text}:delegated or ${query.text}:application`);
    }
    return usable;
  });
  if (doubts.length > 0) {
    const hint = 'Or say --delegated or --application for every name.';
    throw new UsageError(doubts.join('; '), doubts.some((doubt) => doubt.includes(' is both: ')) ? { hint } : {});
  }
  return chosen;
}

function missText(
  catalog: Catalog,
  query: Query,
  api: Api | undefined,
  permissions: readonly Permission[],
  kinds: readonly PermissionKind[],
): string {
  if (api !== undefined) return `${api.name} is an API; name permissions of it`;
  const [first] = permissions;
  if (first !== undefined) return `${first.name || first.id} cannot be requested${remark(first)}`;
  return describeMiss(catalog, { ...query, kind: query.kind ?? (kinds.length === 1 ? kinds[0] : undefined) });
}

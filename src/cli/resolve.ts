import type { Api, Catalog, Permission } from '../catalog/types.js';
import type { PermissionKind } from '../model/application.js';
import type { Arguments } from './arguments.js';
import { cutList, writeJson } from './command-output.js';
import { describeMiss } from './describe-miss.js';
import { findApis, findPermissions, joinOperands, parseQuery, preferLive, type Query } from './find-permissions.js';
import { type Output, tell } from './output.js';
import { isPasteTool, paste } from './paste.js';
import { hasNoId, isRequestable, pasteWarnings, refusal, resourceSpecificText } from './paste-checks.js';
import { apiLine, permissionLine } from './permission-line.js';
import { runCatalog } from './run-catalog.js';
import { UsageError } from './usage-error.js';

interface Answer {
  readonly query: Query;
  readonly apis: readonly Api[];
  readonly permissions: readonly Permission[];
}

/** `permlint resolve NAME|ID...`: names to ids and back, or what to paste. Exit code 1 when something has no answer. */
export async function resolve(args: Arguments, output: Output, errors: Output): Promise<number> {
  const { operands, options } = args;
  if (operands.length === 0) {
    throw new UsageError('resolve needs a permission or an id', { hint: 'For example permlint resolve Mail.Read' });
  }
  const catalog = await runCatalog(args);
  const kinds = (['delegated', 'application'] as const).filter((kind) => options.has(kind));
  const answers = joinOperands(catalog, operands).map((text) => answerFor(catalog, text, kinds));
  const tool = options.get('as');
  const say = (text: string): void => tell(errors, text);
  if (isPasteTool(tool)) {
    const chosen = choose(catalog, answers, kinds, say);
    if (chosen === undefined) return 1;
    output.write(paste(tool, chosen));
    if (!options.has('quiet')) for (const warning of pasteWarnings(catalog, paste('manifest', chosen))) say(warning);
    return 0;
  }
  if (options.get('format') === 'json') writeJson(output, { version: 1, answers: answers.map(jsonAnswer) });
  else output.write(answers.flatMap(linesOf).join(''));
  const misses = answers.filter(({ apis, permissions }) => apis.length + permissions.length === 0);
  for (const { query } of misses) say(describeMiss(catalog, withKind(query, kinds)));
  return misses.length > 0 ? 1 : 0;
}

function answerFor(catalog: Catalog, text: string, kinds: readonly PermissionKind[]): Answer {
  const query = parseQuery(catalog, text);
  const apis = findApis(catalog, query);
  if (apis.length > 0 && query.prefix === undefined) return { query, apis, permissions: [] };
  const found = preferLive(findPermissions(catalog, query));
  const wanted = query.kind === undefined && kinds.length > 0 ? kinds : undefined;
  return { query, apis, permissions: wanted === undefined ? found : found.filter(({ kind }) => wanted.includes(kind)) };
}

function linesOf({ apis, permissions }: Answer): readonly string[] {
  return [...apis.map(apiLine), ...permissions.map(permissionLine)];
}

function jsonAnswer({ query, apis, permissions }: Answer) {
  const found = apis.map(({ appId, name }) => ({ appId, name }));
  return {
    query: query.text,
    api: (found.length === 1 ? found[0] : undefined) ?? null,
    // Several only where the first digits of an id are those of several.
    apis: found,
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

function withKind(query: Query, kinds: readonly PermissionKind[]): Query {
  return { ...query, kind: query.kind ?? (kinds.length === 1 ? kinds[0] : undefined) };
}

/**
 * The permissions to paste, all or none: what lacks one that was asked for looks complete. What has no answer, or
 * cannot be requested, is said.
 */
function choose(
  catalog: Catalog,
  answers: readonly Answer[],
  kinds: readonly PermissionKind[],
  say: (text: string) => void,
): readonly Permission[] | undefined {
  const refusals = answers.flatMap((answer) => refusalOf(catalog, answer, kinds) ?? []);
  const doubts = answers.flatMap((answer) => doubtOf(answer, kinds) ?? []);
  if (refusals.length > 0) {
    for (const text of [...refusals, ...doubts]) say(text);
    return undefined;
  }
  if (doubts.length > 0) {
    const hint = 'Or say --delegated or --application for every name.';
    throw new UsageError(doubts.join('; '), doubts.some((doubt) => doubt.includes(' is both: ')) ? { hint } : {});
  }
  return answers.flatMap(({ permissions }) => permissions.filter(isRequestable));
}

function refusalOf(catalog: Catalog, answer: Answer, kinds: readonly PermissionKind[]): string | undefined {
  const { query, apis, permissions } = answer;
  if (permissions.some(isRequestable)) return undefined;
  const [first] = permissions;
  const [api] = apis;
  if (first !== undefined) return refusal(catalog, first);
  if (hasNoId(catalog, query.name)) return resourceSpecificText(query.name);
  if (api !== undefined) return `${api.name} is an API; name permissions of it`;
  return describeMiss(catalog, withKind(query, kinds));
}

/** What can mean two is an error, since a guess would be pasted unseen. */
function doubtOf({ query, permissions }: Answer, kinds: readonly PermissionKind[]): string | undefined {
  const usable = permissions.filter(isRequestable);
  const ids = [...new Set(usable.map(({ id }) => id))];
  if (query.prefix !== undefined && ids.length > 1) return `${query.name} begins ${ids.length} ids: ${cutList(ids, 4)}`;
  const apis = [...new Set(usable.map(({ api }) => api.name))];
  if (apis.length > 1) return `${query.text} belongs to ${cutList(apis, 4)}: write API/${query.name}`;
  if (usable.length > 1 && kinds.length < 2 && usable.some(({ kind }) => kind !== usable[0]?.kind)) {
    return `${query.text} is both: write ${query.text}:delegated or ${query.text}:application`;
  }
  return undefined;
}

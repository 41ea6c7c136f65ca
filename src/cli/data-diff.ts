import type { OwnApi } from '../model/own-api.js';
import { escapeText } from '../report/escape.js';
import { counted } from '../report/heading.js';
import type { Arguments } from './arguments.js';
import { openCatalog } from './catalog-files.js';
import { cutList, writeJson } from './command-output.js';
import { type Change, type Comparison, compareLists, isSame, listsOf, summaryOf } from './data-compare.js';
import { headOf, readApis } from './data-file.js';
import type { Output } from './output.js';
import { UsageError } from './usage-error.js';

/** One side of a comparison. */
interface Side {
  readonly name: string;
  readonly cloud: string | null;
  readonly date: string | null;
  readonly apis: readonly OwnApi[];
}

const builtIn = 'built-in';

/**
 * `permlint data diff A [B]`: what B has and A has not, and the other way round; of one file alone, what it has that the
 * built-in catalog has not. Exit code 0, or with `--exit-code`, as in git, 1 where something differs.
 */
export function diffCatalogs({ operands, options }: Arguments, output: Output): number {
  const [first, second, ...others] = operands;
  if (first === undefined || others.length > 0) {
    throw new UsageError('data diff takes one catalog, or two', {
      hint: 'For example permlint data diff built-in permlint.catalog.json',
    });
  }
  const [from, to] = second === undefined ? [side(builtIn), side(first)] : [side(first), side(second)];
  const comparison = compareLists(from.apis, to.apis);
  if (options.get('format') === 'json') writeJson(output, json(from, to, comparison));
  else output.write(text(from, to, comparison));
  return options.has('exit-code') && !isSame(comparison) ? 1 : 0;
}

function side(name: string): Side {
  if (name === builtIn) {
    const catalog = openCatalog();
    return { name, cloud: 'global', date: catalog.date, apis: listsOf(catalog) };
  }
  const apis = readApis(name);
  return { name, ...headOf(apis), apis };
}

function json(from: Side, to: Side, { added, removed, changes }: Comparison) {
  const sideJson = ({ name, cloud, date }: Side) => ({ name, cloud, date });
  const apiJson = ({ appId, name }: OwnApi) => ({ appId, name });
  return {
    version: 1,
    from: sideJson(from),
    to: sideJson(to),
    apis: { added: added.map(apiJson), removed: removed.map(apiJson) },
    permissions: changes.map(({ change, api, permission, before, after }) => ({
      change,
      api: api.appId,
      apiName: api.name,
      id: permission.id,
      name: permission.name,
      kind: permission.kind,
      resourceSpecific: permission.resourceSpecific === true,
      before: before ?? null,
      after: after ?? null,
    })),
  };
}

function text(from: Side, to: Side, comparison: Comparison): string {
  const { added, removed, changes } = comparison;
  const lines = [`${sideText(from)} -> ${sideText(to)}`, ''];
  for (const [index, change] of changes.entries()) {
    if (changes[index - 1]?.api.appId !== change.api.appId) lines.push(change.api.name);
    lines.push(`  ${changeText(change)}`);
  }
  if (changes.length > 0) lines.push('');
  lines.push(`${counted(comparison.shared, 'API')} in both; ${summaryOf(comparison)}`);
  for (const [name, apis] of [
    [from.name, removed],
    [to.name, added],
  ] as const) {
    if (apis.length > 0)
      lines.push(
        `only in ${name}: ${cutList(
          apis.map((api) => api.name),
          10,
        )}`,
      );
  }
  return lines.map((line) => `${escapeText(line)}\n`).join('');
}

function sideText({ name, cloud, date }: Side): string {
  const about = [cloud, date].filter((each) => each !== null).join(', ');
  return about === '' ? name : `${name} (${about})`;
}

function changeText({ change, permission, before, after }: Change): string {
  const { id, name, kind, resourceSpecific } = permission;
  const of = `${resourceSpecific === true ? 'resource-specific' : kind} ${id.toLowerCase()}`;
  if (change === 'added') return `+ ${name}  ${of}`;
  if (change === 'removed') return `- ${name}  ${of}`;
  if (change === 'renamed') return `~ ${before} -> ${after}  ${of}`;
  return `~ ${name}  ${of}  ${change}: ${before} -> ${after}`;
}

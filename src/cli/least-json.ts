import type { Catalog, Permission } from '../catalog/types.js';
import { callText } from '../least/call-path.js';
import type { CallAnswer } from '../least/least.js';
import { callData } from '../least/openers.js';
import type { Call } from '../model/call.js';
import type { CallGroup, SchemeAnswer } from './least-answers.js';
import { type Comparison, wantedOf } from './least-for.js';
import { callNote } from './least-text.js';
import { nearestOf } from './nearest.js';

/** The answers as data; absent values are null. */
export function leastJson(
  catalog: Catalog,
  answers: readonly SchemeAnswer[],
  comparisons: readonly Comparison[],
): object {
  return {
    version: 1,
    callsDate: callData(catalog).table.date,
    answers: answers.map(({ scheme, answer }) => ({
      kind: scheme === 'application' ? 'application' : 'delegated',
      accounts: scheme === 'personal' ? 'personal' : 'work',
      permissions: answer.permissions.map(({ permission }) => permissionJson(catalog, permission)),
      proven: answer.isProven,
      alternative: answer.alternative?.map(({ permission }) => permissionJson(catalog, permission)) ?? null,
      calls: answer.calls.map((each) => callJson(catalog, each, { scheme, answer })),
    })),
    comparisons: comparisons.map((each) => comparisonJson(catalog, each)),
  };
}

function permissionJson(catalog: Catalog, permission: Permission): object {
  const { id, name, kind, api } = permission;
  return { api: api.appId, id, name, kind, tier: catalog.tier(permission)?.tier ?? null };
}

function callJson(catalog: Catalog, answer: CallAnswer<CallGroup>, { scheme, answer: whole }: SchemeAnswer): object {
  const { method, url, count, text } = answer.call;
  const isCovered = answer.status === 'covered';
  return {
    method,
    url: text.slice(method.length + 1),
    count,
    status: answer.status,
    permissions: isCovered ? answer.by.map(({ name }) => name) : [],
    together: isCovered && answer.needsBoth,
    alternatives: isCovered ? answer.alternatives.map(({ name }) => name) : [],
    nearest: answer.status === 'unknown' ? nearestOf(catalog, method, url) : [],
    note: callNote(catalog, answer, scheme, whole.permissions),
  };
}

function comparisonJson(catalog: Catalog, { name, usage, requested, replacement }: Comparison): object {
  const list = (permissions: readonly Permission[]) => permissions.map((each) => permissionJson(catalog, each));
  const texts = (calls: readonly Call[]) => calls.map(callText);
  return {
    application: name ?? null,
    requested: list(requested),
    missing: usage.missing.map((each) => ({ call: callText(each.call), permissions: list(wantedOf(each)) })),
    unused: list(usage.kinds.flatMap(({ unused }) => unused.map(({ permission }) => permission))),
    redundant: list(usage.kinds.flatMap(({ redundant }) => redundant.map(({ permission }) => permission))),
    excessive: usage.kinds
      .flatMap(({ excessive }) => excessive)
      .map(({ permission, instead, calls }) => ({
        ...permissionJson(catalog, permission),
        instead: list(instead.map((live) => live.permission)),
        calls: texts(calls),
      })),
    unknown: texts(usage.unknown),
    replacement: list(replacement),
  };
}

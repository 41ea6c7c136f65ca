import { type Fact, knownValue } from './fact.js';
import type { Finding } from './finding.js';
import type { OffsetRange } from './place.js';

/** A finding with the range of its place, where that is known. */
type Located = Finding & { readonly range: OffsetRange | undefined };

/**
 * What tells each of the findings of one file from the others, in their order, as text: rule, application, permission
 * or else the place's keys and value, and a count of what is alike. No line, no column, no index of a list and no space
 * is part of it, so it stays where lines move; nor is the file, so it stays where that is renamed. Of a file that comes in
 * parts, `before` counts what is alike in all of them, of applications without an appId: those with one come once.
 */
export function identitiesOf(findings: readonly Located[], before = new Map<string, number>()): readonly string[] {
  const own = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(finding);
    const counts = textOf(finding.application?.appId) === undefined ? before : own;
    const count = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, count);
    return JSON.stringify([identity, count]);
  });
}

function identityOf({ rule, application, permission, at, range }: Located): string {
  const app = (textOf(application?.appId) ?? textOf(application?.name) ?? '').toLowerCase();
  if (permission !== undefined) {
    const { api, kind, id, name } = permission;
    return JSON.stringify([rule, app, api, kind, id ?? name]).toLowerCase();
  }
  const keys = at.pointer.filter((part) => typeof part === 'string').map((part) => String(part).toLowerCase());
  const text = range && at.document.text?.slice(range.start, range.end);
  return JSON.stringify([rule, app, keys, text === undefined || /^[[{]/.test(text) ? '' : text]);
}

function textOf(fact: Fact<string | undefined> | undefined): string | undefined {
  return knownValue(fact) ?? (fact?.known === false ? fact.raw : undefined);
}

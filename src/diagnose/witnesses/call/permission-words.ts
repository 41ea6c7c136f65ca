// How witnesses name permissions, so that every piece of evidence uses the same words.
import { graphAppId } from '../../../catalog/lookup.js';
import type { Catalog, Permission } from '../../../catalog/types.js';
import { type CallAnswer, wantedOf } from '../../../least/least.js';
import type { LivePermission } from '../../../least/live-permissions.js';
import type { PermissionKind } from '../../../model/application.js';
import { allOf, anyOf } from '../../../model/wording.js';
import type { Hint } from '../../hint.js';
import { quotedText } from '../../quoted-text.js';
import type { Held } from './asked-call.js';

export type CoveredCall = Extract<CallAnswer, { status: 'covered' }>;

/** The first of some words, and how many there are besides. */
export function firstOf(words: readonly string[], most: number): string {
  if (words.length <= most) return allOf(words);
  return `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
}

/** `the application permission User.Read.All`. */
export function theKind(kind: PermissionKind, names: string): string {
  return `the ${kind} permission ${names}`;
}

/** `User.Read.All (df021288-bdef-4463-88db-98f22de89214)`: to be pasted. */
export function withId({ name, id }: Permission): string {
  return `${name} (${id})`;
}

/** What opens a call, the least first: `User.ReadBasic.All, or User.Read.All, Directory.Read.All or 3 more`. */
export function openersText(answer: CoveredCall): string {
  const { pick, alternatives } = answer;
  const least = wantedOf(answer).map(({ name }) => name);
  // What is less than the documented least is listed by the data all the same, and no advice.
  const others = alternatives.filter(
    ({ parts, operation }) => parts.resource !== pick.parts.resource || operation >= pick.operation,
  );
  const names = others.slice(0, 3).map(({ name }) => name);
  const more = others.length > 3 ? [`${others.length - 3} more`] : [];
  const rest = names.length === 0 || answer.needsBoth ? '' : `, or ${anyOf([...names, ...more])}`;
  return `${least.join(' together with ')}${rest}`;
}

/** The permissions of a token, as evidence shows them. */
export function heldText(catalog: Catalog, { kind, names }: Held): string {
  if (kind === undefined || names.length === 0) return 'no permission at all';
  const shown = names.slice(0, 8).map((name) => shownName(catalog, name));
  return `the ${kind} ${names.length === 1 ? 'permission' : 'permissions'} ${firstOf([...shown, ...names.slice(8)], 8)}`;
}

/** A name of the input as people may see it: as the catalog spells it, or in quotes. */
function shownName(catalog: Catalog, name: string): string {
  const graph = catalog.api(graphAppId);
  const own = graph === undefined ? undefined : catalog.permissionsByName(graph, name)[0];
  return own?.name ?? quotedText(name, 60);
}

/** The names of permissions. */
export function namesOf(lives: Iterable<LivePermission>): readonly string[] {
  return [...lives].map(({ name }) => name);
}

/** A hint, with more sentences of evidence for the same cause. */
export function withEvidence(hint: Hint, ...more: readonly (string | undefined)[]): readonly Hint[] {
  const others = more.flatMap((evidence) =>
    evidence === undefined ? [] : [{ cause: hint.cause, weight: 0, evidence }],
  );
  return [hint, ...others];
}

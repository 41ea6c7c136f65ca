// How rules say what would be enough in place of a permission, and what its holder can do.
import type { Narrower } from '../catalog/types.js';
import { isGrant } from '../model/application.js';
import type { FamilyMember } from './least-privilege-family.js';
import { anyOf, label, quoted } from './wording.js';

/** `Mail.Read (810c84a8)`, or `The grant of Mail.Read (810c84a8)`. */
export function subjectOf({ request, permission }: FamilyMember): string {
  return isGrant(request) ? `The grant of ${label(permission)}` : label(permission);
}

/** What the holder can do, to stand after a colon. */
export function pathOf({ tier }: FamilyMember): string {
  const path = tier?.path ?? '';
  const isWord = /^[A-Z][a-z]/.test(path);
  return isWord ? path.charAt(0).toLowerCase() + path.slice(1) : path;
}

/** What may be enough instead, the first choices of all; nothing, or sentences that begin with a space. */
export function insteadOf(narrower: Narrower | undefined, limit = 3): string {
  if (narrower === undefined) return '';
  const permissions = narrower.permissions.slice(0, limit);
  const roles = narrower.exchangeRoles.slice(0, limit - permissions.length);
  const specific = narrower.resourceSpecific.slice(0, limit - permissions.length - roles.length);
  const other = narrower.other.slice(0, limit - permissions.length - roles.length - specific.length);
  const sentences = [
    permissionSentence(permissions),
    roles.length === 0
      ? ''
      : `For chosen mailboxes: the Exchange role ${anyOf(roles.map(quoted))} with a management scope, in place of this permission, as the two add up.`,
    specificSentence(specific),
    ...other.map(({ name, when }) => `Another way: ${name}, ${when}.`),
  ];
  return sentences.map((sentence) => (sentence === '' ? '' : ` ${sentence}`)).join('');
}

function permissionSentence(choices: Narrower['permissions']): string {
  if (choices.length === 0) return '';
  const names = choices.map(({ permission, when }) => `${permission.name} (${when})`);
  const isSelected = choices.some(({ permission }) => permission.name.endsWith('.Selected'));
  const role = isSelected ? ' What ends in .Selected reaches only that on which it is given a role.' : '';
  return `Narrower: ${anyOf(names)}.${role}`;
}

const scopes = [
  ['.Group', 'teams'],
  ['.Chat', 'chats'],
  ['.User', 'users'],
] as const;

function specificSentence(names: readonly string[]): string {
  if (names.length === 0) return '';
  const about = scopes.flatMap(([ending, words]) => (names.some((name) => name.endsWith(ending)) ? [words] : []));
  return `For single ${anyOf(about)}: ${anyOf(names)} in the Teams manifest.`;
}

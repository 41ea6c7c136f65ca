// Passwords and other sensitive properties of users: microsoftgraph/microsoft-graph-docs-contrib, and facts/diagnose.json.
import { callData } from '../../../least/openers.js';
import type { Step } from '../../causes/cause-text.js';
import type { Hint } from '../../hint.js';
import { opensCall, type RefusedCall } from './asked-call.js';
import { requestSteps } from './permission-steps.js';
import { withEvidence } from './permission-words.js';

/** How a path deals with a password. */
type PasswordCall = 'method' | 'own' | 'user';

const profile = 'User-PasswordProfile.ReadWrite.All';

/** What stands against setting or changing a password; empty for a call that has nothing to do with one. */
export function passwordHints(call: RefusedCall): readonly Hint[] {
  const way = passwordCallOf(call);
  if (way === undefined || call.fit === 'other' || call.fit === 'answered') return [];
  const kind = call.held?.kind;
  const isSpoken = call.refusal.messages.some((message) => /password/i.test(message.slice(0, 4_000)));
  if (way === 'user') return userHints(call, isSpoken);
  if (kind === 'application') return [{ ...appOnlyHint(call, 97), steps: instead(call) }];
  if (kind === 'delegated' || call.held === undefined) return delegatedHints(call, way, kind === undefined);
  return [];
}

/** Whether what is said of the kind of token is said better here. */
export function isAppOnlyPassword(call: RefusedCall): boolean {
  const way = passwordCallOf(call);
  return way !== undefined && way !== 'user' && call.held?.kind === 'application';
}

function passwordCallOf({ method, segments }: RefusedCall): PasswordCall | undefined {
  const last = segments.at(-1);
  if (method === 'POST' && last === 'resetpassword') return 'method';
  if (method === 'POST' && last === 'changepassword') return 'own';
  const [root = ''] = segments;
  const isUser = (root === 'users' && segments.length === 2) || /^users\(/.test(root);
  return method === 'PATCH' && isUser && segments.length <= 2 ? 'user' : undefined;
}

function appOnlyHint({ text }: RefusedCall, weight: number): Hint {
  return {
    cause: 'password-reset-app-only',
    weight,
    title: `${text} needs a signed-in user, and the token has none`,
    evidence: `The token is an application's; ${text} is open to signed-in users alone.`,
  };
}

/** PATCH of a user: only the answer tells whether it was about a password. */
function userHints(call: RefusedCall, isSpoken: boolean): readonly Hint[] {
  const { held, fit, context } = call;
  if (held?.kind === undefined || fit === 'hidden') return [];
  const { kind } = held;
  const opened = opensCall(call, kind === 'application' ? 'application' : 'work', held.lives);
  const live = callData(context.catalog).live[kind].byName.get(profile.toLowerCase());
  if (live === undefined || !opened) return [];
  const has = held.lives.has(live);
  const weight = isSpoken ? 82 : 45;
  const cause = kind === 'application' ? 'password-reset-app-only' : 'password-reset-rights';
  const evidence = has
    ? `The token has ${profile}, which sets passwords of users without roles; of administrators it takes a directory role as well.`
    : `Where the change sets passwordProfile, ${call.text} needs ${profile}, which the token lacks.`;
  const steps = has
    ? [roleStep(kind === 'application')]
    : [...requestSteps(context.catalog, [live.permission]), roleStep(kind === 'application')];
  return [{ cause, weight, evidence, steps }];
}

function delegatedHints(call: RefusedCall, way: PasswordCall, isUntold: boolean): readonly Hint[] {
  const isOpen = call.held !== undefined && opensCall(call, 'work', call.held.lives);
  if (!isUntold && !isOpen) return [];
  const evidence =
    way === 'own'
      ? `${call.text} changes the user's own password: the current one must be right, and the tenant's rules must let the new one pass.`
      : `${call.text} resets a password: the user needs a role that reaches the target, and for administrators a higher one.`;
  const weight = isUntold ? (call.fit === 'denied' ? 79 : 25) : call.fit === 'denied' ? 82 : 60;
  const hint: Hint = { cause: 'password-reset-rights', weight, evidence };
  const other: Hint = {
    ...appOnlyHint(call, 40),
    evidence: `${call.text} is open to signed-in users alone; an application by itself cannot make it.`,
  };
  const { title: _, ...untitled } = other;
  return isUntold && way === 'method' ? [...withEvidence(hint), untitled] : [hint];
}

function roleStep(isApplication: boolean): Step {
  const holder = isApplication ? 'the service principal' : 'the user';
  return {
    text: `Give ${holder} a directory role only if the call is still refused: User Administrator for ordinary users, Privileged Authentication Administrator for administrators, which is a role that can take over the tenant.`,
    commands: [
      {
        tool: 'graph-powershell',
        text: `$role = Get-MgRoleManagementDirectoryRoleDefinition -Filter "displayName eq 'User Administrator'"\nNew-MgRoleManagementDirectoryRoleAssignment -RoleDefinitionId $role.Id -PrincipalId <principal-object-id> -DirectoryScopeId "/"`,
      },
    ],
  };
}

/** What an application does instead of resetting a password by its method. */
function instead({ context }: RefusedCall): readonly Step[] {
  const live = callData(context.catalog).live.application.byName.get(profile.toLowerCase());
  if (live === undefined) return [];
  return [
    { text: 'Set the password by PATCH /users/{id} with passwordProfile instead.' },
    ...requestSteps(context.catalog, [live.permission]),
    roleStep(true),
  ];
}

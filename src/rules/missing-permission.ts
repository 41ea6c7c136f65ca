import { isTierZero } from '../catalog/tier-zero.js';
import type { MissingCall } from '../least/application-usage.js';
import { wantedOf } from '../least/least.js';
import type { LivePermission } from '../least/live-permissions.js';
import type { PermissionKind } from '../model/application.js';
import type { Call } from '../model/call.js';
import { callsText } from './call-wording.js';
import { defineRule, type RuleContext, type Verdict } from './define-rule.js';
import { graphCalls } from './sources.js';
import { capitalized, fullLabel, refOf } from './wording.js';

export default defineRule({
  id: 'missing-permission',
  title: 'Declared call that no permission opens',
  category: 'least-privilege',
  severity: 'high',
  why: 'The application declares a call that none of its permissions opens: Microsoft Graph answers 403.',
  remedy: 'Request the least permission that opens it, or take the call out of the declared ones.',
  sources: [graphCalls],
  aboutCalls: true,
  *check({ requestsAt: at }, { usage, catalog }) {
    for (const { answers, calls } of grouped(usage?.missing ?? [])) {
      const whole = `No requested permission opens ${callsText(calls)}: Microsoft Graph answers 403.`;
      const [first] = answers.flatMap(({ answer }) => (answer.status === 'covered' ? answer.by : []));
      const verdict: Verdict = { at, message: `${whole} ${adviceOf(answers, catalog)}` };
      yield first === undefined ? verdict : { ...verdict, permission: refOf(first.permission) };
    }
  },
});

type Answers = MissingCall<Call>['answers'];

/** Calls that lack the same thing are one finding. */
function grouped(missing: readonly MissingCall<Call>[]): readonly { answers: Answers; calls: readonly Call[] }[] {
  const groups = new Map<string, { answers: Answers; calls: Call[] }>();
  for (const { answers, call } of missing) {
    const key = answers.map(({ kind, answer }) => [kind, answer.status, ...namesOf(answer)].join(' ')).join(', ');
    const group = groups.get(key) ?? { answers, calls: [] };
    groups.set(key, group);
    group.calls.push(call);
  }
  return [...groups.values()];
}

function namesOf(answer: Answers[number]['answer']): readonly string[] {
  return answer.status === 'covered' ? wantedOf(answer).map(({ name }) => name) : [];
}

function adviceOf(answers: Answers, catalog: RuleContext['catalog']): string {
  const offers = answers.flatMap(({ answer }) =>
    answer.status === 'covered'
      ? [
          wantedOf(answer)
            .map((live) => offerOf(live, catalog))
            .join(' together with '),
        ]
      : [],
  );
  const refusals = answers.flatMap(({ kind, answer }) => refusalOf(kind, answer) ?? []);
  if (offers.length === 0) return `${capitalized(refusals.join('; '))}. Sign in the other way, or leave the call out.`;
  return `Add ${offers.join(', or ')}${refusals.length === 0 ? '' : ` (${refusals.join('; ')})`}.`;
}

function offerOf({ permission }: LivePermission, catalog: RuleContext['catalog']): string {
  return `${fullLabel(permission)}${isTierZero(catalog, permission) ? ', though it can take over the tenant' : ''}`;
}

function refusalOf(kind: PermissionKind, { status }: Answers[number]['answer']): string | undefined {
  if (status === 'needs-user')
    return 'an application permission cannot open it: /me needs a signed-in user, use /users/{id}';
  return status === 'none' ? `there is no ${kind} permission for it` : undefined;
}

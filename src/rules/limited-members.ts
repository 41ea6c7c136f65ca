import type { UnnamedMembers } from '../least/application-usage.js';
import type { Call } from '../model/call.js';
import { callsText } from './call-wording.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { graphCalls, permissionsOverview } from './sources.js';
import { fullLabel, refOf } from './wording.js';

export default defineRule({
  id: 'limited-members',
  title: 'Members that come back without names',
  category: 'least-privilege',
  severity: 'low',
  why: 'A list of members holds also those whose type the application may not read: their type and id come back, and every other property is null. It is no error, so it is found late.',
  remedy: 'Request the permission that reveals the type, or do with ids.',
  sources: [permissionsOverview, graphCalls],
  aboutCalls: true,
  *check({ requestsAt: at }, { usage, catalog }) {
    for (const unnamed of usage?.unnamed ?? []) {
      const [first] = unnamed.types;
      if (first === undefined) continue;
      yield { at, message: messageFor(unnamed, catalog), permission: refOf(first.least[unnamed.kind]) };
    }
  },
});

function messageFor({ kind, types, calls }: UnnamedMembers<Call>, catalog: RuleContext['catalog']): string {
  const whom = types.map(({ words }) => words).join(' and ');
  const wanted = types.map(({ least }) => fullLabel(least[kind])).join(' and ');
  const every = catalog.revealsEveryMember()[kind].name;
  return `${callsText(calls)} ${calls.length === 1 ? 'lists' : 'list'} ${whom}, which this application may not read: each comes back with its type and id alone, and nothing says so. Request ${wanted} to see their names (${every} reveals every type, and reads the whole directory), or do with ids.`;
}

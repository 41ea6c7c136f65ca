import { defineRule } from './define-rule.js';
import { retirementHits } from './retirement-dates.js';
import { ewsRetirement, pimApis, pimRetirement } from './sources.js';

export default defineRule({
  id: 'retiring-api',
  title: 'API that will be retired',
  category: 'resolve',
  severity: 'medium',
  why: 'Calls to the API will stop working on a known date, or work only by exception until then.',
  remedy: 'Plan the move to the replacement before the date.',
  sources: [ewsRetirement, pimApis, pimRetirement],
  options: {
    withinDays: {
      type: 'integer',
      minimum: 0,
      allowed: 'a whole number of days, 0 or more',
      effect: 'Speaks only of what ends within so many days.',
    },
  },
  *check(application, context, { withinDays = Number.POSITIVE_INFINITY }) {
    for (const { phase, daysLeft, at, permission, event, advice } of retirementHits(application, context)) {
      if (phase !== 'ending' || daysLeft > withinDays) continue;
      yield { at, message: `${event}${advice || ' Plan the move to Microsoft Graph before that day.'}`, permission };
    }
  },
});

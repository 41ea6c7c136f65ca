import { defineRule } from './define-rule.js';
import { retirementHits } from './retirement-dates.js';

export default defineRule({
  id: 'retiring-api',
  title: 'API that will be retired',
  category: 'resolve',
  severity: 'medium',
  why: 'Calls to the API will stop working on a known date, or work only by exception until then.',
  remedy: 'Plan the move to the replacement before the date.',
  sources: [
    { title: 'Exchange Web Services and other retirements', where: 'facts/retirements.json, entries ews-exo, pim-iter2', seen: '2026-08' },
  ],
  *check(application, context) {
    const today = context.now.toISOString().slice(0, 10);
    for (const { retirement, phase, at, permission, advice } of retirementHits(application, context)) {
      if (phase !== 'ending') continue;
      const { date, finalDate, title, effect } = retirement;
      const when = date !== null && date <= today && finalDate !== null ? `is ending: since ${date}, until ${finalDate}` : `ends on ${date}`;
      const subject = permission.name === null ? title : `${permission.name} serves an API that goes away. ${title}`;
      yield { at, message: `${subject} ${when}: ${effect}.${advice}`, permission };
    }
  },
});

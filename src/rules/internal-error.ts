import { defineRule } from './define-rule.js';

/** Raised by the engine when a rule throws. */
export default defineRule({
  id: 'internal-error',
  title: 'Rule that crashed',
  category: 'run',
  severity: 'high',
  why: 'A rule of permlint crashed on this application: what it would have found is missing, and the run ends with exit code 2.',
  remedy: 'Report it with the file that caused it. The findings of the other rules stand.',
  sources: [{ title: 'permlint, its engine', where: 'permlint src/engine/check.ts', seen: '2026-11-21' }],
});

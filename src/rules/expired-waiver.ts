import { defineRule } from './define-rule.js';

/** Raised by the engine where a waiver has ended and what it accepted is still there. */
export default defineRule({
  id: 'expired-waiver',
  title: 'Waiver that has ended',
  category: 'run',
  severity: 'medium',
  why: 'The waiver was given until a day that has passed. The findings that it accepted are back, and count.',
  remedy:
    'Correct the application, or have the waiver renewed by its owner with a new end and a reason that still holds.',
  sources: [{ title: 'The waivers of permlint.yaml', where: 'permlint src/engine/waivers.ts', seen: '2026-11-21' }],
});

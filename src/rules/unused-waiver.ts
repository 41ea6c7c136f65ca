import { defineRule } from './define-rule.js';

/** Raised by the engine where a waiver accepts nothing. */
export default defineRule({
  id: 'unused-waiver',
  title: 'Waiver that accepts nothing',
  category: 'run',
  severity: 'low',
  why: 'No finding matches the waiver: what it accepted is gone, or its application, file or permission is misspelt. Left in place it would accept the same fault again one day, unseen.',
  remedy: 'Remove it, or correct its app, file or permission.',
  sources: [{ title: 'The waivers of permlint.yaml', where: 'permlint src/engine/waivers.ts', seen: '2026-11-21' }],
});

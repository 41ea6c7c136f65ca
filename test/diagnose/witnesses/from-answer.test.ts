import { expect, test } from 'vitest';
import { fromAnswer } from '../../../src/diagnose/witnesses/from-answer.js';
import { context, refusal } from '../open.js';

test('members without names make inaccessible members likely; other answers say nothing', () => {
  const hidden = fromAnswer(refusal({ status: 200, hidesMembers: true }), context);
  expect(hidden.map(({ cause, weight }) => [cause, weight])).toEqual([['inaccessible-members', 70]]);
  expect(fromAnswer(refusal({ status: 200 }), context)).toEqual([]);
});

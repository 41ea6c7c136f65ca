import type { Witness } from '../hint.js';

/** What an answer that came, and was no refusal, lacks. */
export const fromAnswer: Witness = ({ hidesMembers }) =>
  hidesMembers === true
    ? [
        {
          cause: 'inaccessible-members',
          weight: 70,
          evidence: 'The answer lists members with their type and id alone, so the token may not read what they are.',
        },
      ]
    : [];

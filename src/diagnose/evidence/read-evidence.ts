import { readToken } from '../token/read-token.js';
import { callOf } from './calls.js';
import type { Evidence } from './evidence.js';
import { joined, joinedAll } from './join.js';
import { toldByLine } from './lines.js';
import { assumedNote, type ReadText, readText } from './read-text.js';
import { emptyRefusal, type Refusal } from './refusal.js';

/** What evidence holds: the refusals in it, in its order, and what should be said of the reading itself. */
export interface ReadEvidence {
  readonly refusals: readonly Refusal[];
  /** "40 of the 43 entries of the HTTP archive are no refusals." */
  readonly notes: readonly string[];
}

const mostRefusals = 50;

/** Reads evidence of any form. Never throws; takes time in proportion to the text. No refusals: nothing usable was there. */
export function readEvidence(evidence: Evidence): ReadEvidence {
  const text = readText(evidence.text ?? '');
  const given = readGiven(evidence);
  const notes = [...text.notes, ...given.notes];
  const { refusals, more } = merged(text.refusals, given.refusals);
  const kept = distinctRefusals(refusals);
  const many = kept.length - mostRefusals;
  if (more !== undefined) notes.push(more);
  if (many > 0) notes.push(`There are ${many} more refusals of other kinds; the first ${mostRefusals} are looked at.`);
  const shown = kept.slice(0, mostRefusals);
  const [only] = shown;
  const isOne = only !== undefined && shown.length === 1 && /^line \d+$/.test(only.where ?? '');
  return { refusals: isOne ? [{ ...only, where: undefined }] : shown, notes: [...new Set(notes)] };
}

/** What was said apart from the text: of one refusal, whose body may be that of a batch. */
function readGiven({ status, body = '', headers = [], call, token }: Evidence): ReadText {
  const answer = readText(body);
  const notes = [...answer.notes];
  // A variable that nobody set is what was sent, where a call is told of.
  const isAlone = status === undefined && call === undefined;
  const said = [
    { ...emptyRefusal, status },
    toldByCall(call, notes),
    { ...emptyRefusal, token: token === undefined || (token.trim() === '' && isAlone) ? undefined : readToken(token) },
    toldByHeaders(headers),
  ];
  const own = joinedAll(said);
  if (answer.refusals.length > 1)
    return {
      refusals: answer.refusals.map((each) => joined(each, { ...own, status: undefined, call: undefined })),
      notes,
    };
  const [read] = answer.refusals;
  if (read === undefined) return { refusals: tellsAnything(own) ? [own] : [], notes };
  sayContradiction(status, read.status, 'the body', notes);
  return { refusals: [joined(own, { ...read, where: undefined })], notes };
}

function toldByCall(call: string | undefined, notes: string[]): Refusal {
  if (call === undefined || call.trim() === '') return emptyRefusal;
  const read = callOf(call);
  if (read === undefined)
    notes.push('What was given as the call is no call. Write a method and an address, such as "GET /users".');
  if (read === undefined) return emptyRefusal;
  if (read.isAssumed) notes.push(assumedNote);
  return { ...emptyRefusal, call: { method: read.method, url: read.url } };
}

/** Headers of the answer, a line each; a whole block may stand in one. The rest of what a line tells is not theirs. */
function toldByHeaders(headers: readonly string[]): Refusal {
  const lines = headers.flatMap((each) => each.slice(0, 100_000).split(/\r?\n/)).slice(0, 200);
  const told = lines.map((line) => {
    const { status, challenges, token, ids } = toldByLine(line.slice(0, 16_000)).refusal;
    return { ...emptyRefusal, challenges, token, ids, status: /^\s*HTTP\//.test(line) ? status : undefined };
  });
  return joinedAll(told);
}

/** A text with one refusal is of the one that options describe; of several nobody knows which one they mean. */
function merged(text: readonly Refusal[], given: readonly Refusal[]): { refusals: readonly Refusal[]; more?: string } {
  const [first] = text;
  const [said] = given;
  if (first === undefined || said === undefined) return { refusals: [...text, ...given] };
  if (text.length > 1 || given.length > 1) {
    return {
      refusals: [...text, ...given],
      more: 'The text holds several refusals; what options say is taken for one of its own.',
    };
  }
  const notes: string[] = [];
  sayContradiction(said.status, first.status, 'the text', notes);
  const [more] = notes;
  return { refusals: [joined({ ...said, where: undefined }, first)], ...(more !== undefined && { more }) };
}

function sayContradiction(given: number | undefined, read: number | undefined, what: string, notes: string[]): void {
  if (given === undefined || read === undefined || given === read) return;
  notes.push(`The status was given as ${given}, and ${what} says ${read}: ${given} is taken.`);
}

/** Each refusal once: one with the same codes for the same shape of call tells nothing new. */
function distinctRefusals(refusals: readonly Refusal[]): readonly Refusal[] {
  const byKind = new Map<string, Refusal>();
  for (const refusal of refusals) {
    const kind = kindOf(refusal);
    const before = byKind.get(kind);
    byKind.set(
      kind,
      before === undefined
        ? refusal
        : { ...before, token: before.token ?? refusal.token, claims: before.claims ?? refusal.claims },
    );
  }
  return [...byKind.values()];
}

function kindOf({ status, codes, aadsts, call, messages }: Refusal): string {
  const [path = ''] = (call?.url ?? '').slice(0, 500).split(/[?#]/, 1);
  const url = path.replace(/[\da-f]{8}-[\da-f-]{27}|\d{1,20}|[^/]{1,100}@[^/]{1,100}/gi, '_');
  const words = codes.length + aadsts.length === 0 ? (messages[0] ?? '').slice(0, 200).replace(/\d/g, '') : '';
  return [status, codes.join(), aadsts.join(), call?.method, url.toLowerCase(), words].join(' ');
}

function tellsAnything(refusal: Refusal): boolean {
  return Object.values(refusal).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined));
}

import { cut } from '../../model/wording.js';
import { matchesOf } from './matches.js';
import { emptyRefusal, type Refusal } from './refusal.js';
import { scrubbed } from './scrubbed.js';

const mostOfEach = 20;
const longestMessage = 4_000;

/** Two tellings of one refused request, the outer or earlier one first: what only the second knows is added. */
export function joined(first: Refusal, second: Refusal): Refusal {
  if (first === emptyRefusal) return second;
  if (second === emptyRefusal) return first;
  return {
    where: first.where ?? second.where,
    status: first.status ?? second.status,
    codes: distinct(first.codes, second.codes),
    aadsts: distinct(first.aadsts, second.aadsts),
    messages: distinct(first.messages, second.messages),
    around: distinct(first.around, second.around),
    hidesMembers: first.hidesMembers ?? second.hidesMembers,
    challenges: [...first.challenges, ...second.challenges].slice(0, mostOfEach),
    claims: first.claims ?? second.claims,
    call: first.call ?? second.call,
    asked: distinct(first.asked, second.asked),
    token: first.token ?? second.token,
    ids: [...first.ids, ...second.ids.filter(({ name }) => first.ids.every((id) => id.name !== name))],
  };
}

/** All of them as one. */
export function joinedAll(parts: readonly Refusal[]): Refusal {
  return parts.reduce(joined, emptyRefusal);
}

function distinct<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  if (second.length === 0) return first;
  return [...new Set([...first, ...second])].slice(0, mostOfEach);
}

/** Messages as they are kept: on one line, without tokens and secrets, not too long. None where one says nothing. */
export function messagesOf(...texts: readonly string[]): readonly string[] {
  return texts
    .map((text) =>
      cut(
        scrubbed(text.slice(0, 2 * longestMessage))
          .replace(/\s+/g, ' ')
          .trim(),
        longestMessage,
      ),
    )
    .filter((text) => text !== '' && !/^(?:none|null|undefined|\[object Object\])$/i.test(text));
}

const aadstsCodes = /AADSTS(?:[ :#_-]|%20|%23|%3a){0,3}(\d{4,8})(?!\d)/gi;

/** Where the number stands alone: the address of the page that explains it, and the list of numbers of an answer. */
const explained =
  /(?:\/error\/?(?:\?|%3f)code(?:=|%3d)|error_codes\\{0,7}["']?(?:\s{0,3}[:=]|%3d)\s{0,3}(?:\[|%5b)?\s{0,3})(\d{4,8})(?!\d)/gi;

/** "Error code: 53003", of the sign-in page and its logs: numbers of the kinds that Entra has. */
const labelled =
  /(?<![A-Za-z])(?:error ?code|(?:error|code|result ?type|failure ?code)(?=["']?\s{0,3}[:=#]))["']?\s{0,3}[:=]?\s{0,3}["'#]?((?!\d0000(?!\d))(?:16|5[034]|65|7[05]|90)\d{3}|(?:16|5[03]|65|70|90)\d{4}|(?:50|53|70|90)\d{5})(?![\d.,]\d|\d)/gi;

/** The numbers of the AADSTS codes in a text. Where one is named as such, numbers that are not are of something else. */
export function aadstsIn(text: string): readonly number[] {
  const named = [...matchesOf(aadstsCodes, text, 100), ...matchesOf(explained, text)];
  const found = named.length > 0 ? named : matchesOf(labelled, text);
  return [...new Set(found.map(([, number]) => Number(number)))].slice(0, mostOfEach);
}

/** Whether a refusal tells anything of the answer, not of the request alone. */
export function tellsAnswer({ status, codes, aadsts, challenges, claims, messages }: Refusal): boolean {
  if (status !== undefined || codes.length > 0 || aadsts.length > 0) return true;
  return challenges.length > 0 || claims !== undefined || messages.length > 0;
}

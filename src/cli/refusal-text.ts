import { wrap } from '../report/wrap.js';
import type { Source } from '../rules/define-rule.js';
import { causeLines } from './cause-text.js';
import { cutList, type Row, renderRows } from './command-output.js';
import type { CauseFacts, RefusalAnswer, RefusalFacts } from './refusal-facts.js';

/** What is printed of a code or a cause: what it says and where it is met, then the cause, or a line for each of several. */
export function refusalText(answer: RefusalAnswer, width: number): string {
  const { name, isCause, causes } = answer;
  const what = isCause ? 'cause of refused calls and sign-ins' : kindOf(answer);
  const head = `${name}   ${what}\n${renderRows(rowsOf(answer), width)}`;
  const [only, ...more] = causes;
  if (only !== undefined && more.length === 0) return `${head}\n${causeText(only, isCause, width)}`;
  return `${head}\n${listOf(causes, width)}`;
}

function kindOf({ name, refusals }: RefusalAnswer): string {
  if (/^AADSTS/.test(name)) return 'code of Microsoft Entra, where a token is asked for';
  const stages = new Set(refusals.map(({ stage }) => stage));
  if (stages.size > 1) return 'error code of calls, and where a token is asked for';
  return stages.has('token') ? 'error code where a token is asked for' : 'error code of calls';
}

function rowsOf({ name, isCause, refusals, causes, page }: RefusalAnswer): readonly Row[] {
  const [cause, ...more] = causes;
  const isOne = cause !== undefined && more.length === 0;
  const others = isOne ? cause.codes.filter((code) => code !== name) : [];
  const rows: Row[] = [];
  // Of many refusals each has a line of its own in the list of causes.
  if (isOne) rows.push(...saysRows(refusals));
  if (isOne && !isCause) rows.push(['cause', cause.id]);
  rows.push(...metRows(refusals, name));
  if (others.length > 0) rows.push([isCause ? 'codes' : 'other codes', cutList(others, 12)]);
  if (isOne) rows.push(...sourceRows(refusals));
  if (page !== null) rows.push(['see also', page]);
  rows.push(['beware', 'codes and texts may change at any time; no program should depend on them']);
  return rows;
}

function saysRows(refusals: readonly RefusalFacts[]): readonly Row[] {
  const notes = [
    ...new Set(refusals.map(({ note, aadsts }) => (refusals.length > 1 ? withNumber(note, aadsts) : note))),
  ];
  return notes.map((note, at): Row => [at === 0 ? 'says' : '', note]);
}

const withNumber = (note: string, aadsts: number | null): string => (aadsts === null ? note : `${aadsts}: ${note}`);

/** Where it is met: statuses, and the OAuth error that an AADSTS number comes with. */
function metRows(refusals: readonly RefusalFacts[], name: string): readonly Row[] {
  const statuses = [...new Set(refusals.flatMap((each) => each.statuses))].sort((a, b) => a - b);
  const errors = new Set(refusals.filter(({ stage }) => stage === 'token').flatMap(({ codes }) => codes));
  errors.delete(name);
  const withError = errors.size === 0 ? '' : `, usually with error ${cutList([...errors], 3)}`;
  return statuses.length === 0 ? [] : [['status', `${statuses.join(', ')}${withError}`]];
}

function sourceRows(refusals: readonly RefusalFacts[]): readonly Row[] {
  const all = new Map(refusals.flatMap(({ sources }) => sources).map((source) => [source.where, source]));
  return [...all.values()].map((source, at): Row => [at === 0 ? 'sources' : '', sourceText(source)]);
}

const sourceText = ({ title, where, seen }: Source): string => `${title}: ${where} (seen ${seen})`;

function causeText({ steps, ...cause }: CauseFacts, isCause: boolean, width: number): string {
  const shown = steps.map(({ text, commands, only }) => ({
    text: isCause && only.length > 0 ? `${only.join(', ')}: ${text}` : text,
    commands,
  }));
  return `${causeLines({ ...cause, evidence: [], steps: shown }, width).join('\n')}\n`;
}

/** A line for each cause: which of them holds, the code alone does not tell. */
function listOf(causes: readonly CauseFacts[], width: number): string {
  const [first] = causes;
  const one = first === undefined ? '' : `One of them: permlint explain cause:${first.id}\n`;
  const rows = causes.map(({ id, title }): Row => [id, title]);
  const lead = 'It stands for several causes; permlint diagnose tells them apart by the rest of the answer:';
  return `${wrap(lead, width, '').join('\n')}\n${renderRows(rows, width)}${one}`;
}

import type { Cause, Confidence, Diagnosis, RefusalSummary } from '../diagnose/diagnosis.js';
import { escapeText } from '../report/escape.js';
import type { Paint, Style } from '../report/types.js';
import { wrap } from '../report/wrap.js';
import { causeLines } from './cause-text.js';
import { renderRows } from './command-output.js';
import { terminalWidth } from './terminal.js';

interface TextSetting {
  readonly paint: Paint;
  /** Whether every cause is printed in full, not the first ones only. */
  readonly isVerbose: boolean;
}

/** A diagnosis as people read it: what was refused, the likely causes in full, the others in short. */
export function diagnosisText({ causes, refusals, notes }: Diagnosis, { paint, isVerbose }: TextSetting): string {
  const width = Math.min(100, terminalWidth());
  const [first, ...others] = causes;
  const lines = [
    ...refusals.flatMap((refusal) => refusalLines(refusal, width, paint)),
    ...notes.flatMap((note) => wrap(note, width, '')),
  ];
  if (lines.length > 0) lines.push('');
  for (const cause of causes) {
    const isFull = isVerbose || cause.confidence === 'certain' || (cause === first && cause.confidence !== 'guess');
    lines.push(heading(cause, paint), ...(isFull ? causeLines(cause, width) : shortLines(cause, width)), '');
  }
  if (!isVerbose && others.some(({ confidence }) => confidence !== 'certain')) {
    lines.push('-v tells what to do about each of them.');
  } else lines.pop();
  return lines.map((line) => `${line}\n`).join('');
}

const styles: Readonly<Record<Confidence, Style>> = {
  certain: 'red',
  likely: 'yellow',
  possible: 'cyan',
  guess: 'cyan',
};

const heading = ({ id, confidence }: Cause, paint: Paint): string =>
  `${paint(styles[confidence], confidence)}  ${paint('bold', id)}`;

function shortLines({ title, evidence, checks }: Cause, width: number): readonly string[] {
  return [title, ...evidence.slice(0, 1), ...checks.slice(0, 1)].flatMap((text) => wrap(sentence(text), width, '  '));
}

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

function refusalLines({ where, status, codes, call, causes, token }: RefusalSummary, width: number, paint: Paint) {
  const what = [status === null ? '' : String(status), codes.join(' > '), call ?? ''].filter((each) => each !== '');
  const title = escapeText([...(where === null ? [] : [where]), ...what].join('  '));
  const which = where === null || causes[0] === undefined ? '' : causes[0];
  const isShort = title.length + which.length + 2 <= width;
  const named = (token ?? []).map(({ name, value }) => [name, value] as const);
  const rows = named.length === 0 ? [] : renderRows(named, width).trimEnd().split('\n');
  const bold = paint('bold', title);
  const heading = which === '' ? [bold] : isShort ? [`${bold}  ${which}`] : [bold, `  ${which}`];
  return [...(title === '' ? [] : heading), ...rows];
}

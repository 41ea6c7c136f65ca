import { byCodeUnit, checkedCount, checkedWords, DataError, textOf } from './text.mjs';

/**
 * @typedef {object} Entry a row of facts/diagnose.json, entries
 * @property {string} id
 * @property {'graph-call' | 'token-request'} stage
 * @property {readonly number[]} http
 * @property {readonly string[]} codes
 * @property {string | null} message_regex
 * @property {string} [path_regex]
 * @property {string} [header_regex]
 * @property {string} cause
 * @property {string} explanation
 * @property {readonly string[]} source
 * @property {boolean} text_seen
 * @property {'high' | 'medium' | 'low'} specificity
 */

const where = 'facts/diagnose.json';
const columns = 12;
const stages = { 'graph-call': 'call', 'token-request': 'token' };

/**
 * How refusals read, and the cause each speaks of: one signature a line. Signatures of the project's own reading are added,
 * and stand in place of those with the same id.
 * @param {{ entries: readonly Entry[] }} file @param {string} own lines in the same form, those that begin with # left out
 */
export function signaturesText(file, own) {
  checkedCount(file.entries.length, 150, 400, `${where}, entries`);
  const lines = new Map(file.entries.map((entry) => [entry.id, lineOf(entry)]));
  for (const line of own.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [id = ''] = line.split('\t');
    lines.set(id, line);
  }
  for (const [id, line] of lines) checkLine(id, line);
  return textOf([...lines].sort(([a], [b]) => byCodeUnit(a, b)).map(([, line]) => line));
}

/** @param {Entry} entry */
function lineOf({ id, stage, http, codes, message_regex, path_regex, header_regex, ...rest }) {
  const isAadsts = /^aadsts-\d+$/.test(id);
  const { cause, specificity, text_seen, explanation, source } = rest;
  return [
    id,
    stages[stage],
    cause,
    specificity,
    text_seen ? 'seen' : 'described',
    http.join(','),
    codes.filter((code) => !/^AADSTS/.test(code)).join(','),
    // The number says all that the pattern of an AADSTS code would.
    isAadsts ? '' : bounded(message_regex ?? ''),
    bounded(path_regex ?? ''),
    bounded(header_regex ?? ''),
    explanation.replaceAll('\u2026', '...'),
    source.join(','),
  ].join('\t');
}

const repetitions = /\\.|\[(?:\\.|[^\]\\])*\]|[*+]|\{\d+,\}/g;

/**
 * A pattern whose repetitions end: what is searched for stands close together, and a text without it must not cost the
 * square of its length.
 * @param {string} pattern
 */
function bounded(pattern) {
  const ends = new Map([
    ['*', '{0,200}'],
    ['+', '{1,200}'],
  ]);
  return pattern.replace(repetitions, (part) => ends.get(part) ?? part);
}

/** @param {string} id @param {string} line */
function checkLine(id, line) {
  const fields = line.split('\t');
  const [, stage = '', cause = '', specificity = '', seen = '', statuses = '', , ...rest] = fields;
  const isWhole =
    fields.length === columns &&
    /^[a-z][a-z0-9-]+$/.test(id) &&
    /^(?:call|token)$/.test(stage) &&
    /^[a-z0-9-]+$/.test(cause) &&
    /^(?:high|medium|low)$/.test(specificity) &&
    /^(?:seen|described)$/.test(seen) &&
    /^(?:\d{3}(?:,\d{3})*)?$/.test(statuses);
  if (!isWhole) throw new DataError(`signature ${id}: a field is missing or has another form`);
  const [message = '', path = '', header = '', note = ''] = rest;
  for (const pattern of [message, path, header]) {
    new RegExp(pattern, 'i');
    const endless = pattern.match(repetitions)?.some((part) => /^[*+]$|^\{/.test(part));
    if (endless === true) throw new DataError(`signature ${id}: ${pattern} holds a repetition without an end`);
  }
  checkedWords(note.replaceAll('|', '/'), `signature ${id}`);
}

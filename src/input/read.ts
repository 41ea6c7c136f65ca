import type { Place, Pointer } from '../model/place.js';
import type { Problem } from '../model/problem.js';
import type { Application } from '../model/application.js';
import { checkers, shapes } from './checkers.generated.js';
import { readAzureAdGraphApplication } from './azure-ad-graph-application.js';
import { readAzureSamplesApplication } from './azure-samples-application.js';
import { readGraphApplication } from './graph-application.js';
import { blankComments } from './json-comments.js';
import { findDuplicateKeys, mayHoldDuplicates } from './json-duplicates.js';
import { findJsonFault } from './json-fault.js';
import { type Format, type Registration, describeOther, isTemplate, recognise } from './recognise.js';
import { readApiRequests, requestsOf } from './required-resource-access.js';
import { pathText, quoted, shapeProblems } from './shape-problems.js';
import { type InputItem, type JsonSource, type Node, jsonSource, objectSource, placeOf } from './source.js';
import { foldKeys } from './spelled-keys.js';
import { readTeamsManifest } from './teams-manifest.js';

/** `named`: the user asked for this text; `met`: found in a folder, where other files are passed over. */
export type Origin = 'named' | 'met';

/**
 * Reads the registrations of a text in any of the known formats: JSON, JSON with comments and trailing commas, or a
 * JSON value on every line. A text that does not parse is a problem when it was named or looks like a registration,
 * and passed over otherwise. Never throws for a fault in the text.
 */
export function* readText(name: string, withMark: string, origin: Origin): Iterable<InputItem> {
  const text = withMark.startsWith('\ufeff') ? withMark.slice(1) : withMark;
  if (origin === 'met' && !mayHoldRegistration(text)) {
    yield { kind: 'passed-over', reason: 'holds no app registration' };
    return;
  }
  const parsed = parse(text);
  if (parsed.ok) yield* readSource(jsonSource(name, text, parsed.json, parsed.value));
  else if (isJsonLines(text)) yield* readJsonLines(name, text);
  else if (origin === 'met' && !looksLikeRegistration(text)) yield { kind: 'passed-over', reason: 'is not JSON' };
  else yield { kind: 'problem', problem: unreadable(name, text, parsed.json, 0, text.length, 1) };
}

/** Reads the registrations of an object, as `JSON.parse` returns it. */
export function* readValue(name: string, value: unknown): Iterable<InputItem> {
  yield* readSource(objectSource(name, value));
}

/** Words without which no text is a registration; a text with escapes may spell them otherwise. */
const marks = ['esourceAccess', 'esourceaccess', 'esourcesAccess', 'esourceAppId', 'ignInAudience', 'esourceSpecific', 'icrosoft.graph.application', '\\u'];

function mayHoldRegistration(text: string): boolean {
  return marks.some((mark) => text.includes(mark));
}

/** What a text that does not parse must hold to be reported, and not passed over (DESIGN.md section 5.1). */
const registrationWords = ['requiredResourceAccess', 'RequiredResourcesAccess', 'resourceAppId', 'signInAudience'];

/** Whether a text that cannot be read looks like a registration, so that passing it over would hide something. */
export function looksLikeRegistration(text: string): boolean {
  return registrationWords.some((word) => text.includes(word));
}

type Parsed = { readonly ok: true; readonly value: unknown; readonly json: string } | { readonly ok: false; readonly json: string };

function parse(text: string): Parsed {
  const strict = tryParse(text);
  if (strict.ok) return strict;
  const json = blankComments(text);
  return json === text ? strict : tryParse(json);
}

function tryParse(json: string): Parsed {
  try {
    const value: unknown = JSON.parse(json);
    return { ok: true, value, json };
  } catch {
    // The parser's message is not ours, and differs between versions: findJsonFault says what is wrong.
    return { ok: false, json };
  }
}

/** Several JSON values, one on each line: the first line is a whole object or list, and more follows. */
function isJsonLines(text: string): boolean {
  const start = text.search(/\S/);
  const end = text.indexOf('\n', start);
  if (start === -1 || end === -1 || !'{['.includes(text.charAt(start))) return false;
  return text.slice(end).trim() !== '' && tryParse(text.slice(start, end)).ok;
}

function* readJsonLines(name: string, text: string): Iterable<InputItem> {
  let line = 1;
  let found = false;
  for (let offset = 0; offset < text.length; line += 1) {
    const newline = text.indexOf('\n', offset);
    const end = newline === -1 ? text.length : newline;
    const content = text.slice(offset, end);
    if (content.trim() !== '') {
      for (const item of readLine(name, text, content, { offset, line }, end)) {
        if (item.kind === 'passed-over') continue;
        found = true;
        yield item;
      }
    }
    offset = end + 1;
  }
  if (!found) yield { kind: 'passed-over', reason: 'holds no app registration' };
}

function* readLine(
  name: string,
  text: string,
  content: string,
  origin: { offset: number; line: number },
  end: number,
): Iterable<InputItem> {
  const parsed = tryParse(content);
  if (parsed.ok) yield* readSource(jsonSource(name, text, text, parsed.value, origin, end));
  else yield { kind: 'problem', problem: unreadable(name, text, text, origin.offset, end, origin.line) };
}

function unreadable(name: string, text: string, json: string, start: number, end: number, line: number): Problem {
  const { range, message } = findJsonFault(json, start, end);
  const { document } = jsonSource(name, text, json, undefined, { offset: start, line });
  const at: Place = { document, pointer: [], part: 'value', range };
  return { kind: 'unreadable', at, message: `${message} Nothing in it could be checked.` };
}

function* readSource(source: JsonSource): Iterable<InputItem> {
  const root: Node = { document: source.document, value: source.value, pointer: [] };
  const registrations = recognise(root);
  if (registrations.length === 0) {
    yield { kind: 'passed-over', reason: describeOther(source.value) };
    return;
  }
  for (const problem of duplicateKeyProblems(source, registrations)) yield { kind: 'problem', problem };
  const mayBeTemplate = source.json === undefined || source.json.text.includes('{{');
  const names = mayBeTemplate && isTemplate(source.value) ? 'names-allowed' : 'ids-only';
  for (const registration of registrations) yield* readRegistration(registration, names);
}

const schemaOf = {
  'graph-application': 'graphApplication',
  'azure-ad-graph-application': 'azureAdGraphApplication',
  'required-resource-access': 'requiredResourceAccess',
  'azure-samples-application': 'azureSamplesApplication',
  'teams-manifest': 'teamsManifest',
} as const satisfies Record<Format, keyof typeof checkers>;

function* readRegistration(registration: Registration, names: Application['names']): Iterable<InputItem> {
  const { format, node } = registration;
  const schema = schemaOf[format];
  const folded = foldKeys(node.value, shapes[schema], node.pointer);
  const canonical: Node = { ...node, value: folded.value };
  // PowerShell, which reads these files, ignores the letter case of keys.
  const misspelt = format === 'azure-samples-application' ? [] : folded.misspelt;
  for (const { pointer, canonical: key } of misspelt) {
    yield { kind: 'problem', problem: misspeltKey(node, pointer, key) };
  }
  for (const problem of shapeProblems(canonical, checkers[schema])) yield { kind: 'problem', problem };
  yield { kind: 'application', application: readFormat(registration, canonical, names) };
}

function readFormat({ format, siblingIds }: Registration, node: Node, names: Application['names']): Application {
  switch (format) {
    case 'graph-application':
      return readGraphApplication(node, names);
    case 'azure-ad-graph-application':
      return readAzureAdGraphApplication(node, names);
    case 'azure-samples-application':
      return readAzureSamplesApplication(node, siblingIds ?? new Set());
    case 'teams-manifest':
      return readTeamsManifest(node);
    case 'required-resource-access':
      return { ...requestsOf(readApiRequests(node), names), requestsAt: placeOf(node), at: placeOf(node) };
  }
}

function misspeltKey(node: Node, pointer: Pointer, key: string): Problem {
  const at: Place = { document: node.document, pointer, part: 'key' };
  const message = `${pathText(pointer)} is spelled in another letter case than the rest: property names are case-sensitive, and Microsoft Graph refuses or ignores this one. Write ${quoted(key)}.`;
  return { kind: 'malformed', at, message };
}

function* duplicateKeyProblems(source: JsonSource, registrations: readonly Registration[]): Iterable<Problem> {
  const { json, document, value } = source;
  if (json === undefined) return;
  const isWhole = json.start === 0 && json.end === json.text.length;
  if (!mayHoldDuplicates(isWhole ? json.text : json.text.slice(json.start, json.end), value)) return;
  for (const { pointer, range } of findDuplicateKeys(json.text, json.start)) {
    if (!registrations.some(({ node }) => startsWith(pointer, node.pointer))) continue;
    const at: Place = { document, pointer, part: 'key', range };
    const message = `${pathText(pointer)} stands twice in its object: the last value counts, and the first is lost without a word. Keep one of them.`;
    yield { kind: 'malformed', at, message };
  }
}

function startsWith(pointer: Pointer, prefix: Pointer): boolean {
  return prefix.every((part, index) => pointer[index] === part);
}

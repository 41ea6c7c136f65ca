import type { Application } from '../model/application.js';
import { withoutMark } from '../model/byte-order-mark.js';
import type { Problem } from '../model/problem.js';
import { readAzureAdGraphApplication } from './azure-ad-graph-application.js';
import { readAzureSamplesApplication } from './azure-samples-application.js';
import { checkers, shapes } from './checkers.generated.js';
import { readGraphApplication } from './graph-application.js';
import { findJsonFault } from './json-fault.js';
import { filledLines, isJsonLines, parseJson, parseStrictJson, type TextLine } from './json-text.js';
import { duplicateKeyProblems, misspeltKeyProblems } from './key-problems.js';
import { programFormatOf } from './program.js';
import { describeOther, type Format, isTemplate, type Registration, recognise, takesNames } from './recognise.js';
import { holdsNone, looksLikeRegistration, mayHoldRegistration } from './registration-words.js';
import { readApiRequests, requestsOf } from './required-resource-access.js';
import { shapeProblems } from './shape-problems.js';
import { type InputItem, type JsonSource, jsonSource, type Node, objectSource, rootNode, withValue } from './source.js';
import { foldKeys } from './spelled-keys.js';
import { readTeamsManifest } from './teams-manifest.js';

export { looksLikeRegistration } from './registration-words.js';

/** `named`: the user asked for this text; `met`: found in a folder, where other files are passed over. */
export type Origin = 'named' | 'met';

/**
 * Reads the registrations of a text in any of the known formats: JSON, JSON with comments and trailing commas, or a
 * JSON value on every line. A text that does not parse is a problem when it was named or looks like a registration,
 * and passed over otherwise. Never throws for a fault in the text.
 */
export function* readText(name: string, marked: string, origin: Origin): Iterable<InputItem> {
  const text = withoutMark(marked);
  if (origin === 'met' && !mayHoldRegistration(text)) {
    yield { kind: 'passed-over', reason: holdsNone };
    return;
  }
  const parsed = parseJson(text);
  if (parsed.ok) {
    yield* readSource(jsonSource(name, text, parsed.json, parsed.value));
    return;
  }
  const tellsFaults = origin === 'named' || looksLikeRegistration(text);
  if (isJsonLines(text)) yield* readJsonLines(name, text, tellsFaults);
  else if (!tellsFaults) yield { kind: 'passed-over', reason: 'is not JSON' };
  else yield { kind: 'problem', problem: unreadable(name, text, parsed.json) };
}

/** Reads the registrations of an object, as `JSON.parse` returns it. */
export function* readValue(name: string, value: unknown): Iterable<InputItem> {
  const source = objectSource(name, value);
  try {
    yield* readSource(source);
  } catch (error) {
    // A getter or proxy of the caller's threw; what it says is the caller's to read.
    const why = error instanceof Error ? error.message : String(error);
    const at = { document: source.document, pointer: [], part: 'value' } as const;
    yield { kind: 'problem', problem: { kind: 'unreadable', at, message: `Reading this object failed: ${why}` } };
  }
}

function* readJsonLines(name: string, text: string, tellsFaults: boolean): Iterable<InputItem> {
  let found = false;
  for (const line of filledLines(text)) {
    for (const item of readLine(name, text, line)) {
      if (
        item.kind === 'passed-over' ||
        (!tellsFaults && item.kind === 'problem' && item.problem.kind === 'unreadable')
      )
        continue;
      found = true;
      yield item;
    }
  }
  if (!found) yield { kind: 'passed-over', reason: holdsNone };
}

function* readLine(name: string, text: string, line: TextLine): Iterable<InputItem> {
  const parsed = parseStrictJson(text.slice(line.offset, line.end));
  if (parsed.ok) yield* readSource(jsonSource(name, text, text, parsed.value, line, line.end));
  else yield { kind: 'problem', problem: unreadable(name, text, text, line) };
}

/** What is wrong with a text, or with a line of it, that is not JSON. */
export function unreadable(name: string, text: string, json: string, line?: TextLine): Problem {
  const origin = line ?? { offset: 0, line: 1 };
  const own = line === undefined ? json : json.slice(line.offset, line.end);
  const fault = findJsonFault(own, 0, own.length);
  const range = { start: origin.offset + fault.range.start, end: origin.offset + fault.range.end };
  const { document } = jsonSource(name, text, json, undefined, origin);
  const unchecked = line === undefined ? 'Nothing in this text' : 'Nothing in this line';
  const at = { document, pointer: [], part: 'value', range } as const;
  return { kind: 'unreadable', at, message: `${fault.message} ${unchecked} could be checked.` };
}

/** Reads the registrations of a parsed document. */
export function* readSource(source: JsonSource): Iterable<InputItem> {
  const registrations = recognise(rootNode(source.document, source.value));
  if (registrations.length === 0) {
    const format = programFormatOf(source.value);
    if (format !== undefined) yield { kind: 'program', program: { format, source } };
    else yield { kind: 'passed-over', reason: describeOther(source.value) };
    return;
  }
  const nodes = registrations.map(({ node }) => node);
  for (const problem of duplicateKeyProblems(source, nodes)) yield { kind: 'problem', problem };
  const isNamed = (mayHoldPlaceholder(source) && isTemplate(source.value)) || takesNames(source);
  const names = isNamed ? 'names-allowed' : 'ids-only';
  for (const registration of registrations) yield* readRegistration(registration, names);
}

/** A search in the text is far cheaper than a walk over its values, and right but for braces written as escapes. */
function mayHoldPlaceholder({ json }: JsonSource): boolean {
  return json === undefined || json.text.slice(json.start, json.end).includes('{{');
}

/** Which checker and key list a format has, and who takes its files. */
const formats = {
  'graph-application': { schema: 'graphApplication', taker: 'the service' },
  'azure-ad-graph-application': { schema: 'azureAdGraphApplication', taker: 'the service' },
  'required-resource-access': { schema: 'requiredResourceAccess', taker: 'the service' },
  'azure-samples-application': { schema: 'azureSamplesApplication', taker: 'the script that reads this file' },
  'teams-manifest': { schema: 'teamsManifest', taker: 'Teams' },
} as const satisfies Record<Format, { readonly schema: keyof typeof checkers; readonly taker: string }>;

/** Reads a registration whose format is known; its problems come before it. */
export function* readRegistration(registration: Registration, names: Application['names']): Iterable<InputItem> {
  const { format, node } = registration;
  const { schema, taker } = formats[format];
  const { value, misspelt } = foldKeys(node.value, shapes[schema], node.pointer);
  const canonical = withValue(node, value);
  // PowerShell, which reads the files of Azure-Samples, ignores the letter case of keys.
  if (format !== 'azure-samples-application') {
    for (const problem of misspeltKeyProblems(node, misspelt)) yield { kind: 'problem', problem };
  }
  for (const problem of shapeProblems(canonical, checkers[schema], taker)) yield { kind: 'problem', problem };
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
      return { ...requestsOf(readApiRequests(node), names), requestsAt: node, at: node };
  }
}

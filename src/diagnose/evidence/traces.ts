import { isRecord } from '../../input/source.js';
import { joined } from './join.js';
import { type BatchCalls, refusalsInValue } from './json.js';
import { toldByLine, toldByParameters } from './lines.js';
import { looseObjectAt } from './loose-value.js';
import { emptyRefusal, type Refusal } from './refusal.js';
import type { PlacedToken } from './scrubbed.js';

/** What one place of a text tells of a refused request. */
export interface Trace {
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  readonly refusal: Refusal;
  /** Whether the method of its call is only assumed. */
  readonly isAssumed: boolean;
  /** An object or an answer of a batch: a telling of its own, not a line of one. */
  readonly isObject: boolean;
}

/** A part of a text. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

const longestLine = 4_000;
/** How much of a text is read as objects, counting what is read again. */
const mostRead = 1_000_000;
const mostLines = 6_000;

interface Budget {
  left: number;
  lines: number;
}

/** What is known beside the lines: requests of a batch, which are collected, and the tokens that stood in the text. */
export interface Known {
  readonly calls: BatchCalls;
  readonly tokens: readonly PlacedToken[];
}

/** What the regions of a text tell, in its order. */
export function tracesIn(text: string, regions: readonly Region[], { calls, tokens }: Known): readonly Trace[] {
  const budget = { left: mostRead, lines: mostLines };
  const placed = tokens.map(({ start, end, facts }) => {
    return { start, end, refusal: { ...emptyRefusal, token: facts }, isAssumed: false, isObject: false };
  });
  const told = regions.flatMap((region) => {
    const part = withoutMarks(text.slice(region.start, region.end));
    const objects = objectsIn(part, region.start, calls, budget);
    const between = gapsBetween(region, objects).flatMap((gap) => linesIn(part, gap, region.start, budget));
    return [...objects, ...between];
  });
  return [...placed, ...told].sort((a, b) => a.start - b.start || a.end - b.end);
}

const openings =
  /\{(?=\s{0,200}(?:[ub]?["'\\}]|[\w@$.-]{1,60}\s{0,20}[:=]))|(?<=\b(?:MainError|ODataError|APIError|InnerError|GraphError))\(/g;

/** The error objects of a region. An object that tells nothing is left to the lines, and what is in it is looked at again. */
function objectsIn(part: string, start: number, calls: BatchCalls, budget: Budget): readonly Trace[] {
  const found: Trace[] = [];
  openings.lastIndex = 0;
  for (let match = openings.exec(part); match !== null && budget.left > 0; match = openings.exec(part)) {
    const at = match.index;
    const { value, end: after } = looseObjectAt(part, at);
    budget.left -= after - at;
    const refusals = isRecord(value) ? refusalsInValue(value, calls) : [];
    const place = { start: start + at, end: start + Math.min(after, part.length), isAssumed: false, isObject: true };
    found.push(...refusals.map((refusal) => ({ ...place, refusal })));
    openings.lastIndex = refusals.length > 0 ? after : at + 1;
  }
  return found;
}

function gapsBetween({ start, end }: Region, objects: readonly Trace[]): readonly Region[] {
  const gaps: Region[] = [];
  let at = start;
  for (const object of objects) {
    if (object.start > at) gaps.push({ start: at, end: object.start });
    at = Math.max(at, object.end);
  }
  if (end > at) gaps.push({ start: at, end });
  return gaps;
}

/** What the lines of a part tell; the address of a host is put before the path of a request that has it apart. */
function linesIn(part: string, { start, end }: Region, offset: number, budget: Budget): readonly Trace[] {
  const traces: Trace[] = [];
  for (let at = start - offset; at < end - offset && budget.lines > 0; ) {
    const most = Math.min(at + longestLine, end - offset);
    const line = part.slice(at, most);
    const width = line.indexOf('\n');
    budget.lines -= 1;
    const trace = lineTrace(width === -1 ? line : line.slice(0, width), at + offset);
    if (trace !== undefined) traces.push(trace);
    at = width === -1 ? most : at + width + 1;
  }
  return traces;
}

/** What logs and consoles put before each line, as if blanks stood there, so that JSON over several lines is whole. */
const marks =
  /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.,\d]{0,12}(?:Z|[+-]\d\d:?\d\d)? ?)?(?:[VDIWEF]\/[\w.-]{1,40}\( {0,5}\d{1,8}\): | {0,4}[│|] )?/gm;

function withoutMarks(part: string): string {
  return part.replace(marks, (mark) => ' '.repeat(mark.length));
}

function lineTrace(written: string, start: number): Trace | undefined {
  if (!/\w{3}/.test(written)) return undefined;
  const line = withoutEntities(written);
  const parameters = toldByParameters(line);
  const { refusal, isAssumed } =
    parameters === undefined ? toldByLine(line) : { refusal: parameters, isAssumed: false };
  const host = hostIn(line);
  const told = host === undefined ? refusal : joined(refusal, { ...emptyRefusal, call: { method: '', url: host } });
  if (isNothing(told)) return undefined;
  return { start, end: start + written.length, refusal: told, isAssumed, isObject: false };
}

/** The host that a request names in a header, apart from its path. */
function hostIn(line: string): string | undefined {
  const [, host] = /^[\s>|│]{0,20}(?:Host|:authority):\s{0,5}([\w.-]{4,200})(?::\d{1,5})?\s{0,5}$/i.exec(line) ?? [];
  return host;
}

function isNothing({ status, claims, call, token, ...lists }: Refusal): boolean {
  const { codes, aadsts, messages, challenges, asked, ids } = lists;
  const has = [codes, aadsts, messages, challenges, asked, ids].some((list) => list.length > 0);
  return !has && [status, claims, call, token].every((value) => value === undefined);
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  '#39': "'",
  '#34': '"',
  apos: "'",
  amp: '&',
};

/** XML and pages write marks as `&quot;`. A mark that would open an element stays as it is. */
function withoutEntities(line: string): string {
  if (!line.includes('&')) return line;
  return line.replace(/&(quot|#39|#34|apos|amp);/g, (whole, name: string) => entities[name] ?? whole);
}

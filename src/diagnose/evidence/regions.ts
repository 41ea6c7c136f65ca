import type { Region } from './traces.js';

/** A text that is shorter than this is examined whole. */
const shortText = 200_000;
/** How much of a longer one is examined. */
const mostExamined = 400_000;

/** What a refusal is told by for sure, and what may as well be something else. Both are searched in linear time. */
const sure =
  /AADSTS|aadsts|WWW-Auth|www-auth|Authorization_|Authentication_|InvalidAuth|invalid_[grcst]|unauthorized_client|_required|[Dd]enied|Forbidden|FORBIDDEN|[Uu]nauthorized|error_description|odata\.error|OData error|OData is|(?:[ :=("']|HTTP\/[\d.]{1,3} )40[0-9](?!\d)|eyJ/g;
const likely = /[Ee]rror|ERROR|[Ff]ailed|[Ee]xception|[Cc]ode["']?\s?[:=]/g;

/** The parts of a text in which something of interest stands, with the lines around it, and whether all of it is in them. */
export interface Regions {
  readonly regions: readonly Region[];
  readonly isWhole: boolean;
}

/** Finds what to examine in a text, in time in proportion to it. */
export function regionsOf(text: string): Regions {
  if (text.length <= shortText) return { regions: [{ start: 0, end: text.length }], isWhole: true };
  const first = regionsBy(text, sure);
  return first.regions.length > 0 ? first : regionsBy(text, likely);
}

function regionsBy(text: string, pattern: RegExp): Regions {
  const regions: { start: number; end: number }[] = [];
  let examined = 0;
  pattern.lastIndex = 0;
  for (let hit = pattern.exec(text); hit !== null; hit = pattern.exec(text)) {
    const last = regions.at(-1);
    const start = Math.max(lineBefore(text, hit.index), last?.end ?? 0);
    const end = Math.max(start, lineAfter(text, hit.index));
    if (last !== undefined && start - last.end < 100) last.end = end;
    else regions.push({ start, end });
    examined += end - start;
    if (examined > mostExamined) return { regions, isWhole: false };
    pattern.lastIndex = Math.max(end - 1_000, pattern.lastIndex, hit.index + 1);
  }
  return { regions, isWhole: true };
}

/** Where the sixth line before a place begins, or what is near enough. */
function lineBefore(text: string, place: number): number {
  const floor = Math.max(0, place - 1_500);
  const part = text.slice(floor, place);
  let start = part.length;
  for (let lines = 0; lines < 6 && start > 0; lines += 1) start = part.lastIndexOf('\n', start - 1);
  return floor + Math.max(0, start + 1);
}

/** Where the twelfth line after a place ends, or what is near enough. */
function lineAfter(text: string, place: number): number {
  const part = text.slice(place, place + 3_000);
  let end = 0;
  for (let lines = 0; lines < 12 && end !== -1; lines += 1) end = part.indexOf('\n', end + 1);
  return place + (end === -1 ? part.length : end);
}

import type { CauseId } from './causes/index.js';
import { causes } from './causes/index.js';
import type { Cause, Confidence } from './diagnosis.js';
import { filledIn, type Known } from './fill-in.js';
import type { Hint } from './hint.js';

/** A cause and all that was said of it, for one refusal or for several together. */
export interface RankedCause {
  readonly id: CauseId;
  readonly hints: readonly Hint[];
  readonly weight: number;
  readonly confidence: Confidence;
}

/** So many causes are worth reading. */
const most = 6;
const mostGuesses = 3;

/**
 * The causes that the hints of one refusal speak for, the most likely first. Where something proves a cause or makes it
 * likely, guesses are left out; where there is nothing but guesses, three stay. Causes of the same weight stay in the
 * order in which they were named.
 */
export function rank(hints: readonly Hint[]): readonly RankedCause[] {
  const byCause = new Map<CauseId, Hint[]>();
  for (const hint of hints) {
    const own = byCause.get(hint.cause);
    if (own === undefined) byCause.set(hint.cause, [hint]);
    else own.push(hint);
  }
  const ranked = [...byCause]
    .map(([id, own]): RankedCause => {
      const weight = weightOf(own);
      return { id, hints: own, weight, confidence: confidenceOf(weight, own) };
    })
    .filter(({ weight }) => weight > 0)
    .sort(byConfidence);
  return shortened(ranked);
}

/** The causes of several refusals in one list: by confidence, then by the refusal that comes first. */
export function merged(refusals: readonly (readonly RankedCause[])[]): readonly RankedCause[] {
  const [only = [], ...others] = refusals;
  if (others.length === 0) return only;
  const all = new Map<CauseId, RankedCause>();
  for (const ranked of refusals) {
    for (const cause of ranked) {
      const before = all.get(cause.id);
      all.set(cause.id, before === undefined ? cause : joined(before, cause));
    }
  }
  const list = [...all.values()].sort((a, b) => rankOf(a) - rankOf(b));
  const firsts = new Set(refusals.flatMap((ranked) => ranked[0]?.id ?? []));
  const proven = shortened(list, 20);
  return proven.filter(({ id }, place) => place < most || firsts.has(id));
}

/** So many sentences of one cause are kept: a log may hold the same refusal a thousand times. */
const mostHints = 40;

function joined(a: RankedCause, b: RankedCause): RankedCause {
  const [first, second] = rankOf(b) < rankOf(a) ? [b, a] : [a, b];
  return { ...first, hints: [...first.hints, ...second.hints].slice(0, mostHints) };
}

function shortened(ranked: readonly RankedCause[], longest = most): readonly RankedCause[] {
  const [first] = ranked;
  if (first === undefined) return [];
  if (first.confidence === 'guess') return ranked.slice(0, mostGuesses);
  const isProven = first.confidence === 'certain' || first.confidence === 'likely';
  const kept = isProven ? ranked.filter(({ confidence }) => confidence !== 'guess') : ranked;
  return kept.slice(0, longest);
}

/** The strongest hint counts; another witness for the same cause adds a little, one against it takes away. */
function weightOf(hints: readonly Hint[]): number {
  const sorted = hints.map(({ weight }) => weight).sort((a, b) => b - a);
  const [strongest = 0, ...others] = sorted;
  return others.reduce((sum, weight) => sum + (weight < 0 ? weight : Math.min(3, weight / 20)), strongest);
}

const order: readonly Confidence[] = ['certain', 'likely', 'possible', 'guess'];

const rankOf = ({ confidence }: RankedCause): number => order.indexOf(confidence);

function byConfidence(a: RankedCause, b: RankedCause): number {
  return rankOf(a) - rankOf(b) || b.weight - a.weight;
}

/** Many hints that make a cause possible do not prove it: no cause is surer than its strongest hint. */
function confidenceOf(weight: number, hints: readonly Hint[]): Confidence {
  const surest = Math.min(weight, Math.max(...hints.map((hint) => hint.weight)));
  if (surest >= 90) return 'certain';
  if (surest >= 60) return 'likely';
  return surest >= 30 ? 'possible' : 'guess';
}

/** What people read of a cause, with what is known of the call filled in. */
export function causeOf({ id, hints, confidence }: RankedCause, known: Known): Cause {
  const text = causes[id];
  const met = new Set(hints.flatMap(({ signature }) => signature ?? []));
  const speaking = hints.toSorted((a, b) => b.weight - a.weight);
  const told = speaking.flatMap((hint) => (hint.weight > 0 ? (hint.steps ?? []) : []));
  const own = text.steps.filter(
    ({ only, isGeneral }) =>
      (only === undefined || only.some((each) => met.has(each))) && (isGeneral === undefined || told.length === 0),
  );
  const steps = [...told, ...own];
  return {
    id,
    title: speaking.find(({ title }) => title !== undefined)?.title ?? text.title,
    confidence,
    why: text.why,
    evidence: distinct(speaking.map(({ evidence }) => evidence)),
    steps: distinctSteps(steps).map((step) => ({
      text: filledIn(step.text, known),
      commands: (step.commands ?? []).map(({ tool, text }) => ({ tool, text: filledIn(text, known) })),
    })),
    checks: distinct([...speaking.flatMap((hint) => hint.checks ?? []), ...text.checks]).map((check) =>
      filledIn(check, known),
    ),
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function distinctSteps<Named extends { readonly text: string }>(steps: readonly Named[]): readonly Named[] {
  return [...new Map(steps.toReversed().map((step) => [step.text, step])).values()].toReversed();
}

import { type FindNearest, nearestFinder } from '../../../least/nearest-calls.js';
import { callData } from '../../../least/openers.js';
import type { CauseId } from '../../causes/index.js';
import type { DiagnoseContext, Hint } from '../../hint.js';
import type { RefusedCall } from './asked-call.js';

/** Causes that a call which no data know can still have; they get the nearest calls as checks where others name them. */
const related: readonly CauseId[] = [
  'missing-permission-or-role',
  'token-type-mismatch',
  'unknown-error',
  'not-found-or-hidden',
];

/** What can be said of a call that is in no list: that it is not, and which ones are like it. */
export function unknownHints({ method, url, text, fit, context }: RefusedCall): readonly Hint[] {
  if (fit === 'other' || fit === 'answered') return [];
  const data = callData(context.catalog);
  const near = finderOf(context)(method, url).map(({ path, methods }) => {
    const own = methods.includes(method) ? method : methods[0];
    return `${own} ${path}`;
  });
  const evidence = `${text} is not in the published list of calls of ${data.table.date}, which has gaps: what opens it is not known.`;
  const checks =
    near.length === 0
      ? []
      : [
          `Compare the path with known ones: ${near.join(', ')}. A path that does not exist can be refused like a lack of permission.`,
        ];
  const weight = fit === 'denied' ? 32 : 12;
  return [
    { cause: 'missing-permission', weight, evidence, checks },
    ...related.map((cause): Hint => ({ cause, weight: 0, evidence, checks })),
  ];
}

// Each search looks at every known path; a log can hold thousands of unknown calls.
const finders = new WeakMap<DiagnoseContext, FindNearest>();

function finderOf(context: DiagnoseContext): FindNearest {
  const own = finders.get(context) ?? nearestFinder(callData(context.catalog));
  finders.set(context, own);
  return own;
}

import type { Catalog, Retirement } from '../catalog/types.js';
import type { Application } from '../model/application.js';
import type { PermissionRef } from '../model/finding.js';
import type { Place } from '../model/place.js';
import { resolveApi } from '../catalog/resolve.js';
import type { RuleContext } from './define-rule.js';
import { refOf } from './wording.js';

/** Where a registration shows a retirement: at a whole API, or at a request. */
export interface RetirementHit {
  readonly retirement: Retirement;
  /** `ended`: its last date has passed; `ending`: it is to come, or one of two dates has passed. */
  readonly phase: 'ended' | 'ending';
  readonly at: Place;
  readonly permission: PermissionRef;
  /** What the registration should ask for instead, as far as it is known. */
  readonly advice: string;
}

/** The retirements that a registration shows, judged by the day of the run. A retired API is shown once, not at its permissions. */
export function* retirementHits(application: Application, context: RuleContext): Iterable<RetirementHit> {
  const { catalog, names, requests } = context;
  for (const entry of application.apis) {
    const api = entry.api.known ? resolveApi(catalog, entry.api.value, names) : 'malformed';
    if (typeof api === 'string') continue;
    const whole = datedRetirement(catalog.retirement(api.appId, undefined), context.now);
    if (whole) {
      const permission = { api: api.appId, apiName: api.name, id: null, name: null, kind: null };
      const own = requests.filter(({ request }) => entry.requests.includes(request));
      yield { ...whole, at: entry.api.at, permission, advice: graphAdvice(catalog, own, whole.retirement) };
    }
  }
  for (const { request, resolution } of requests) {
    if (resolution.status !== 'found') continue;
    const { permission } = resolution;
    const part = catalog.retirement(permission.api.appId, permission);
    const hit = part?.id === null ? undefined : datedRetirement(part, context.now);
    if (hit) yield { ...hit, at: request.permission.at, permission: refOf(permission), advice: replacementAdvice(catalog, hit.retirement) };
  }
}

function datedRetirement(retirement: Retirement | undefined, now: Date): Pick<RetirementHit, 'retirement' | 'phase'> | undefined {
  if (!retirement?.date || retirement.state === 'no effect') return undefined;
  const today = now.toISOString().slice(0, 10);
  return { retirement, phase: (retirement.finalDate ?? retirement.date) <= today ? 'ended' : 'ending' };
}

function replacementAdvice(catalog: Catalog, { replacement }: Retirement): string {
  if (replacement === null) return '';
  if ('words' in replacement) return ` Use ${replacement.words}.`;
  const api = catalog.api(replacement.api)?.name ?? replacement.api;
  return ` Use ${replacement.name} of ${api} (${replacement.id}).`;
}

/** What to ask of Microsoft Graph for each permission of Azure AD Graph, the first five. */
function graphAdvice(catalog: Catalog, own: RuleContext['requests'], retirement: Retirement): string {
  const pairs = own.flatMap(({ resolution }) => {
    if (resolution.status !== 'found') return [];
    const successors = catalog.graphSuccessors(resolution.permission);
    return successors.length > 0 ? [`${resolution.permission.name} becomes ${successors.map(({ name, id }) => `${name} (${id})`).join(' + ')}`] : [];
  });
  if (pairs.length === 0) return replacementAdvice(catalog, retirement);
  const more = pairs.length > 5 ? `, and ${pairs.length - 5} more` : '';
  return ` In Microsoft Graph ${pairs.slice(0, 5).join(', ')}${more}.`;
}

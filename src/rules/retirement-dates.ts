import { graphAppId } from '../catalog/lookup.js';
import { resolveApi } from '../catalog/resolve.js';
import type { Catalog, Permission, Retirement } from '../catalog/types.js';
import { type Application, isGrant } from '../model/application.js';
import { dayLength } from '../model/day.js';
import type { PermissionRef } from '../model/finding.js';
import type { Place } from '../model/place.js';
import type { RuleContext } from './define-rule.js';
import { capitalized, refOf, refOfApi } from './wording.js';

/** Where a registration shows a retirement: at a whole API, or at a request. */
export interface RetirementHit {
  /** `ended`: its last date has passed; `ending`: it is to come, or one of two dates has passed. */
  readonly phase: 'ended' | 'ending';
  /** Days from the day of the run to the next of its dates; negative once the last has passed. */
  readonly daysLeft: number;
  /** Whether it stands at a grant, not at an entry that asks. */
  readonly isGranted: boolean;
  readonly at: Place;
  readonly permission: PermissionRef;
  /** What ends or has ended, when, and what happens then; a sentence. */
  readonly event: string;
  /** What the registration should ask for instead, as far as it is known; empty or a sentence. */
  readonly advice: string;
}

/**
 * The retirements that a registration shows, judged by the day of the run. A retired API is shown once, not at its
 * permissions.
 */
export function* retirementHits(application: Application, context: RuleContext): Iterable<RetirementHit> {
  if (!showsAny(application, context)) return;
  yield* apiHits(application, context);
  yield* permissionHits(context);
}

/** Few registrations show a retirement, and every one is asked by two rules. */
function showsAny({ apis, grants }: Application, { catalog, names, requests }: RuleContext): boolean {
  for (const { request, resolution } of requests) {
    if (resolution.status !== 'found') continue;
    const { permission } = resolution;
    const { appId } = permission.api;
    if (catalog.retirement(appId, permission) !== undefined) return true;
    if (grants.length > 0 && isGrant(request) && catalog.retirement(appId, undefined) !== undefined) return true;
  }
  for (const { api: fact } of apis) {
    const api = fact.known ? resolveApi(catalog, fact.value, names) : 'malformed';
    if (typeof api !== 'string' && catalog.retirement(api.appId, undefined) !== undefined) return true;
  }
  return false;
}

function* apiHits(application: Application, { catalog, names, requests, now }: RuleContext): Iterable<RetirementHit> {
  for (const entry of application.apis) {
    const api = entry.api.known ? resolveApi(catalog, entry.api.value, names) : 'malformed';
    const whole = typeof api === 'string' ? undefined : datesOf(catalog.retirement(api.appId, undefined));
    if (typeof api === 'string' || whole === undefined) continue;
    const own = requests.filter(({ request }) => entry.requests.includes(request));
    const advice = graphAdvice(catalog, own, whole.retirement);
    const today = dayOf(now);
    const event = eventOf(whole, undefined, today);
    yield { ...phaseOn(today, whole), isGranted: false, at: entry.api.at, permission: refOfApi(api), event, advice };
  }
}

function* permissionHits({ catalog, requests, now }: RuleContext): Iterable<RetirementHit> {
  for (const { request, resolution } of requests) {
    if (resolution.status !== 'found') continue;
    const { permission } = resolution;
    const { appId } = permission.api;
    const own = datesOf(catalog.retirement(appId, permission));
    // A retired API is shown at its entry, which a grant has none of.
    const part = own ?? (isGrant(request) ? datesOf(catalog.retirement(appId, undefined)) : undefined);
    if (part === undefined) continue;
    const advice = own
      ? replacementAdvice(catalog, part.retirement)
      : graphAdvice(catalog, [{ request, resolution }], part.retirement);
    const today = dayOf(now);
    const event = eventOf(part, own && permission, today);
    yield {
      ...phaseOn(today, part),
      isGranted: isGrant(request),
      at: request.permission.at,
      permission: refOf(permission),
      event,
      advice,
    };
  }
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

interface Dates {
  readonly retirement: Retirement;
  readonly first: string;
  readonly last: string;
}

/** What has no date, or no effect, is no finding. */
function datesOf(retirement: Retirement | undefined): Dates | undefined {
  if (!retirement?.date || retirement.state === 'no effect') return undefined;
  return { retirement, first: retirement.date, last: retirement.finalDate ?? retirement.date };
}

/** Whether the last date of a retirement has passed on the day of the run. */
export function hasEnded(retirement: Retirement | undefined, now: Date): boolean {
  const dates = datesOf(retirement);
  return dates !== undefined && phaseOn(dayOf(now), dates).phase === 'ended';
}

function phaseOn(today: string, { first, last }: Dates): Pick<RetirementHit, 'phase' | 'daysLeft'> {
  const next = first > today ? first : last;
  const daysLeft = Math.round((Date.parse(next) - Date.parse(today)) / dayLength);
  return { phase: last <= today ? 'ended' : 'ending', daysLeft };
}

interface Words {
  readonly thing: string;
  /** What happens from the first date on, where there are two. */
  readonly between?: string;
  readonly after: string;
}

/** How sentences speak of a retirement; others are told in the catalog's words. */
const words: Readonly<Record<string, Words>> = {
  'aad-graph': { thing: 'Azure AD Graph (graph.windows.net)', after: 'its calls answer 403' },
  'ews-exo': {
    thing: 'Exchange Web Services in Exchange Online',
    between: 'it is off unless the tenant allow-lists the application',
    after: 'it is off for good',
  },
  'outlook-rest': {
    thing: 'the Outlook REST API (outlook.office.com/api)',
    after: 'its calls have no answer any more',
  },
  'pim-iter2': {
    thing: 'iteration 2 of the Privileged Identity Management API (/beta/privilegedAccess)',
    after: 'its calls return no data',
  },
};

function eventOf({ retirement, first, last }: Dates, permission: Permission | undefined, today: string): string {
  const {
    thing,
    between = retirement.effect,
    after,
  } = words[retirement.slug] ?? {
    thing: retirement.title,
    after: retirement.effect,
  };
  const subject = permission ? `${nameOf(permission)} is for ${thing}, which` : capitalized(thing);
  if (last <= today) return `${subject} ended on ${last}: ${after}.`;
  if (first === last) return `${subject} ends on ${last}: from then on ${after}.`;
  const since = first <= today ? `since ${first}` : `from ${first} on`;
  return `${subject} ends on ${last}: ${since} ${between}, and then ${after}.`;
}

function nameOf({ api, name }: Permission): string {
  return api.appId === graphAppId ? name : `${name} of ${api.name}`;
}

function replacementAdvice(catalog: Catalog, { replacement }: Retirement): string {
  if (replacement === null) return '';
  if ('words' in replacement) return ` Use ${replacement.words}.`;
  const api = catalog.api(replacement.api)?.name ?? replacement.api;
  return ` Use ${replacement.name} of ${api} (${replacement.id}).`;
}

/** What to ask of Microsoft Graph for each permission of Azure AD Graph, the first five. */
function graphAdvice(catalog: Catalog, own: RuleContext['requests'], retirement: Retirement): string {
  const wanted = own.flatMap(({ resolution }) => {
    if (resolution.status !== 'found') return [];
    const { name: old } = resolution.permission;
    const names = catalog.graphSuccessors(resolution.permission).map(({ name, id }) => `${name} (${id})`);
    const isRenamed = names.length > 0 && !names.some((name) => name.startsWith(`${old} `));
    return names.length === 0 ? [] : [`${names.join(' and ')}${isRenamed ? ` in place of ${old}` : ''}`];
  });
  if (wanted.length === 0) return replacementAdvice(catalog, retirement);
  const more = wanted.length > 5 ? `, and ${wanted.length - 5} more` : '';
  return ` Ask Microsoft Graph for ${wanted.slice(0, 5).join(', ')}${more} instead.`;
}

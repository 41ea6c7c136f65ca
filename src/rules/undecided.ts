import { resolveApi } from '../catalog/resolve.js';
import type { Api } from '../catalog/types.js';
import { type Application, isGrant, type PermissionRequest } from '../model/application.js';
import { type Fact, knownValue, type UnknownFact } from '../model/fact.js';
import type { Place } from '../model/place.js';
import { limitedTexts } from './audience-limit-checks.js';
import { includesPersonal } from './audience-words.js';
import { callsText } from './call-wording.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { firstPartyApis, graphManifest } from './sources.js';
import { anyOf, quoted } from './wording.js';

export default defineRule({
  id: 'undecided',
  title: 'What could not be checked',
  category: 'run',
  severity: 'info',
  why: 'A value is filled in later, or the catalog may not hold all permissions of an API. What it hides is neither right nor wrong.',
  remedy:
    'Lint the file that the tool generates, where values are filled in; look again once they are deployed, where a program computes them; look up the service principal of the API in a tenant, where its list may be incomplete.',
  sources: [firstPartyApis, graphManifest],
  *check(application, context) {
    if (!hasDoubt(application, context)) return;
    const all = [
      ...requestDoubts(context),
      ...resourceSpecificDoubts(application),
      ...factDoubts(application, context),
      ...callDoubts(application, context),
    ];
    // Once for each resource or file: a registration may be spread over several.
    for (const document of new Set(all.map(({ at }) => at.document))) {
      const [first, ...others] = distinct(all.filter(({ at }) => at.document === document));
      if (first === undefined) continue;
      yield {
        at: first.at,
        message: `Not everything could be checked: ${told([first, ...others])}.${remedyFor([first, ...others])}`,
        ...(others.length > 0 && { related: others.slice(0, 10).map(({ at, text }) => ({ at, message: text })) }),
      };
    }
  },
});

/** A registration without unknown values is the usual one, and costs no more than this look at it. */
function hasDoubt(application: Application, { requests, usage }: RuleContext): boolean {
  if (usage !== undefined && usage.unknown.length > 0) return true;
  const { audience, tokenVersion, resourceSpecific } = application;
  if (isUnknown(audience) || isUnknown(tokenVersion) || resourceSpecific.length > 0) return true;
  return (
    requests.some(({ resolution }) => resolution.status === 'undecided') || limitedTexts(application).some(isUnknown)
  );
}

/** What would tell: the generated file, a plan, the deployment, or a resource that names the API. */
type Teller = 'file' | 'plan' | 'deployment' | 'service principal' | 'nearest call';

const remedies: Readonly<Record<Teller, string>> = {
  file: ' Lint the file that the tool generates to check the rest.',
  plan: ' Lint a plan, a preview or the deployed registration to check the rest.',
  deployment: ' Look again once it is deployed.',
  'service principal': " A resource for the API's service principal, by its client id, would tell.",
  'nearest call': ' permlint least with the declared calls names the nearest known ones.',
};

function remedyFor(doubts: readonly Doubt[]): string {
  const tellers = new Set(doubts.map(({ teller }) => teller));
  return (['file', 'plan', 'deployment', 'service principal', 'nearest call'] as const)
    .filter((teller) => tellers.has(teller))
    .map((teller) => remedies[teller])
    .join('');
}

interface Doubt {
  readonly at: Place;
  readonly text: string;
  readonly teller?: Teller;
}

function doubtOf(fact: UnknownFact, text: string): Doubt {
  return { at: fact.at, text: `${waiting(fact)} ${text}`, teller: tellerOf(fact) };
}

function tellerOf({ why, raw }: UnknownFact): Teller {
  if (why === 'tenant') return 'service principal';
  if (why !== 'expression') return 'file';
  // What a program writes has a text; what a plan or the engine computes has none.
  return raw === undefined ? 'deployment' : 'plan';
}

function distinct(doubts: readonly Doubt[]): readonly Doubt[] {
  const byText = new Map<string, Doubt>();
  for (const doubt of doubts) if (!byText.has(doubt.text)) byText.set(doubt.text, doubt);
  return [...byText.values()];
}

/** The first five, so that a long list stays readable. */
function told(doubts: readonly Doubt[]): string {
  const texts = doubts.slice(0, 5).map(({ text }) => text);
  return [...texts, ...(doubts.length > 5 ? [`and ${doubts.length - 5} more`] : [])].join('; ');
}

function* requestDoubts(context: RuleContext): Iterable<Doubt> {
  for (const { request, resolution } of context.requests) {
    if (resolution.status !== 'undecided') continue;
    const { fact, api } = resolution;
    if (fact && isWorthTelling(fact, request)) yield doubtOf(fact, `decides ${whatOf(fact, request, context)}`);
    else if (api) yield { at: request.permission.at, text: gap(api, context.cloud) };
  }
}

/** An app role that no API of the catalog has is most often the team's own, and no one waits to hear of it. */
function isWorthTelling({ why }: UnknownFact, { kind }: PermissionRequest): boolean {
  return why !== 'tenant' || knownValue(kind) === 'delegated';
}

/** What an unknown part of a request leaves open. */
function whatOf(fact: UnknownFact, request: PermissionRequest, { catalog, names }: RuleContext): string {
  const api = request.api.known ? resolveApi(catalog, request.api.value, names) : undefined;
  const verb = isGrant(request) ? 'is granted' : 'is asked for';
  if (api === undefined) return isGrant(request) ? 'whose permission is granted' : 'which API is asked for permissions';
  const of = typeof api === 'string' ? '' : ` of ${api.name}`;
  if (fact !== request.kind || !request.permission.known) return `which permission${of} ${verb}`;
  const { value } = request.permission;
  const name = typeof api === 'string' ? undefined : catalog.permissionsIn(api, value)[0]?.name;
  return `whether ${name || quoted(value)}${of} ${verb} as Role or as Scope`;
}

function gap({ name, complete }: Api, cloud: RuleContext['cloud']): string {
  if (complete)
    return `the catalog holds the ids of the public cloud, and those of ${cloud} may differ (permlint data refresh fetches them into a catalog)`;
  return `the list of permissions of ${name} may be incomplete, so an id that is not in it may still exist; the service principal of ${name} in a tenant tells`;
}

/** A call that is in no list may be new, or misspelt. */
function* callDoubts({ requestsAt: at }: Application, { usage }: RuleContext): Iterable<Doubt> {
  const calls = usage?.unknown ?? [];
  if (calls.length === 0) return;
  yield { at, text: `no list says which permission opens ${callsText(calls, 3)}`, teller: 'nearest call' };
}

function* resourceSpecificDoubts({ resourceSpecific }: Application): Iterable<Doubt> {
  for (const { name, kind } of resourceSpecific) {
    const fact = [name, kind].find(isUnknown);
    if (fact) yield doubtOf(fact, 'decides which permission is asked for');
  }
}

function* factDoubts(application: Application, context: RuleContext): Iterable<Doubt> {
  const { audience, tokenVersion } = application;
  if (isUnknown(audience)) {
    yield doubtOf(audience, 'decides the audience and its limits');
  }
  if (isUnknown(tokenVersion) && includesPersonal(context.audience)) {
    yield doubtOf(tokenVersion, 'decides the token version');
  }
  yield* textDoubts(limitedTexts(application).filter(isUnknown));
}

/** Names and URIs, told of each file or resource together. */
function* textDoubts(facts: readonly UnknownFact[]): Iterable<Doubt> {
  for (const document of new Set(facts.map(({ at }) => at.document))) {
    const [first, ...others] = facts.filter(({ at }) => at.document === document);
    if (first === undefined) continue;
    const such = first.raw === undefined ? waiting(first) : quoted(first.raw);
    const once = first.why === 'expression' ? 'deployed' : 'filled in';
    const text =
      others.length === 0
        ? `the form and length of ${such} are known only once it is ${once}`
        : `the form and length of ${1 + others.length} names and URIs (the first is ${such}) are known only once they are ${once}`;
    yield { at: first.at, text, teller: tellerOf(first) };
  }
}

function isUnknown(fact: Fact<unknown> | undefined): fact is UnknownFact {
  return fact !== undefined && !fact.known && fact.why !== 'malformed';
}

function waiting({ raw, why, waitsFor = [] }: UnknownFact): string {
  if (raw !== undefined) return why === 'expression' ? `the expression ${raw}` : `the placeholder ${quoted(raw)}`;
  if (why === 'tenant') return 'an object id, whose meaning only the tenant knows,';
  return waitsFor.length === 0 ? 'a value that is not known yet' : `a value that comes from ${anyOf(waitsFor)}`;
}

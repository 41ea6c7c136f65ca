import { resolveApi } from '../catalog/resolve.js';
import type { Api } from '../catalog/types.js';
import type { Application, PermissionRequest } from '../model/application.js';
import type { Fact, UnknownFact } from '../model/fact.js';
import type { Place } from '../model/place.js';
import { limitedTexts } from './audience-limit-checks.js';
import { includesPersonal } from './audience-words.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { firstPartyApis, graphManifest } from './sources.js';
import { quoted } from './wording.js';

export default defineRule({
  id: 'undecided',
  title: 'What could not be checked',
  category: 'run',
  severity: 'info',
  why: 'A value is filled in later, or the catalog may not hold all permissions of an API. What it hides is neither right nor wrong.',
  remedy:
    'Lint the file that the tool generates, where values are filled in; look up the service principal of the API in a tenant, where its list may be incomplete.',
  sources: [firstPartyApis, graphManifest],
  *check(application, context) {
    if (!hasDoubt(application, context)) return;
    const doubts = distinct([
      ...requestDoubts(context),
      ...resourceSpecificDoubts(application),
      ...factDoubts(application, context),
    ]);
    const [first, ...others] = doubts;
    if (first === undefined) return;
    const wait = doubts.some(({ isWaiting }) => isWaiting)
      ? ' Lint the file that the tool generates to check the rest.'
      : '';
    yield {
      at: first.at,
      message: `Not everything could be checked: ${told(doubts)}.${wait}`,
      ...(others.length > 0 && { related: others.slice(0, 10).map(({ at, text }) => ({ at, message: text })) }),
    };
  },
});

/** A registration without unknown values is the usual one, and costs no more than this look at it. */
function hasDoubt(application: Application, { requests }: RuleContext): boolean {
  const { audience, tokenVersion, resourceSpecific } = application;
  if (isUnknown(audience) || isUnknown(tokenVersion) || resourceSpecific.length > 0) return true;
  return (
    requests.some(({ resolution }) => resolution.status === 'undecided') || limitedTexts(application).some(isUnknown)
  );
}

interface Doubt {
  readonly at: Place;
  readonly text: string;
  /** Whether a value is filled in later, so that the generated file tells. */
  readonly isWaiting: boolean;
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
    if (fact)
      yield { at: fact.at, text: `${waiting(fact)} decides ${whatOf(fact, request, context)}`, isWaiting: true };
    else if (api) yield { at: request.permission.at, text: gap(api, context.cloud), isWaiting: false };
  }
}

/** What an unknown part of a request leaves open. */
function whatOf(fact: UnknownFact, request: PermissionRequest, { catalog, names }: RuleContext): string {
  const api = request.api.known ? resolveApi(catalog, request.api.value, names) : undefined;
  if (api === undefined) return 'which API is asked for permissions';
  const of = typeof api === 'string' ? '' : ` of ${api.name}`;
  if (fact !== request.kind || !request.permission.known) return `which permission${of} is asked for`;
  const { value } = request.permission;
  const name = typeof api === 'string' ? undefined : catalog.permissionsIn(api, value)[0]?.name;
  return `whether ${name || quoted(value)}${of} is asked for as Role or as Scope`;
}

function gap({ name, complete }: Api, cloud: RuleContext['cloud']): string {
  if (complete) return `the catalog holds the ids of the public cloud, and those of ${cloud} may differ`;
  return `the list of permissions of ${name} may be incomplete, so an id that is not in it may still exist; the service principal of ${name} in a tenant tells`;
}

function* resourceSpecificDoubts({ resourceSpecific }: Application): Iterable<Doubt> {
  for (const { name, kind } of resourceSpecific) {
    const fact = [name, kind].find(isUnknown);
    if (fact) yield { at: fact.at, text: `${waiting(fact)} decides which permission is asked for`, isWaiting: true };
  }
}

function* factDoubts(application: Application, context: RuleContext): Iterable<Doubt> {
  const { audience, tokenVersion } = application;
  if (isUnknown(audience)) {
    yield { at: audience.at, text: `${waiting(audience)} decides the audience and its limits`, isWaiting: true };
  }
  if (isUnknown(tokenVersion) && includesPersonal(context.audience)) {
    yield { at: tokenVersion.at, text: `${waiting(tokenVersion)} decides the token version`, isWaiting: true };
  }
  const [first, ...others] = limitedTexts(application).filter(isUnknown);
  if (first === undefined) return;
  const such = first.raw === undefined ? 'a value that is not known yet' : quoted(first.raw);
  const text =
    others.length === 0
      ? `the form and length of ${such} are known only once it is filled in`
      : `the form and length of ${1 + others.length} names and URIs (the first is ${such}) are known only once they are filled in`;
  yield { at: first.at, text, isWaiting: true };
}

function isUnknown(fact: Fact<unknown> | undefined): fact is UnknownFact {
  return fact !== undefined && !fact.known && fact.why !== 'malformed';
}

function waiting({ raw }: UnknownFact): string {
  return raw === undefined ? 'a value that is not known yet' : `the placeholder ${quoted(raw)}`;
}

import type { Application } from '../model/application.js';
import type { Fact } from '../model/fact.js';
import type { Place } from '../model/place.js';
import { includesPersonal } from './audience-words.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { firstPartyApis } from './sources.js';
import { count, quoted } from './wording.js';

export default defineRule({
  id: 'undecided',
  title: 'What could not be checked',
  category: 'run',
  severity: 'info',
  why: 'A value is filled in later, or the catalog may not hold all permissions of an API. What it hides is neither right nor wrong.',
  remedy: 'Lint what the tool generates, or give permlint a catalog of the API.',
  sources: [firstPartyApis],
  *check(application, context) {
    const doubts = [...requestDoubts(context), ...factDoubts(application, context)];
    const [first] = doubts;
    if (first === undefined) return;
    const parts = [...new Set(doubts.map(({ text }) => text))];
    yield {
      at: first.at,
      message: `Not everything could be checked: ${parts.join('; ')}.`,
      ...(doubts.length > 1 && { related: doubts.slice(1, 11).map(({ at, text }) => ({ at, message: text })) }),
    };
  },
});

interface Doubt {
  readonly at: Place;
  readonly text: string;
}

function* requestDoubts({ requests, cloud }: RuleContext): Iterable<Doubt> {
  for (const { request, resolution } of requests) {
    if (resolution.status !== 'undecided') continue;
    const { fact, api } = resolution;
    if (fact) yield { at: fact.at, text: `${waiting(fact)} decides which permission is asked for; lint the file that is generated` };
    else if (api && cloud !== 'global') {
      yield { at: request.permission.at, text: `the catalog holds the ids of the public cloud, and those of ${cloud} may differ` };
    } else if (api) {
      yield { at: request.permission.at, text: `the list of permissions of ${api.name} may be incomplete, so an unknown id is no evidence of a mistake; its service principal in a tenant tells` };
    }
  }
}

function* factDoubts({ audience, tokenVersion, requests, clients }: Application, context: RuleContext): Iterable<Doubt> {
  if (isWaiting(audience)) yield { at: audience.at, text: `${waiting(audience)} decides the audience, and with it the limits` };
  if (isWaiting(tokenVersion) && includesPersonal(context.audience)) {
    yield { at: tokenVersion.at, text: `${waiting(tokenVersion)} decides the token version` };
  }
  const uris = [...(clients?.redirectUris.items.map(({ uri }) => uri) ?? []), ...(clients?.identifierUris.items ?? [])];
  const [first, ...others] = uris.filter(isWaiting);
  if (first && requests.length + uris.length > 0) {
    yield { at: first.at, text: `${count(1 + others.length, 'URI')} with placeholders such as ${quoted(first.raw ?? '')} have their form only once they are filled in` };
  }
}

function isWaiting<T>(fact: Fact<T> | undefined): fact is Extract<Fact<T>, { known: false }> {
  return fact !== undefined && !fact.known && fact.why !== 'malformed';
}

function waiting({ raw }: { readonly raw?: string }): string {
  return raw === undefined ? 'a value that is not known yet' : `the placeholder ${quoted(raw)}`;
}

// Whether the registration requests anything of the API that a token was asked for.
import { graphAppId } from '../../../catalog/lookup.js';
import type { Api, Catalog } from '../../../catalog/types.js';
import { knownValue } from '../../../model/fact.js';
import { allOf } from '../../../model/wording.js';
import { isOpenIdName } from '../../../rules/sign-in-permissions.js';
import type { Step } from '../../causes/cause-text.js';
import type { Refusal } from '../../evidence/refusal.js';
import type { Hint } from '../../hint.js';
import { firstOf } from '../call/permission-words.js';
import { quotedUri } from '../scopes/quoted-uri.js';
import { type AskedScope, apiNamed, type NamedInAnswer } from '../scopes/read-scopes.js';
import type { Registered } from './registered.js';

const numbers = [65005, 650056, 650057];

/** The API of AADSTS650057 and its like, held against the APIs of the registration. */
export function askedApiHints(
  catalog: Catalog,
  { aadsts }: Refusal,
  asked: readonly AskedScope[],
  { resource }: NamedInAnswer,
  own: Registered,
): readonly Hint[] {
  if (!numbers.some((number) => aadsts.includes(number))) return [];
  if (own.application.apis.length === 0 && own.requested.length === 0 && !own.isPartial) return [nothingHint];
  const written = resource ?? asked.find((each) => each.resource !== undefined)?.resource;
  const api = written === undefined ? asked[0]?.api : apiNamed(catalog, written);
  const key = (api?.appId ?? written ?? '').toLowerCase();
  if (key === '') return [];
  const name = api === undefined ? quotedUri(written ?? '', 80) : api.name;
  const listed = listedApis(catalog, own);
  const has = `The registration requests permissions of ${firstOf(
    listed.map((each) => each.name),
    6,
  )}`;
  if (listed.some(({ appId }) => appId === key)) {
    const evidence = `${has}, ${name} among them: what is refused is another registration, or one that was changed since.`;
    return [{ cause, weight: 0, evidence, checks: ['Compare the registration at hand with the one in the tenant.'] }];
  }
  const hint: Hint = {
    cause,
    weight: own.isPartial ? 60 : 97,
    title: `The registration requests nothing of ${name}`,
    evidence: `${has}, and nothing of ${name}.`,
    steps: [requestStep(api, name)],
  };
  return [hint];
}

const cause = 'resource-not-declared';

const nothingHint: Hint = {
  cause,
  weight: 97,
  title: 'The registration requests no API',
  evidence: 'The registration requests no permission of any API.',
};

function requestStep(api: Api | undefined, name: string): Step {
  if (api === undefined)
    return { text: `Request a permission of ${name}, with the ids of its own registration, and consent to it.` };
  const { appId } = api;
  return {
    text: `Request a permission of ${name}, and consent to it.`,
    commands: [
      { tool: 'permlint', text: `permlint explain ${appId}` },
      {
        tool: 'azure-cli',
        text: `az ad app permission add --id <app-id> --api ${appId} --api-permissions <permission-id>=Scope`,
      },
    ],
  };
}

function listedApis(
  catalog: Catalog,
  { application: { apis }, requested }: Registered,
): readonly Pick<Api, 'appId' | 'name'>[] {
  const ids = [...apis.flatMap(({ api }) => knownValue(api) ?? []), ...requested.map(({ api }) => api.appId)];
  const listed = ids.map((id) => catalog.api(id) ?? { appId: id.toLowerCase(), name: quotedUri(id, 60) });
  return [...new Map(listed.map(({ appId, name }) => [appId, { appId, name }])).values()];
}

/** Which of the asked scopes the registration requests. */
export function askedScopeHints({ aadsts }: Refusal, asked: readonly AskedScope[], own: Registered): readonly Hint[] {
  if (!aadsts.includes(65001)) return [];
  const scopes = asked.filter(
    ({ api, name }) => api !== undefined && name !== undefined && name.toLowerCase() !== '.default',
  );
  const isListed = ({ api, name }: AskedScope): boolean =>
    own.requested.some(
      (each) =>
        each.kind === 'delegated' && each.api.appId === api?.appId && each.name.toLowerCase() === name?.toLowerCase(),
    );
  const missing = scopes.filter((scope) => !isListed(scope) && !isOpenIdName(scope.name ?? ''));
  if (scopes.length === 0) return graphDefaultHints(asked, own);
  if (missing.length === 0)
    return [
      {
        cause: 'consent-missing',
        weight: 50,
        evidence: 'The registration requests every scope that is asked for, so only the consent is missing.',
      },
    ];
  const names = allOf(missing.map(({ raw }) => quotedUri(raw, 80)));
  const evidence = `The registration does not request ${names}: consent of an administrator and .default leave ${missing.length === 1 ? 'it' : 'them'} out.`;
  return [{ cause: 'consent-missing', weight: 50, evidence }];
}

function graphDefaultHints(asked: readonly AskedScope[], own: Registered): readonly Hint[] {
  const [first] = asked.filter(({ name }) => name?.toLowerCase() === '.default');
  const appId = first?.api?.appId;
  if (appId === undefined) return [];
  const names = own.requested.filter(({ api }) => api.appId === appId).map(({ name }) => name);
  const evidence = `With .default, the registration asks for ${names.length === 0 ? `nothing of ${appId === graphAppId ? 'Microsoft Graph' : (first?.api?.name ?? '')}` : firstOf(names, 6)}.`;
  return [{ cause: 'consent-missing', weight: 50, evidence }];
}

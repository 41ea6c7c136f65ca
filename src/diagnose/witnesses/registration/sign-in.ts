// Sign-in errors held against what the registration says of audience, redirect URIs and clients.
import type { Audience } from '../../../catalog/types.js';
import type { ClientFacts } from '../../../model/application.js';
import { knownValue } from '../../../model/fact.js';
import type { CauseId } from '../../causes/index.js';
import type { Hint } from '../../hint.js';
import { firstOf } from '../call/permission-words.js';
import { quotedUri } from '../scopes/quoted-uri.js';
import type { Registered } from './registered.js';

/** What an audience says of an AADSTS code. */
interface AudienceRule {
  readonly number: number;
  readonly cause: CauseId;
  readonly audiences: readonly Audience[];
  /** After the audience: ", ...". */
  readonly words: string;
}

const oneTenant: readonly Audience[] = ['AzureADMyOrg'];
const workOnly: readonly Audience[] = ['AzureADMyOrg', 'AzureADMultipleOrgs'];
const personalOnly: readonly Audience[] = ['PersonalMicrosoftAccount'];

const audienceRules: readonly AudienceRule[] = [
  {
    number: 50194,
    cause: 'audience-mismatch',
    audiences: oneTenant,
    words: 'so it signs in at the endpoint of its own tenant, not at /common or /organizations',
  },
  {
    number: 700016,
    cause: 'client-not-found',
    audiences: oneTenant,
    words: 'so no other tenant than its own knows it',
  },
  {
    number: 700016,
    cause: 'client-not-found',
    audiences: personalOnly,
    words: 'so no tenant knows it: it signs in at /consumers',
  },
  {
    number: 50020,
    cause: 'user-not-in-tenant',
    audiences: workOnly,
    words: 'so personal accounts, and with one tenant accounts of other ones, cannot sign in unless they are guests',
  },
  { number: 9002332, cause: 'audience-mismatch', audiences: workOnly, words: 'so it does not sign in at /consumers' },
  { number: 9002331, cause: 'audience-mismatch', audiences: personalOnly, words: 'so it signs in at /consumers alone' },
  { number: 9002346, cause: 'audience-mismatch', audiences: personalOnly, words: 'so it signs in at /consumers alone' },
];

/** What the registration says of codes of sign-in. */
export function signInHints(
  aadsts: readonly number[],
  own: Registered,
  redirectUri: string | undefined,
): readonly Hint[] {
  if (aadsts.length === 0) return [];
  const { clients } = own.application;
  return [
    ...audienceHints(aadsts, own.audience),
    ...versionHints(aadsts, own),
    ...(clients === undefined ? [] : [...redirectHints(aadsts, clients, redirectUri), ...clientHints(aadsts, clients)]),
  ];
}

function audienceHints(aadsts: readonly number[], audience: Audience | undefined): readonly Hint[] {
  if (audience === undefined) return [];
  const asked = audienceRules.filter(({ number }) => aadsts.includes(number));
  const fitting = asked.filter(({ audiences }) => audiences.includes(audience));
  const explained = fitting.map(({ number }) => number);
  return [
    ...fitting.map(({ cause, words }): Hint => {
      return { cause, weight: 96, evidence: `The registration's signInAudience is ${audience}, ${words}.` };
    }),
    ...asked
      .filter(({ number }) => !explained.includes(number))
      .map(({ number, cause }): Hint => {
        return {
          cause,
          weight: 0,
          evidence: `The registration's signInAudience is ${audience}, which does not explain AADSTS${number}.`,
          checks: ['Compare the registration at hand with the one in the tenant: it may be another, or newer.'],
        };
      }),
  ];
}

function versionHints(aadsts: readonly number[], { application: { tokenVersion } }: Registered): readonly Hint[] {
  const number = [90027, 9002346].find((each) => aadsts.includes(each));
  if (number === undefined || tokenVersion?.known !== true || tokenVersion.value === 2) return [];
  const cause: CauseId = number === 90027 ? 'token-version' : 'audience-mismatch';
  const evidence = `The registration's access token version is ${tokenVersion.value ?? 'not set, which means 1'}; personal accounts take 2.`;
  return [{ cause, weight: number === 90027 ? 96 : 0, evidence }];
}

function redirectHints(
  aadsts: readonly number[],
  { redirectUris }: ClientFacts,
  asked: string | undefined,
): readonly Hint[] {
  const uris = redirectUris.items.flatMap(({ platform, uri }) => {
    const value = knownValue(uri);
    return value === undefined ? [] : [{ platform, value }];
  });
  const cause: CauseId = 'redirect-uri';
  const isWhole = redirectUris.unknown === undefined && uris.length === redirectUris.items.length;
  if (aadsts.includes(500113) && uris.length === 0 && isWhole)
    return [{ cause, weight: 96, evidence: 'The registration has no redirect URI.' }];
  if (aadsts.includes(9002326) || aadsts.includes(9002325)) {
    const web = uris.filter(({ platform }) => platform === 'web').map(({ value }) => quotedUri(value, 80));
    const evidence = `The registration has ${firstOf(web, 3)} for the platform web; a page in a browser takes the platform spa.`;
    return web.length === 0 ? [] : [{ cause, weight: 96, evidence }];
  }
  if (!aadsts.includes(50011)) return [];
  return [
    {
      cause,
      weight: 96,
      evidence: redirectText(
        uris.map(({ value }) => value),
        asked,
        isWhole,
      ),
    },
  ];
}

function redirectText(uris: readonly string[], asked: string | undefined, isWhole: boolean): string {
  const list =
    uris.length === 0
      ? 'no redirect URI'
      : firstOf(
          uris.map((uri) => quotedUri(uri, 80)),
          4,
        );
  const registered = `The registration has ${list}${isWhole ? '' : ', and others that are not known yet'}.`;
  if (asked === undefined) return registered;
  const plain = (uri: string): string =>
    uri
      .toLowerCase()
      .replace(/^https?:/, '')
      .replace(/\/$/, '');
  const like = uris.find((uri) => plain(uri) === plain(asked));
  if (like === asked)
    return `${registered} The one that was asked for is among them: the registration in the tenant is another.`;
  const near =
    like === undefined
      ? ''
      : `, which differs from ${quotedUri(like, 80)} in letter case, the closing slash or http alone`;
  return `The request asks for ${quotedUri(asked, 80)}${near}. ${registered}`;
}

function clientHints(aadsts: readonly number[], clients: ClientFacts): readonly Hint[] {
  const { allowsPublicClient, redirectUris, passwords, certificates } = clients;
  const allows = knownValue(allowsPublicClient);
  const isPublic = redirectUris.items.some(({ platform }) => platform === 'publicClient');
  const hints: Hint[] = [];
  if (aadsts.includes(7000218) && allows !== true) {
    const platform = isPublic ? '' : ' and has no redirect URI for public clients';
    const evidence = `The registration does not allow public client flows (isFallbackPublicClient)${platform}: it has to prove who it is.`;
    hints.push({ cause: 'client-credential-missing', weight: 96, evidence });
  }
  if (aadsts.includes(700025) && (allows === true || isPublic)) {
    const evidence = 'The registration is for public clients, which send no secret.';
    hints.push({ cause: 'public-client-credential', weight: 96, evidence });
  }
  const none = passwords.items.length + certificates.items.length === 0 && passwords.unknown === undefined;
  if (aadsts.includes(7000215) && passwords.present && none)
    hints.push({
      cause: 'bad-secret',
      weight: 0,
      evidence: 'The registration has neither a secret nor a certificate.',
    });
  return hints;
}

import { isGuid } from '../../model/guid.js';
import type { TokenFacts } from './token-facts.js';

type Told = Pick<TokenFacts, 'shape' | 'form'> & { readonly words: string | undefined };

// How tokens and codes begin was seen in public issue threads and fixtures; Microsoft promises none of it.
const forms: readonly (readonly [RegExp, Told])[] = [
  [/^$/, { shape: 'none', words: undefined }],
  [
    /^(?:undefined|null|none|nil|nan|false|true|\[object (?:Object|Promise)\]|system\.string)$/i,
    { shape: 'none', form: 'word', words: 'it is a word that programs write where a value is missing' },
  ],
  [
    /^(?:\$?\{{1,2}[^{}]{0,80}\}{1,2}|<[^<>]{0,80}>|\$\(?[A-Za-z_]\w{0,60}\)?|%\w{1,60}%|(?:your|my|the)?[-_ ]?(?:access)?[-_ ]?token(?:[-_ ]?here)?)$/i,
    { shape: 'none', form: 'placeholder', words: 'it is a placeholder that nobody filled in' },
  ],
  [
    /^(?:[*xX\u2022#.\u2026-]{3,}|[<[(]?(?:redacted|removed|hidden|masked|secret|omitted|sanitized|truncated)[>\])]?)$/i,
    { shape: 'opaque', form: 'masked', words: 'it was masked, so nothing can be read' },
  ],
  [/^Ew[A-Z][\w+/=-]{40,}$/, { shape: 'opaque', form: 'personal', words: undefined }],
  [
    /^(?:[01]\.A[\w-]{6}|M\.[CR]\d|(?:O|P|1)?AQABAA)/,
    { shape: 'opaque', form: 'grant', words: 'it begins as a refresh token or an authorization code does' },
  ],
  [
    /^[\w.~-]{3}\d?Q~[\w.~-]{30,36}$/,
    { shape: 'opaque', form: 'secret', words: 'it has the form of a client secret, which gets a token and is none' },
  ],
  [
    /^(?:PD94b|PHNhbW|PEFzc2|<\?xml|<saml|<Assertion)/,
    { shape: 'opaque', form: 'saml', words: 'it is XML, as SAML assertions are, and no access token' },
  ],
];

const ofId: Told = { shape: 'opaque', form: 'id', words: 'it is a GUID, so an id and no token' };

/** What a text is that is no JWT. */
export function opaqueFacts(token: string, faults: readonly string[]): TokenFacts {
  // What tells is how a text begins; only short ones are told by all of it.
  const some = token.slice(0, 4_000);
  const told = isGuid(token) ? ofId : forms.find(([form]) => form.test(some))?.[1];
  const words = told?.words === undefined ? faults : [told.words, ...faults];
  return {
    shape: told?.shape ?? 'opaque',
    fault: words.length === 0 ? undefined : words.join('; '),
    claims: undefined,
    ...(told?.form && { form: told.form }),
  };
}

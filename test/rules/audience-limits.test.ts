// Every check of audience-limits on both sides of its limit.
import { describe, expect, test } from 'vitest';
import { type Audience, audiences } from '../../src/catalog/types.js';
import { findingLines, lintNamed } from './lint-fixture.js';

const work = 'AzureADMyOrg';
const personal = 'PersonalMicrosoftAccount';

/** A limit of the property that `write` makes of a length or number. */
interface Limit {
  readonly what: string;
  readonly write: (size: number) => Readonly<Record<string, unknown>>;
  /** The most that is allowed for work accounts and with personal ones, null for no limit. */
  readonly most: { readonly work: number | null; readonly personal: number | null };
  readonly says: RegExp;
}

const text = (size: number, start = ''): string => start + 'a'.repeat(size - start.length);
const many = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_, index) => make(index));
const scopes = (size: number) => many(size, (index) => ({ value: `Scope.${index}` }));
const client = (size: number) => ({ delegatedPermissionIds: many(size, String) });

const limits: readonly Limit[] = [
  {
    what: 'the display name',
    write: (size) => ({ displayName: text(size) }),
    most: { work: 120, personal: 90 },
    says: /^audience-limits@1:\d+ The display name has \d+ characters, and \d+ are allowed for \w+: .* Shorten it by 1\.$/,
  },
  {
    what: 'an identifier URI',
    write: (size) => ({ identifierUris: [text(size, 'api://')] }),
    most: { work: 255, personal: 120 },
    says: /The identifier URI "api:.*…" has \d+ characters/,
  },
  {
    what: 'identifier URIs',
    write: (size) => ({ identifierUris: many(size, (index) => `api://contoso/${index}`) }),
    most: { work: null, personal: 50 },
    says: /This registration has 51 identifier URIs, and 50 are allowed for PersonalMicrosoftAccount/,
  },
  {
    what: 'a redirect URI',
    write: (size) => ({ spa: { redirectUris: [text(size, 'https://contoso.com/')] } }),
    most: { work: 256, personal: 256 },
    says: /The redirect URI "https:.*…" has 257 characters, and 256 are allowed: by/,
  },
  {
    what: 'redirect URIs over all platforms',
    write: (size) => ({
      web: { redirectUris: many(10, (index) => `https://contoso.com/web/${index}`) },
      spa: { redirectUris: many(10, (index) => `https://contoso.com/spa/${index}`) },
      publicClient: { redirectUris: many(size - 20, (index) => `contoso${index}://auth`) },
    }),
    most: { work: 256, personal: 100 },
    says: /This registration has \d+ redirect URIs, and \d+ are allowed for/,
  },
  {
    what: 'the logout URL',
    write: (size) => ({ web: { logoutUrl: text(size, 'https://contoso.com/') } }),
    most: { work: 255, personal: 255 },
    says: /The logout URL "https:.*…" has 256 characters, and 255 are allowed: by/,
  },
  {
    what: 'a tag',
    write: (size) => ({ tags: [text(size)] }),
    most: { work: 256, personal: 256 },
    says: /The tag "a+…" has 257 characters/,
  },
  {
    what: 'secrets',
    write: (size) => ({ passwordCredentials: many(size, () => ({})) }),
    most: { work: null, personal: 2 },
    says: /This registration has 3 secrets, and 2 are allowed for PersonalMicrosoftAccount: .* Remove 1\.$/,
  },
  {
    what: 'exposed scopes',
    write: (size) => ({ api: { oauth2PermissionScopes: scopes(size) } }),
    most: { work: null, personal: 100 },
    says: /This registration has 101 exposed scopes/,
  },
  {
    what: 'the name of a scope',
    write: (size) => ({ api: { oauth2PermissionScopes: [{ value: text(size) }] } }),
    most: { work: 120, personal: 40 },
    says: /The name of the scope "a+…?" has \d+ characters, and \d+ are allowed for/,
  },
  {
    what: 'pre-authorized clients',
    write: (size) => ({ api: { preAuthorizedApplications: many(size, () => client(1)) } }),
    most: { work: null, personal: 100 },
    says: /This registration has 101 pre-authorized clients/,
  },
  {
    what: 'scopes of one pre-authorized client',
    write: (size) => ({ api: { preAuthorizedApplications: [client(size)] } }),
    most: { work: null, personal: 30 },
    says: /This pre-authorized client has 31 scopes/,
  },
  {
    what: 'scopes over all pre-authorized clients',
    write: (size) => ({ api: { preAuthorizedApplications: [...many(24, () => client(20)), client(size - 480)] } }),
    most: { work: null, personal: 500 },
    says: /This registration has 501 scopes over all pre-authorized clients/,
  },
  {
    what: 'entries in all lists',
    write: (size) => ({ appRoles: many(size - 1, () => ({})), tags: ['portal'] }),
    most: { work: 1200, personal: 1200 },
    says: /^audience-limits@1:1 This registration has 1201 entries in all its lists together, and 1200 are allowed: by/,
  },
];

function lint(properties: Readonly<Record<string, unknown>>, audience: Audience | undefined): readonly string[] {
  const registration = { ...(audience && { signInAudience: audience }), requiredResourceAccess: [], ...properties };
  return findingLines(lintNamed(JSON.stringify(registration)).findings);
}

describe.each(limits)('$what', ({ write, most, says }) => {
  test.each([
    [work, most.work],
    [personal, most.personal],
  ] as const)('%s: at most %s', (audience, limit) => {
    if (limit === null) {
      expect(lint(write((most.personal ?? 0) + 1), audience)).toEqual([]);
      return;
    }
    expect(lint(write(limit), audience)).toEqual([]);
    const [line, ...others] = lint(write(limit + 1), audience);
    expect(line).toMatch(says);
    expect(others).toEqual([]);
  });

  test('without an audience the widest limit holds', () => {
    expect(lint(write(most.work ?? (most.personal ?? 0) + 1), undefined)).toEqual([]);
  });
});

/** What a text of one place may be: allowed everywhere, with work accounts only, or nowhere. */
type Reach = 'all' | 'work' | 'none';

const places = {
  identifier: (uri: string) => ({ identifierUris: [uri] }),
  redirect: (uri: string) => ({ web: { redirectUris: [uri] } }),
  logout: (url: string) => ({ web: { logoutUrl: url } }),
  scope: (value: string) => ({ api: { oauth2PermissionScopes: [{ value }] } }),
  tag: (tag: string) => ({ tags: [tag, 'portal'] }),
} as const;

const texts: readonly (readonly [keyof typeof places, string, Reach])[] = [
  ['identifier', 'api://7d8f3c1e-5b0a-4e6f-9a42-1c2d3e4f5a6b', 'all'],
  ['identifier', 'https://contoso.com/portal', 'all'],
  ['identifier', 'https://*.contoso.com', 'none'],
  ['identifier', 'urn:contoso', 'work'],
  ['identifier', 'URN:contoso', 'work'],
  ['identifier', 'https://contoso.com/?a=1', 'work'],
  ['identifier', 'https://contoso.com/#top', 'work'],
  ['identifier', 'https://contoso.com/', 'none'],
  ['redirect', 'https://contoso.com/', 'all'],
  ['redirect', 'http://contoso.com', 'none'],
  ['redirect', 'HTTP://CONTOSO.COM', 'none'],
  ['redirect', 'http://localhost.contoso.com', 'none'],
  ['redirect', 'http://localhost', 'all'],
  ['redirect', 'http://LOCALHOST:3000/auth', 'all'],
  ['redirect', 'http://127.0.0.1:8400', 'all'],
  ['redirect', 'http://[::1]:8400/', 'all'],
  ['redirect', 'http://app.localhost/auth', 'all'],
  ['redirect', 'contoso.app://auth', 'all'],
  ['redirect', 'urn:ietf:wg:oauth:2.0:oob', 'all'],
  ['redirect', 'https://*.contoso.com/auth', 'work'],
  ['redirect', 'https://contoso.com/auth?a=1', 'work'],
  ['redirect', "https://contoso.com/o'hara", 'none'],
  ['redirect', 'https://contoso.com/a,b', 'none'],
  ['redirect', 'https://contoso.com/a-b_c~d', 'all'],
  ['logout', 'https://localhost:3000/logout', 'all'],
  ['logout', 'http://contoso.com/logout', 'none'],
  ['logout', 'http://localhost:3000/logout', 'none'],
  ['logout', 'https://contoso.com/*', 'work'],
  ['scope', 'Files.Read', 'all'],
  ['scope', 'access_as_user', 'all'],
  ['scope', 'Files Read', 'none'],
  ['scope', 'Files"Read', 'none'],
  ['scope', 'Files\\Read', 'none'],
  ['scope', 'Dateien.Öffnen', 'none'],
  ['tag', 'HideApp', 'all'],
  ['tag', 'two words', 'none'],
  ['tag', '', 'none'],
  ['tag', 'portal', 'none'],
];

describe.each(texts)('%s %j', (place, value, reach) => {
  test.each(audiences)('%s', (audience) => {
    const isAllowed = reach === 'all' || (reach === 'work' && !audience.includes('Personal'));
    const lines = lint(places[place](value), audience);
    expect(lines).toHaveLength(isAllowed ? 0 : 1);
    for (const line of lines) {
      expect(line).toMatch(/^audience-limits@1:\d+ The \w/);
      expect(line.includes(`for ${audience}`)).toBe(reach === 'work');
    }
  });
});

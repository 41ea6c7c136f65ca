import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotedText, safeText, withoutSecrets } from '../../src/diagnose/quoted-text.js';
import { catalog } from '../rules/lint-fixture.js';
import { delegated, jwe, signature } from './tokens.js';

const id = '7a2f0b6e-1c7e-4e57-9b2a-0123456789ab';

describe('what is no secret stays readable', () => {
  test.each([
    `GET https://graph.microsoft.com/v1.0/users/${id}/messages?$select=id,subject`,
    `/subscriptions/${id}/resourceGroups/rg1/providers/Microsoft.KeyVault/vaults/x1`,
    `https://contoso.sharepoint.com/sites/Team/_api/web/lists(guid'${id}')`,
    '/v1.0/me/drive/root:/Documents/Year_2024_Q4_report_v2.docx:/content',
    'Microsoft.SharePoint.Client.ResourceNotFoundException: item',
    'InvalidAuthenticationTokenTenantMismatchException',
    'Microsoft.Graph.Models.ODataErrors.ODataError: Access is denied',
    'DelegatedPermissionGrant.ReadWrite.All and Sites.Selected',
    '{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}',
    'IDX10223: Lifetime validation failed. ValidTo (UTC): 2026-11-20T10:05:00.0000000Z',
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    `Trace ID: ${id} Correlation ID: ${id} Timestamp: 2026-11-20 10:05:00Z`,
    'Access token has expired or is not yet valid.',
    'Basic authentication is disabled; a password reset is not allowed',
    'code: 403, code=Authorization_RequestDenied, error_code: 50076',
    'x-ms-ests-server: 2.1.19005.9 - WEULR1 ProdSlices',
    'AADSTS50105: the application Contoso is blocked in policies/b2c_1_signupsignin_v2/x',
    '{"access_token":{"nbf":{"essential":true,"value":"1764000000"}}}',
    `{"access_token":{"capolids":{"essential":true,"values":["${id}"]}}}`,
  ])('%s', (text) => expect(safeText(text, 400)).toBe(text));

  test('every name of a permission', () => {
    const names = catalog.apis().flatMap((api) => catalog.permissionsOf(api).map(({ name }) => name));
    expect(names.length).toBeGreaterThan(3_000);
    expect(names.filter((name) => withoutSecrets(name) !== name)).toEqual([]);
  });
});

test('is on one line and cut', () => {
  expect(quotedText(' a\r\n\tb  c ')).toBe('"a b c"');
  expect(quotedText('word '.repeat(100), 20)).toBe('"word word word word…"');
  expect(quotedText('')).toBe('""');
});

test.each([
  ['client_secret="ab\\"cd ef" next', 'client_secret=… next'],
  ["password='a b c' next", 'password=… next'],
  [String.raw`{\"client_secret\":\"ab\\\"cd ef\",\"x\":1}`, String.raw`{\"client_secret\":…,\"x\":1}`],
  ['"client_secret": "it is cut o', '"client_secret": …'],
  ['{"name":"client_secret","value":"ab\\"cd ef"}', '{"name":"client_secret","value":"…"}'],
])('%s: the value goes with its quotes', (text, shown) => expect(withoutSecrets(text)).toBe(shown));

const alphabets = {
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  password: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!$*~._-',
};
const secretOf = (alphabet: keyof typeof alphabets, minLength: number, maxLength = minLength) =>
  fc.array(fc.constantFrom(...alphabets[alphabet]), { minLength, maxLength }).map((letters) => letters.join(''));

/** What stands around it: nothing, or words. */
const around = fc.tuple(
  fc.constantFrom('', 'refused: ', 'GET https://graph.microsoft.com/v1.0/me failed with\n', '{"message":"'),
  fc.constantFrom('', ' and so on', '\nnext line', '"}', '&x=1', ', then'),
);

function neverShown(secret: fc.Arbitrary<string>, place: (secret: string) => string): void {
  fc.assert(
    fc.property(secret, around, (hidden, [before, after]) => {
      const shown = quotedText(before + place(hidden) + after, 5_000);
      expect(shown).not.toContain(hidden);
    }),
  );
}

describe('a secret is never shown', () => {
  const short = secretOf('password', 8, 40);
  test.each<[string, (secret: string) => string]>([
    ['client_secret=', (secret) => `grant_type=x&client_secret=${secret}&scope=y`],
    ['client_secret in JSON', (secret) => `{"client_secret":"${secret}","x":1}`],
    ['client_secret in JSON in JSON', (secret) => `"{\\"client_secret\\":\\"${secret}\\"}"`],
    ['client secret in an INI file', (secret) => `ClientSecret = ${secret}`],
    ['AZURE_CLIENT_SECRET', (secret) => `AZURE_CLIENT_SECRET=${secret}`],
    ['password', (secret) => `username=ann&password=${secret}`],
    ['password: with quotes', (secret) => `password: '${secret}'`],
    ['pwd', (secret) => `Server=x;Pwd=${secret};`],
    ['assertion', (secret) => `assertion=${secret}`],
    ['client_assertion', (secret) => `client_assertion=${secret}`],
    ['code in a query', (secret) => `https://app.example/callback?code=${secret}&state=1`],
    ['refresh_token', (secret) => `"refresh_token": "${secret}"`],
    ['access_token of a fragment', (secret) => `#access_token=${secret}&token_type=Bearer`],
    ['sig of a SAS', (secret) => `https://x.blob.core.windows.net/c?sv=2024-01-01&sig=${secret}&se=1`],
    ['AccountKey', (secret) => `AccountName=x;AccountKey=${secret};`],
    ['SharedAccessKey', (secret) => `SharedAccessKeyName=a;SharedAccessKey=${secret}`],
    ['user and password of a URL', (secret) => `https://ann:${secret}@proxy.example:8080/`],
    ['password of a URL', (secret) => `redis://:${secret}@cache.example`],
    ['a cookie', (secret) => `Cookie: ESTSAUTH=${secret}; other=${secret}`],
    ['Set-Cookie', (secret) => `set-cookie: buid=${secret}; path=/; secure`],
    ['a cookie in an HTTP archive', (secret) => `{"name":"Cookie","value":"a=${secret}"}`],
    ['Authorization', (secret) => `Authorization: Custom ${secret}`],
    ['Authorization in an HTTP archive', (secret) => `{"name": "Authorization", "value": "${secret}"}`],
    ['x-api-key', (secret) => `x-api-key: ${secret}`],
    ['a code in an HTTP archive', (secret) => `{"name":"code","value":"${secret}"}`],
  ])('as %s', (_, place) => neverShown(short, place));

  test('as Basic credentials', () => {
    const credentials = fc
      .tuple(fc.stringMatching(/^[a-z]{3,8}$/), short)
      .map(([user, password]) => Buffer.from(`${user}:${password}`).toString('base64'));
    neverShown(credentials, (secret) => `sent Basic ${secret}`);
  });

  test('as an opaque value', () => {
    for (const alphabet of ['base64url', 'base64'] as const) {
      neverShown(secretOf(alphabet, 64, 400), (secret) => secret);
      neverShown(secretOf(alphabet, 64, 400), (secret) => `x=${secret}`);
      neverShown(secretOf('base64url', 24, 60), (secret) => `Bearer ${secret}1`);
    }
    neverShown(secretOf('base64url', 80), (secret) => `0.AXoA${secret}`);
    neverShown(secretOf('base64url', 80), (secret) => `EwB4${secret}`);
  });

  test('as a token, whole, cut, encoded or broken', () => {
    const token = delegated();
    const [, payload = ''] = token.split('.');
    const signed = fc.integer({ min: 0, max: token.length - 60 });
    const shown = (text: string): string => quotedText(text, 5_000);
    expect(shown(`a ${token} b`)).toBe('"a … b"');
    expect(shown(`Bearer ${jwe()}`)).toBe('"Bearer …"');
    expect(shown(token.replaceAll('.', '%2E'))).toBe('"…"');
    expect(shown(`"${token}"`)).toBe('""…""');
    fc.assert(
      fc.property(signed, fc.integer({ min: 40, max: 3_000 }), (start, length) => {
        const piece = token.slice(start, start + length);
        const text = shown(`a ${piece} b`);
        expect(text).not.toContain(piece.slice(0, 30));
        expect(text).not.toContain(payload.slice(0, 24));
        expect(text).not.toContain(signature.slice(0, 24));
      }),
    );
    const broken = token.replace(/(.{76})/g, '$1\n');
    expect(shown(broken)).not.toContain(signature.slice(0, 24));
    expect(shown(`-----BEGIN PRIVATE KEY-----\n${broken.replaceAll('.', 'a')}\n-----END PRIVATE KEY-----`)).not.toMatch(
      /\w{24}/,
    );
  });

  test('where the text is cut in the middle of it', () => {
    fc.assert(
      fc.property(secretOf('base64url', 200), fc.integer({ min: 0, max: 220 }), (secret, at) => {
        const shown = quotedText(`${'word '.repeat(1_200).slice(at)} ${secret}`, 10_000);
        expect(shown).not.toContain(secret.slice(0, 20));
      }),
    );
  });
});

test('any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.integer({ min: 1, max: 200 }), (text, longest) => {
      const shown = quotedText(text, longest);
      expect(shown.length).toBeLessThanOrEqual(longest + 2);
      expect(shown).not.toMatch(/[\r\n\t]/);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSecrets } from '../../src/report/mask-secrets.js';

function masked(text: string): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of findSecrets(text)) {
    shown += `${text.slice(from, start)}…`;
    from = end;
  }
  return shown + text.slice(from);
}

test.each([
  [
    'secrets and hints of a list',
    '{"passwordCredentials":[{"hint":"abc","secretText":"S","keyId":"k"}],"value":"v"}',
    '{"passwordCredentials":[{"hint":…,"secretText":…,"keyId":"k"}],"value":"v"}',
  ],
  [
    'keys of certificates, numbers too',
    '{"keyCredentials":[{"key":12,"value":"S","usage":"Verify"}]}',
    '{"keyCredentials":[{"key":…,"value":…,"usage":"Verify"}]}',
  ],
  [
    'any letter case',
    '{"PasswordCredentials":[{"Value":"S"}],"CLIENTSECRET":"S"}',
    '{"PasswordCredentials":[{"Value":…}],"CLIENTSECRET":…}',
  ],
  ['the end of a longer key', '{"adminPassword":"S","client_secret":"S"}', '{"adminPassword":…,"client_secret":…}'],
  [
    'strings where objects belong',
    '{"passwordCredentials":["S"],"password":["S","S"]}',
    '{"passwordCredentials":[…],"password":[…,…]}',
  ],
  ['comments between key and value', '{"password": /* x */ "S" // y\n}', '{"password": /* x */ … // y\n}'],
  ['escaped quotes', '{"secretText":"a\\"S\\\\","b":"c"}', '{"secretText":…,"b":"c"}'],
  [
    'no secret: null, other values',
    '{"password":null,"kind":"password","key":"x","tokenEncryptionKeyId":"y","optionalClaims":{"accessToken":[{"name":"z"}]}}',
    '{"password":null,"kind":"password","key":"x","tokenEncryptionKeyId":"y","optionalClaims":{"accessToken":[{"name":"z"}]}}',
  ],
  ['an object below a secret', '{"clientSecret":{"value":"S"},"a":"b"}', '{"clientSecret":{"value":…},"a":"b"}'],
  [
    'other names of secrets',
    '{"clientSecretValue":"S","pwd":"S","apiKey":"S"}',
    '{"clientSecretValue":…,"pwd":…,"apiKey":…}',
  ],
  [
    'a key of any name in a list',
    '{"passwordCredentials":[{"text":"S","keyId":"k"}]}',
    '{"passwordCredentials":[{"text":…,"keyId":"k"}]}',
  ],
  ['spaces of a web page', '{"secretText"\u00a0:\u00a0"S","a":1}', '{"secretText"\u00a0:\u00a0…,"a":1}'],
  ['a quote inside', '{"secretText": "S"S~", "a":1}\n{', '{"secretText": …\n{'],
  ['a line break inside', '{"secretText": "S\nS", "a":1}\n}', '{"secretText": …\n}'],
  ['typographic quotes', '{“secretText”: “S”, "a":1}', '{“secretText”: …, "a":1}'],
  [
    'two colons, a prefix, a sum',
    '{"secretText":: "S","password":u"S",\n"pwd":"S" + "S"}',
    '{"secretText":: …,"password":…\n"pwd":…',
  ],
  ['JSON in a text', '{"notes":"{\\"secretText\\":\\"S\\"}"}', '{"notes":"{\\"secretText\\":\\…}'],
  ['a key that ends a word', '{"kind":"token"}', '{"kind":"token"}'],
  ['a missing closing quote', '{"secretText":"S\n"a":1}', '{"secretText":…\n"a":1}'],
  ['a missing opening quote', '{"secretText": S,S", "a":1}', '{"secretText": …'],
  ['a missing colon', '{"secretText" "S"}', '{"secretText" …}'],
  ['a list that never ends', '{"keyCredentials":[{"key":"S"', '{"keyCredentials":[{"key":…'],
  [
    'a broken list: every value to the end',
    '{"passwordCredentials":[{"secretText:"S]S","x":"y"}],"value":"S"}',
    '{"passwordCredentials":[{…',
  ],
])('%s', (_name, text, expected) => {
  expect(masked(text)).toBe(expected);
});

test('wherever a text is cut off or two characters are missing, a secret stays hidden', () => {
  const text = '{"a":"b","passwordCredentials":[{"displayName":"n","secretText":"SSSSS","keyId":"k"}],"type":"Role"}';
  for (let at = 0; at <= text.length; at += 1) {
    for (const rest of ['', text.slice(at + 1), text.slice(at + 2)]) {
      const broken = text.slice(0, at) + rest;
      // Without the key itself nothing tells a secret from another value.
      if (broken.includes('secretText')) expect(masked(broken)).not.toMatch(/SS/);
    }
  }
});

test('ranges are in order and inside the text', () => {
  const piece = fc.constantFrom(
    '"secretText"',
    ':',
    '"',
    '{',
    '}',
    '[',
    ']',
    'passwordCredentials',
    'key',
    ',',
    '\n',
    '/*',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      let last = 0;
      for (const { start, end } of findSecrets(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }),
  );
});

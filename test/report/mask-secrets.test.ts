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
    'no secret: null, schemas, other values',
    '{"password":null,"secretText":{"type":"string"},"kind":"password","key":"x"}',
    '{"password":null,"secretText":{"type":"string"},"kind":"password","key":"x"}',
  ],
  ['a missing closing quote', '{"secretText":"S\n"a":1}', '{"secretText":…\n"a":1}'],
  ['a missing opening quote', '{"secretText": S,S", "a":1}', '{"secretText": …", "a":1}'],
  ['a missing colon', '{"secretText" "S"}', '{"secretText" …}'],
  ['a list that never ends', '{"keyCredentials":[{"key":"S"', '{"keyCredentials":[{"key":…'],
  [
    'a broken list: every value to the end',
    '{"passwordCredentials":[{"secretText:"S]S","x":"y"}],"value":"S"}',
    '{"passwordCredentials":[{"secretText:…,"x":"y"}],"value":…}',
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

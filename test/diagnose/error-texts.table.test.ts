import { expect, test } from 'vitest';
import { causes, isCauseId } from '../../src/diagnose/causes/index.js';
import { errorTexts, unknownTexts } from './error-texts.js';

// Of the authorization-error guide; each is a named diagnosis that must hold in several wrappings.
const causesOfTheGuide = [
  'token-missing',
  'token-malformed',
  'token-expired',
  'personal-account-unsupported',
  'missing-permission-or-role',
  'missing-permission',
  'not-consented',
  'token-type-mismatch',
  'me-with-app-token',
  'no-permissions-in-token',
  'password-reset-app-only',
  'password-reset-rights',
  'user-lacks-access',
  'licence-missing',
  'tenant-not-premium',
  'wrong-audience',
  'conditional-access-at-token',
  'claims-challenge-403',
  'claims-challenge',
  'claims-challenge-cae',
  'blocked-by-ca',
  'mfa-required',
  'exchange-policy',
  'exchange-application-access-policy',
  'ews-user-agent-policy',
  'nested-group',
  'inaccessible-members',
];

const expected = [...errorTexts('error-texts.yaml'), ...errorTexts('error-texts.unseen.yaml')];
const unknown = unknownTexts();
const all = [...expected, ...unknown];

const namesOf = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name);

/** The values that occur more than once. */
const repeated = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index);

/** The text without what differs from one refusal to the next: ids, times, white space. */
const shapeOf = (text: string) =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>')
    .replace(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}/g, '<time>')
    .replace(/\s+/g, ' ')
    .trim();

test('there are enough of them', () => {
  expect(expected.length).toBeGreaterThanOrEqual(150);
  expect(unknown.length).toBeGreaterThanOrEqual(15);
});

test('names are unique', () => {
  expect(repeated(namesOf(all))).toEqual([]);
});

test('no text stands twice with the same call, not even with other ids and times', () => {
  const shapes = expected.map(({ text, call = '', status = '' }) => `${shapeOf(text)} ${call} ${status}`);
  expect(repeated([...shapes, ...unknown.map(({ text }) => shapeOf(text))])).toEqual([]);
});

test('every expected cause exists, and is not named twice for one text', () => {
  for (const { name, cause, also = [] } of expected) {
    expect(
      [cause, ...also].filter((id) => !isCauseId(id)),
      name,
    ).toEqual([]);
    expect(repeated([cause, ...also]), name).toEqual([]);
  }
});

test('every cause is expected somewhere, each of the guide at least three times', () => {
  const times = (cause: string) => expected.filter((entry) => entry.cause === cause).length;
  expect(Object.keys(causes).filter((cause) => times(cause) === 0)).toEqual([]);
  expect(causesOfTheGuide.filter((cause) => times(cause) < 3)).toEqual([]);
});

test('most texts have one right answer', () => {
  const withSeveral = expected.filter(({ also = [] }) => also.length > 0);
  expect(withSeveral.length / expected.length).toBeLessThan(0.25);
});

test('no text holds a token or a client secret', () => {
  const token = /eyJ|[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}|\b[\w~.-]{3}\dQ~[\w~.-]{31,34}/;
  expect(namesOf(all.filter(({ text }) => token.test(text)))).toEqual([]);
});

test('mail addresses are those of invented organisations', () => {
  const invented = /(?:^|\.)(?:contoso\.com|fabrikam\.com|example\.(?:com|net|org))$/;
  for (const { name, text } of all) {
    const domains = [...text.matchAll(/[\w.+-]+(?:@|%40)((?:[\w-]+\.)+[a-z]{2,})/gi)].map(([, domain = '']) => domain);
    expect(
      domains.filter((domain) => !invented.test(domain.toLowerCase())),
      name,
    ).toEqual([]);
  }
});

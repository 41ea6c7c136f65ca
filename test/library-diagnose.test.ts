import { expect, test } from 'vitest';
import { diagnose } from '../src/index.js';
import { clean } from './cli/run.js';
import { application, delegated, now, signature } from './diagnose/tokens.js';

const body = JSON.stringify({
  error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges to complete the operation.' },
});
const call = 'GET /users';

test('evidence and a token give the cause, with what is known filled into commands', () => {
  const { causes, refusals } = diagnose({ status: 403, body, call, token: delegated({ scp: 'User.Read' }) }, { now });
  expect(causes[0]).toMatchObject({ id: 'missing-permission', confidence: 'certain' });
  expect(causes[0]?.evidence.join(' ')).toContain('User.ReadBasic.All');
  expect(refusals).toMatchObject([{ status: 403, call: 'GET /users', codes: ['Authorization_RequestDenied'] }]);
});

test('a text alone is evidence, too', () => {
  expect(diagnose('AADSTS65001').causes[0]).toMatchObject({ id: 'consent-missing', confidence: 'certain' });
});

test('the moment is handed in', () => {
  const evidence = { status: 401, call, token: application() };
  const later = new Date(now.getTime() + 86_400_000);
  expect(diagnose(evidence, { now: later }).causes[0]).toMatchObject({ id: 'token-expired', confidence: 'likely' });
  const answered = { ...evidence, headers: [`Date: ${later.toUTCString()}`] };
  expect(diagnose(answered, { now }).causes[0]).toMatchObject({ id: 'token-expired', confidence: 'certain' });
  expect(diagnose(evidence, { now }).causes.map(({ id }) => id)).not.toContain('token-expired');
});

test('a manifest is joined, as text and as an object', () => {
  const evidence = { status: 403, body, call };
  const asText = diagnose(evidence, { now, manifest: clean });
  const manifest: unknown = JSON.parse(clean);
  expect(asText.causes[0]?.id).toBe('missing-permission');
  expect(typeof manifest === 'object' && manifest !== null && diagnose(evidence, { now, manifest })).toEqual(asText);
});

test('nothing of a token but single claims is in the answer', () => {
  const token = delegated();
  const answer = JSON.stringify(
    diagnose({ text: `Authorization: Bearer ${token}`, status: 401, token, call }, { now }),
  );
  for (const part of [...token.split('.'), signature]) expect(answer).not.toContain(part.slice(0, 24));
});

test('there are no causes where there is no evidence', () => {
  expect(diagnose({}).causes).toEqual([]);
  expect(diagnose('  \n').causes).toEqual([]);
});

test('what is no option is refused', () => {
  expect(() => diagnose('AADSTS65001', { now: new Date('soon') })).toThrow(TypeError);
});

test('what stands in a manifest where it does not belong is not shown', () => {
  const secret = 'q7Zr9vT2kLm4XwB8nCp3YdF6hJs1GtRe5VuA0iOb';
  const manifest = clean.replace('"Scope"', JSON.stringify(secret));
  const said = ['AADSTS650056', 'AADSTS65001', '403 GET /users'].map((text) =>
    JSON.stringify(diagnose(text, { now, manifest })),
  );
  expect(said.join('\n')).toContain('Lint says invalid-manifest');
  expect(said.join('\n')).not.toContain(secret);
});

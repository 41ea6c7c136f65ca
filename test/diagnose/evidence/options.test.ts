import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../src/diagnose/evidence/read-evidence.js';
import { id, token } from './wrappings.js';

const body =
  '{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}';

describe('what is said apart from the text', () => {
  it('joins everything into one refusal', () => {
    const { refusals, notes } = readEvidence({
      status: 403,
      body,
      headers: [
        `request-id: ${id}\nWWW-Authenticate: Bearer error="insufficient_claims"`,
        'Date: Fri, 02 Jan 2026 03:04:05 GMT',
      ],
      call: 'get https://graph.microsoft.com/v1.0/users',
      token,
    });
    expect(notes).toEqual([]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({
      where: undefined,
      status: 403,
      codes: ['Authorization_RequestDenied'],
      call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' },
    });
    expect(refusals[0]?.challenges).toHaveLength(1);
    expect(refusals[0]?.token).toBeDefined();
    expect(refusals[0]?.ids.map(({ name }) => name)).toEqual(['request-id', 'date']);
  });

  it('joins a text with one refusal to them', () => {
    const { refusals } = readEvidence({ text: 'AADSTS65001', call: 'POST /token', status: 400 });
    expect(refusals).toMatchObject([{ status: 400, aadsts: [65001], call: { method: 'POST', url: '/token' } }]);
  });

  it('reads a token beside a call', () => {
    const { refusals } = readEvidence({ text: token, call: 'GET /users' });
    expect(refusals).toMatchObject([{ call: { method: 'GET', url: '/users' } }]);
    expect(refusals[0]?.token).toBeDefined();
  });

  it('keeps apart what several refusals of a text may not mean', () => {
    const { refusals, notes } = readEvidence({ text: 'AADSTS65001: no\nAADSTS50105: no', status: 403 });
    expect(refusals.map(({ aadsts, status }) => [...aadsts, status])).toEqual([
      [65001, undefined],
      [50105, undefined],
      [403],
    ]);
    expect(notes).toEqual(['The text holds several refusals; what options say is taken for one of its own.']);
  });

  it('assumes GET for an address, and says so', () => {
    const { refusals, notes } = readEvidence({ call: '/users', status: 403 });
    expect(refusals[0]?.call).toEqual({ method: 'GET', url: '/users' });
    expect(notes).toEqual(['No method stands beside the address of the call, so GET is assumed.']);
  });

  it('says that a call is none', () => {
    const { refusals, notes } = readEvidence({ call: '?!', status: 403 });
    expect(refusals).toHaveLength(1);
    expect(notes[0]).toMatch(/is no call/);
  });

  it.each([
    ['the body', { status: 403, body: `HTTP/1.1 401 Unauthorized\n\n${body}` }],
    ['the text', { status: 403, text: `HTTP/1.1 401 Unauthorized\n\n${body}` }],
  ])('says that the status contradicts %s', (what, evidence) => {
    const { refusals, notes } = readEvidence(evidence);
    expect(refusals).toMatchObject([{ status: 403 }]);
    expect(notes).toEqual([`The status was given as 403, and ${what} says 401: 403 is taken.`]);
  });

  it('takes a body of a batch for several refusals of one token', () => {
    const answers = [2, 3].map((number) => ({
      id: `${number}`,
      status: 400 + number,
      body: { error: { code: `Code_${number}`, message: 'No.' } },
    }));
    const { refusals } = readEvidence({
      body: JSON.stringify({ responses: answers }),
      status: 200,
      call: 'POST /$batch',
      token,
    });
    expect(refusals.map(({ status, call }) => [status, call])).toEqual([
      [402, undefined],
      [403, undefined],
    ]);
    expect(refusals.every((each) => each.token !== undefined)).toBe(true);
  });

  it.each([
    {},
    { text: '' },
    { text: ' \n\t ' },
    { text: '\u0000\u0001\u0002PNG', body: '' },
    { headers: [] },
    { token: ' ' },
    { text: '--- !!' },
  ])('finds nothing in %j', (evidence) => {
    expect(readEvidence(evidence).refusals).toEqual([]);
  });

  it('says that JSON without an error is no refusal', () => {
    expect(readEvidence({ text: '{"value":[{"id":"1","displayName":"A"}]}' })).toEqual({
      refusals: [],
      notes: ['The text is JSON, and nothing in it is a refusal.'],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../../src/diagnose/evidence/read-evidence.js';
import { id, token } from './wrappings.js';

const header = (name: string, value: string): unknown => ({ name, value });
const entry = (request: object, response: object): unknown => ({
  request: { method: 'GET', headers: [], ...request },
  response: { status: 200, headers: [], content: {}, ...response },
});
const archive = (...entries: unknown[]): string => JSON.stringify({ log: { version: '1.2', entries } });
const denied = { text: '{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}}' };

describe('an HTTP archive', () => {
  it('says where a refused call was made again and answered', () => {
    const url = 'https://graph.microsoft.com/v1.0/users';
    const refused = entry({ url }, { status: 401, content: denied });
    const again = readEvidence({ text: archive(refused, entry({ url }, {})) });
    expect(again.notes).toContain('The call of entry 1 was made again and answered in entry 2: it works by now.');
    const other = readEvidence({ text: archive(refused, entry({ url, method: 'OPTIONS' }, {})) });
    expect(other.notes.join()).not.toContain('made again');
  });

  it('gives a refusal for each refused entry', () => {
    const text = archive(
      entry({ url: 'https://graph.microsoft.com/v1.0/me' }, {}),
      entry(
        { url: 'https://graph.microsoft.com/v1.0/users', headers: [header('Authorization', `Bearer ${token}`)] },
        {
          status: 403,
          headers: [header('request-id', id), header('WWW-Authenticate', 'Bearer error="insufficient_claims"')],
          content: denied,
        },
      ),
      entry(
        { url: 'https://graph.microsoft.com/v1.0/groups' },
        {
          status: 401,
          content: {
            encoding: 'base64',
            text: btoa('{"error":{"code":"InvalidAuthenticationToken","message":"Access token has expired."}}'),
          },
        },
      ),
    );
    const { refusals, notes } = readEvidence({ text });
    expect(notes).toEqual(['1 of the 3 entries of the HTTP archive is no refusal.']);
    expect(refusals).toMatchObject([
      {
        where: 'entry 2 of the HTTP archive',
        status: 403,
        codes: ['Authorization_RequestDenied'],
        call: { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users' },
        ids: [{ name: 'request-id', value: id }],
      },
      { where: 'entry 3 of the HTTP archive', status: 401, codes: ['InvalidAuthenticationToken'], token: undefined },
    ]);
    expect(refusals[0]?.token).toBeDefined();
    expect(refusals[0]?.challenges).toHaveLength(1);
  });

  it('reads what a request for a token asked for, and keeps none of its secrets', () => {
    const form = `grant_type=client_credentials&client_id=${id}&client_secret=never-to-be-shown-secret&scope=https%3A%2F%2Fgraph.microsoft.com%2FUser.Read`;
    const params = [
      header('grant_type', 'authorization_code'),
      header('code', 'never-to-be-shown-code'),
      header('resource', 'https://graph.windows.net'),
    ];
    const url = 'https://login.microsoftonline.com/common/oauth2/v2.0/token';
    const answer = {
      status: 400,
      content: { text: '{"error":"invalid_scope","error_description":"AADSTS70011: No."}' },
    };
    const text = archive(
      entry({ method: 'POST', url, postData: { text: form } }, answer),
      entry({ method: 'POST', url: `${url}?x`, postData: { params } }, { ...answer, status: 401 }),
    );
    const { refusals } = readEvidence({ text });
    expect(refusals.map(({ asked }) => asked)).toEqual([
      ['https://graph.microsoft.com/User.Read'],
      ['https://graph.windows.net'],
    ]);
    expect(JSON.stringify(refusals)).not.toContain('never-to-be-shown');
  });

  it('reads an error of a redirect', () => {
    const location =
      'https://app/cb#error=access_denied&error_description=AADSTS65004%3a+No.&code=never-to-be-shown-as-it-is-a-code-123';
    const { refusals } = readEvidence({
      text: archive(
        entry(
          { url: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&scope=User.Read' },
          { status: 302, headers: [header('Location', location)] },
        ),
      ),
    });
    expect(refusals).toMatchObject([{ status: 302, aadsts: [65004], codes: ['access_denied'], asked: ['User.Read'] }]);
    expect(JSON.stringify(refusals)).not.toContain('never-to-be-shown');
  });

  it('reads the answers of a batch, with the token that they share', () => {
    const body = JSON.stringify({ responses: [{ id: '1', status: 403, body: JSON.parse(denied.text) }] });
    const { refusals } = readEvidence({
      text: archive(
        entry(
          {
            method: 'POST',
            url: 'https://graph.microsoft.com/v1.0/$batch',
            headers: [header('authorization', `Bearer ${token}`)],
          },
          { content: { text: body } },
        ),
      ),
    });
    expect(refusals).toMatchObject([
      {
        where: 'request 1 of the batch, entry 1 of the HTTP archive',
        status: 403,
        codes: ['Authorization_RequestDenied'],
      },
    ]);
    expect(refusals[0]?.token).toBeDefined();
  });

  it('finds members that nobody may read', () => {
    const text = '{"value":[{"@odata.type":"#microsoft.graph.user","id":"1","displayName":null}]}';
    const { refusals } = readEvidence({
      text: archive(entry({ url: 'https://graph.microsoft.com/v1.0/groups/1/members' }, { content: { text } })),
    });
    expect(refusals).toMatchObject([
      { status: 200, codes: [], messages: [], call: { url: 'https://graph.microsoft.com/v1.0/groups/1/members' } },
    ]);
  });

  it('says that no entry is a refusal', () => {
    expect(readEvidence({ text: archive(entry({ url: 'https://x/' }, {})) })).toEqual({
      refusals: [],
      notes: ['None of the 1 entries of the HTTP archive is a refusal.'],
    });
  });

  it('survives entries that are none', () => {
    const text = JSON.stringify({
      log: {
        entries: [null, 1, {}, { request: 1 }, { request: {}, response: { status: 403, headers: {}, content: 1 } }],
      },
    });
    expect(readEvidence({ text }).refusals).toMatchObject([{ status: 403 }]);
  });

  it('with thousands of refusals is examined as far as anybody reads, and that is said', () => {
    const many = Array.from({ length: 1_200 }, () => entry({ url: '/v1.0/users' }, { status: 403, content: denied }));
    const { refusals, notes } = readEvidence({ text: archive(...many) });
    expect(refusals).toHaveLength(1);
    expect(notes).toEqual(['Of the 1200 entries of the HTTP archive, the first 1000 were examined.']);
  });
});

// How numbers and sentences come to people: shortened, wrapped, in addresses, beside the answer.
import { describe, expect, test } from 'vitest';
import { aadstsIn } from '../../../src/diagnose/evidence/join.js';
import { readEvidence } from '../../../src/diagnose/evidence/read-evidence.js';

const only = (text: string) => {
  const { refusals } = readEvidence({ text });
  expect(refusals).toHaveLength(1);
  return refusals[0];
};

describe('numbers of AADSTS codes', () => {
  test.each([
    ['AADSTS65001: no consent', [65001]],
    ['AADSTS#700016', [700016]],
    ['error_description=AADSTS%2065001', [65001]],
    ['see https://login.microsoftonline.com/error?code=50105.', [50105]],
    ['redirected to /error%3Fcode%3D50105', [50105]],
    ['...00Z","error_codes":[9002326],"timestamp":"2026', [9002326]],
    ['{\\"error_codes\\":[700016', [700016]],
    ['Error Code: 53003', [53003]],
    ['Sign-in error code 50105', [50105]],
    ['error #700016', [700016]],
    ['ResultType: 50074', [50074]],
    ['AADSTS65001 beside Error Code: 53003', [65001]],
  ])('%s', (text, numbers) => {
    expect(aadstsIn(text)).toEqual(numbers);
  });

  test.each([
    'error 53003 occurred',
    'SQL error code 50000',
    'error code 10061',
    'code path 65001',
    'error code: 53003.5',
    'took 70008 ms',
    'error code 123456789',
  ])('none: %s', (text) => {
    expect(aadstsIn(text)).toEqual([]);
  });

  test('an address of the page that explains them is enough', () => {
    expect(only('https://login.microsoftonline.com/error?code=50105')?.aadsts).toEqual([50105]);
    expect(only('(700016)')?.aadsts).toEqual([700016]);
  });
});

describe('messages', () => {
  test('JSON in a message that is no error object gives its sentence', () => {
    const inner = { _version: 3, Message: 'User is not authorized to perform this operation', RetryAfter: null };
    const text = JSON.stringify({ error: { code: 'Forbidden', message: JSON.stringify(inner) } });
    expect(only(text)?.messages).toEqual(['User is not authorized to perform this operation']);
  });

  test('JSON in a message that says nothing stays as it is', () => {
    const text = JSON.stringify({ error: { code: 'Forbidden', message: '{"_version":3}' } });
    expect(only(text)?.messages).toEqual(['{"_version":3}']);
  });

  test('the class of the exception is no part of it', () => {
    const read = only('Microsoft.Graph.Models.ODataErrors.ODataError: Access denied\nMainError.Code: accessDenied');
    expect(read?.messages).toEqual(['Access denied']);
    expect(read?.codes).toEqual(['accessDenied']);
  });

  test('what stands behind the headers is the message where there is no other', () => {
    const read = only(
      'GET https://contoso.sharepoint.com/_api/web\n\nHTTP/1.1 401 Unauthorized\nUnsupported app only token.',
    );
    expect(read?.messages).toContain('Unsupported app only token.');
  });

  test('what stands beside an answer is kept apart from what it says', () => {
    const body = JSON.stringify({ error: { code: 'Forbidden', message: 'No.' } });
    const read = only(`HTTP/1.1 403 Forbidden\n${body}\nIt began after the change of EwsAllowList.`);
    expect(read?.messages).toEqual(['No.']);
    expect(read?.around).toContain('It began after the change of EwsAllowList.');
  });

  test('a sentence that begins like a call is none', () => {
    const read = only('/me request is only valid with delegated authentication flow.');
    expect(read?.call).toBeUndefined();
    expect(read?.messages).toEqual(['/me request is only valid with delegated authentication flow.']);
  });

  test.each(['The job still answers 403.', 'It returns a 403', 'it responded with 403'])(
    'a status in words: %s',
    (text) => {
      expect(only(text)?.status).toBe(403);
    },
  );
});

test('members without names are found behind the headers of the answer', () => {
  const member = {
    '@odata.type': '#microsoft.graph.user',
    id: 'a6d2c835-cd61-4077-8795-2689eb514a80',
    displayName: null,
  };
  const read = only(`HTTP/1.1 200 OK\nContent-Type: application/json\n\n${JSON.stringify({ value: [member] })}`);
  expect(read).toMatchObject({ status: 200, hidesMembers: true });
});

test('a text without a Latin letter is something, marks alone are nothing', () => {
  expect(readEvidence({ text: '昨日から並び順がおかしくなりました。' }).refusals).toHaveLength(1);
  expect(readEvidence({ text: '--- !!' }).refusals).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { readCalls } from '../../../src/input/calls/read-calls.js';
import { outlineCalls } from './outline.js';

const app = 'C98E5057-EDDE-4666-B301-186A01B4DC58';
const id = app.toLowerCase();

const batch = {
  requests: [
    { id: '1', method: 'GET', url: '/me?$select=id' },
    { id: '2', method: 'post', url: 'users/{id}/sendMail', headers: { Authorization: 'Bearer secret' } },
  ],
};

function har(...requests: object[]): object {
  return { log: { version: '1.2', entries: requests.map((request) => ({ request, response: {} })) } };
}

function manifest(dependency: object): string {
  return JSON.stringify({ applicationName: 'x', apiDependencies: { graph: dependency } });
}

const holdsNone =
  '1:1 This text holds no calls: expected a call a line, such as "GET /users", or NDJSON, JSON or CSV of calls, an HTTP archive (HAR), an API manifest, or Microsoft Graph activity logs.';
const wanted = 'Expected a call here: {"method": "GET", "url": "/users"}, or "GET /users".';

describe.each<[string, [string, string, string[]][]]>([
  [
    'a call a line',
    [
      [
        'calls, comments, blank lines',
        '# mine\n\nGET /users\n  # more\r\nPOST /groups\r\n',
        ['3 GET /users', '5 POST /groups'],
      ],
      ['a byte order mark', '\ufeffGET /users', ['1 GET /users']],
      [
        'identical calls once',
        'GET /users\nget /users\napplication GET /users\nGET /users?$top=1',
        ['1 GET /users', '3 GET /users application', '4 GET /users?$top=1'],
      ],
      [
        'faults where they stand',
        'GET /users\nGTE /x\n  /groups',
        [
          '1 GET /users',
          '2:1 "GTE" is no HTTP method that Microsoft Graph takes. Did you mean GET? Expected a call here, such as "GET /users".',
          '3:3 There is no method before this address. Write it first, as in "GET /users".',
        ],
      ],
      [
        'other hosts',
        'GET https://u:p@login.microsoftonline.com/x?code=secret\nGET https://login.microsoftonline.com/y\nGET https://graph.microsft.com/',
        [
          '2 x not an address of Microsoft Graph (login.microsoftonline.com)',
          '1 x not an address of Microsoft Graph (graph.microsft.com; did you mean graph.microsoft.com?)',
        ],
      ],
      [
        'a batch',
        'POST https://graph.microsoft.com/v1.0/$batch',
        ['1 x a $batch without its body, which holds the calls'],
      ],
      [
        'a template variable first',
        '{{baseUrl}}/users\nGET {{baseUrl}}/me',
        ['1:1 There is no method before this address. Write it first, as in "GET /users".', '2 GET /me'],
      ],
      ['texts in quotes', '"GET /users",\n"GET /me"', ['1 GET /users', '2 GET /me']],
      ['prose', 'Dear reader,\nthese are no calls.', [holdsNone]],
      ['nothing', '', [holdsNone]],
      ['white space', ' \n\t\n', [holdsNone]],
      ['comments alone', '# GET /users', [holdsNone]],
      ['markup', '<html>\n<body>GET /users</body></html>', [holdsNone]],
      [
        'a problem on every line, cut off',
        `GET /a\n${'/b\n'.repeat(150)}`,
        [
          '1 GET /a',
          ...Array.from(
            { length: 100 },
            (_, at) => `${at + 2}:1 There is no method before this address. Write it first, as in "GET /users".`,
          ),
          '102:1 There are 50 more faults from here on.',
        ],
      ],
    ],
  ],
  [
    'JSON',
    [
      [
        'a list',
        '[\n {"method":"get","url":"/users"},\n "application GET /groups",\n {"HttpMethod":"POST","URI":"/me/sendMail","kind":"user"}\n]',
        ['2 GET /users', '3 GET /groups application', '4 POST /me/sendMail delegated'],
      ],
      ['comments and trailing commas', '// mine\n[\n "GET /users", // all\n]', ['3 GET /users']],
      [
        'lines',
        '{"method":"GET","url":"/users"}\n\n# note\n{"method":"GET","path":"/me","kind":"App"}\n"GET /groups"\n',
        ['1 GET /users', '4 GET /me application', '5 GET /groups'],
      ],
      [
        'one object',
        ' {"method":"GET","uriTemplate":"/users/{id}","appId":"C98E5057-EDDE-4666-B301-186A01B4DC58"}',
        [`1 GET /users/{id} ${id}`],
      ],
      ['lists in an object', '{"calls":["GET /users"]}', ['1 GET /users']],
      ['a query is kept', '["GET /users?$top=1"]', ['1 GET /users?$top=1']],
      [
        'what is no call',
        '[\n1,\nnull,\n[],\n"",\n{"x":1},\n{"method":"GET"},\n{"url":"/x"},\n{"method":"GTE","url":"/x"},\n{"method":7,"url":"/x"},\n{"method":"GET","url":"/x","kind":"daemon"}]',
        [
          `2:1 ${wanted} This is a number.`,
          `3:1 ${wanted} This is null.`,
          `4:1 ${wanted} This is a list.`,
          '5:1 There is no call in this text. Write one such as "GET /users".',
          `6:1 This is no call. ${wanted}`,
          '7:1 This call has no address: its url is missing.',
          '8:1 This call has no method: it is missing. Write "method": "GET".',
          '9:1 This call has no method. "GTE" is no HTTP method that Microsoft Graph takes. Did you mean GET?',
          '10:1 This call has no method: it is a number. Write "method": "GET".',
          '11:1 The kind of this call is neither "application" nor "delegated". Write one of the two, or leave it out.',
        ],
      ],
      [
        'a broken line',
        '{"method":"GET","url":"/a"}\n {"method":"GET",}\n{"method":"GET","url":"/b"}',
        ['1 GET /a', '2:18 A key is missing before this }. This line could not be read.', '3 GET /b'],
      ],
      [
        'a broken first line',
        '{"method":"GET","url":"/a"\n{"method":"GET","url":"/b"}\n',
        ['1:27 The text ends too early: one { is still open. This line could not be read.', '2 GET /b'],
      ],
      [
        'a text that ends too early',
        '[\n  {"method":"GET","url":"/a"},\n  {"method":"GE',
        ['3:16 The text ends inside a string: its closing quote is missing. Nothing in this text could be read.'],
      ],
      ['an empty list', '[]', [holdsNone]],
      ['an empty object', '{}', [`1:1 This is no call. ${wanted}`]],
      [
        'a registration',
        '\n{"appId":"x","requiredResourceAccess":[]}',
        ['2:1 This is an app registration; name it with --for.'],
      ],
      [
        'requested APIs alone',
        '[{"resourceAppId":"x","resourceAccess":[]},{"resourceAppId":"x"}]',
        ['1:1 This is an app registration; name it with --for.'],
      ],
      [
        'a list of registrations',
        '{"value":[{"signInAudience":"x"},{"signInAudience":"x"}]}',
        ['1:1 This is an app registration; name it with --for.'],
      ],
      [
        'lines of registrations',
        '{"requiredResourceAccess":[]}\n{"requiredResourceAccess":[]}',
        ['1:1 This is an app registration; name it with --for.'],
      ],
      ['an API description', '{"openapi":"3.0.0"}', [`1:1 This is an API description. ${wanted}`]],
      [
        'hostile keys',
        '[{"__proto__":{"method":"GET","url":"/x"},"method":"GET","url":"/y"},{"__proto__":{"url":"/x"}}]',
        ['1 GET /y', `1:70 This is no call. ${wanted}`],
      ],
    ],
  ],
  [
    'an HTTP archive',
    [
      [
        'calls of Microsoft Graph, without query',
        JSON.stringify(
          har(
            { method: 'OPTIONS', url: 'https://graph.microsoft.com/v1.0/me' },
            {
              method: 'GET',
              url: 'https://graph.microsoft.com/v1.0/me?x=secret',
              headers: [{ name: 'Authorization', value: 'Bearer secret' }],
            },
            { method: 'GET', url: 'https://graph.microsoft.com/v1.0/me#part' },
            { method: 'GET', url: 'https://login.microsoftonline.com/secret' },
            { method: 'GET', url: `data:image/png;base64,${'A'.repeat(100_000)}` },
            { method: 'GET', url: 'wss://example.com' },
          ),
          undefined,
          1,
        ),
        [
          '12 GET https://graph.microsoft.com/v1.0/me',
          '1 x CORS preflight (OPTIONS), which browsers send on their own',
          '3 x not an address of Microsoft Graph',
        ],
      ],
      [
        'batches',
        JSON.stringify(
          har(
            {
              method: 'POST',
              url: 'https://graph.microsoft.com/beta/$batch',
              postData: { text: JSON.stringify(batch) },
            },
            { method: 'POST', url: 'https://graph.microsoft.com/beta/$batch' },
            { method: 'POST', url: 'https://graph.microsoft.com/beta/$batch', postData: { text: '{"requests":' } },
          ),
        ),
        [
          '1 GET https://graph.microsoft.com/beta/me',
          '1 POST https://graph.microsoft.com/beta/users/{id}/sendMail',
          '2 x a $batch without its body, which holds the calls',
        ],
      ],
      [
        'entries without a request',
        '{"log":{"entries":[7,{}]}}',
        ['1:20 This entry of the HTTP archive has no request.', '1:22 This entry of the HTTP archive has no request.'],
      ],
      ['no entries', '{"log":{"entries":[]}}', [holdsNone]],
    ],
  ],
  [
    'an API manifest',
    [
      [
        'requests of Microsoft Graph',
        `{"apiDependencies":{\n"other":{"apiDeploymentBaseUrl":"https://api.example.com/","requests":[{"method":"GET","uriTemplate":"/x"}]},\n"graph":{"apiDescriptionUrl":"x","apiDeploymentBaseUrl":"https://graph.microsoft.com/v1.0/","authorizationRequirements":{"clientIdentifier":"${app}"},"requests":[\n{"method":"GET","uriTemplate":"/users/{id}{?$select}"},\n{"method":"GET","uriTemplate":"/x","exclude":true},\n{"method":"Post","uriTemplate":"me/sendMail","exclude":false}, 3]}}}`,
        [
          `4 GET https://graph.microsoft.com/v1.0/users/{id} ${id}`,
          `6 POST https://graph.microsoft.com/v1.0/me/sendMail ${id}`,
          '6:64 This request of the API manifest is no object with "method" and "uriTemplate".',
          '1 x not an address of Microsoft Graph',
          '1 x excluded by the API manifest',
        ],
      ],
      [
        'dependencies in the order of the text',
        '{"apiDependencies":{"b":{"apiDescriptionUrl":"https://graph.microsoft.com/v1.0/$metadata","requests":[{"method":"GET","uriTemplate":"/b"}]},\n"1":{"apiDescripionUrl":"https://raw.githubusercontent.com/microsoftgraph/msgraph-metadata/master/openapi/beta/openapi.yaml","requests":[{"method":"GET","uriTemplate":"/a"}]}}}',
        ['1 GET /v1.0/b', '2 GET /beta/a'],
      ],
      [
        'an API that is not told',
        manifest({ requests: [{ method: 'GET', uriTemplate: '/x' }] }),
        ['1 x not an address of Microsoft Graph'],
      ],
      [
        'a relative base of an API that is not told',
        manifest({ apiDeploymentBaseUrl: '/v1.0/', requests: [{ method: 'GET', uriTemplate: '/x' }] }),
        ['1 x not an address of Microsoft Graph'],
      ],
      ['nothing in it', manifest({}), [holdsNone]],
    ],
  ],
])('%s', (_format, rows) => {
  test.each(rows)('%s', (_name, text, lines) => {
    expect(outlineCalls(text)).toEqual(lines);
  });
});

test('every place names the text', () => {
  const items = [...readCalls('a.txt', 'GET /a\n/b')];
  expect(items).toEqual([
    { kind: 'call', call: { method: 'GET', url: '/a', source: { name: 'a.txt', line: 1 } } },
    { kind: 'problem', problem: expect.objectContaining({ name: 'a.txt', line: 2, column: 1 }) },
  ]);
});

test('hosts without number are told without names', () => {
  const text = Array.from({ length: 50 }, (_, at) => `GET https://h${at}.example/x`).join('\n');
  const lines = outlineCalls(text);
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('30 x not an address of Microsoft Graph');
});

import { describe, expect, test } from 'vitest';
import { outlineCalls } from './outline.js';

const app = 'C98E5057-EDDE-4666-B301-186A01B4DC58';
const id = app.toLowerCase();

// The properties of a record that diagnostic settings wrote, their letter case included.
const activity = {
  time: '2026-07-16T02:00:45.0159703Z',
  resourceId: '/TENANTS/4B8C18BD-2F9F-4227-AF55-9F1061CF9C32/PROVIDERS/MICROSOFT.AADIAM',
  operationName: 'Microsoft Graph Activity',
  category: 'MicrosoftGraphActivityLogs',
  durationMs: '497815',
  properties: {
    apiVersion: 'beta',
    requestMethod: 'POST',
    responseStatusCode: 200,
    roles: 'Device.Read.All User.Read.All',
    appId: app,
    UserPrincipalObjectID: '87d30957-9758-4040-949e-9e9fe9c7cfcf',
    scopes: '',
    C_Idtyp: 'app',
    requestUri: 'https://graph.microsoft.com/beta/users/rob@contoso.com/x?$skiptoken=secret',
    servicePrincipalId: '87d30957-9758-4040-949e-9e9fe9c7cfcf',
  },
};
const properties = (other: object) => ({ ...activity, properties: { ...activity.properties, ...other } });

const batch = {
  requests: [
    { id: '1', method: 'GET', url: '/me?$select=id' },
    { id: '2', method: 'post', url: 'users/{id}/sendMail', headers: { Authorization: 'Bearer secret' } },
  ],
};

const csv = (...lines: string[]): string => lines.join('\r\n');
const holdsNone =
  '1:1 This text holds no calls: expected a call a line, such as "GET /users", or NDJSON, JSON or CSV of calls, an HTTP archive (HAR), an API manifest, or Microsoft Graph activity logs.';

describe.each<[string, [string, string, string[]][]]>([
  [
    'activity logs',
    [
      [
        'a record of diagnostic settings',
        JSON.stringify(activity),
        [`1 POST https://graph.microsoft.com/beta/users/rob@contoso.com/x application ${id}`],
      ],
      [
        'lines',
        [
          activity,
          properties({ C_Idtyp: 'user' }),
          properties({ C_Idtyp: undefined }),
          properties({ C_Idtyp: '', userId: 'u' }),
          properties({ C_Idtyp: undefined, roles: '', scopes: 'User.Read' }),
          properties({ C_Idtyp: 'device', roles: null }),
        ]
          .map((each) => JSON.stringify(each))
          .join('\n'),
        [
          `1 POST https://graph.microsoft.com/beta/users/rob@contoso.com/x application ${id}`,
          `2 POST https://graph.microsoft.com/beta/users/rob@contoso.com/x delegated ${id}`,
          `6 POST https://graph.microsoft.com/beta/users/rob@contoso.com/x ${id}`,
        ],
      ],
      [
        'other categories',
        `${JSON.stringify(activity)}\n{"category":"SignInLogs","properties":{"appId":"x"}}\n`,
        [
          `1 POST https://graph.microsoft.com/beta/users/rob@contoso.com/x application ${id}`,
          '1 x log entry of another category',
        ],
      ],
      [
        'messages of Event Hubs',
        `${JSON.stringify({ records: [activity] })}\n${JSON.stringify({ records: [activity, { category: 'x' }] })}`,
        [
          `1 POST https://graph.microsoft.com/beta/users/rob@contoso.com/x application ${id}`,
          '1 x log entry of another category',
        ],
      ],
      [
        'rows',
        '[{"RequestMethod":"GET","RequestUri":"https://graph.microsoft.com/v1.0/me?x","UserId":"u","AppId":"x"}]',
        ['1 GET https://graph.microsoft.com/v1.0/me delegated'],
      ],
      [
        'an answer of Advanced hunting',
        `{"schema":[],"results":[\n{"RequestMethod":"GET","RequestUri":"https://graph.microsoft.com/v1.0/users","EntityType":"app","ApplicationId":"${app}","Scopes":"x"}]}`,
        [`2 GET https://graph.microsoft.com/v1.0/users application ${id}`],
      ],
      [
        'batches, whose requests are logged',
        JSON.stringify(properties({ requestUri: 'https://graph.microsoft.com/v1.0/$batch' })),
        ['1 x a $batch, whose requests are rows of the log themselves'],
      ],
      [
        'guests, whose names hold #',
        JSON.stringify(
          properties({ requestUri: 'https://graph.microsoft.com/v1.0/users/a_b.com#EXT#@c.com/memberOf#x' }),
        ),
        [`1 POST https://graph.microsoft.com/v1.0/users/a_b.com#EXT#@c.com/memberOf application ${id}`],
      ],
    ],
  ],
  [
    'tables',
    [
      [
        'an export of Log Analytics',
        csv(
          '\ufeff"TimeGenerated [UTC]",RequestMethod,RequestUri,AppId,UserId,Roles,Scopes',
          `"11/20/2026, 8:00:00.000 AM",GET,"https://graph.microsoft.com/v1.0/users?$filter=a,""b""",${app},,User.Read.All,`,
          `"x\ny",GET,https://graph.microsoft.com/v1.0/me,${app},u,,User.Read`,
          '',
          'x,GET',
        ),
        [
          `2 GET https://graph.microsoft.com/v1.0/users application ${id}`,
          `3 GET https://graph.microsoft.com/v1.0/me delegated ${id}`,
          '6:1 This call has no address: its url is missing.',
        ],
      ],
      [
        'an export of Advanced hunting',
        csv(
          'Timestamp;ApplicationId;EntityType;RequestMethod;RequestUri',
          `x;${app};user;PATCH;https://graph.microsoft.com/v1.0/me`,
        ),
        [`2 PATCH https://graph.microsoft.com/v1.0/me delegated ${id}`],
      ],
      ['tabs, and a line of Excel', csv('sep=\t', 'RequestUri [x]\tRequestMethod', '/me\tGET'), ['3 GET /me']],
      ['calls of people', csv('Method,Url,Kind', 'GET,/users?$top=1,application'), ['2 GET /users?$top=1 application']],
      [
        'an unclosed quote',
        csv('RequestMethod,RequestUri', 'GET,/a', 'GET,"/b', 'GET,/c'),
        ['2 GET /a', '3:5 The quote that opens here is never closed. Nothing after it could be read.'],
      ],
      [
        'no methods',
        csv('TimeGenerated,RequestUri', 'x,/a'),
        ['1:1 This table has addresses, but no column RequestMethod. Export it, too.'],
      ],
      [
        'no addresses',
        csv('RequestMethod,x', 'GET,/a'),
        ['1:1 This table has methods, but no column RequestUri. Export it, too.'],
      ],
      ['no rows', 'RequestMethod,RequestUri\n', [holdsNone]],
    ],
  ],
  [
    'batches',
    [
      ['a body', JSON.stringify(batch, undefined, 1), ['3 GET /me?$select=id', '8 POST /users/{id}/sendMail']],
      [
        'beside the address',
        JSON.stringify({
          method: 'POST',
          url: 'https://graph.microsoft.com/v1.0/$batch',
          kind: 'application',
          body: batch,
        }),
        [
          '1 GET https://graph.microsoft.com/v1.0/me?$select=id application',
          '1 POST https://graph.microsoft.com/v1.0/users/{id}/sendMail application',
        ],
      ],
      [
        'a body that is a text',
        `[${JSON.stringify({ method: 'POST', url: '/beta/$batch/', body: JSON.stringify(batch) })}]`,
        ['1 GET /beta/me?$select=id', '1 POST /beta/users/{id}/sendMail'],
      ],
      [
        'requests beside the address',
        JSON.stringify({ method: 'POST', url: '/$batch', ...batch }),
        ['1 GET /me?$select=id', '1 POST /users/{id}/sendMail'],
      ],
      [
        'lines of bodies',
        `${JSON.stringify(batch)}\n${JSON.stringify(batch)}`,
        ['1 GET /me?$select=id', '1 POST /users/{id}/sendMail'],
      ],
      [
        'oddities',
        '{"requests":[7,{"method":"GET"},{"url":"/x"},{"method":"POST","url":"/$batch","body":{"requests":[]}},{"method":"GET","url":"https://example.com/x"}]}',
        [
          '1:14 Request 1 of this $batch is a number, not an object.',
          '1:16 Request 2 of this $batch has no address: its url is missing.',
          '1:33 Request 3 of this $batch has no method: it is missing. Write "method": "GET".',
          '1:46 Request 4 of this $batch is a $batch itself, which Microsoft Graph does not take.',
          '1 x not an address of Microsoft Graph (example.com)',
        ],
      ],
      [
        'without requests',
        '{"method":"POST","url":"/$batch","body":{"requests":[]}}',
        ['1:1 This $batch holds no requests.'],
      ],
    ],
  ],
])('%s', (_format, rows) => {
  test.each(rows)('%s', (_name, text, lines) => {
    expect(outlineCalls(text)).toEqual(lines);
  });
});

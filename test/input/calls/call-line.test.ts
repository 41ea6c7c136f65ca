import { describe, expect, test } from 'vitest';
import { parseCallLine } from '../../../src/input/calls/read-calls.js';

describe('a call that is written as one text', () => {
  test.each([
    ['GET /users', 'GET', '/users'],
    ['get\t/users', 'GET', '/users'],
    ['  GET   /users/{id}  ', 'GET', '/users/{id}'],
    ['GET\u00a0/users', 'GET', '/users'],
    [
      'GET https://graph.microsoft.com/v1.0/me?$select=displayName',
      'GET',
      'https://graph.microsoft.com/v1.0/me?$select=displayName',
    ],
    ['GET https://graph.microsoft.com', 'GET', 'https://graph.microsoft.com'],
    ['GET https://Graph.Microsoft.com:443/v1.0/me', 'GET', 'https://graph.microsoft.com:443/v1.0/me'],
    ['GET https://graph.microsoft.com/v1.0/users HTTP/1.1', 'GET', 'https://graph.microsoft.com/v1.0/users'],
    ['GET /users   HTTP/2', 'GET', '/users'],
    ['- GET /users', 'GET', '/users'],
    ['* `GET /users`', 'GET', '/users'],
    ['12. GET /users', 'GET', '/users'],
    ['"GET /users",', 'GET', '/users'],
    ["'GET /users'", 'GET', '/users'],
    ['\u201cGET /users\u201d', 'GET', '/users'],
    ['GET "https://graph.microsoft.com/v1.0/me"', 'GET', 'https://graph.microsoft.com/v1.0/me'],
    ['GET <https://graph.microsoft.com/v1.0/me>', 'GET', 'https://graph.microsoft.com/v1.0/me'],
    ['GET /users\r', 'GET', '/users'],
    ['GET users', 'GET', '/users'],
    ['GET v1.0/me', 'GET', '/v1.0/me'],
    ['GET graph.microsoft.com/v1.0/me', 'GET', 'https://graph.microsoft.com/v1.0/me'],
    ['GET //graph.microsoft.com/v1.0/me', 'GET', 'https://graph.microsoft.com/v1.0/me'],
    ['GET https://user:pa55@graph.microsoft.com/v1.0/me', 'GET', 'https://graph.microsoft.com/v1.0/me'],
    ['GET {{baseUrl}}/users', 'GET', '/users'],
    ['GET {+baseurl}/users/{user%2Did}', 'GET', '/users/{user%2Did}'],
    ['GET https://{{host}}/v1.0/me', 'GET', '/v1.0/me'],
    ["GET /users?$filter=startswith(displayName, 'a b')", 'GET', "/users?$filter=startswith(displayName, 'a b')"],
    [
      "GET /me/drive/root/workbook/range(address='A1, B2')/format",
      'GET',
      "/me/drive/root/workbook/range(address='A1, B2')/format",
    ],
    ['GET /groups/{id}/members/microsoft.graph.user', 'GET', '/groups/{id}/members/microsoft.graph.user'],
    ['GET /users/ann_example.com#EXT#@contoso.com', 'GET', '/users/ann_example.com#EXT#@contoso.com'],
    ['GET /me/drive/root:/a.txt:/content', 'GET', '/me/drive/root:/a.txt:/content'],
    ['merge /users/{id}', 'MERGE', '/users/{id}'],
    ['GET https://canary.graph.microsoft.com/beta/me', 'GET', 'https://canary.graph.microsoft.com/beta/me'],
    ['GET https://dod-graph.microsoft.us/v1.0/me', 'GET', 'https://dod-graph.microsoft.us/v1.0/me'],
    ['GET https://microsoftgraph.chinacloudapi.cn/v1.0/me', 'GET', 'https://microsoftgraph.chinacloudapi.cn/v1.0/me'],
    ['GET https://graph.microsoft.de/v1.0/me', 'GET', 'https://graph.microsoft.de/v1.0/me'],
  ])('%j', (text, method, url) => {
    expect(parseCallLine(text)).toEqual({ ok: true, call: { method, url } });
  });

  test.each([
    ['application GET /users', 'application'],
    ['Delegated\tGET /users', 'delegated'],
    ['- `application GET /users`', 'application'],
  ])('%j says how the application signs in', (text, kind) => {
    expect(parseCallLine(text)).toEqual({ ok: true, call: { method: 'GET', url: '/users', kind } });
  });

  test.each([
    ['', 1, 'There is no call here. Write one such as "GET /users".'],
    ['# GET /users', 1, 'There is no call here. Write one such as "GET /users".'],
    ['/users', 1, 'There is no method before this address. Write it first, as in "GET /users".'],
    [
      '  https://graph.microsoft.com/v1.0/me',
      3,
      'There is no method before this address. Write it first, as in "GET /users".',
    ],
    ['graph.microsoft.com/v1.0/me', 1, 'There is no method before this address. Write it first, as in "GET /users".'],
    [
      'GTE /users',
      1,
      '"GTE" is no HTTP method that Microsoft Graph takes. Did you mean GET? Expected a call here, such as "GET /users".',
    ],
    [
      'application PSOT /users',
      13,
      '"PSOT" is no HTTP method that Microsoft Graph takes. Did you mean POST? Expected a call here, such as "GET /users".',
    ],
    [
      'eyJ0eXAi.x /users',
      1,
      'This is no HTTP method. Write GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS. Expected a call here, such as "GET /users".',
    ],
    ['GET', 1, 'GET needs an address after it, such as "GET /users".'],
    [
      'application',
      1,
      '"application" is no HTTP method that Microsoft Graph takes. Write GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS. Expected a call here, such as "GET /users".',
    ],
    ['GET /users # all of them', 12, 'There is text after the address. Write a comment on a line of its own.'],
    [
      'GET /users POST /groups',
      12,
      'There is text after the address. Write one call a line, and a space in an address as %20.',
    ],
    ['GET /a\u0007b', 5, 'The address holds a control character.'],
    ['GET ?x', 5, 'The address does not begin like one, such as /users or https://graph.microsoft.com/v1.0/users.'],
    ['GET https://u:secret@example.com/x?token=secret', 5, 'example.com is not an address of Microsoft Graph.'],
    ['GET https://u:sec/ret@graph.microsoft.com/x', 5, 'This is not an address of Microsoft Graph.'],
    [
      'GET https://graph.microsft.com/v1.0/me',
      5,
      'graph.microsft.com is not an address of Microsoft Graph. Did you mean graph.microsoft.com?',
    ],
    [
      'GET https://graph.microsoft.com.evil.example/v1.0/me',
      5,
      'graph.microsoft.com.evil.example is not an address of Microsoft Graph.',
    ],
    ['GET https://graph.evilmicrosoft.com/v1.0/me', 5, 'graph.evilmicrosoft.com is not an address of Microsoft Graph.'],
    [`GET ${'eyJ0eXAi'.repeat(4)}.e30.${'a'.repeat(43)}`, 5, 'This is not an address of Microsoft Graph.'],
    ['GET ftp://graph.microsoft.com/v1.0/me', 5, 'This is not an address of Microsoft Graph.'],
    ['POST /v1.0/$batch', 1, 'This is a $batch: name the calls in its body instead.'],
    [`GET /${'a'.repeat(32_768)}`, 5, 'The address is too long (32769 characters).'],
    ['a'.repeat(50_000), 1, 'This line is too long (50000 characters) for a call.'],
  ])('%.60j is a fault', (text, column, message) => {
    expect(parseCallLine(text)).toEqual({ ok: false, column, message });
  });
});

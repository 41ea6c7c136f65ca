// Which known call a URL means, in every spelling that people paste.
import { describe, expect, test } from 'vitest';
import { pathText, segmentsOf } from '../../src/least/call-path.js';
import { callData } from '../../src/least/openers.js';
import { openCatalog } from '../catalog/open.js';

const data = callData(openCatalog().catalog);
const known = (method: string, url: string) => data.find(method, url)?.segments.join('/');

describe('where a path begins and ends', () => {
  test.each([
    'https://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com/beta/users',
    'HTTPS://GRAPH.MICROSOFT.COM/V1.0/USERS',
    'https://graph.microsoft.us/v1.0/users',
    'https://dod-graph.microsoft.us/v1.0/users',
    'https://microsoftgraph.chinacloudapi.cn/v1.0/users',
    'https://graph.microsoft.de/v1.0/users',
    'https://graph.microsoft.com:443/v1.0/users/',
    'graph.microsoft.com/v1.0/users',
    '/v1.0/users',
    'v1.0/users',
    'beta/users',
    '/users',
    'users',
    'users/',
    '//users//',
    '/users?$top=5&$filter=startswith(displayName,%27a/b%27)',
    '/users?',
    '/users#top',
    '/users/?$count=true#x',
  ])('%s', (url) => expect(known('GET', url)).toBe('users'));
});

describe('keys', () => {
  test.each([
    '/users/{id}',
    '/users/{id | userPrincipalName}',
    '/users/{id|userPrincipalName}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as JavaScript writes it
    '/users/${userId}',
    '/users/{{userId}}',
    '/users/<user-id>',
    '/users/:id',
    '/users/[id]',
    '/users/87d349ed-44d7-43e1-9a83-5f2406dee5bd',
    '/users/adele%40contoso.com',
    '/users/adele@contoso.com',
    "/users('adele@contoso.com')",
    '/users({id})',
    "/users(userPrincipalName='adele@contoso.com')",
    "/users(userPrincipalName='a%2Fb(c),d@contoso.com')",
    "/users(userPrincipalName='a/b(c),d@contoso.com')",
    '/USERS/{ID}/',
  ])('%s', (url) => expect(known('GET', url)).toBe('users/*'));

  test('a literal goes before a key', () => {
    expect(known('GET', '/users/delta')).toBe('users/delta');
    expect(known('GET', '/users/Delta()')).toBe('users/delta');
  });

  test('an alternate key that is known stays one', () => {
    expect(known('GET', "/applications(appId='x')")).toBe('applications(appid)');
    expect(known('GET', "/servicePrincipals(appId='x')/owners")).toBe('serviceprincipals(appid)/owners');
  });

  test('the signed-in user is not one of the users', () => {
    expect(known('GET', '/me')).toBe('me');
    expect(known('GET', '/me/messages/{id}')).toBe('me/messages/*');
    expect(known('GET', '/users/me')).toBe('users/*');
  });
});

describe('functions', () => {
  test.each([
    ["/reports/getOffice365ActiveUserDetail(period='D7')", 'reports/getoffice365activeuserdetail(period)'],
    ['/reports/getOffice365ActiveUserDetail(date=2026-01-01)', 'reports/getoffice365activeuserdetail(date)'],
    ['/reports/getOffice365ActiveUserDetail(period={period})', 'reports/getoffice365activeuserdetail(period)'],
    ["/reports/getOffice365ActiveUserDetail( period = 'D7' )", 'reports/getoffice365activeuserdetail(period)'],
    ["/me/drive/root/search(q='a/b, c=(d')", 'me/drive/root/search(q)'],
    ['/me/drive/root/search(q={search-text})', 'me/drive/root/search(q)'],
    [
      "/me/drive/items/{id}/workbook/worksheets/{id}/range(address='A1:B2')",
      'me/drive/items/*/workbook/worksheets/*/range(address)',
    ],
    [
      '/me/drive/items/{id}/workbook/worksheets/{id}/cell(row=1,column=2)',
      'me/drive/items/*/workbook/worksheets/*/cell(column,row)',
    ],
    [
      '/identityGovernance/accessReviews/definitions/filterByCurrentUser(on=@on)?@on=%27reviewer%27',
      'identitygovernance/accessreviews/definitions/filterbycurrentuser(on)',
    ],
  ])('%s', (url, path) => expect(known('GET', url)).toBe(path));

  test('what is known without arguments, or with others, needs the same', () => {
    expect(known('GET', "/reports/authenticationMethods/usersRegisteredByFeature(includedUserRoles='all')")).toBe(
      'reports/authenticationmethods/usersregisteredbyfeature',
    );
    expect(known('GET', "/deviceManagement/scopedForResource(resource='x')")).toBe(
      'devicemanagement/scopedforresource',
    );
    expect(known('GET', '/sites/{id}/getActivitiesByInterval')).toBe(
      'sites/*/getactivitiesbyinterval(enddatetime,interval,startdatetime)',
    );
  });

  test('a collection is not taken for a function of its name', () => {
    expect(known('DELETE', '/applications')).toBeUndefined();
    expect(known('PATCH', "/users(userPrincipalName='x')/no/such")).toBeUndefined();
  });
});

describe('the end of a path', () => {
  test.each([
    ['GET', '/users/$count', 'users'],
    ['GET', '/me/photo/$value', 'me/photo'],
    ['GET', '/groups/{id}/members/$ref', 'groups/*/members'],
    ['DELETE', '/groups/{id}/members/{id}/$ref', 'groups/*/members/*'],
    ['GET', '/chats/{id}/messages/{id}/hostedContents/{id}/$value', 'chats/*/messages/*/hostedcontents/*/$value'],
    ['GET', '/contacts/{id}/transitiveReports/$count', 'contacts/*/transitivereports/$count'],
  ])('%s %s', (method, url, path) => expect(known(method, url)?.replace(/\/\$ref$/, '')).toBe(path));

  test('a suffix is no key', () => expect(known('GET', '/users/{id}/$nonsense')).toBeUndefined());
});

describe('types', () => {
  test.each([
    ['/me/memberOf/microsoft.graph.group', 'me/memberof/*'],
    ['/groups/{id}/transitiveMembers/graph.device', 'groups/*/transitivemembers'],
    ['/users/{id}/memberOf/$/microsoft.graph.group', 'users/*/memberof/*'],
    ['/groups/{id}/transitiveMembers/microsoft.graph.user/$count', 'groups/*/transitivemembers'],
    ['/places/microsoft.graph.room', 'places/room'],
    ['/places/room', 'places/room'],
    [
      '/deviceAppManagement/mobileApps/{id}/microsoft.graph.managedMobileLobApp/contentVersions',
      'deviceappmanagement/mobileapps/*/managedmobilelobapp/contentversions',
    ],
    [
      '/compliance/ediscovery/cases/{id}/operations/{id}/microsoft.graph.ediscovery.caseExportOperation/getDownloadUrl',
      'compliance/ediscovery/cases/*/operations/*/caseexportoperation/getdownloadurl',
    ],
  ])('%s', (url, path) => expect(known('GET', url)).toBe(path));

  test('of a name space of its own', () => {
    const url = '/admin/windows/updates/updatableAssets/microsoft.graph.windowsUpdates.enrollAssets';
    expect(known('POST', url)).toBe('admin/windows/updates/updatableassets/enrollassets');
  });
});

describe('files and sites', () => {
  test.each([
    ['GET', '/me/drive/root:/a/b/c.txt', 'me/drive/root:/*:'],
    ['GET', '/me/drive/root:/a/b/c.txt:/content', 'me/drive/root:/*:/content'],
    ['PUT', '/me/drive/items/{id}:/new.txt:/content', 'me/drive/items/*:/*:/content'],
    ['PUT', '/drives/x/items/y:/a b/new(1).txt:/content', 'drives/*/items/*:/*:/content'],
    ['GET', '/drives/{id}/root/children', 'drives/*/items/*/children'],
    ['GET', '/drives/{id}/root:/a/b:/children', 'drives/*/root:/*:/children'],
    ['GET', '/drives/{id}/items/{id}/workbook/worksheets', 'users/*/drive/items/*/workbook/worksheets'],
    ['GET', '/me/drive/root/workbook/worksheets', 'me/drive/items/*/workbook/worksheets'],
    ['GET', '/sites/contoso.sharepoint.com:/teams/hr', 'sites/*:/*:'],
    ['GET', '/sites/contoso.sharepoint.com:/teams/hr:/lists', 'sites/*/lists'],
    ['GET', '/sites/contoso.sharepoint.com,1,2/lists/{id}/items', 'sites/*/lists/*/items'],
  ])('%s %s', (method, url, path) => expect(known(method, url)).toBe(path));

  test('a drive is the same by its owner', () => {
    const own = known('PATCH', '/sites/{id}/drive/items/{id}/workbook/worksheets/{id}');
    expect(own).toMatch(/^(?:users\/\*\/drive|drives\/\*)\/items\/\*\/workbook\/worksheets\/\*$/);
  });
});

describe('methods', () => {
  test('a path with another method only is unknown', () => {
    expect(known('DELETE', '/reports/getOffice365ActivationCounts')).toBeUndefined();
  });
  test('HEAD is GET, MERGE is PATCH', () => {
    expect(known('HEAD', '/users')).toBe('users');
    expect(known('MERGE', '/users/{id}')).toBe('users/*');
    expect(data.find('HEAD', '/users')).toEqual(data.find('GET', '/users'));
  });
});

describe('what is no path', () => {
  const many = 100_000;
  test.each([
    ['nothing', ''],
    ['a slash', '/'],
    ['a host', 'https://graph.microsoft.com'],
    ['a version', '/v1.0'],
    ['a lone per cent sign', '/users/%/%zz/100%'],
    ['parentheses that do not close', '/users/x/((((('],
    ['parentheses that do not open', '/users)))))/x'],
    ['a quote that does not close', "/users/x/f(a='"],
    ['only colons', '/:::/:/:'],
    ['control characters', '/us\u0000ers\u001b[31m'],
    ['names of the prototype', '/__proto__/constructor'],
    ['many segments', '/users'.repeat(many)],
    ['many empty segments', '/'.repeat(many)],
    ['many keys', '/{id}'.repeat(many)],
    ['many opening parentheses', `/users/x/${'('.repeat(many)}`],
    ['many functions', '/f(a=1)'.repeat(many)],
    ['many arguments', `/f(${'a=1,'.repeat(many)})`],
    ['many braces', `/users/x/${'{'.repeat(many)}`],
    ['many quotes', `/f(${"'".repeat(many)})`],
    ['many colons', '/root:/x:'.repeat(many)],
    ['many dots', `/microsoft.graph.${'a.'.repeat(many)}`],
    ['one long segment', `/${'x'.repeat(many)}`],
    ['one long host', 'a.'.repeat(many)],
  ])('%s: unknown, at once', (_, url) => {
    const start = performance.now();
    expect(known('GET', url)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('half a surrogate pair, and a path of another script', () => {
    expect(known('GET', '/users/\ud83d')).toBe('users/*');
    expect(known('GET', '/usérs')).toBeUndefined();
  });
});

test('a path as messages print it', () => {
  expect(pathText(segmentsOf("/Users/{id}/drive/root/search(q='x')"))).toBe('/users/{id}/drive/root/search(q={q})');
});

import { describe, expect, test } from 'vitest';
import { openExport } from '../../../src/input/exports/read-export.js';
import { lintText } from '../../../src/lint.js';
import { settingOn } from '../../rules/lint-fixture.js';
import {
  assignment,
  consent,
  fileOf,
  findingsOf,
  idOf,
  linesOf,
  partsOf,
  placeOf,
  servicePrincipal,
  takeover,
  tenant,
} from './tenant.js';

const { applications, servicePrincipals, appRoleAssignments, oauth2PermissionGrants } = tenant;
const all = [...applications, ...servicePrincipals, ...appRoleAssignments, ...oauth2PermissionGrants];
const page = (value: readonly unknown[]): string => JSON.stringify({ '@odata.context': 'x', value });
const folder = Object.entries(tenant).map(([kind, values]) => fileOf(`${kind}.ndjson`, 'lines', linesOf(values)));
const expected = findingsOf(...folder);

test('an export gives what its registrations give alone, and what is granted', () => {
  const alone = lintText('a.ndjson', linesOf(applications), 'named', settingOn()).findings.map(({ rule }) => rule);
  const rules = expected.map((each) => each.split(' | ')[0]);
  const granted = rules.filter((rule) => !alone.includes(rule ?? ''));
  expect(new Set(granted)).toEqual(new Set(['tenant-takeover', 'undeclared-grant', 'grant-for-all']));
  const takeovers = expected.filter((each) => each.startsWith('tenant-takeover'));
  expect(takeovers.map((each) => each.split(' | ')[1])).toEqual(['Contoso Wrong Kind', 'Fabrikam Backup', 'Gone']);
  // What belongs to users and what is deleted is no grant; two users' consents are one.
  const undeclared = expected.filter((each) => each.startsWith('undeclared-grant')).map((each) => each.split(' | '));
  expect(undeclared.map(([, name, permission]) => `${name}: ${permission}`).sort()).toEqual([
    'Contoso Exchange Web Services: Mail.Read',
    'Contoso Portal: Mail.Send',
    'Contoso Wrong Kind: RoleManagement.ReadWrite.Directory',
  ]);
});

describe('the same export gives the same findings', () => {
  const shuffled = [...all].sort((a, b) => (JSON.stringify(a).length % 7) - (JSON.stringify(b).length % 7));
  const expanded = servicePrincipals.map((each) => ({
    ...each,
    appRoleAssignments: appRoleAssignments.filter(({ principalId }) => principalId === each.id),
    oauth2PermissionGrants: oauth2PermissionGrants
      .filter(({ clientId }) => clientId === each.id)
      .map(({ clientId, ...rest }) => rest),
  }));
  const orphans = appRoleAssignments.filter(({ principalId }) => principalId === idOf(3, 77));
  const typed = { ...tenant, '@odata.context': 'x' };
  test.each([
    ['as one file of lines', [fileOf('all.ndjson', 'lines', linesOf(all))]],
    ['with grants before applications', [fileOf('all.ndjson', 'lines', linesOf(all.toReversed()))]],
    ['in no order', [fileOf('all.ndjson', 'lines', linesOf(shuffled))]],
    ['as one object with lists', [fileOf('all.json', 'whole', JSON.stringify(tenant, null, 2))]],
    ['as lists that are read one by one', [fileOf('all.json', 'elements', JSON.stringify(typed, null, 2), 100)]],
    ['as lines that are answers', [fileOf('all.ndjson', 'lines', Object.values(tenant).map(page).join('\n'))]],
    ['as files of answers', Object.entries(tenant).map(([kind, each]) => fileOf(`${kind}.json`, 'whole', page(each)))],
    ['as a list', [fileOf('all.json', 'elements', JSON.stringify(all))]],
    [
      'with grants in their service principals',
      [fileOf('a.ndjson', 'lines', linesOf([...applications, ...expanded, ...orphans]))],
    ],
    ['in another order of files', folder.toReversed()],
    [
      'with a byte order mark and CRLF',
      [fileOf('a.ndjson', 'lines', `\u{FEFF}${linesOf(all).replaceAll('\n', '\r\n')}`)],
    ],
  ])('%s', (_, files) => {
    expect(findingsOf(...files)).toEqual(expected);
  });
});

test('a grant is told at its own line, wherever that is', () => {
  const texts = {
    applications: linesOf(applications),
    pages: JSON.stringify({ value: [...servicePrincipals, ...appRoleAssignments] }, null, 2),
    minified: JSON.stringify([...oauth2PermissionGrants]),
  };
  const files = [
    fileOf('applications.ndjson', 'lines', texts.applications, 50),
    fileOf('pages.json', 'elements', texts.pages, 50),
    fileOf('minified.json', 'elements', texts.minified, 50),
  ];
  const places = partsOf(openExport(files), files.length).flatMap(({ findings }) => findings.map(placeOf));
  const lineOf = texts.pages.slice(0, texts.pages.indexOf(`"appRoleId": "${takeover}"`)).split('\n').length;
  expect(places).toContain(`tenant-takeover pages.json:${lineOf}:20 "${takeover}"`);
  const column = texts.minified.indexOf('"User.Read Mail.Send"') + 1;
  expect(places).toContain(`undeclared-grant minified.json:1:${column} "User.Read Mail.Send"`);
  expect(places.filter((each) => each.startsWith('type-mismatch applications.ndjson:2:'))).toHaveLength(1);
});

test('a line that is broken is told where it stands, and the others are checked', () => {
  const bad = [
    Buffer.from(linesOf(all.slice(0, 25))),
    Buffer.from('{"requiredResourceAccess": [,]}\n\n'),
    Buffer.from([0x22, 0xff, 0x22, 0x0a]),
    Buffer.from(linesOf(all.slice(25))),
    Buffer.from('{"appId": "cut'),
  ];
  const file = fileOf('all.ndjson', 'lines', Buffer.concat(bad), 333);
  const findings = partsOf(openExport([file]), 1).flatMap((part) => part.findings);
  const broken = findings.filter(({ rule }) => rule === 'parse-error');
  expect(broken.map(({ at }) => at.document.origin.line)).toEqual([26, 28, all.length + 4]);
  expect(broken[1]?.message).toBe('This line is not UTF-8: nothing in it could be checked.');
  expect(findingsOf(file).filter((each) => !each.startsWith('parse-error'))).toEqual(expected);
});

test('a line that is far too long is passed by, and not held', () => {
  const filler = Buffer.alloc(1 << 20, 'x');
  const [begin, end] = [linesOf(all), linesOf([consent(idOf(3, 0), 'User.Read')])];
  function* chunks(): Generator<Uint8Array> {
    yield Buffer.from(`${begin}{"`);
    for (let count = 0; count < 100; count += 1) yield filler;
    yield Buffer.from(`"}\n${end}`);
  }
  const file = {
    ...fileOf('all.ndjson', 'lines', begin),
    chunks: (from: number) => (from === 0 ? chunks() : fileOf('x', 'lines', begin).chunks(from)),
  };
  const long = partsOf(openExport([file]), 1).flatMap((part) =>
    part.findings.filter(({ rule }) => rule === 'parse-error'),
  );
  expect(long.map(({ at, message }) => [at.document.origin.line, message])).toEqual([
    [all.length + 1, 'This line is longer than 16 MiB: nothing in it could be checked.'],
  ]);
});

test('no more than a part is read before it is handed over', () => {
  let read = 0;
  function* chunks(): Generator<Uint8Array> {
    for (const each of applications) {
      read += 1;
      yield Buffer.from(`${JSON.stringify(each)}\n`);
    }
  }
  const opened = openExport([{ ...fileOf('a.ndjson', 'lines', ''), chunks }]);
  read = 0;
  const items = opened.read(0, true)[Symbol.iterator]();
  const seen: number[] = [];
  for (let item = items.next(); item.done !== true; item = items.next()) {
    if (item.value.kind === 'application') seen.push(read);
  }
  expect(seen).toEqual(applications.map((_, index) => index + 1));
});

test('what exports leave out is no finding', () => {
  const lean = { id: idOf(1, 0), appId: idOf(2, 0), displayName: 'Lean', signInAudience: 'AzureADMyOrg' };
  const granted = [lean, servicePrincipal(), servicePrincipal(0), assignment(idOf(3, 0), takeover)];
  const rules = findingsOf(fileOf('a.ndjson', 'lines', linesOf(granted))).map((each) => each.split(' | ')[0]);
  expect(rules).toContain('tenant-takeover');
  expect(rules).not.toContain('undeclared-grant');
});

test('an API without a service principal in the export is known by the id of the permission alone', () => {
  const found = findingsOf(
    fileOf('a.ndjson', 'lines', linesOf([assignment(idOf(3, 0), takeover, { principalDisplayName: 'App' })])),
  );
  expect(found.map((each) => each.split(' | ').slice(0, 3))).toEqual([
    ['tenant-takeover', 'App', 'RoleManagement.ReadWrite.Directory'],
  ]);
});

test('a deleted service principal holds nothing', () => {
  const deleted = { ...servicePrincipal(0), deletedDateTime: '2026-01-01T00:00:00Z' };
  expect(findingsOf(fileOf('a.ndjson', 'lines', linesOf([deleted, assignment(idOf(3, 0), takeover)])))).toEqual([]);
});

test('an API of the tenant is no unknown one', () => {
  const requiredResourceAccess = [{ resourceAppId: idOf(2, 5), resourceAccess: [{ id: idOf(7, 1), type: 'Scope' }] }];
  const client = { appId: idOf(2, 0), displayName: 'Client', signInAudience: 'AzureADMyOrg', requiredResourceAccess };
  const rulesOf = (...values: readonly unknown[]) =>
    findingsOf(fileOf('a.ndjson', 'lines', linesOf([client, ...values]))).map((each) => each.split(' | ')[0]);
  const grant = consent(idOf(3, 0), 'openid');
  expect(rulesOf(servicePrincipal(), servicePrincipal(0), grant)).toContain('unknown-api');
  expect(rulesOf(servicePrincipal(), servicePrincipal(0), servicePrincipal(5), grant)).not.toContain('unknown-api');
});

test('service principals of one application in two tenants all count', () => {
  const twins = servicePrincipals.map((each, index) => ({ ...each, id: idOf(9, index) }));
  const consents = twins.map(({ id }) => ({ ...oauth2PermissionGrants[0], clientId: id, scope: 'Calendars.Read' }));
  const found = findingsOf(fileOf('all.ndjson', 'lines', linesOf([...all, ...twins, ...consents])));
  expect(expected.filter((each) => !found.includes(each))).toEqual([]);
});

test('a document that ends before its lists do is told', () => {
  const text = JSON.stringify({ value: applications }, null, 2);
  for (const length of [text.length - 1, text.length - 4, text.length - 40]) {
    const [last] = partsOf(openExport([fileOf('all.json', 'elements', text.slice(0, length))]), 1)
      .flatMap(({ findings }) => findings)
      .filter(({ rule }) => rule === 'parse-error');
    expect(last?.message, String(length)).toContain('where the document ends, before its lists do');
  }
});

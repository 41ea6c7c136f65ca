import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import registrations from '../../policies/registrations/registrations.json' with { type: 'json' };
import { placeText } from '../outline.js';
import { armItems, bicepItems, bicepText, findingsOf, template } from '../template-findings.js';

const directoryWrite = '19dbc75e-c2e2-444c-a770-ec69d8559fc7';
const graphApi = '00000003-0000-0000-c000-000000000000';

/** Rule, permission and place of what is found in a text of Bicep. */
function found(text: string): string[] {
  return findingsOf(bicepItems(text)).map(({ rule, at }) => `${rule} ${placeText(at)}`);
}

function app(body: string, before = ''): string {
  return `extension microsoftGraphV1\n${before}resource app 'Microsoft.Graph/applications@v1.0' = {\n  uniqueName: 'app'\n  displayName: 'App'\n  signInAudience: 'AzureADMyOrg'\n${body}\n}\n`;
}

function asking(id: string, before = ''): string {
  return app(
    `  requiredResourceAccess: [{ resourceAppId: '${graphApi}', resourceAccess: [{ id: ${id}, type: 'Role' }] }]`,
    before,
  );
}

describe('a registration gives the same findings as the template that Bicep makes of it', () => {
  test.each(registrations.map((each) => [each.name, each.manifest] as const))('%s', (_, manifest) => {
    const told = (items: Parameters<typeof findingsOf>[0]) =>
      findingsOf(items).map(({ rule, permission, message }) => [rule, permission?.id, message]);
    const type = 'Microsoft.Graph/applications@v1.0';
    const properties = { ...manifest, uniqueName: 'app' };
    const bicep = bicepItems(`extension microsoftGraphV1\nresource app '${type}' = ${bicepText(properties)}\n`);
    const arm = armItems(template({ app: { import: 'microsoftGraphV1', type, properties } }));
    expect(bicep.some(({ kind }) => kind === 'application')).toBe(true);
    expect(told(bicep)).toEqual(told(arm));
  });
});

describe('values that are written in the file are known, at the place where they are written', () => {
  const graph = `resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {\n  appId: '${graphApi}'\n}\n`;
  test.each([
    ['a literal', asking(`'${directoryWrite}'`), '6:108'],
    ['a variable', asking('x', `var x = '${directoryWrite}'\n`), '2:9'],
    [
      'the default of a parameter',
      asking('x', `@description('it\\'s')\nparam x string = '${directoryWrite}'\n`),
      '3:18',
    ],
    ['a union type', asking('x', `param x 'a' | '${directoryWrite}' = '${directoryWrite}'\n`), '2:56'],
    ['a property', asking(`x.a['b']`, `var x = {\n  a: { b: '${directoryWrite}' }\n}\n`), '3:11'],
    ['an item', asking('x[1]', `var x = [\n  'a' // b\n  '${directoryWrite}'\n]\n`), '4:3'],
    ['an interpolation', asking(`'\${x}\${'fc7'}'`, `var x = '${directoryWrite.slice(0, -3)}'\n`), undefined],
    ['a condition', asking(`x == 'a' && !false ? '${directoryWrite}' : ''`, `var x = 'a'\n`), undefined],
    ['a multi-line condition', asking('y', `var x = 1\nvar y = x > 0\n  ? '${directoryWrite}'\n  : 'b'\n`), '4:5'],
    ['a long text', asking('x', `var x = '''\n${directoryWrite}'''\n`), '2:9'],
    [
      'a lookup by name',
      asking(`filter(graph.appRoles, r => r.value == 'Directory.ReadWrite.All')[0].id`, graph),
      '9:147',
    ],
    ['spread', asking('{ ...x, b: 1 }.a', `var x = { a: '${directoryWrite}' }\n`), '2:14'],
    ['what is not there', asking('x ?? y', `var x = null\nvar y = '${directoryWrite}'\n`), '3:9'],
  ])('%s', (_, text, place) => {
    const [at] = found(text).flatMap((line) => (line.startsWith('privilege-escalation') ? [line.split(' ')[1]] : []));
    expect(at).toBe(place ?? at);
    const [line, column] = (at ?? '').split(':').map(Number);
    // What is shown there is the value, or the expression that makes it.
    expect(text.split('\n')[Number(line) - 1]?.charAt(Number(column) - 1)).toMatch(place ? "'" : /['xy]/);
    expect(at).toBeDefined();
  });

  test('loops over what is written', () => {
    const loop = `[for (id, i) in ids: {\n id: id\n type: 'Role'\n}]`;
    const body = `  requiredResourceAccess: [{\n resourceAppId: '${graphApi}'\n resourceAccess: ${loop}\n }]`;
    const ids = `var ids = [\n '${directoryWrite}'\n '810c84a8-4a9e-49e6-bf7d-12d183f40d10'\n]\n`;
    expect(
      found(app(body, ids))
        .filter((line) => !line.startsWith('admin'))
        .sort(),
    ).toEqual(['privilege-escalation 3:2', 'unknown-permission 4:2']);
  });

  test('grants by a loop over names join their application', () => {
    const text = `${app('')}${graph}resource sp 'Microsoft.Graph/servicePrincipals@v1.0' = {\n  appId: app.appId\n}
resource grants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for role in ['RoleManagement.ReadWrite.Directory', 'Mail.Reed']: {
  appRoleId: filter(graph.appRoles, r => r.value == role && contains(r.allowedMemberTypes, 'Application'))[0].id
  principalId: sp.id
  resourceId: graph.id
}]\n`;
    const items = bicepItems(text);
    expect(items.map(({ kind }) => kind)).toEqual(['application']);
    expect(found(text).sort()).toEqual([
      'tenant-takeover 14:74',
      'undeclared-grant 14:74',
      'unknown-permission 14:112',
    ]);
  });

  test('a registration that stands elsewhere, a grant to a group, and one that is never deployed give nothing', () => {
    const text = `resource old 'Microsoft.Graph/applications@v1.0' existing = {\n  uniqueName: 'x'\n}
resource g 'Microsoft.Graph/groups@v1.0' existing = {\n  uniqueName: 'g'\n}\n${graph}
resource grant 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {\n  appRoleId: '${directoryWrite}'\n  principalId: g.id\n  resourceId: graph.id\n}
resource off 'Microsoft.Graph/applications@v1.0' = if (false) {\n  displayName: 'x'\n}\n`;
    expect(findingsOf(bicepItems(text))).toEqual([]);
  });
});

const unknownExpressions = [
  'uniqueString(date)',
  'newGuid()',
  "guid('a')",
  'utcNow()',
  'resourceGroup().id',
  'tenant().tenantId',
  'subscription().displayName',
  'environment().name',
  'm.outputs.id',
  "m.outputs['id']",
  'date',
  `'\${date}-x'`,
  "date ?? 'x'",
  "date == 'x' ? 'a' : 'b'",
  'list[5]',
  'list.length',
  "loadTextContent('x.txt')",
  'toLower(date)',
  'app2.appId',
  'app2.?appId',
  'ids[date]',
  "filter(other.appRoles, r => r.value == 'Directory.ReadWrite.All')[0].id",
  "filter(graph.appRoles, r => startsWith(r.value, 'Directory'))[0].id",
  'first(map(list, x => date))',
  'own.f(1)',
  'secret',
  'undeclared',
  "base64('x')",
  'any(date)',
  'nothing!.id',
];

test('a lookup among the permissions of the other kind is of the other kind', () => {
  const text = asking(
    `filter(graph.oauth2PermissionScopes, r => r.value == 'Directory.ReadWrite.All')[0].id`,
    `resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {\n  appId: '00000003-0000-0000-c000-000000000000'\n}\n`,
  );
  expect(found(text).map((line) => line.split(' ')[0])).toContain('type-mismatch');
});

describe('an expression that is not known raises no finding and is told of', () => {
  const before = `param date string
@secure()
param secret string = 'hunter2-hunter2'
var list = [1]
var ids = {}
module m './m.bicep' = {
  name: 'm'
}
resource app2 'Microsoft.Graph/applications@v1.0' existing = {
  uniqueName: 'app2'
}
resource other 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: date
}
resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '${graphApi}'
}
`;
  test.each(unknownExpressions)('%s', (expression) => {
    const findings = findingsOf(bicepItems(asking(expression, before)));
    expect(findings.map(({ rule }) => rule)).toEqual(['undecided']);
    expect(findings[0]?.message).toContain(expression.replace(/(?:\[0\]\.id|^first\(|\)$)/g, '').slice(0, 60));
    expect(findings[0]?.message).not.toContain('hunter2');
  });
});

describe('what does not follow the syntax hides nothing', () => {
  test.each([
    ['a broken member', app('  requiredResourceAccess: [ { resourceAppId }\n  ]'), 'parse-error 6:31'],
    ['a broken statement', `resource x 'Microsoft.Graph/applications@v1.0' == {\n}\nvar y = 1\n`, 'parse-error 1:13'],
    [
      'a bracket too few',
      `resource x 'Microsoft.Graph/applications@v1.0' = {\n  a: [\n\n${app('')}`,
      'parse-error 1:13',
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toContain(expected);
  });

  test('the registrations beside it are read', () => {
    const text = `resource x 'Microsoft.Graph/applications@v1.0' = {\n  a: [\n\n${asking(`'${directoryWrite}'`)}`;
    expect(found(text).some((line) => line.startsWith('privilege-escalation'))).toBe(true);
  });

  test.each([
    `extension microsoftGraphV1 as graph\nextension kubernetes with {\n  namespace: 'default'\n} as k8s\n`,
    `import { a, b as c } from 'x.bicep'\nimport {\n  d\n  e\n} from 'y.bicep'\nimport * as all from 'z.bicep'\n`,
    `type t = {\n  a: 'x' | 'y'\n  *: int?\n}\nfunc f(a string) string => '\${a}'\nassert a = 1 == 1\nusing none\n`,
    `param p resourceInput<'Microsoft.Graph/applications@v1.0'>.displayName\nparam q { a: string, b: { c: int }[] }[] = []\n`,
    `metadata name = 'Microsoft.Graph/x'\noutput o array = [for x in y: {\n  a: x\n}]\n#disable-next-line BCP081\nvar z = a.?b[?0]!.c::d\n`,
  ])('what the language has is read: %s', (before) => {
    expect(found(asking(`'${directoryWrite}'`, before)).filter((line) => line.startsWith('parse-error'))).toEqual([]);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    ..."resource|app |'Microsoft.Graph/applications@v1.0'| = |{\n|}\n|[|]|(|)|for |in |: |'|'''|$|{|}|var x = |param |id|,|\n|//|/*|*/|@secure()|...|=>|?|!|.|requiredResourceAccess: |existing|if (|x".split(
      '|',
    ),
  );
  test('gives items whose places are inside it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
        ),
        (text) => {
          for (const { at } of findingsOf(bicepItems(text))) {
            const [range] = at.document.locate([at]);
            expect(range === undefined || (range.start >= 0 && range.end <= text.length)).toBe(true);
          }
        },
      ),
    );
  });

  test.each(['[', '(', '{', '!', '-', "'${", 'f(', '{a:', '{...', 'a[', 'a ? ', 'a => ', '[for a in '])(
    '100,000 times %s',
    (bracket) => {
      const text = `${app('')}var x = ${bracket.repeat(100_000)}`;
      expect(bicepItems(text).some(({ kind }) => kind === 'application')).toBe(true);
    },
  );

  test('values that are made of themselves, or grow without end', () => {
    const doubled = Array.from({ length: 60 }, (_, at) => `var a${at + 1} = concat(a${at}, a${at})\n`).join('');
    const before = `var b = c\nvar c = b\nvar a0 = ['x']\n${doubled}var r = range(0, 1000000000)\n`;
    const findings = findingsOf(
      bicepItems(app('  identifierUris: [b, app.notes]\n  tags: a60\n  notes: app.notes', before)),
    );
    expect(findings.map(({ rule }) => rule)).toEqual(['undecided']);
  });
});

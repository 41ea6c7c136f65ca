import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offeredRows } from './offers.js';
import { compilerOptions, createProject, type Project, usual } from './project.js';

let project: Project;
beforeAll(() => {
  project = createProject();
});
afterAll(() => project.remove());

const head = `import { type ApplicationPermission, type DelegatedPermission, apiAccess, apiClientId, appRoleId, requiredResourceAccesses } from 'permlint/pulumi';
`;

const right = `${head}import * as azuread from '@pulumi/azuread';
new azuread.Application('portal', {
  displayName: 'Contoso Portal',
  requiredResourceAccesses: requiredResourceAccesses({
    'Microsoft Graph': { delegated: ['User.Read', 'openid'], application: ['Mail.Send'] },
    'Office 365 SharePoint Online': { delegated: ['AllSites.Read'] },
    'Azure DevOps': undefined,
  }),
});
export const input: azuread.types.input.ApplicationRequiredResourceAccess[] = requiredResourceAccesses({});
const registration = new azuread.ApplicationRegistration('daemon', { displayName: 'Contoso Daemon' });
new azuread.ApplicationApiAccess('graph', {
  applicationId: registration.id,
  ...apiAccess('Microsoft Graph', { delegated: ['User.Read'], application: ['Mail.Send'] }),
});
const graph = new azuread.ServicePrincipal('graph', { clientId: apiClientId('Microsoft Graph'), useExisting: true });
new azuread.AppRoleAssignment('mail', {
  appRoleId: appRoleId('Microsoft Graph', 'Mail.Send'),
  principalObjectId: 'f2a1f1f4-3f0b-4bb8-8b5f-5f3f2f1c0d9e',
  resourceObjectId: graph.objectId,
});
const scopes: DelegatedPermission<'Microsoft Graph'>[] = ['User.Read'];
new azuread.ServicePrincipalDelegatedPermissionGrant('consent', {
  claimValues: scopes,
  servicePrincipalObjectId: graph.objectId,
  resourceServicePrincipalObjectId: graph.objectId,
});
const isProduction: boolean = Math.random() < 0.5;
const roles: readonly ApplicationPermission<'Microsoft Graph'>[] = isProduction ? ['Mail.Send'] : [];
requiredResourceAccesses({ 'Microsoft Graph': { application: isProduction ? ['Mail.Send'] : undefined } });
requiredResourceAccesses({ 'Microsoft Graph': { application: roles } });
`;

test('the helpers fit the resources of @pulumi/azuread, with every check', () => {
  const checks = { skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
  project.write('right.ts', right);
  expect(project.compile('right.ts', { ...usual, ...checks, noEmit: true })).toEqual([]);
});

const notAssignable = 2322;
const didYouMean = 2820;
const notKnown = 2353;
const notKnownDidYouMean = 2561;
const wrongArgument = 2345;

/** Each line is wrong in one way: what it is, the line, and what the compiler says. */
const wrong: readonly (readonly [what: string, line: string, code: number, text: string])[] = [
  [
    'a name that does not exist',
    "requiredResourceAccesses({ 'Microsoft Graph': { application: ['Mail.Sendd'] } });",
    didYouMean,
    `'"Mail.Send"'?`,
  ],
  [
    'a name in the wrong letter case',
    "requiredResourceAccesses({ 'Microsoft Graph': { delegated: ['user.read'] } });",
    didYouMean,
    `'"User.Read"'?`,
  ],
  [
    'a delegated permission as application',
    "requiredResourceAccesses({ 'Microsoft Graph': { application: ['Mail.Send.Shared'] } });",
    notAssignable,
    '"Mail.Send.Shared"',
  ],
  [
    'an application permission as delegated',
    "requiredResourceAccesses({ 'Microsoft Graph': { delegated: ['Application.ReadWrite.OwnedBy'] } });",
    didYouMean,
    '"Application.ReadWrite.OwnedBy"',
  ],
  [
    'a permission of another API',
    "requiredResourceAccesses({ 'Microsoft Graph': { delegated: ['vso.build'] } });",
    notAssignable,
    '"vso.build"',
  ],
  [
    'a hidden permission',
    "requiredResourceAccesses({ 'Microsoft Graph': { application: ['AdministrativeUnit.ReadBasic.All'] } });",
    didYouMean,
    'AdministrativeUnit',
  ],
  [
    'a resource-specific permission',
    "requiredResourceAccesses({ 'Microsoft Graph': { application: ['Calls.AccessMedia.Chat'] } });",
    didYouMean,
    'Calls.AccessMedia',
  ],
  [
    'any permission of a kind that the API has none of',
    "requiredResourceAccesses({ 'Azure Storage': { application: ['user_impersonation'] } });",
    notAssignable,
    "'never'",
  ],
  [
    'an unknown API',
    "requiredResourceAccesses({ 'Contoso Orders': { delegated: ['User.Read'] } });",
    notKnown,
    'Contoso Orders',
  ],
  [
    'a misspelt API',
    "requiredResourceAccesses({ 'Microsft Graph': { delegated: ['User.Read'] } });",
    notKnown,
    'Microsft Graph',
  ],
  [
    'an API that has ended',
    "requiredResourceAccesses({ 'Windows Azure Active Directory': { delegated: ['User.Read'] } });",
    notKnown,
    'Windows Azure Active Directory',
  ],
  [
    'a misspelt kind',
    "requiredResourceAccesses({ 'Microsoft Graph': { delegate: ['User.Read'] } });",
    notKnownDidYouMean,
    'delegated',
  ],
  [
    'a name where a list belongs',
    "requiredResourceAccesses({ 'Microsoft Graph': { application: 'Mail.Send' } });",
    notAssignable,
    'readonly',
  ],
  [
    'any text',
    "requiredResourceAccesses({ 'Microsoft Graph': { application: [String(1)] } });",
    notAssignable,
    "'string'",
  ],
  [
    'a wrong name of apiAccess',
    "apiAccess('Microsoft Graph', { application: ['Mail.Sendd'] });",
    didYouMean,
    `'"Mail.Send"'?`,
  ],
  [
    'a name of another API of apiAccess',
    "apiAccess('Azure DevOps', { delegated: ['User.Read'] });",
    notAssignable,
    '"User.Read"',
  ],
  ['a wrong API of apiAccess', "apiAccess('Microsft Graph', {});", wrongArgument, 'Microsft Graph'],
  ['a wrong name of appRoleId', "appRoleId('Microsoft Graph', 'Mail.Sendd');", wrongArgument, 'Mail.Sendd'],
  [
    'a delegated permission of appRoleId',
    "appRoleId('Microsoft Graph', 'Mail.Send.Shared');",
    wrongArgument,
    'Mail.Send.Shared',
  ],
  ['a wrong API of apiClientId', "apiClientId('Microsft Graph');", wrongArgument, 'Microsft Graph'],
];

test('what is wrong does not compile, each line for its own reason', () => {
  const lines = wrong.map(([, line]) => line);
  project.write('wrong.ts', [head.trimEnd(), ...lines].join('\n'));
  const faults = project.compile('wrong.ts', { ...usual, noEmit: true });
  const told = wrong.map(([what, , code, text], index) => {
    const own = faults.filter(({ line }) => line === index + 2);
    return { what, codes: own.map((fault) => fault.code), says: own[0]?.text.includes(text) ?? false, wanted: code };
  });
  expect(told).toEqual(wrong.map(([what, , code]) => ({ what, codes: [code], says: true, wanted: code })));
  expect(faults.length).toBe(wrong.length);
});

test('the types have every permission that can be granted, and no other', () => {
  const text = `import type { ApiName, ApplicationPermission, DelegatedPermission } from 'permlint/pulumi';
export declare const all: { [Api in ApiName]: { delegated: DelegatedPermission<Api>; application: ApplicationPermission<Api> } };
`;
  const file = project.write('all.ts', text);
  const program = ts.createProgram([file], compilerOptions(project.folder, { ...usual, types: [] }));
  expect(ts.getPreEmitDiagnostics(program).length).toBe(0);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const names: string[] = [];
  for (const symbol of module === undefined ? [] : checker.getExportsOfModule(module)) {
    for (const api of checker.getTypeOfSymbol(symbol).getProperties()) {
      for (const kind of checker.getTypeOfSymbol(api).getProperties()) {
        const type = checker.getTypeOfSymbol(kind);
        for (const each of type.isUnion() ? type.types : [type]) {
          if (each.isStringLiteral()) names.push(`${api.name} ${kind.name} ${each.value}`);
        }
      }
    }
  }
  expect(names.sort()).toEqual(
    offeredRows()
      .map(({ api, kind, name }) => `${api} ${kind} ${name}`)
      .sort(),
  );
});

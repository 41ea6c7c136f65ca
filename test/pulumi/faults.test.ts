import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogRows, offeredRows, type Row, untyped } from './offers.js';

/** What a program in JavaScript is told of its request. */
function faultOf(requests: unknown): string {
  try {
    untyped.requiredResourceAccesses(requests);
  } catch (error) {
    return error instanceof Error ? error.message : 'no Error';
  }
  return 'no fault';
}

const ofGraph = (kind: string, name: string) => ({ 'Microsoft Graph': { [kind]: [name] } });
const ofExchange = (kind: string, name: string) => ({ 'Office 365 Exchange Online': { [kind]: [name] } });

test.each([
  [
    'a slip of the hand',
    ofGraph('application', 'Mail.Sendd'),
    'Microsoft Graph has no application permission Mail.Sendd. Did you mean Mail.Send?',
  ],
  [
    'the wrong letter case',
    ofGraph('delegated', 'user.read'),
    'Microsoft Graph has no delegated permission user.read. Did you mean User.Read?',
  ],
  [
    'a former name',
    ofGraph('application', 'CloudApp-Disc.Read.All'),
    'Microsoft Graph has no application permission CloudApp-Disc.Read.All. Did you mean CloudApp-Discovery.Read.All?',
  ],
  [
    'a name like no other',
    ofGraph('application', 'xyzzy-xyzzy'),
    'Microsoft Graph has no application permission xyzzy-xyzzy.',
  ],
  ['no name', ofGraph('application', ''), 'Microsoft Graph has no application permission "".'],
  [
    'a delegated permission as application',
    ofGraph('application', 'Mail.Send.Shared'),
    'Mail.Send.Shared is a delegated permission of Microsoft Graph, not an application permission: list it under delegated. For application, did you mean Mail.Send?',
  ],
  [
    'an application permission as delegated',
    ofGraph('delegated', 'Application.ReadWrite.OwnedBy'),
    'Application.ReadWrite.OwnedBy is an application permission of Microsoft Graph, not a delegated permission: list it under application.',
  ],
  [
    'a hidden permission',
    ofGraph('application', 'AdministrativeUnit.ReadBasic.All'),
    'AdministrativeUnit.ReadBasic.All of Microsoft Graph is hidden: it cannot be granted until it is released. Leave it out.',
  ],
  [
    'a permission that is closed to new consent',
    ofGraph('delegated', 'AgentCard.Read.All'),
    'AgentCard.Read.All of Microsoft Graph is disabled: it cannot be granted. Leave it out.',
  ],
  [
    'a resource-specific permission',
    ofGraph('application', 'Calls.AccessMedia.Chat'),
    'Calls.AccessMedia.Chat of Microsoft Graph is resource-specific: it belongs in the manifest of a Teams app and cannot be granted from here.',
  ],
  [
    'a permission of something that has ended',
    ofExchange('application', 'Calendars.Read'),
    'Calendars.Read of Office 365 Exchange Online is retired (Outlook REST API v2.0 and beta (outlook.office.com/api), 2024-03-31): its calls no longer work. Use Calendars.Read of Microsoft Graph.',
  ],
  [
    'a name that two permissions bear',
    { 'PowerApps-Advisor': { delegated: ['Analysis.All'] } },
    'PowerApps-Advisor has 2 delegated permissions called Analysis.All: 640bd519-35de-4a25-994f-ae29551cc6d2 and d533b86d-8f67-45f0-b8bb-c0cee8da0356. Write the id of the one that is meant.',
  ],
  [
    'an API that has ended',
    { 'Windows Azure Active Directory': { delegated: ['User.Read'] } },
    'Windows Azure Active Directory is retired (Azure AD Graph API (graph.windows.net), 2025-06-30): its calls no longer work. Use the Microsoft Graph permission of the same purpose.',
  ],
  [
    'an API by another of its names',
    { 'SharePoint Online': { delegated: ['AllSites.Read'] } },
    'No API is called SharePoint Online. Did you mean Office 365 SharePoint Online?',
  ],
  [
    'an API by its id',
    { '00000003-0000-0000-c000-000000000000': {} },
    'No API is called 00000003-0000-0000-c000-000000000000. Did you mean Microsoft Graph?',
  ],
  ['a misspelt API', { 'Microsft Graph': {} }, 'No API is called Microsft Graph. Did you mean Microsoft Graph?'],
  ['an API like no other', { 'Contoso Orders and Invoices': {} }, 'No API is called Contoso Orders and Invoices.'],
  [
    'a misspelt kind',
    ofGraph('deligated', 'User.Read'),
    'deligated is no kind of permission of Microsoft Graph. Write delegated or application.',
  ],
  [
    'a name where a list belongs',
    { 'Microsoft Graph': { application: 'Mail.Send' } },
    "application of Microsoft Graph must be a list of names of permissions, such as ['User.Read'].",
  ],
  [
    'a list of something else',
    { 'Microsoft Graph': { application: [undefined] } },
    "application of Microsoft Graph must be a list of names of permissions, such as ['User.Read'].",
  ],
  ['a key that every object has', { constructor: {} }, 'No API is called constructor.'],
])('%s is named, with what to write', (_, requests, message) => {
  expect(faultOf(requests)).toBe(message);
});

test('the other helpers say the same', () => {
  expect(() => untyped.appRoleId('Microsoft Graph', 'Mail.Sendd')).toThrow('Did you mean Mail.Send?');
  expect(() => untyped.apiClientId('Microsft Graph')).toThrow('Did you mean Microsoft Graph?');
  const access = (requested: unknown) => untyped.apiAccess('Microsoft Graph', requested);
  expect(() => access({ delegated: ['Mail.Sendd'] })).toThrow('Did you mean Mail.Send?');
  expect(() => access({ delegated: [], application: undefined })).toThrow(
    'Nothing is asked of Microsoft Graph: an ApplicationApiAccess needs a permission at least.',
  );
});

test('no permission of the catalog that cannot be granted is given, and each is named', () => {
  const key = ({ appId, kind, name }: Row) => `${appId} ${kind} ${name}`;
  const granted = new Set(offeredRows().map(key));
  const refused = catalogRows().filter((row) => !granted.has(key(row)));
  expect(refused.length).toBeGreaterThan(500);
  for (const { api, kind, name } of refused) {
    const fault = faultOf({ [api]: { [kind]: [name] } });
    expect(fault, `${api} ${kind} ${name}`).not.toBe('no fault');
    expect(fault.includes(name) || fault.startsWith(`${api} is retired`), fault).toBe(true);
  }
});

test('any other text is refused with an Error that ends in a full stop or a question', () => {
  const granted = new Set(offeredRows().map(({ name }) => name));
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('delegated', 'application'), (name, kind) => {
      fc.pre(!granted.has(name));
      expect(faultOf(ofGraph(kind, name))).toMatch(/^(?:Microsoft Graph has no|\S+ is)[\s\S]*[.?]$/);
      expect(faultOf({ [name]: {} })).toMatch(/^No API is called [\s\S]*[.?]$/);
    }),
  );
});

test('a name with one letter too many is told from its neighbours', () => {
  const own = offeredRows().filter(({ name }) => name.length > 6);
  fc.assert(
    fc.property(fc.constantFrom(...own), ({ api, kind, name }) => {
      expect(faultOf({ [api]: { [kind]: [`${name}q`] } })).toContain(name);
    }),
  );
});

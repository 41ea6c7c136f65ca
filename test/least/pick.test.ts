// The guards of the pick, one by one, on openers that are made up for each.
import { describe, expect, test } from 'vitest';
import type { LivePermission } from '../../src/least/live-permissions.js';
import { accessOf, isConditional, isNoise, operationRank, partsOf, reachRank } from '../../src/least/naming.js';
import { type Opener, pickOf } from '../../src/least/pick.js';
import { apiOf, graphId, openCatalog } from '../catalog/open.js';

const { catalog } = openCatalog();
const [permission] = catalog.permissionsOf(apiOf(catalog, graphId));
if (permission === undefined) throw new Error('the catalog is empty');
const anyPermission = permission;

function liveOf(name: string, isDelegated: boolean): LivePermission {
  return {
    permission: anyPermission,
    name,
    parts: partsOf(name),
    access: accessOf(name),
    reach: reachRank(name, isDelegated),
    operation: operationRank(name),
    isNoise: isNoise(name),
    isConditional: isConditional(name),
  };
}

/** `*` after a name: the source marks it. `+B`: needs B besides. */
function openersOf(list: string, isDelegated: boolean): readonly Opener[] {
  return list.split(' ').map((text) => {
    const [main = '', ...also] = text.split('+');
    const live = liveOf(main.replace('*', ''), isDelegated);
    return { live, isMarked: main.endsWith('*'), also: also.map((name) => liveOf(name, isDelegated)) };
  });
}

interface Asked {
  readonly path?: string;
  readonly isApplication?: boolean;
  readonly discarded?: readonly string[];
  readonly isCreation?: boolean;
}

function pick(
  method: string,
  list: string,
  { path = 'things/*', isApplication = false, discarded = [], isCreation = false }: Asked = {},
) {
  return pickOf({
    method,
    segments: path.split('/'),
    openers: list === '' ? [] : openersOf(list, !isApplication),
    discardedResources: () => new Set(discarded),
    isCreation: () => isCreation,
    isTierZero: ({ name }) => name.startsWith('Takeover'),
  })?.live.name;
}

test('nothing opens it: no pick', () => expect(pick('GET', '')).toBeUndefined());

describe('marks', () => {
  test('the only mark is the pick, whatever is lower', () => {
    expect(pick('GET', 'Thing.Read.All* Thing.ReadBasic.All Other.Read.All')).toBe('Thing.Read.All');
  });

  test('of several marks the smallest', () => {
    expect(pick('GET', 'Thing.Read.All* Thing.ReadBasic.All* Thing.ReadWrite.All*')).toBe('Thing.ReadBasic.All');
  });

  test('the order of the data does not matter', () => {
    expect(pick('GET', 'B.Read.All* A.Read.All*')).toBe('A.Read.All');
    expect(pick('GET', 'A.Read.All* B.Read.All*')).toBe('A.Read.All');
  });
});

describe('no marks', () => {
  test('what shares its resource with a mark that is not live comes first', () => {
    expect(pick('GET', 'A.Read.All Zoo.Read.All', { discarded: ['Zoo'] })).toBe('Zoo.Read.All');
  });

  test('or what is a part of that resource', () => {
    expect(pick('GET', 'A.Read.All ZooKeeper.Read.All Zookeeper.Read.All', { discarded: ['Zoo'] })).toBe(
      'ZooKeeper.Read.All',
    );
  });

  test('the narrower right beside its parent', () => {
    expect(pick('POST', 'Chat.ReadWrite.All ChatMember.ReadWrite.All')).toBe('ChatMember.ReadWrite.All');
  });

  test('what the path names, before what does less', () => {
    const list = 'AdministrativeUnit.ReadWrite.All Group.Create';
    expect(pick('POST', list, { path: 'directory/administrativeunits/*/members' })).toBe(
      'AdministrativeUnit.ReadWrite.All',
    );
    expect(pick('POST', list, { path: 'directory/other/*' })).toBe('Group.Create');
  });

  test('an action may read', () => {
    expect(pick('POST', 'Calendars.Read Calendars.ReadWrite')).toBe('Calendars.Read');
  });

  test('rights on one kind of object come last, those on own things do not', () => {
    expect(pick('GET', 'Group-XTenantIdentitySync.Read.All Group.Read.All')).toBe('Group.Read.All');
    expect(pick('PATCH', 'App.ReadWrite.OwnedBy App.ReadWrite.All')).toBe('App.ReadWrite.OwnedBy');
    expect(pick('GET', 'Group-XTenantIdentitySync.Read.All')).toBe('Group-XTenantIdentitySync.Read.All');
  });

  test('a read for GET, a write for changes', () => {
    expect(pick('GET', 'A.ReadWrite B.Read.All')).toBe('B.Read.All');
    expect(pick('PATCH', 'A.Read B.ReadWrite.All')).toBe('B.ReadWrite.All');
    expect(pick('DELETE', 'A.Read B.Manage.All')).toBe('B.Manage.All');
  });

  test('what does not fit is better than nothing', () => {
    expect(pick('GET', 'A.ReadWrite.All')).toBe('A.ReadWrite.All');
    expect(pick('POST', 'A.Read.All')).toBe('A.Read.All');
  });

  test('neither read nor write fits every method', () => {
    expect(pick('PATCH', 'Mail.Send Mail.Read')).toBe('Mail.Send');
    expect(pick('GET', 'Data.Export.All Data.ReadWrite.All')).toBe('Data.Export.All');
  });
});

describe('GET', () => {
  test('a marked write gives way to the read of its resource', () => {
    expect(pick('GET', 'Thing.ReadWrite.All* Thing.Read.All Other.Read.All')).toBe('Thing.Read.All');
  });

  test('but not to one that reaches wider', () => {
    expect(pick('GET', 'Thing.ReadWrite* Thing.Read.All')).toBe('Thing.ReadWrite');
  });

  test('nor to one of another resource', () => {
    expect(pick('GET', 'Thing.ReadWrite.All* Other.Read.All')).toBe('Thing.ReadWrite.All');
  });

  test('nor to a guess where the source marks a read of the resource that is no wider', () => {
    const list = 'Roles.Read.All Roles.Read.Directory* Roles.ReadWrite.Directory*';
    expect(pick('GET', list, { isApplication: true })).toBe('Roles.Read.Directory');
    expect(pick('GET', 'User.ReadBasic.All* User.Read User.ReadWrite.All*')).toBe('User.Read');
  });

  test('a marked write beside a marked read is dropped', () => {
    expect(pick('GET', 'Thing.ReadWrite* Other.Read.All*')).toBe('Other.Read.All');
  });

  test('device management gives way to what the path names', () => {
    const list = 'DeviceManagementApps.Read.All* Organization.Read.All User.Read';
    expect(pick('GET', list, { path: 'organization' })).toBe('User.Read');
    expect(pick('GET', list, { path: 'organization', isApplication: true })).toBe('Organization.Read.All');
    expect(pick('GET', list, { path: 'devicemanagement/thing' })).toBe('DeviceManagementApps.Read.All');
  });
});

describe('writes', () => {
  test.each(['POST', 'PATCH', 'PUT', 'DELETE'])('%s: a marked read beside a marked write is dropped', (method) => {
    expect(pick(method, 'Thing.Read.All* Thing.ReadWrite.All*')).toBe('Thing.ReadWrite.All');
  });

  test.each(['PATCH', 'PUT', 'DELETE'])('%s: a read of the tenant is raised to the write of its resource', (method) => {
    expect(pick(method, 'Policy.Read.All* Policy.ReadWrite.Mobility')).toBe('Policy.ReadWrite.Mobility');
  });

  test('POST may be an action that reads', () => {
    expect(pick('POST', 'Thing.Read.All* Thing.ReadWrite.All')).toBe('Thing.Read.All');
  });

  test('a read of personal things may be right', () => {
    expect(pick('PUT', 'Files.Read* Files.ReadWrite')).toBe('Files.Read');
  });

  test('a read without a write of its resource stays', () => {
    expect(pick('DELETE', 'Thing.Read.All* Other.ReadWrite.All')).toBe('Thing.Read.All');
  });
});

describe('order', () => {
  test('reach before operation', () => expect(pick('POST', 'A.ReadWrite B.Create.All')).toBe('A.ReadWrite'));
  test('own things before the user, the user before what is shared, that before the tenant', () => {
    expect(pick('GET', 'F.Read.All F.Read.Shared F.Read F.Read.Selected')).toBe('F.Read.Selected');
    expect(pick('GET', 'F.Read.All F.Read.Shared F.Read')).toBe('F.Read');
    expect(pick('GET', 'F.Read.All F.Read.Shared')).toBe('F.Read.Shared');
  });
  test('the whole directory comes last', () =>
    expect(pick('GET', 'Directory.Read.All Thing.Read.All')).toBe('Thing.Read.All'));
  test('what the path names comes first', () => {
    expect(pick('GET', 'A.Read.All Device.Read.All', { path: 'devices/*' })).toBe('Device.Read.All');
    expect(pick('GET', 'A.Read.All Policy.Read.All', { path: 'policies/*' })).toBe('Policy.Read.All');
  });
  test('then what the path names in part', () => {
    const list = 'Group.ReadWrite.All TeamSettings.ReadWrite.All';
    expect(pick('PATCH', list, { path: 'teams/*' })).toBe('TeamSettings.ReadWrite.All');
    expect(pick('PATCH', 'Group.ReadWrite.All Teamwork.ReadWrite.All', { path: 'teams/*' })).toBe(
      'Group.ReadWrite.All',
    );
  });
  test('then the usual kinds of writing', () => {
    expect(pick('PATCH', 'Group.ManageProtection.All Group.ReadWrite.All')).toBe('Group.ReadWrite.All');
  });
  test('noise comes after all', () => {
    expect(pick('GET', 'AgentIdentity.Read.All* Application.Read.All*')).toBe('Application.Read.All');
    expect(pick('PATCH', 'Group-NestingSupport.ReadWrite.All* Group.ReadWrite.All*')).toBe('Group.ReadWrite.All');
    expect(pick('PATCH', 'Group-NestingSupport.ReadWrite.All* Group.ReadWrite.All')).toBe('Group.ReadWrite.All');
    expect(pick('GET', 'Group-NestingSupport.Read.All* Other.ReadWrite.All')).toBe('Group-NestingSupport.Read.All');
  });
  test('then names', () => expect(pick('GET', 'B.Read.All A.Read.All')).toBe('A.Read.All'));
});

describe('prefixes', () => {
  test('the narrower right beside its parent', () => {
    expect(pick('GET', 'Group.Read.All* GroupMember.Read.All*', { path: 'groups' })).toBe('GroupMember.Read.All');
  });
  test('unless it does or reaches more', () => {
    expect(pick('PATCH', 'Group.Create* GroupMember.ReadWrite.All*')).toBe('Group.Create');
  });
});

describe('the own things of the signed-in user', () => {
  const path = 'users/*/tasks';
  test('go before a mark that reaches wider', () => {
    expect(pick('GET', 'Tasks.Read.All* Tasks.Read', { path })).toBe('Tasks.Read');
  });
  test('not for what is no user’s', () => {
    expect(pick('GET', 'Files.Read.All* Files.Read', { path: 'teams/*/files' })).toBe('Files.Read.All');
  });
  test('not where they need another permission besides, or open the call only for some objects', () => {
    expect(pick('GET', 'Tasks.Read.All* Tasks.Read+User.Read', { path })).toBe('Tasks.Read.All');
    expect(pick('GET', 'Tasks.Read.All* Tasks.Read.Selected', { path })).toBe('Tasks.Read.All');
  });
});

describe('marks that belong elsewhere', () => {
  test('an action on an object takes the read of its own collection', () => {
    const list = 'Application.Read.All* Device.Read.All Directory.Read.All';
    expect(pick('POST', list, { path: 'devices/*/checkmemberobjects', isApplication: true })).toBe('Device.Read.All');
    expect(pick('POST', list, { path: 'contacts/*/checkmemberobjects' })).toBe('Directory.Read.All');
    expect(pick('POST', list, { path: 'applications/*/checkmemberobjects' })).toBe('Application.Read.All');
    expect(pick('POST', list, { path: 'devices/validate' })).toBe('Application.Read.All');
  });
  test('what adds to a collection takes the write with a constraint of its own', () => {
    const list = 'Policy.Read.All* Policy.ReadWrite.Thing';
    expect(pick('POST', list, { isCreation: true })).toBe('Policy.ReadWrite.Thing');
    expect(pick('POST', list)).toBe('Policy.Read.All');
    expect(pick('POST', 'Thing.Read.All* Thing.ReadWrite.All', { isCreation: true })).toBe('Thing.Read.All');
  });
  test('reading takes no write that can take over the tenant where a read opens it', () => {
    expect(pick('GET', 'Takeover.ReadWrite.All* Directory.Read.All')).toBe('Directory.Read.All');
    expect(pick('GET', 'Takeover.ReadWrite.All*')).toBe('Takeover.ReadWrite.All');
  });
});

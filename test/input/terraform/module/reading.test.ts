import { describe, expect, test } from 'vitest';
import { knownValue } from '../../../../src/model/fact.js';
import { applicationsOf, factText, faultsOf, findingsOf, problemsOf } from './module.js';

const graph = '00000003-0000-0000-c000-000000000000';
const userRead = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

const wellKnown = `data "azuread_application_published_app_ids" "ids" {}
resource "azuread_service_principal" "msgraph" {
  client_id    = data.azuread_application_published_app_ids.ids.result["MicrosoftGraph"]
  use_existing = true
}
`;

/** A registration that asks Microsoft Graph for one permission. */
function asking(id: string, type: string, api = `"${graph}"`): string {
  return `resource "azuread_application" "portal" {
  display_name = "Portal"
  required_resource_access {
    resource_app_id = ${api}
    resource_access {
      id   = ${id}
      type = "${type}"
    }
  }
}
`;
}

function requestsOf(text: string): readonly string[] {
  const requests = applicationsOf(text).flatMap(({ requests: all }) => all);
  return requests.map(({ api, permission, kind }) => [api, permission, kind].map(factText).join(', '));
}

test('a registration of literals, with its places', () => {
  const text = `# A comment
resource "azuread_application" "portal" {
  display_name     = "Portal"
  sign_in_audience = "AzureADMultipleOrgs"
  identifier_uris  = ["api://portal"]
  tags             = ["web", "apps"]
  api {
    requested_access_token_version = 2
    oauth2_permission_scope {
      id    = "${userRead}"
      value = "Portal.Read"
    }
  }
  web {
    redirect_uris = ["https://portal.example.com/signin"]
    logout_url    = "https://portal.example.com/signout"
  }
  required_resource_access {
    resource_app_id = "${graph}"
    resource_access {
      id   = "${userRead}"
      type = "Scope"
    }
  }
}
`;
  const [application] = applicationsOf(text);
  expect(factText(application?.name)).toBe('Portal 3:22');
  expect(factText(application?.audience)).toBe('AzureADMultipleOrgs 4:22');
  expect(factText(application?.tokenVersion)).toBe('2 8:38');
  expect(requestsOf(text)).toEqual([`${graph} 19:23, ${userRead} 21:14, delegated 22:14`]);
  const clients = application?.clients;
  expect(clients?.identifierUris.items.map(factText)).toEqual(['api://portal 5:23']);
  expect(clients?.tags.items.map(factText)).toEqual(['web 6:23', 'apps 6:30']);
  expect(clients?.redirectUris.items.map(({ uri }) => factText(uri))).toEqual([
    'https://portal.example.com/signin 15:22',
  ]);
  expect(clients?.exposedScopes.items.map(({ value }) => factText(value))).toEqual(['Portal.Read 11:15']);
  expect(factText(clients?.logoutUrl)).toBe('https://portal.example.com/signout 16:21');
});

describe('ids that the provider looks up', () => {
  test.each(['["MicrosoftGraph"]', '.MicrosoftGraph', '["${"MicrosoftGraph"}"]'])('the API by result%s', (key) => {
    const api = `data.azuread_application_published_app_ids.ids.result${key}`;
    expect(requestsOf(wellKnown + asking(`"${userRead}"`, 'Scope', api))[0]).toMatch(new RegExp(`^${graph} 9:`));
  });

  test('a name that differs little from a published one is told, with that one', () => {
    const text = wellKnown.replace('"MicrosoftGraph"', '"MicrosoftGraf"');
    const [problem, ...others] = problemsOf(text + asking(`"${userRead}"`, 'Scope'));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      kind: 'malformed',
      message: expect.stringMatching(/"MicrosoftGraf".*MicrosoftGraph\?$/),
    });
  });

  test('a name like none may be newer than this list', () => {
    const text = wellKnown.replace('"MicrosoftGraph"', '"ZebraCrossings"');
    expect(problemsOf(text)).toEqual([]);
  });

  test.each([
    ['app_role_ids["User.Read.All"]', 'Role', []],
    ['oauth2_permission_scope_ids["User.Read"]', 'Scope', []],
    ['oauth2_permission_scope_ids["User.Read.All"]', 'Role', ['type-mismatch 12:14']],
    ['app_role_ids["User.Read.All"]', 'Scope', ['type-mismatch 12:14']],
    ['app_role_ids["User.Red.All"]', 'Role', ['unknown-permission 11:61']],
    ['app_role_ids["user.read.all"]', 'Role', ['unknown-permission 11:61']],
    ['app_role_ids["User.Read"]', 'Role', ['unknown-permission 11:61']],
  ])('%s as %s', (map, type, expected) => {
    const text = wellKnown + asking(`azuread_service_principal.msgraph.${map}`, type);
    const found = faultsOf(text).map((each) => each.replace('main.tf:', ''));
    expect(found.filter((each) => !/^(?:narrower-exists|broad-permission)/.test(each))).toEqual(expected);
  });

  test('a name of the other kind is told with the map that has it', () => {
    const text = wellKnown + asking('azuread_service_principal.msgraph.app_role_ids["User.Read"]', 'Role');
    const [first] = findingsOf(text);
    expect(first).toMatch(
      /no application permission named "User.Read": a tool that looks its id up by this name finds none/,
    );
    expect(first).toMatch(/a delegated permission: look its id up among those, and give it the type Scope/);
  });

  test('an id of another API than the one that is asked', () => {
    const other = '"00000003-0000-0ff1-ce00-000000000000"';
    const text = wellKnown + asking('azuread_service_principal.msgraph.app_role_ids["Mail.Send"]', 'Role', other);
    expect(faultsOf(text)).toContain('wrong-api main.tf:11:61');
  });

  test.each([
    'resource "azuread_service_principal" "api" {\n  client_id = "11111111-1111-1111-1111-111111111111"\n}\n',
    'data "azuread_service_principal" "api" {\n  display_name = "Microsoft Graph"\n}\n',
  ])('of an API that is not known, nothing is said: %s', (principal) => {
    const address = principal.startsWith('data')
      ? 'data.azuread_service_principal.api'
      : 'azuread_service_principal.api';
    const text = principal + asking(`${address}.app_role_ids["Any.Name"]`, 'Role');
    const found = findingsOf(text).filter((each) => !each.startsWith('admin-consent'));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`the expression ${address}.app_role_ids["Any.Name"] decides which permission`);
  });
});

describe('blocks and resources that stand for several', () => {
  test('dynamic blocks over a list, with the places of its items', () => {
    const text = `locals {
  roles = [
    { id = "${userRead}", type = "Scope" },
    { id = "df021288-bdef-4463-88db-98f22de89214", type = "Role" },
  ]
}
resource "azuread_application" "portal" {
  display_name = "Portal"
  dynamic "required_resource_access" {
    for_each = { "${graph}" = local.roles }
    iterator = api
    content {
      resource_app_id = api.key
      dynamic "resource_access" {
        for_each = api.value
        content {
          id   = resource_access.value.id
          type = resource_access.value["type"]
        }
      }
    }
  }
}
`;
    expect(requestsOf(text)).toEqual([
      `${graph} 13:25, ${userRead} 3:12, delegated 3:59`,
      `${graph} 13:25, df021288-bdef-4463-88db-98f22de89214 4:12, application 4:59`,
    ]);
  });

  test('a dynamic block over what is not known is one entry that names it, and hides nothing', () => {
    const text = `variable "more" {}
${asking(`"${userRead}"`, 'Role').replace(/\}\n$/, '  dynamic "required_resource_access" {\n    for_each = var.more\n    content {\n      resource_app_id = "x"\n    }\n  }\n}\n')}`;
    expect(findingsOf(text).map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
      'type-mismatch 8:14',
      'undecided 11:3',
    ]);
    expect(findingsOf(text)[1]).toContain('the expression var.more decides');
  });

  test('for_each and count name their instances', () => {
    const text = `resource "azuread_application" "many" {
  for_each     = toset(["b", "a"])
  display_name = "App \${each.key}"
}
resource "azuread_application" "counted" {
  count        = 2
  display_name = "Number \${count.index}"
}
resource "azuread_application" "none" {
  count        = false ? 1 : 0
  display_name = "None"
}
`;
    const names = applicationsOf(text).map(({ name }) => knownValue(name));
    expect(names).toEqual(['App a', 'App b', 'Number 0', 'Number 1']);
  });
});

describe('resources that are one registration', () => {
  test('permissions of their own resource, and the grants of both kinds', () => {
    const text = `${wellKnown}
resource "azuread_application_registration" "portal" {
  display_name = "Portal"
}
resource "azuread_application_api_access" "portal" {
  application_id = azuread_application_registration.portal.id
  api_client_id  = data.azuread_application_published_app_ids.ids.result["MicrosoftGraph"]
  role_ids       = [azuread_service_principal.msgraph.app_role_ids["Group.Read.All"]]
  scope_ids      = [azuread_service_principal.msgraph.oauth2_permission_scope_ids["User.Read"]]
}
resource "azuread_service_principal" "portal" {
  client_id = azuread_application_registration.portal.client_id
}
resource "azuread_app_role_assignment" "portal" {
  for_each            = toset(["Group.Read.All", "Mail.Rea"])
  app_role_id         = azuread_service_principal.msgraph.app_role_ids[each.value]
  principal_object_id = azuread_service_principal.portal.object_id
  resource_object_id  = azuread_service_principal.msgraph.object_id
}
resource "azuread_service_principal_delegated_permission_grant" "portal" {
  service_principal_object_id          = azuread_service_principal.portal.object_id
  resource_service_principal_object_id = azuread_service_principal.msgraph.object_id
  claim_values                         = ["User.Read", "Mail.Red"]
}
`;
    const [application, ...others] = applicationsOf(text);
    expect(others).toEqual([]);
    expect(application?.requests.map(({ permission }) => knownValue(permission))).toEqual([
      'Group.Read.All',
      'User.Read',
    ]);
    expect(application?.grants.map(({ permission }) => knownValue(permission))).toEqual([
      'Group.Read.All',
      'Mail.Rea',
      'User.Read',
      'Mail.Red',
    ]);
    const unknown = faultsOf(text).filter((each) => each.startsWith('unknown-permission'));
    expect(unknown).toEqual(['unknown-permission main.tf:20:50', 'unknown-permission main.tf:28:56']);
  });

  test('permissions that changes are ignored of, and those of an application of the tenant, may stand elsewhere', () => {
    const ignoring = `resource "azuread_application" "a" {
  display_name = "A"
  lifecycle {
    ignore_changes = [required_resource_access]
  }
}
data "azuread_application" "b" {
  display_name = "B"
}
data "azuread_application" "unused" {
  display_name = "C"
}
resource "azuread_application_api_access" "b" {
  application_id = data.azuread_application.b.id
  api_client_id  = "${graph}"
  scope_ids      = ["${userRead}"]
}
`;
    const all = applicationsOf(ignoring).map(({ name, isPart, audience }) => [
      knownValue(name),
      isPart,
      audience?.known,
    ]);
    expect(all).toEqual([
      ['A', true, true],
      ['B', true, false],
    ]);
  });

  test('a body of the generic Graph provider', () => {
    const text = `resource "msgraph_resource" "portal" {
  url = "applications"
  body = {
    displayName = "Portal"
    requiredResourceAccess = [{
      resourceAppId  = "${graph}"
      resourceAccess = [{ id = "${userRead}", type = "Role" }]
    }]
  }
}
`;
    expect(knownValue(applicationsOf(text)[0]?.name)).toBe('Portal');
    expect(faultsOf(text)).toEqual(['type-mismatch main.tf:7:79']);
  });
});

describe('a module of several files', () => {
  const main = `resource "azuread_application" "portal" {
  display_name     = var.name
  sign_in_audience = local.audience
  tags             = local.tags
}
`;
  const rest = `variable "name" { default = "By default" }
locals {
  audience = "AzureADMyOrgs"
  tags     = ["one"]
}
`;

  test('values of other files stand where they are asked for', () => {
    const files = [
      { name: 'main.tf', text: main },
      { name: 'variables.tf', text: rest },
    ];
    const [application] = applicationsOf(files);
    expect(factText(application?.name)).toBe('By default 2:22');
    expect(factText(application?.audience)).toBe('AzureADMyOrgs 3:22');
    expect(application?.clients?.tags.items.map(factText)).toEqual(['one 4:22']);
    expect(faultsOf(files)).toEqual(['invalid-audience main.tf:3:22']);
  });

  test('tfvars come before defaults, the last of them counts', () => {
    const settings = [
      { name: 'x/b.auto.tfvars', text: 'name = "From b"\n' },
      { name: 'x/terraform.tfvars', text: 'name = "From terraform"\n' },
      { name: 'x/a.auto.tfvars', text: 'name = "From a"\n' },
    ];
    const files = [{ name: 'x/main.tf', text: main }, ...settings, { name: 'x/variables.tf', text: rest }];
    expect(knownValue(applicationsOf(files)[0]?.name)).toBe('From b');
    expect(knownValue(applicationsOf(files.filter(({ name }) => !/auto/.test(name)))[0]?.name)).toBe('From terraform');
  });
});

test('a type that the provider does not take is told, in the words of Terraform', () => {
  expect(findingsOf(asking(`"${userRead}"`, 'scope'))).toEqual([
    'invalid-manifest 7:14 type is "scope"; the azuread provider takes Role or Scope here and refuses anything else. Did you mean Scope?',
  ]);
  expect(faultsOf(asking(`"${userRead}"`, 'Delegated'))).toEqual(['invalid-manifest main.tf:7:14']);
});

test('the lists of azuread_application_api_access and the audience are named as Terraform spells them', () => {
  const access = `resource "azuread_application_registration" "a" { display_name = "A" }
resource "azuread_application_api_access" "a" {
  application_id = azuread_application_registration.a.id
  api_client_id  = "${graph}"
  role_ids       = ["${userRead}"]
}`;
  expect(findingsOf(access)[0]).toMatch(/it stands among the role_ids, .*: move it to scope_ids, or remove it\.$/);
  const personal = asking('"df021288-bdef-4463-88db-98f22de89214"', 'Role').replace(
    '"Portal"',
    '"Portal"\n  sign_in_audience = "PersonalMicrosoftAccount"',
  );
  expect(findingsOf(personal).find((each) => each.startsWith('personal-app-role'))).toMatch(
    /widen sign_in_audience\.$/,
  );
});

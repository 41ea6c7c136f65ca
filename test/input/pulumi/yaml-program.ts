// Pulumi programs of tests, as text.
export const graph = '00000003-0000-0000-c000-000000000000';
export const roleManagement = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';

/** A program with one application, whose permissions are these lines; other parts come after. */
export const program = (access: string, ...others: string[]) =>
  [
    'name: shop',
    'runtime: yaml',
    'resources:',
    '  portal:',
    '    type: azuread:Application',
    '    properties:',
    '      displayName: Portal',
    '      requiredResourceAccesses:',
    `        - resourceAppId: ${graph}`,
    '          resourceAccesses:',
    `            ${access}`,
    ...others,
  ].join('\n');

/** One entry of the list of permissions, about which there is something to say. */
export const takeover = `- {id: ${roleManagement}, type: Role}`;

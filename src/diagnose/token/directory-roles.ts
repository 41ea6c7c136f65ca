import type { TokenClaims } from './token-facts.js';

// Template ids of directory roles, the same in every tenant.
const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
const roleNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [globalAdministrator]: 'Global Administrator',
    'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
    'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
    '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
    '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
    'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
    '729827e3-9c14-49f7-bb1b-9608f156bbb8': 'Helpdesk Administrator',
    '29232cdf-9323-42fd-ade2-1d097af3e4de': 'Exchange Administrator',
    'f28a1f50-f6e7-4571-818b-6a12f2af6b6c': 'SharePoint Administrator',
    '69091246-20e8-4a56-aa4d-066075b2a7a8': 'Teams Administrator',
    '3a2c62db-5318-420d-8d74-23affee5d9d5': 'Intune Administrator',
    '194ae4cb-b126-40b2-bd5b-6091b380977d': 'Security Administrator',
    '5d6b6bb7-de71-4623-b4af-96380a352509': 'Security Reader',
    'c4e39bd9-1100-46d3-8c65-fb160da0071f': 'Authentication Administrator',
    '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': 'Privileged Authentication Administrator',
    '88d8e3e3-8f55-4a1e-953a-9b9898b8876b': 'Directory Readers',
    '9360feb5-f418-4baa-8175-e2a00bac4301': 'Directory Writers',
  }),
);

// What every token of a user or an application has: these mean no role.
const noRoles = new Set(['b79fbf4d-3ef9-4689-8143-76b194e85509', '0997a1d0-0d1d-4acb-b408-d5ca73121e90']);

/** The directory roles that a token names, the ones left out that mean nothing. */
export function directoryRolesOf({ directoryRoles }: TokenClaims): readonly string[] {
  return directoryRoles.filter((id) => !noRoles.has(id)).map((id) => roleNames.get(id) ?? id);
}

/** Whether a token names its user as a Global Administrator. */
export function isGlobalAdministrator({ directoryRoles }: TokenClaims): boolean {
  return directoryRoles.includes(globalAdministrator);
}

import type { Catalog, Permission } from '../catalog/types.js';
import { lintValue } from '../lint.js';
import { rules } from '../rules/index.js';
import { cutList } from './command-output.js';
import { dayOfRun } from './today.js';

/** A permission that a registration can request, perhaps with a warning. */
export function isRequestable({ state, resourceSpecific }: Permission): boolean {
  return state !== 'retired' && state !== 'draft' && !resourceSpecific;
}

/** Why a permission cannot be requested, and what to do. */
export function refusal(catalog: Catalog, permission: Permission): string {
  const { name, id, state, resourceSpecific } = permission;
  const called = name || id;
  if (resourceSpecific) return resourceSpecificText(called);
  const succession = catalog.succession(permission);
  const successors = [...(succession?.successors ?? []), ...catalog.graphSuccessors(permission)];
  const seen = succession === undefined ? '' : ` (last seen ${succession.lastSeen})`;
  const fault = state === 'draft' ? 'was never released' : 'has been withdrawn';
  const others = successors.map((each) => `${each.name} (${each.id})`);
  const advice = others.length === 0 ? 'Leave it out' : `Request ${cutList(others, 3)} instead`;
  return `${called} (${id}) ${fault}${seen}: consent to it fails. ${advice}`;
}

/** Whether a name is one of Teams app manifests, which have no public id. */
export function hasNoId(catalog: Catalog, name: string): boolean {
  return catalog.resourceSpecificNames().some((each) => each.name.toLowerCase() === name.toLowerCase());
}

/** Why a resource-specific permission cannot be requested, and what to do. */
export function resourceSpecificText(name: string): string {
  return `${name} is resource-specific: it is not granted in requiredResourceAccess. Write it into the authorization section of a Teams app manifest`;
}

// What else lint says of the list depends on the rest of the registration.
const warned: readonly string[] = ['retired-api', 'retiring-api', 'hidden-permission', 'disabled-permission'];

/** What lint will report of permissions that can be requested but should not be; `manifest` holds them. */
export function pasteWarnings(catalog: Catalog, manifest: string): readonly string[] {
  const own = rules.filter(({ id }) => warned.includes(id));
  const { findings } = lintValue('paste', JSON.parse(manifest), {
    catalog,
    rules: own,
    now: dayOfRun(),
    cloud: 'global',
  });
  return findings
    .filter(({ rule }) => warned.includes(rule))
    .map(({ rule, message }) => `lint will report ${rule}: ${message.replace(/\s*\n\s*/g, ' ')}`);
}

import { resolveApi } from '../catalog/resolve.js';
import type { Permission } from '../catalog/types.js';
import { knownValue } from '../model/fact.js';
import type { ResolvedRequest, RuleContext } from './define-rule.js';
import { hasEnded } from './retirement-dates.js';

/**
 * The permission that a request or grant is about, where it can be given and is of use: what is wrong in itself has a
 * finding of its own, and gives no power.
 */
export function grantable(
  { resolution }: ResolvedRequest,
  { catalog, audience, now }: RuleContext,
): Permission | undefined {
  if (resolution.status !== 'found' || resolution.permission.state === 'disabled') return undefined;
  const { permission } = resolution;
  const { api, kind, personal } = permission;
  if (audience === 'PersonalMicrosoftAccount' && (kind === 'application' || personal === false)) return undefined;
  if (hasEnded(catalog.retirement(api.appId, permission), now)) return undefined;
  return hasEnded(catalog.retirement(api.appId, undefined), now) ? undefined : permission;
}

/** Whether a request or grant that is not known yet may turn out to be about a permission. */
export function mayBeAbout(
  { request, resolution }: ResolvedRequest,
  { api, id, name, kind }: Permission,
  { catalog, names }: RuleContext,
): boolean {
  if (resolution.status !== 'undecided' || resolution.fact === undefined) return false;
  if ((knownValue(request.kind) ?? kind) !== kind) return false;
  const written = knownValue(request.api);
  const of = written === undefined ? api : resolveApi(catalog, written, names);
  if (typeof of === 'string' || of.appId !== api.appId) return false;
  return !request.permission.known || [id, name.toLowerCase()].includes(request.permission.value.toLowerCase());
}

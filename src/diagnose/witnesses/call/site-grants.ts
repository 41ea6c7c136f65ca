// Calls that grant applications a role on a site, a list or a file, which *.Selected permissions rest on.
import type { Hint } from '../../hint.js';
import type { RefusedCall } from './asked-call.js';

/** Granting takes more than the permission that rests on the grant. */
export function siteGrantHints({ method, segments, fit, held, text }: RefusedCall): readonly Hint[] {
  const at = segments.indexOf('permissions');
  const isGrant = at > 1 && /^(?:sites|drives|shares|me|users|groups)$/.test(segments[0] ?? '');
  if (!isGrant || method === 'GET' || fit !== 'denied') return [];
  if (held !== undefined && !held.names.every((name) => name.endsWith('.Selected'))) return [];
  const evidence = `${text} changes who has access to a site, a list or a file: that takes its full control, or being its owner.`;
  return [{ cause: 'selected-grant-rights', weight: held === undefined ? 70 : 88, evidence }];
}

import type { Catalog, Coverage, MissingCalls, Permission } from '../catalog/types.js';
import { type Application, isGrant, type PermissionRequest } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { Fix } from '../model/finding.js';
import { includesPersonal } from './audience-words.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { grantable } from './grantable.js';
import { removal } from './manifest-entries.js';
import { isSignIn, signInScopes } from './sign-in-permissions.js';
import { liveGraph, personalScopes } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'redundant-permission',
  title: 'Permission that another one covers',
  category: 'least-privilege',
  severity: 'low',
  why: 'Everything that it opens is open already. It makes the list longer, and the consent page with it.',
  remedy: 'Remove it, or remove the broader one where this one is enough.',
  sources: [personalScopes, liveGraph, signInScopes],
  resolutions: ['found'],
  *check(application, context) {
    // The same permission may stand in another part, before this one.
    if (application.isAlone && application.isPart) return;
    // A request is no grant: what is granted covers nothing that is asked for, nor the other way round.
    for (const isGranted of application.grants.length > 0 ? [false, true] : [false]) {
      const held = heldOf(context, isGranted);
      if (held.length < 2) continue;
      for (const { request, permission, cover } of redundantOf(held, context)) {
        const fix = isGranted ? undefined : fixOf(application, request, cover);
        yield {
          at: request.permission.at,
          message: messageOf(permission, cover, context.catalog),
          permission: refOf(permission),
          related: [{ at: cover.request.permission.at, message: 'the permission that covers it' }],
          ...(fix && { fix }),
        };
      }
    }
  },
});

interface Held {
  readonly request: PermissionRequest;
  readonly permission: Permission;
}

interface Cover extends Held {
  readonly evidence: Coverage['evidence'];
}

/** What may cover or be covered: pairs that names prove are of one kind and resource, and most permissions have no such mate. */
function heldOf(context: RuleContext, isGranted: boolean): readonly Held[] {
  const own = context.requests.filter(({ request }) => isGrant(request) === isGranted);
  const counts = new Map<string, number>();
  for (const each of own) counts.set(mateKey(each), (counts.get(mateKey(each)) ?? 0) + 1);
  return own.flatMap((resolved) => {
    if ((counts.get(mateKey(resolved)) ?? 0) < 2) return [];
    const permission = grantable(resolved, context);
    return permission === undefined ? [] : [{ request: resolved.request, permission }];
  });
}

function mateKey({ resolution }: RuleContext['requests'][number]): string {
  if (resolution.status !== 'found') return '';
  const { kind, name } = resolution.permission;
  return `${kind} ${name.slice(0, name.indexOf('.'))}`;
}

/** Each permission that others of the list cover, where it stands first, with the best of these. */
function redundantOf(held: readonly Held[], context: RuleContext): readonly (Held & { readonly cover: Cover })[] {
  const byPermission = new Map<Permission, Held[]>();
  for (const each of held) {
    const own = byPermission.get(each.permission);
    if (own === undefined) byPermission.set(each.permission, [each]);
    else own.push(each);
  }
  if (byPermission.size < 2) return [];
  const found = new Map<Permission, { readonly own: Held; readonly covers: readonly Cover[] }>();
  for (const own of held) {
    if (found.has(own.permission)) continue;
    const covers = coversOf(own, byPermission, context);
    if (covers.length > 0) found.set(own.permission, { own, covers });
  }
  return [...found.values()].flatMap(({ own, covers }) => {
    // Surest first; among these, one that stays when all that is redundant goes.
    const [first] = covers;
    const best = covers.filter(({ evidence }) => evidence === first?.evidence);
    const cover = best.find(({ permission }) => !found.has(permission)) ?? first;
    return cover === undefined ? [] : [{ ...own, cover }];
  });
}

/**
 * What else of the list covers a permission, the surest evidence first. That only the calls say so is no proof, and that
 * the name says so is none where a declared call is listed under this permission alone.
 */
function coversOf(own: Held, held: ReadonlyMap<Permission, readonly Held[]>, context: RuleContext): readonly Cover[] {
  if (isSignIn(own.permission)) return [];
  const { audience, catalog, usage } = context;
  const isNeeded = usage !== undefined && usage.listedAlone(own.permission).length > 0;
  const takesPersonal = audience === undefined || includesPersonal(audience);
  return catalog.coveredBy(own.permission).flatMap(({ permission, evidence, personal }) => {
    if (evidence === 'calls' || (evidence === 'name' && isNeeded) || (takesPersonal && !personal)) return [];
    const broader = held.get(permission)?.find((each) => reachesAsMany(each.request, own.request));
    return broader === undefined ? [] : [{ ...broader, evidence }];
  });
}

/** A delegated grant for one user covers nothing of what another user gave. */
function reachesAsMany(broader: PermissionRequest, narrower: PermissionRequest): boolean {
  if (!isGrant(broader) || knownValue(broader.kind) === 'application') return true;
  return knownValue(broader.forAllPrincipals) === true || broader.at.document === narrower.at.document;
}

/** What covers it must stay below the same API, so that no API is left without permissions. */
function fixOf(application: Application, request: PermissionRequest, cover: Cover): Fix | undefined {
  const from = application.apis.find(({ requests }) => requests.includes(request));
  if (from === undefined || !from.requests.includes(cover.request)) return undefined;
  return { class: cover.evidence === 'paths' ? 'safe' : 'unsafe', edits: [removal(from, request)] };
}

function messageOf(permission: Permission, cover: Cover, catalog: Catalog): string {
  const [own, other] = [label(permission), label(cover.permission)];
  const missing = cover.evidence === 'name' ? catalog.missingCalls(cover.permission, permission) : undefined;
  if (missing === undefined) {
    return `${own} adds nothing beside ${other}: every known call that it opens is open already. Remove it, or remove the broader one if this one is enough.`;
  }
  return `By its name ${own} adds nothing beside ${other}; the published data list ${callsText(missing, permission)}, which is most often a gap in them. Try it without this one before you remove it, or remove the broader one if this one is enough.`;
}

/** `19 known calls under it alone, such as GET /users/{id}/messages`. */
function callsText({ count, calls }: MissingCalls, { kind }: Permission): string {
  const plain = calls.filter((call) => isPlain(call) && (kind === 'delegated' || !call.includes(' /me')));
  const best = [...(plain.length > 0 ? plain : calls)].sort((a, b) => weightOf(a) - weightOf(b));
  const examples = best.slice(0, 2).join(' and ');
  if (count === 1) return `one known call under it alone, ${examples}`;
  return `${count} known calls under it alone, such as ${examples}`;
}

/** What `POST /search/query` needs depends on its body. */
function isPlain(call: string): boolean {
  return !call.includes('/.../') && call !== 'POST /search/query';
}

/** Short ones say most, and what is read more than what is written. */
function weightOf(call: string): number {
  return call.length + (call.startsWith('GET ') ? 0 : 1_000);
}

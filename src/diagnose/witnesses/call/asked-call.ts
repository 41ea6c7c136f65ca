import { graphAppId } from '../../../catalog/lookup.js';
import { isBatch, readAddress } from '../../../input/calls/address.js';
import { callText, type Segments, segmentsOf } from '../../../least/call-path.js';
import { type CallAnswer, openLeast } from '../../../least/least.js';
import type { LivePermission } from '../../../least/live-permissions.js';
import { callData, type KnownCall, kindOfScheme } from '../../../least/openers.js';
import type { Scheme } from '../../../least/path-table.js';
import { requestedOf } from '../../../least/requested.js';
import type { PermissionKind } from '../../../model/application.js';
import { withoutQuery } from '../../../model/call.js';
import type { Refusal } from '../../evidence/refusal.js';
import type { DiagnoseContext } from '../../hint.js';
import { withoutIds } from '../../shown-call.js';
import type { TokenClaims } from '../../token/token-facts.js';
import { type Fit, fitOf } from './fit.js';

/** A refused call of Microsoft Graph, and what the data and the token say of it. */
export interface RefusedCall {
  readonly method: string;
  readonly url: string;
  /** As evidence shows it: `GET /users/{id}`. */
  readonly text: string;
  readonly segments: Segments;
  /** Undefined where no data know it. */
  readonly known: KnownCall | undefined;
  readonly fit: Fit;
  readonly refusal: Refusal;
  readonly context: DiagnoseContext;
  /** What the token holds; undefined where no token was read. */
  readonly held: Held | undefined;
  /** How the call may be made: by the token's kind of sign-in, or by any where no token was read. */
  readonly schemes: readonly Scheme[];
}

/** What a token holds of Microsoft Graph's permissions. */
export interface Held {
  readonly claims: TokenClaims;
  /** Undefined where the token has no permission at all. */
  readonly kind: PermissionKind | undefined;
  readonly names: readonly string[];
  /** Names that the catalog does not have: what they open is not known. */
  readonly unknown: readonly string[];
  readonly lives: ReadonlySet<LivePermission>;
}

/** The call of a refusal that is one of Microsoft Graph and no batch, with a token that is for Microsoft Graph or not known. */
export function refusedCallOf(refusal: Refusal, context: DiagnoseContext): RefusedCall | undefined {
  const { call, token } = refusal;
  if (call === undefined || !/^[A-Z]{3,10}$/.test(call.method) || token?.shape === 'none') return undefined;
  const address = readAddress(call.url);
  if (address.kind !== 'graph' || isBatch(address.url)) return undefined;
  const claims = token?.claims;
  // What a token for another API, or an id token, lacks is not a permission.
  if (claims !== undefined && (claims.isIdToken || !isForGraph(claims.audiences))) return undefined;
  const asked = { method: call.method, url: address.url };
  const held = claims && heldBy(claims, context);
  return {
    ...asked,
    text: callText({ method: asked.method, url: withoutIds(withoutQuery(asked.url)) }),
    segments: segmentsOf(address.url),
    known: callData(context.catalog).find(asked.method, asked.url),
    fit: fitOf(refusal),
    refusal,
    context,
    held,
    schemes: held?.kind === undefined ? ['work', 'application'] : [schemeOf(held.kind, held.claims)],
  };
}

function isForGraph(audiences: readonly string[]): boolean {
  const isGraph = (audience: string): boolean =>
    audience.toLowerCase() === graphAppId || (audience.includes('://') && readAddress(audience).kind === 'graph');
  return audiences.length === 0 || audiences.some(isGraph);
}

function schemeOf(kind: PermissionKind, { isPersonal }: TokenClaims): Scheme {
  if (kind === 'application') return 'application';
  return isPersonal ? 'personal' : 'work';
}

function heldBy(claims: TokenClaims, { catalog }: DiagnoseContext): Held {
  const { kind, scopes, roles } = claims;
  const names = kind === 'application' ? roles : kind === 'delegated' ? scopes : [];
  if (kind === undefined || names.length === 0) return { claims, kind, names: [], unknown: [], lives: new Set() };
  const graph = catalog.api(graphAppId);
  const { byName } = callData(catalog).live[kind];
  const unknown = names.filter((name) => graph === undefined || catalog.permissionsByName(graph, name).length === 0);
  return {
    claims,
    kind,
    names,
    unknown,
    lives: new Set(names.flatMap((name) => byName.get(name.toLowerCase()) ?? [])),
  };
}

/** What opens the call under a scheme. */
export function answerFor({ method, url, context }: RefusedCall, scheme: Scheme): CallAnswer {
  const [answer] = openLeast(context.catalog, scheme).cover([{ method, url }]).calls;
  return answer ?? { status: 'unknown', call: { method, url } };
}

/** Whether some of the permissions open the call under a scheme. */
export function opensCall({ known, context }: RefusedCall, scheme: Scheme, own: ReadonlySet<LivePermission>): boolean {
  if (known === undefined || own.size === 0) return false;
  const least = openLeast(context.catalog, scheme);
  const kind = kindOfScheme(scheme);
  return requestedOf(least, kind, []).opens(known, own);
}

import { graphAppId } from '../catalog/lookup.js';
import type { Application } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import type { PermissionRef } from '../model/finding.js';
import type { Place } from '../model/place.js';
import type { ResolvedRequest, RuleContext } from './define-rule.js';
import { refOf } from './wording.js';

/** A permission that an organisation's lists are held against, and where it is asked for. */
export interface PolicyRequest {
  readonly at: Place;
  readonly permission: PermissionRef;
}

/**
 * Every permission that an application asks for or is granted, resource-specific ones and those of APIs in no catalog
 * included. What can never be granted has a finding of its own and is left out.
 */
export function* policyRequests(application: Application, { catalog, requests }: RuleContext): Iterable<PolicyRequest> {
  for (const each of requests) {
    const permission = refOfResolved(each);
    if (permission !== undefined) yield { at: each.request.permission.at, permission };
  }
  for (const { name, kind } of application.resourceSpecific) {
    const [text, ofKind] = [knownValue(name), knownValue(kind)];
    if (text === undefined || ofKind === undefined) continue;
    const apiName = catalog.api(graphAppId)?.name ?? null;
    yield { at: name.at, permission: { api: graphAppId, apiName, id: null, name: text, kind: ofKind } };
  }
}

function refOfResolved({ request, resolution }: ResolvedRequest): PermissionRef | undefined {
  if (resolution.status === 'found' || resolution.status === 'hidden') return refOf(resolution.permission);
  if (resolution.status !== 'unknown-api') return undefined;
  const id = knownValue(request.permission);
  if (id === undefined) return undefined;
  return { api: resolution.value, apiName: null, id, name: null, kind: knownValue(request.kind) ?? null };
}

/** `the application permission Mail.Read of Microsoft Graph`. */
export function policyLabel({ api, apiName, id, name, kind }: PermissionRef): string {
  return `the ${kind === null ? '' : `${kind} `}permission ${name ?? id} of ${apiName ?? api}`;
}

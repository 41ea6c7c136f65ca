import { spellingOf } from '../catalog/resolve.js';
import type { Application, ClientFacts, PermissionKind } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { defineRule, type RuleContext } from './define-rule.js';
import { graphManifest } from './sources.js';

export default defineRule({
  id: 'unusable-flow',
  title: 'Permissions that no sign-in can use',
  category: 'type',
  severity: 'low',
  why: 'An exported registration shows no way to get a token of that kind: no redirect URI, public client or exposed API for delegated permissions, no secret or certificate for application permissions.',
  remedy: 'Remove the permissions, or add the client or credential that they are for.',
  sources: [graphManifest],
  *check(application, context) {
    const { clients } = application;
    if (clients === undefined || !isExported(application)) return;
    if (asksFor('delegated', context) && lacksSignIn(clients)) {
      yield {
        at: application.requestsAt,
        message:
          'The delegated permissions cannot be used: this registration has no redirect URI, allows no public client and exposes no API, so no user can sign in to it. Remove them, or add the platform that users sign in from.',
      };
    }
    if (asksFor('application', context) && lacksCredential(clients)) {
      yield {
        at: application.requestsAt,
        message:
          'The application permissions cannot be used as this registration stands: it has no secret and no certificate. Federated credentials are not part of an export: if it has one, all is well; otherwise add a credential or remove the permissions.',
      };
    }
  },
});

/** Only an exported registration has an object id; a manifest that is to be deployed gets its credentials later. */
function isExported({ objectId }: Application): boolean {
  const id = knownValue(objectId);
  return id !== undefined && spellingOf(id).form === 'guid';
}

function asksFor(kind: PermissionKind, { requests }: RuleContext): boolean {
  return requests.some(({ resolution }) => resolution.status === 'found' && resolution.permission.kind === kind);
}

function lacksSignIn({ redirectUris, exposedScopes, allowsPublicClient }: ClientFacts): boolean {
  const noPublicClient = allowsPublicClient.known && allowsPublicClient.value !== true;
  return isKnownEmpty(redirectUris) && isKnownEmpty(exposedScopes) && noPublicClient;
}

function lacksCredential({ passwords, certificates, federatedCredentials }: ClientFacts): boolean {
  return isKnownEmpty(passwords) && isKnownEmpty(certificates) && federatedCredentials.items.length === 0;
}

function isKnownEmpty(list: { readonly present: boolean; readonly items: readonly unknown[] }): boolean {
  return list.present && list.items.length === 0;
}

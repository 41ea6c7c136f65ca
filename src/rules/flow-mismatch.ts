import type { PermissionKind } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { defineRule } from './define-rule.js';
import { isSignIn } from './sign-in-permissions.js';
import { permissionsOverview } from './sources.js';

export default defineRule({
  id: 'flow-mismatch',
  title: 'Permissions of the wrong kind for the way of signing in',
  category: 'type',
  severity: 'high',
  why: 'The config says how the application signs in (flows). A token without a user carries application permissions only, a token for a user delegated ones only: with permissions of the other kind alone every call is refused.',
  remedy:
    'Request the permissions under the kind of the flow (permlint resolve NAME shows both ids), or correct flows in permlint.yaml.',
  sources: [permissionsOverview],
  *check({ requests, requestsAt: at }, { flows, requests: resolved }) {
    if (flows?.length !== 1) return;
    const needed: PermissionKind = flows[0] === 'user' ? 'delegated' : 'application';
    // What is not known yet, and what stands under the wrong kind, may turn out to be of the needed one.
    const kinds = resolved.map(({ request, resolution }) => {
      if (resolution.status === 'other-kind') return resolution.permission.kind;
      // User.Read stands in most registrations from the start, a daemon's too.
      if (needed === 'application' && resolution.status === 'found' && isSignIn(resolution.permission))
        return 'sign-in';
      return knownValue(request.kind) ?? needed;
    });
    const asked = kinds.filter((kind) => kind !== 'sign-in');
    if (requests.length === 0 || asked.length === 0 || asked.includes(needed)) return;
    const message =
      needed === 'application'
        ? 'This application signs in without a user (flows: app-only) and requests delegated permissions only: its tokens carry none of them, and every call is refused. Request application permissions, or correct flows.'
        : 'This application signs in with users (flows: user) and requests application permissions only: the tokens of users carry none of them, and every call is refused. Request delegated permissions, or correct flows.';
    yield { at, message };
  },
});

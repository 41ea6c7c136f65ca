import { isGrant } from '../model/application.js';
import { knownValue } from '../model/fact.js';
import { defineRule } from './define-rule.js';
import { isSignIn, signInScopes } from './sign-in-permissions.js';
import { grantsByProgram, liveGraph } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'grant-for-all',
  title: 'Delegated permission granted for all users',
  category: 'grants',
  severity: 'low',
  why: 'The grant answers for every user of the tenant, present and future, what each could have been asked: nobody sees a consent page, and nobody can refuse.',
  remedy: 'Grant it for the users who need it, or let users consent when they first sign in.',
  sources: [grantsByProgram, liveGraph, signInScopes],
  resolutions: ['found'],
  *check(_application, { requests }) {
    for (const { request, resolution } of requests) {
      if (!isGrant(request) || resolution.status !== 'found' || knownValue(request.forAllPrincipals) !== true) continue;
      const { permission } = resolution;
      if (permission.kind !== 'delegated' || permission.consent !== 'user' || isSignIn(permission)) continue;
      yield {
        at: request.permission.at,
        message: `${label(permission)} is granted for all users of the tenant, though each of them could consent to it alone: nobody is asked. Grant it for the users who need it, or leave the consent to them.`,
        permission: refOf(permission),
      };
    }
  },
});

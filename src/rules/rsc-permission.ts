import { isGrant, type PermissionRequest } from '../model/application.js';
import { defineRule } from './define-rule.js';
import { deploymentCatalog, resourceSpecificConsent } from './sources.js';
import { label, refOf } from './wording.js';

export default defineRule({
  id: 'rsc-permission',
  title: 'Resource-specific permission in an app registration',
  category: 'resolve',
  severity: 'medium',
  why: 'Resource-specific consent is given per team, chat or user to what the Teams manifest asks for. From requiredResourceAccess it is not granted.',
  remedy: 'Move it to authorization.permissions.resourceSpecific of the Teams manifest, by name.',
  sources: [resourceSpecificConsent, deploymentCatalog],
  resolutions: ['resource-specific'],
  *check(_application, { requests }) {
    for (const { request, resolution } of requests) {
      if (resolution.status !== 'resource-specific') continue;
      const { permission } = resolution;
      yield {
        at: request.permission.at,
        message: `${label(permission)} is a resource-specific permission: it is granted from a Teams manifest, ${elsewhere(request)}. Ask for it under authorization.permissions.resourceSpecific of the Teams manifest, by name, and remove it here.`,
        permission: refOf(permission),
      };
    }
  },
});

function elsewhere(request: PermissionRequest): string {
  return isGrant(request)
    ? 'never by an assignment or a grant of the tenant'
    : 'never from an app registration, where it most likely makes consent fail as an unknown id does';
}

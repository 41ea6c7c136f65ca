import type { PermissionKind } from '../model/application.js';
import { defineRule } from './define-rule.js';
import { familyMembers } from './least-privilege-family.js';
import { insteadOf, subjectOf } from './narrower-wording.js';
import { liveGraph, permissionsOverview } from './sources.js';
import { refOf } from './wording.js';

/** An answer that names every kind of object would be a table: the first ones show how to go on. */
const mostChoices = 5;

const reaches: Readonly<Record<PermissionKind, string>> = {
  application: 'without any user',
  delegated: 'as far as the signed-in user may',
};

export default defineRule({
  id: 'directory-wide',
  title: 'Permission that reaches across the directory',
  category: 'least-privilege',
  severity: 'medium',
  why: 'One permission opens nearly every kind of object in the directory: users, groups, applications, devices, roles, policies. The documentation warns of it by name.',
  remedy: 'Ask for the permission of each kind of object that the application works with.',
  sources: [permissionsOverview, liveGraph],
  resolutions: ['found'],
  *check(application, context) {
    for (const member of familyMembers('directory-wide', application, context)) {
      const { request, permission, narrower } = member;
      const isReading = narrower?.permissions
        .slice(0, mostChoices)
        .every((each) => each.permission.name.includes('.Read.'));
      const instead = insteadOf(narrower, mostChoices);
      // The choices of a permission that writes may all be for what it reads.
      const honest =
        isReading && !permission.name.includes('.Read.')
          ? instead.replace('Narrower:', 'Narrower, for reading:')
          : instead;
      yield {
        at: request.permission.at,
        message: `${subjectOf(member)} opens nearly every kind of object in the directory, ${reaches[permission.kind]}. Ask only for the kinds that the application works with.${honest}`,
        permission: refOf(permission),
      };
    }
  },
});

import { resolveApi } from '../catalog/resolve.js';
import { valueOf } from '../model/fact.js';
import { defineRule } from './define-rule.js';

export default defineRule({
  id: 'empty-api',
  title: 'API without permissions',
  category: 'shape',
  severity: 'high',
  why: 'Microsoft Graph refuses an API whose list of permissions is empty or missing (PropertyRequired).',
  remedy: 'Remove the entry, or list the permissions that the application needs.',
  sources: [
    { title: 'Refused empty lists', where: 'microsoftgraph/msgraph-sdk-powershell issue #1622; Azure/Industrial-IoT issue #998', seen: '2022-11-10' },
  ],
  *check(application, { catalog, names }) {
    for (const { api: fact, isEmpty, listAt, at } of application.apis) {
      if (!isEmpty) continue;
      const written = valueOf(fact);
      const api = written === undefined ? 'malformed' : resolveApi(catalog, written, names);
      const name = typeof api === 'string' ? (written ?? 'This API') : api.name;
      yield {
        at: listAt,
        message: `${name} is listed without permissions: Microsoft Graph refuses an empty list when it is written. Remove the entry, or add the permissions.`,
        ...(typeof api !== 'string' && { permission: { api: api.appId, apiName: api.name, id: null, name: null, kind: null } }),
        fix: { class: 'safe', edits: [{ op: 'remove', pointer: at.pointer }] },
      };
    }
  },
});

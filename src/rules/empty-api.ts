import { resolveApi } from '../catalog/resolve.js';
import { defineRule } from './define-rule.js';
import { quoted, refOfApi } from './wording.js';

export default defineRule({
  id: 'empty-api',
  title: 'API without permissions',
  category: 'shape',
  severity: 'high',
  why: 'Microsoft Graph refuses an API whose list of permissions is empty or missing (PropertyRequired).',
  remedy: 'Remove the entry, or list the permissions that the application needs.',
  sources: [
    {
      title: 'Refused empty lists',
      where: 'microsoftgraph/msgraph-sdk-powershell issue #1622; Azure/Industrial-IoT issue #998',
      seen: '2022-11-10',
    },
  ],
  *check(application, { catalog, names }) {
    for (const { api: fact, isEmpty, listAt, at } of application.apis) {
      // What has no resourceAppId, or is no object at all, is invalid-manifest.
      if (!isEmpty || (!fact.known && fact.why === 'malformed')) continue;
      const written = fact.known ? fact.value : fact.raw;
      const api = fact.known ? resolveApi(catalog, fact.value, names) : 'malformed';
      const unknown = written === undefined ? 'This API' : `The API ${quoted(written)}`;
      const name = typeof api === 'string' ? unknown : api.name;
      yield {
        at: listAt,
        message: `${name} is listed without permissions: the service refuses an empty list when it is written (PropertyRequired). Remove the entry, or add the permissions.`,
        ...(typeof api !== 'string' && { permission: refOfApi(api) }),
        fix: { class: 'safe', edits: [{ op: 'remove', pointer: at.pointer }] },
      };
    }
  },
});

import { graphAppId } from '../../../src/catalog/lookup.js';
import type { DiagnoseContext } from '../../../src/diagnose/hint.js';
import { lintValue } from '../../../src/lint.js';
import { rules } from '../../../src/rules/index.js';
import { catalog, context, ids } from './refusals.js';

/** A permission of Microsoft Graph as a manifest has it: `User.Read.All` of a kind. */
export function access(type: 'Role' | 'Scope', name: string): { readonly id: string; readonly type: string } {
  const kind = type === 'Role' ? 'application' : 'delegated';
  const [found] = catalog.permissions({ api: graphAppId, kind, name });
  if (found === undefined) throw new Error(`no ${kind} permission ${name}`);
  return { id: found.id, type };
}

/** A registration as Microsoft Graph gives it, that requests these permissions of Microsoft Graph. */
export function manifest(
  resourceAccess: readonly { readonly id: string; readonly type: string }[],
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    displayName: 'Portal',
    appId: ids.app,
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess: resourceAccess.length === 0 ? [] : [{ resourceAppId: graphAppId, resourceAccess }],
    ...more,
  };
}

/** The context of a diagnosis with a registration, linted. */
export function withRegistration(value: unknown): DiagnoseContext {
  const setting = { catalog, rules, now: context.now, cloud: 'global' } as const;
  const { applications, findings } = lintValue('manifest.json', value, { ...setting, keepsAll: true });
  const [application] = applications;
  if (application === undefined)
    throw new Error(`no application: ${JSON.stringify(findings.map(({ message }) => message))}`);
  return { ...context, registration: { application, findings } };
}

import { permlint } from './run.js';

export const graph = '00000003-0000-0000-c000-000000000000';
export const ordersId = '11111111-2222-4333-8444-555555555555';
export const mailRead = '570282fd-fa5c-430d-a7fd-fc8dc98a9dca';
export const mailReadAll = '810c84a8-4a9e-49e6-bf7d-12d183f40d01';

/** A registration that requests entries of one API. */
export function asking(api: string, ...entries: readonly (readonly [id: string, type: string])[]): string {
  const resourceAccess = entries.map(([id, type]) => ({ id, type }));
  return JSON.stringify({
    displayName: 'Portal',
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess: [{ resourceAppId: api, resourceAccess }],
  });
}

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  readonly message: string;
}

/** The findings of a run in a folder. */
export function findings(
  cwd: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): readonly Finding[] {
  const { out, err } = permlint(['-f', 'json', ...args], { cwd, env });
  if (out === '') throw new Error(err);
  return JSON.parse(out).findings;
}

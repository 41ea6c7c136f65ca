import { readFileSync } from 'node:fs';
import { openExport, type TenantExport } from '../../../src/input/exports/read-export.js';
import type { ExportFile } from '../../../src/input/exports/records.js';
import { type LintedPart, lintParts } from '../../../src/lint.js';
import type { Finding } from '../../../src/model/finding.js';
import { lineRanges } from '../../../src/model/place.js';
import { settingOn } from '../../rules/lint-fixture.js';

export const graph = '00000003-0000-0000-c000-000000000000';
export const takeover = '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8';
const graphPrincipal = 'aaaaaaaa-0000-4000-8000-000000000003';

type Value = Readonly<Record<string, unknown>>;

/** The lists of an export. */
export interface Lists {
  readonly applications: readonly Value[];
  readonly servicePrincipals: readonly Value[];
  readonly appRoleAssignments: readonly Value[];
  readonly oauth2PermissionGrants: readonly Value[];
}

/** An id made from two numbers. */
export const idOf = (kind: number, index: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** An app role assignment. */
export function assignment(principalId: string, appRoleId: string, more: Value = {}): Value {
  const about = { principalId, principalType: 'ServicePrincipal', resourceId: graphPrincipal };
  return { id: `assignment ${principalId} ${appRoleId}`, appRoleId, ...about, ...more };
}

/** A delegated grant. */
export function consent(clientId: string, scope: string, more: Value = {}): Value {
  const about = { clientId, consentType: 'AllPrincipals', principalId: null, resourceId: graphPrincipal };
  return { id: `consent ${clientId} ${scope}`, ...about, scope, ...more };
}

/** A service principal; without an index that of Microsoft Graph. */
export function servicePrincipal(index?: number, displayName = `Principal ${index}`): Value {
  const ids =
    index === undefined ? { id: graphPrincipal, appId: graph } : { id: idOf(3, index), appId: idOf(2, index) };
  return { ...ids, displayName, servicePrincipalType: 'Application', signInAudience: 'AzureADMyOrg' };
}

const registrations: readonly { readonly manifest: Value }[] = JSON.parse(
  readFileSync(new URL('../../policies/registrations/registrations.json', import.meta.url), 'utf8'),
);

/** The twenty registrations of the policy pack's tests, each with a service principal, and some with grants; one app is foreign. */
export const tenant: Lists = {
  applications: registrations.map(({ manifest }, index) => ({
    id: idOf(1, index),
    appId: idOf(2, index),
    ...manifest,
  })),
  servicePrincipals: [
    servicePrincipal(),
    ...registrations.map((_, index) => servicePrincipal(index)),
    { ...servicePrincipal(99, 'Fabrikam Backup'), appOwnerOrganizationId: idOf(9, 9) },
  ],
  appRoleAssignments: [
    assignment(idOf(3, 1), takeover),
    assignment(idOf(3, 99), takeover),
    assignment(idOf(3, 2), '00000000-0000-0000-0000-000000000000'),
    assignment(idOf(3, 3), takeover, { principalType: 'User' }),
    assignment(idOf(3, 4), takeover, { deletedDateTime: '2026-01-01T00:00:00Z' }),
    assignment(idOf(3, 77), takeover, { principalDisplayName: 'Gone' }),
  ],
  oauth2PermissionGrants: [
    consent(idOf(3, 0), 'User.Read Mail.Send'),
    consent(idOf(3, 5), 'Mail.Read', { consentType: 'Principal', principalId: idOf(8, 1) }),
    consent(idOf(3, 5), 'Mail.Read', { consentType: 'Principal', principalId: idOf(8, 2) }),
  ],
};

/** A list as lines. */
export const linesOf = (values: readonly unknown[]): string =>
  values.map((each) => `${JSON.stringify(each)}\n`).join('');

/** A file of an export whose bytes come in pieces of so many. */
export function fileOf(
  name: string,
  layout: ExportFile['layout'],
  content: string | Buffer,
  size = 1 << 20,
): ExportFile {
  const bytes = Buffer.from(content);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return {
    name,
    layout,
    *chunks(from) {
      const step = layout === 'whole' ? bytes.length : size;
      // Each piece is overwritten once the next one is asked for, as a reader of files does.
      const piece = Buffer.alloc(step);
      for (let at = from; at < bytes.length; at += step) yield piece.subarray(0, bytes.copy(piece, 0, at, at + step));
    },
    decode: (part) => {
      try {
        return decoder.decode(part);
      } catch {
        return undefined;
      }
    },
  };
}

/** What linting all files of an export gives, part by part. */
export function partsOf(tenantExport: TenantExport, files: number, size = 7): readonly LintedPart[] {
  return Array.from({ length: files }).flatMap((_, index) => [
    ...lintParts(tenantExport.read(index, true), settingOn(), size),
  ]);
}

/** The findings of an export of these files, without their places, in an order of their own. */
export function findingsOf(...files: readonly ExportFile[]): readonly string[] {
  const parts = partsOf(openExport(files), files.length);
  return parts.flatMap(({ findings }) => findings.map(wordsOf)).sort();
}

function wordsOf({ rule, application, permission, message }: Finding): string {
  const name = application?.name;
  return `${rule} | ${name?.known ? name.value : '-'} | ${permission?.name ?? permission?.id ?? '-'} | ${message}`;
}

/** `rule file:line:column`, with the text that the place points at. */
export function placeOf({ rule, at }: Finding): string {
  const [range] = lineRanges(at.document, [at]);
  const [spot] = at.document.locate([at]);
  const text = spot && at.document.text?.slice(spot.start, spot.end);
  return `${rule} ${at.document.name}:${range?.line}:${range?.column} ${text}`;
}

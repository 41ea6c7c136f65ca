const exportName =
  /(?:^|[/\\])(?:applications|servicePrincipals|appRoleAssignments|appRoleAssignedTo|oauth2PermissionGrants)\.(?:ndjson|jsonl|json)$/i;

/** Whether a file is called as one of the files of an export that lie beside each other. */
export function isExportName(path: string): boolean {
  return exportName.test(path);
}

/** Whether a text can hold grants of a tenant, keys in either case: then it is read together with what they are granted to. */
export function mayHoldGrants(text: string): boolean {
  return text.includes('esourceId"') && (text.includes('rincipalId"') || text.includes('lientId"'));
}

import { lazy } from './facts.js';
import { graphAppId } from './lookup.js';
import { letterOf } from './table.js';
import type { Catalog, Naming, Permission, ReadPart } from './types.js';

/** The rows of naming.tsv, by what they begin with; data/README.md says what each holds. */
type Rows = ReadonlyMap<string, readonly string[]>;

/** Reads names of Microsoft Graph permissions by the pattern that they follow, from naming.tsv. */
export function createNaming(readPart: ReadPart): Pick<Catalog, 'naming'> {
  const rows = lazy(() => rowsOf(readPart('naming.tsv')));
  return {
    naming(permission) {
      return permission.api.appId === graphAppId ? namingOf(permission, rows()) : undefined;
    },
  };
}

// What a row is found by: an exception by its name, an operation, a constraint by kind and name, a resource.
const keyFields: Readonly<Record<string, number>> = { e: 2, o: 2, c: 3, r: 2 };

function rowsOf(text: string): Rows {
  const lines = text.trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const fields = line.split('\t');
      const keys = keyFields[line.charAt(0)] ?? 1;
      return [fields.slice(0, keys).join(' '), fields.slice(keys)];
    }),
  );
}

function namingOf(permission: Permission, rows: Rows): Naming {
  const { name, kind } = permission;
  const [resource, operation, constraint, ...more] = name.split('.');
  const [special] = (kind === 'delegated' ? rows.get(`e ${name}`) : undefined) ?? [];
  if (operation === undefined || more.length > 0) {
    const none = { resource: undefined, operation: undefined, operationMeaning: undefined, constraint: undefined };
    return { ...none, reach: special };
  }
  const [unconstrained, operationMeaning] = rows.get(`o ${operation}`) ?? [];
  const reach = special ?? reachOf(permission, resource ?? '', constraint ?? unconstrained, rows);
  return { resource, operation, operationMeaning, constraint, reach };
}

/** The reach that a constraint leaves; resource-specific permissions have constraints of their own. */
function reachOf(
  { kind, resourceSpecific }: Permission,
  resource: string,
  constraint: string | undefined,
  rows: Rows,
): string | undefined {
  const letter = resourceSpecific ? 's' : letterOf(kind);
  const [plain, ofThings] = (constraint === undefined ? undefined : rows.get(`c ${letter} ${constraint}`)) ?? [];
  if (ofThings === undefined) return plain;
  const [own = '', all = ''] = rows.get(`r ${resource}`) ?? [];
  const needed = ofThings.includes('{own}') ? own : all;
  return needed === '' ? plain : ofThings.replace('{own}', own).replace('{all}', all);
}

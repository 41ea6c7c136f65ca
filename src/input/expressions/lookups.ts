// The documented way to write a permission by its name: a filter over what the service principal of its API exposes.
import { isList } from '../members.js';
import { NamedPermission, type Pending } from '../source.js';
import type { Expression } from './expression.js';
import { itemsOf, type Located, listOf, memberOf, objectOf, originOf } from './values.js';

/** What a service principal exposes, by property. */
const exposed = new Map([
  ['appRoles', 'application'],
  ['oauth2PermissionScopes', 'delegated'],
] as const);

type Lambda = Expression & { readonly kind: 'lambda' };

/**
 * The permissions that `filter(sp.appRoles, role => role.value == 'User.Read.All')` finds, where the API of the service
 * principal and the names are known. Undefined for any other list or condition.
 */
export function lookedUp(
  list: Pending,
  { raw }: Expression,
  lambda: Lambda,
  evaluate: (expression: Expression) => Located,
): readonly unknown[] | undefined {
  const origin = originOf(list);
  if (origin?.resource.type !== 'Microsoft.Graph/servicePrincipals' || origin.path.length !== 1) return undefined;
  const kind = [...exposed].find(([property]) => property === origin.path[0])?.[1];
  const body = origin.resource.body();
  const api = body && memberOf(body, 'appId')?.value;
  const [parameter] = lambda.parameters;
  if (kind === undefined || typeof api !== 'string' || parameter === undefined) return undefined;
  const names = namesAsked(lambda.body, parameter, evaluate);
  const search = { api, of: kind, raw };
  return names && listOf(names.flatMap((name) => permission(name, (text) => new NamedPermission(search, text))));
}

function permission({ value, at }: Located, idOf: (name: string) => NamedPermission): readonly Located[] {
  if (typeof value !== 'string') return [];
  const members: readonly (readonly [string, Located])[] = [
    ['id', { value: idOf(value), at }],
    ['value', { value, at }],
  ];
  const found = objectOf(new Map(members));
  return found === undefined ? [] : [{ value: found, at }];
}

/** The names that a condition lets through: `r.value == 'X'`, `contains(['X', 'Y'], r.value)`, and either for apps only. */
function namesAsked(
  condition: Expression,
  parameter: string,
  evaluate: (expression: Expression) => Located,
): readonly Located[] | undefined {
  if (condition.kind !== 'call') return undefined;
  const { name, args } = condition;
  const [first, second] = args;
  if (first === undefined || second === undefined) return undefined;
  if (name === 'and') {
    const [asked, ...others] = args.filter((arg) => !isForApplications(arg, parameter));
    return asked && others.length === 0 ? namesAsked(asked, parameter, evaluate) : undefined;
  }
  if (name === 'contains') {
    const list = isProperty(second, parameter, 'value') ? evaluate(first) : undefined;
    return list && isList(list.value) ? allTexts(itemsOf(list)) : undefined;
  }
  if (name !== 'equals' && name !== 'equalsignorecase') return undefined;
  if (isProperty(first, parameter, 'value')) return allTexts([evaluate(second)]);
  return isProperty(second, parameter, 'value') ? allTexts([evaluate(first)]) : undefined;
}

function allTexts(all: readonly Located[]): readonly Located[] | undefined {
  return all.every(({ value }) => typeof value === 'string') ? all : undefined;
}

/** `contains(r.allowedMemberTypes, 'Application')`, which every permission of an API that is asked for as Role fulfils. */
function isForApplications(condition: Expression, parameter: string): boolean {
  if (condition.kind !== 'call' || condition.name !== 'contains') return false;
  const [list, word] = condition.args;
  const isRoleOfApps = word?.kind === 'literal' && word.value === 'Application';
  return isRoleOfApps && list !== undefined && isProperty(list, parameter, 'allowedMemberTypes');
}

function isProperty(expression: Expression, parameter: string, property: string): boolean {
  if (expression.kind !== 'access' || expression.of.kind !== 'name' || expression.of.name !== parameter) return false;
  return expression.key.kind === 'literal' && expression.key.value === property;
}

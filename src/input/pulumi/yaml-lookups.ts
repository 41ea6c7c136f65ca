// What the azuread provider looks up, as far as it is published: appIds by the provider's own names, and the permissions
// of an API by theirs.
import { publishedAppIds } from '../resources/published-apps.js';
import { NamedPermission } from '../source.js';
import { entryOf, textOf, type YamlNode } from '../yaml-text.js';

/** A call of a function of a provider, in either of the ways to write one. */
export interface Invoke {
  /** Its name without provider and module: `getServicePrincipal`. */
  readonly name: string;
  readonly input: YamlNode | undefined;
  /** The one property of the answer that is kept, where only one is. */
  readonly only: string | undefined;
}

/** The call that a node is; undefined for anything else. */
export function invokeOf(node: YamlNode | undefined): Invoke | undefined {
  const call = entryOf(node, 'fn::invoke');
  const token = textOf(entryOf(call, 'function'));
  if (token !== undefined) {
    return { name: nameOf(token), input: entryOf(call, 'arguments'), only: textOf(entryOf(call, 'return')) };
  }
  const [short] = node?.kind === 'map' && node.entries.size === 1 ? node.entries.keys() : [];
  if (short === undefined || !short.startsWith('fn::azuread:')) return undefined;
  return { name: nameOf(short), input: entryOf(node, short), only: undefined };
}

function nameOf(token: string): string {
  return token.slice(token.lastIndexOf(':') + 1);
}

/** The appId that the provider publishes under a name, by the path of the expression. */
export function publishedAppId([property, key]: readonly (string | number)[]): string | undefined {
  return property === 'result' ? publishedAppIds().get(String(key)) : undefined;
}

/** The permission that an API has under a name, by the path below its service principal; `raw` is the expression. */
export function permissionOf(
  api: unknown,
  path: readonly (string | number)[],
  raw: string,
): NamedPermission | undefined {
  const [property, name] = path;
  const of =
    property === 'appRoleIds' ? 'application' : property === 'oauth2PermissionScopeIds' ? 'delegated' : undefined;
  if (typeof api !== 'string' || of === undefined || name === undefined || path.length !== 2) return undefined;
  return new NamedPermission({ api, of, raw }, String(name));
}

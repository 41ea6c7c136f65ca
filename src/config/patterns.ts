import ignore from 'ignore';
import type { PermissionRef } from '../model/finding.js';

/**
 * Whether a path (with `/` between names, from the folder of the config on) is meant by a path or glob: `apps/portal` is
 * the file or all that is below the folder, `*` stays within a name, `**` does not. Paths outside are never meant.
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const anchored = pattern.replace(/^(?:\.?\/)+/, '');
  // In a list, as a text would be parted at its line ends.
  const rules = ignore({ ignorecase: false, allowRelativePaths: false }).add([`/${anchored}`]);
  return (path) => ignore.isPathValid(path) && rules.ignores(path);
}

/** Whether a pattern means every path, and so says nothing of where. */
export function meansEveryPath(pattern: string): boolean {
  return /^(?:\.?\/)*\*[*/]*$/.test(pattern.trim());
}

/** What keeps a glob from being matched fast, whatever it is held against; undefined where nothing does. */
export function globFault(pattern: string): string | undefined {
  const glob = pattern.replace(/\\./gs, '_');
  // What means one path alone is compared, however long it is.
  if (glob.length > 200 && /[*?[]/.test(glob)) return 'is longer than 200 characters';
  if ((glob.match(/\*\*/g)?.length ?? 0) > 4) return 'holds more than four **';
  const names = glob.replaceAll('**', '').split('/');
  const stars = names.map((name) => name.match(/\*/g)?.length ?? 0);
  if (stars.reduce((sum, count) => sum + count, 0) > 10) return 'holds more than ten *';
  return undefined;
}

/** The pattern that means this path alone. */
export function literalPath(path: string): string {
  return path.replace(/[\\*?[\]]| +$/g, (signs) => signs.replace(/./g, '\\$&'));
}

/** Whether a text is meant by a pattern in which `*` stands for anything; letter case is ignored. */
export function textMatcher(pattern: string): (text: string) => boolean {
  const [first = '', ...others] = pattern.toLowerCase().split(/\*+/);
  const last = others.pop();
  if (last === undefined) return (text) => text.toLowerCase() === first;
  // Each part is taken where it comes first, so no pattern makes a long text slow, as an expression would.
  return (text) => {
    const lowered = text.toLowerCase();
    if (!lowered.startsWith(first)) return false;
    let at = first.length;
    for (const part of others) {
      const found = lowered.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return lowered.length - last.length >= at && lowered.endsWith(last);
  };
}

/** The parts of `Api/Name:application`; the API and the kind may be left out. */
export interface PermissionPattern {
  readonly api: string | undefined;
  readonly permission: string;
  readonly kind: 'application' | 'delegated' | undefined;
}

/** Takes a pattern apart. The last `/` ends the API's name: some are addresses. */
export function parsePermissionPattern(text: string): PermissionPattern {
  const [, rest = '', kind] = /^(.*?)(?::(application|delegated))?$/is.exec(text.trim()) ?? [];
  const slash = rest.lastIndexOf('/');
  return {
    api: slash === -1 ? undefined : rest.slice(0, slash),
    permission: rest.slice(slash + 1),
    kind: kind === undefined ? undefined : kind.toLowerCase() === 'application' ? 'application' : 'delegated',
  };
}

/** Whether a pattern means every permission, and so says nothing of which. */
export function meansEveryPermission(pattern: string): boolean {
  const { api = '*', permission } = parsePermissionPattern(pattern);
  return [api, permission].every((part) => /^\*+$/.test(part));
}

/**
 * Whether a permission is meant by a pattern. `appIdOf` gives the appId of an API by any of its names; without an API in
 * the pattern it is `defaultApi` (an appId) that is meant.
 */
export function permissionMatcher(
  text: string,
  defaultApi: string,
  appIdOf: (name: string) => string | undefined,
): (permission: PermissionRef) => boolean {
  const { api = defaultApi, permission, kind } = parsePermissionPattern(text);
  const appId = appIdOf(api)?.toLowerCase();
  const isApi = textMatcher(api);
  const isPermission = textMatcher(permission);
  return (asked) => {
    if (kind !== undefined && asked.kind !== null && asked.kind !== kind) return false;
    if (appId === undefined ? ![asked.api, asked.apiName ?? ''].some(isApi) : asked.api.toLowerCase() !== appId) {
      return false;
    }
    return [asked.name, asked.id].some((each) => each !== null && isPermission(each));
  };
}

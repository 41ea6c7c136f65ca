import type { Catalog, Permission } from '../catalog/types.js';
import { callData, type KnownCall } from './openers.js';

/** What to do instead of a call that needs a signed-in user. */
export interface Instead {
  readonly words: string;
  /** The application permissions that the words name. */
  readonly permissions: readonly Permission[];
}

const rest = '/...';

/** What an application without a user does instead of a call, where a source says so. */
export function insteadOf(catalog: Catalog, { method, segments }: KnownCall): Instead | undefined {
  const path = segments.join('/');
  for (const line of catalog.delegatedOnly().trimEnd().split('\n')) {
    const [ownMethod, own = '', words] = line.split('\t');
    const isOwn = own.endsWith(rest) ? `${path}/`.startsWith(own.slice(0, -rest.length + 1)) : path === own;
    if (ownMethod === method && isOwn && words !== undefined) return { words, permissions: namedIn(words, catalog) };
  }
  return undefined;
}

function namedIn(words: string, catalog: Catalog): readonly Permission[] {
  const { byName } = callData(catalog).live.application;
  const names = words.match(/[A-Za-z][\w-]*(?:\.\w[\w-]*)+/g) ?? [];
  return names.flatMap((name) => byName.get(name.toLowerCase())?.permission ?? []);
}

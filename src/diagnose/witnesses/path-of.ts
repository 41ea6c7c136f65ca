import type { MadeCall } from '../evidence/refusal.js';

/**
 * The path of a call, with a slash before it and without the query; undefined where there is no call, or none that tells
 * what was asked for: a batch.
 */
export function pathOf(call: MadeCall | undefined): string | undefined {
  if (call === undefined) return undefined;
  const [path = ''] = call.url.slice(0, 2_000).split(/[?#]/);
  const own = path.startsWith('/') || path.includes('://') ? path : `/${path}`;
  return /\/\$batch\/?$/i.test(own) || own === '/' ? undefined : own;
}

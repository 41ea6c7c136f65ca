import { withoutQuery } from '../model/call.js';
import { cut } from '../model/wording.js';
import type { MadeCall } from './evidence/refusal.js';
import { withoutSecrets } from './quoted-text.js';

/**
 * A call as people may see it, on one line and cut: without its query, which may hold a token, and with `{id}` for users'
 * names, long ids and whatever may be a secret.
 */
export function shownCall({ method, url }: MadeCall): string {
  return `${method.slice(0, 10)} ${shownPath(url)}`;
}

/**
 * The path of a call that a command may hold. Undefined where it has signs in it that a shell would take for its own.
 */
export function pathForCommands({ url }: MadeCall): string | undefined {
  const path = shownPath(url);
  return /^[\w/.:{}-]{1,200}$/.test(path) ? path : undefined;
}

function shownPath(url: string): string {
  const withoutUser = withoutQuery(url.slice(0, 2_000)).replace(/^(https?:\/\/)[^/@]{0,200}@/i, '$1');
  const line = withoutUser.replace(/[^\x21-\x7e]/g, '');
  return cut(withoutIds(line.replace(/[A-Za-z0-9_+=~.%!-]{41,}/g, '{id}')), 160);
}

/** An address with `{id}` for each part that is a user's name, or that nobody made of words. */
export function withoutIds(url: string): string {
  return url
    .split('/')
    .map((part) => {
      const plain = part.replace(/[^'()=,:]{0,200}(?:@|%40)[^'()=,:]{0,200}/gi, '{id}');
      return plain.split(/[=&;]/).every((each) => each.length < 20 || withoutSecrets(each) === each) ? plain : '{id}';
    })
    .join('/');
}

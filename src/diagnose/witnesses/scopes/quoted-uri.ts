import { withoutQuery } from '../../../model/call.js';
import { cut } from '../../../model/wording.js';
import { quotedText } from '../../quoted-text.js';

/**
 * A scope or URI of the evidence as people may see it, in quotes: without its query, and with each part hidden that may
 * be a token or a secret. As one text, a long address would be hidden as a whole.
 */
export function quotedUri(text: string, longest = 120): string {
  if (!/^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(text)) return quotedText(text, longest);
  const parts = withoutQuery(text.slice(0, 1_000)).split('/');
  // The user before an @ may be a secret.
  const shown = parts.map((part) => quotedText(part.slice(part.lastIndexOf('@') + 1)).slice(1, -1));
  return `"${cut(shown.join('/'), longest)}"`;
}

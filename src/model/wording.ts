// Words that readers and rules share, and how a value from a file is shown.
import type { PermissionKind } from './application.js';

/** `an application permission`, `a delegated permission`. */
export function aKind(kind: PermissionKind): string {
  return kind === 'application' ? 'an application permission' : 'a delegated permission';
}

/** `a`, `a or b`, `a, b or c`. */
export function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function allOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A value from a file as people may see it: cut at 80 characters, and without what may be a secret in it. */
export function shown(value: string): string {
  return cut(withoutSecrets(value));
}

/** The same in quotes. */
export function quoted(value: string): string {
  return JSON.stringify(shown(value));
}

/** An expression of a program as people may see it: on one line, and longer than a value, as it tells what is computed. */
export function shownExpression(raw: string): string {
  const line = raw
    .slice(0, 1_000)
    .replace(/\s+/g, ' ')
    .replace(/\bsensitive\(.*$/, 'sensitive(…')
    .trim();
  const [, quote = '', inner = line] = /^(["'])([^"']*)\1$/.exec(line) ?? [];
  return quote + cut(withoutSecrets(inner), 160) + quote;
}

/** A text cut at so many characters, never within a surrogate pair. */
export function cut(text: string, longest = 80): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A URI without what follows ? or # and without its user, and any text without the value of what is named like a secret. */
function withoutSecrets(value: string): string {
  const text = value.slice(0, 1_000);
  const uri = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#@]*@)?([^?#]*)([?#]?)/i.exec(text);
  if (uri !== null) {
    const [whole, scheme = '', rest = '', mark = ''] = uri;
    const user = whole.length - mark.length > scheme.length + rest.length ? '…@' : '';
    return `${scheme}${user}${rest}${mark}${mark === '' ? '' : '…'}`;
  }
  return text.replace(/((?:secret|password|pwd|token|passphrase)[\w-]{0,20}\s?[=:]\s?)\S+/gi, '$1…');
}

const none: readonly RegExpExecArray[] = [];

/** The first matches of a global pattern in a text. Cheaper than `matchAll`, which copies the pattern, where there is none. */
export function matchesOf(pattern: RegExp, text: string, most = 20): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return none;
  const found: RegExpExecArray[] = [];
  for (; match !== null && found.length < most; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return found;
}

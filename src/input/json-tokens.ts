// Steps over the tokens of valid JSON text. Nothing here builds values: JSON.parse does that.

const quote = 0x22;
const backslash = 0x5c;

/** The offset of the first character at or after `offset` that is no JSON white space. */
export function skipSpace(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
    at += 1;
  }
}

/** The offset of the quote that closes the string whose opening quote stands at `offset`; -1 where it does not end. */
export function closingQuote(text: string, offset: number): number {
  for (let end = text.indexOf('"', offset + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

/** The offset after the string whose opening quote stands at `offset`; the text's length where it does not end. */
export function endOfString(text: string, offset: number): number {
  const end = closingQuote(text, offset);
  return end === -1 ? text.length : end + 1;
}

/** The offset after the value that starts at `offset`, however deep it is. */
export function endOfValue(text: string, offset: number): number {
  let depth = 0;
  let at = offset;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      at += 1;
      continue;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      at += 1;
    } else if (depth === 0) at = endOfLiteral(text, at);
    else {
      at += 1;
      continue;
    }
    if (depth === 0) return at;
  }
  return at;
}

function endOfLiteral(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !',]} \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

/** The text of the key whose quotes enclose `start` to `end`. */
export function keyText(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  if (!inner.includes('\\')) return inner;
  const parsed: unknown = JSON.parse(text.slice(start, end));
  return String(parsed);
}

const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ', '0': ' ' };

/** A text without its backslashes, as often as it was escaped. What is no escape is left as it is. */
export function fromEscapes(text: string, times: number): string {
  let plain = text;
  for (let time = 0; time < times && plain.includes('\\'); time += 1) plain = once(plain);
  return plain;
}

function once(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([^ux]))/gi,
    (whole, long?: string, short?: string, char = '') => {
      const code = long ?? short;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (/["'\\/`]/.test(char)) return char;
      return named[char] ?? whole;
    },
  );
}

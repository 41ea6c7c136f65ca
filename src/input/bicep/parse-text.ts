import type { Expression } from '../expressions/expression.js';
import { type Scanner, skipLines, take, writtenFrom } from './scan.js';

const longText = /'''\r?\n?([^']*(?:'{1,2}[^']+)*)('{3,})/y;
const plain = /[^'\\$\n]+/y;
const unicode = /\\u\{([0-9a-f]{1,6})\}/iy;
const escapes = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ["'", "'"],
  ['\\', '\\'],
  ['$', '$'],
]);

/** A text, with the expressions in it; undefined where none begins here, or it does not end. */
export function parseText(
  scanner: Scanner,
  parseValue: (scanner: Scanner) => Expression | undefined,
): Expression | undefined {
  const start = scanner.position;
  const long = parseLongText(scanner);
  if (long !== undefined) return { kind: 'literal', value: long, ...writtenFrom(scanner, start) };
  if (scanner.text.charAt(start) !== "'") return undefined;
  scanner.position += 1;
  const parts: Expression[] = [];
  let pieceStart = scanner.position;
  let piece = '';
  const endPiece = () => {
    if (piece !== '') parts.push({ kind: 'literal', value: piece, ...writtenFrom(scanner, pieceStart) });
    piece = '';
  };
  for (;;) {
    piece += take(scanner, plain) ?? '';
    const letter = scanner.text.charAt(scanner.position);
    if (letter === "'") break;
    if (scanner.text.startsWith('${', scanner.position)) {
      endPiece();
      const part = parseInterpolation(scanner, parseValue);
      if (part === undefined) return undefined;
      parts.push(part);
      pieceStart = scanner.position;
      continue;
    }
    const escaped = letter === '\\' ? takeEscape(scanner) : takeDollar(scanner);
    if (escaped === undefined) return undefined;
    piece += escaped;
  }
  endPiece();
  scanner.position += 1;
  return whole(parts, writtenFrom(scanner, start));
}

function whole(parts: readonly Expression[], written: ReturnType<typeof writtenFrom>): Expression {
  const [first, ...others] = parts;
  if (first === undefined) return { kind: 'literal', value: '', ...written };
  if (others.length === 0 && first.kind === 'literal') return { ...first, ...written };
  return { kind: 'text', parts, ...written };
}

/** A text between three quotes: nothing in it has a meaning of its own. */
function parseLongText(scanner: Scanner): string | undefined {
  longText.lastIndex = scanner.position;
  const found = longText.exec(scanner.text);
  if (found === null) return undefined;
  scanner.position = longText.lastIndex;
  return `${found[1] ?? ''}${"'".repeat((found[2] ?? '').length - 3)}`;
}

function parseInterpolation(
  scanner: Scanner,
  parseValue: (scanner: Scanner) => Expression | undefined,
): Expression | undefined {
  scanner.position += 2;
  skipLines(scanner);
  const part = parseValue(scanner);
  skipLines(scanner);
  if (part === undefined || scanner.text.charAt(scanner.position) !== '}') return undefined;
  scanner.position += 1;
  return part;
}

function takeDollar(scanner: Scanner): string | undefined {
  if (scanner.text.charAt(scanner.position) !== '$') return undefined;
  scanner.position += 1;
  return '$';
}

function takeEscape(scanner: Scanner): string | undefined {
  unicode.lastIndex = scanner.position;
  const found = unicode.exec(scanner.text);
  const code = found === null ? undefined : Number.parseInt(found[1] ?? '', 16);
  if (code !== undefined) {
    scanner.position = unicode.lastIndex;
    return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  }
  const letter = escapes.get(scanner.text.charAt(scanner.position + 1));
  scanner.position += 2;
  return letter;
}

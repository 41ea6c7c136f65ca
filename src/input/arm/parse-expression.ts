// Parses the expressions of deployment templates: calls, literals, and access to properties and items.
import { deepest, type Expression, type Site } from '../expressions/expression.js';

/** The expression that a text of a template holds between brackets. Never throws: what does not parse is `unknown`. */
export function parseExpression(raw: string, at: Site): Expression {
  const parser: Parser = { text: raw.slice(1, -1), at, position: 0, depth: 0 };
  const expression = parsePostfix(parser);
  skipSpace(parser);
  if (expression === undefined || parser.position < parser.text.length) return { kind: 'unknown', raw, at };
  return { ...expression, raw };
}

interface Parser {
  readonly text: string;
  readonly at: Site;
  position: number;
  depth: number;
}

/** Undefined where the text is no expression. */
type Parsed = Expression | undefined;

/** The end of a name is looked for where the parser stands, and never from the beginning. */
const space = /\s*/y;
const word = /[a-z_][\w$]*(?:\.[a-z_]\w*(?=\s*\())*/iy;
const number = /-?\d{1,15}(?:\.\d+)?(?![\w.])/y;
const quotedText = /'((?:[^']|'')*)'/y;
const property = /[a-z_]\w*/iy;

function take(parser: Parser, token: RegExp): RegExpExecArray | undefined {
  token.lastIndex = parser.position;
  const found = token.exec(parser.text);
  if (found === null) return undefined;
  parser.position = token.lastIndex;
  return found;
}

function skipSpace(parser: Parser): void {
  take(parser, space);
}

function takeMark(parser: Parser, mark: string): boolean {
  skipSpace(parser);
  if (parser.text.charAt(parser.position) !== mark) return false;
  parser.position += 1;
  return true;
}

function parsePostfix(parser: Parser): Parsed {
  if (parser.depth > deepest) return undefined;
  parser.depth += 1;
  skipSpace(parser);
  const start = parser.position;
  let of = parsePrimary(parser);
  // A chain of properties is as deep a tree as brackets are.
  for (let links = 0; of !== undefined && links < deepest; links += 1) {
    const next = parseAccess(parser, of, start);
    if (next === 'none') break;
    of = next;
  }
  parser.depth -= 1;
  return of;
}

function parseAccess(parser: Parser, of: Expression, start: number): Parsed | 'none' {
  const { at } = parser;
  let key: Parsed;
  if (takeMark(parser, '.')) {
    skipSpace(parser);
    const name = take(parser, property)?.[0];
    key = name === undefined ? undefined : { kind: 'literal', value: name, raw: name, at };
  } else if (takeMark(parser, '[')) {
    key = parsePostfix(parser);
    if (!takeMark(parser, ']')) return undefined;
  } else return 'none';
  if (key === undefined) return undefined;
  return { kind: 'access', of, key, isSafe: false, raw: parser.text.slice(start, parser.position), at };
}

function parsePrimary(parser: Parser): Parsed {
  const { at, position: start } = parser;
  const quoted = take(parser, quotedText);
  if (quoted !== undefined) {
    return { kind: 'literal', value: (quoted[1] ?? '').replaceAll("''", "'"), raw: quoted[0], at };
  }
  const digits = take(parser, number);
  if (digits !== undefined) return { kind: 'literal', value: Number(digits[0]), raw: digits[0], at };
  const name = take(parser, word)?.[0];
  if (name === undefined) return undefined;
  const args = takeMark(parser, '(') ? parseArguments(parser) : undefined;
  return args && callOf(name.toLowerCase(), args, { raw: parser.text.slice(start, parser.position), at });
}

function parseArguments(parser: Parser): readonly Expression[] | undefined {
  const args: Expression[] = [];
  if (takeMark(parser, ')')) return args;
  do {
    const arg = parsePostfix(parser);
    if (arg === undefined) return undefined;
    args.push(arg);
  } while (takeMark(parser, ','));
  return takeMark(parser, ')') ? args : undefined;
}

/** What a call names: functions of scope are names, lambdas are made by a function, too. */
function callOf(
  name: string,
  args: readonly Expression[],
  written: { readonly raw: string; readonly at: Site },
): Expression {
  const [first] = args;
  const text = first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined;
  if (name === 'copyindex') return copyIndex(text, args, written);
  if (name === 'lambda') return lambdaOf(args, written);
  const space = spaces.get(name);
  if (space === undefined) return { kind: 'call', name, args, ...written };
  if (text !== undefined) return { kind: 'name', name: `${space}:${text.toLowerCase()}`, ...written };
  return first && name === 'reference' ? { ...first, ...written } : { kind: 'unknown', ...written };
}

/** Functions that look a name up, and the names that they know. */
const spaces = new Map([
  ['parameters', 'parameter'],
  ['variables', 'variable'],
  ['lambdavariables', 'local'],
  ['reference', 'resource'],
  ['references', 'resource'],
]);

function copyIndex(
  loop: string | undefined,
  args: readonly Expression[],
  written: { readonly raw: string; readonly at: Site },
): Expression {
  const index: Expression = { kind: 'name', name: `loop:${loop?.toLowerCase() ?? ''}`, ...written };
  const offset = args[loop === undefined ? 0 : 1];
  return offset === undefined ? index : { kind: 'call', name: 'add', args: [index, offset], ...written };
}

function lambdaOf(args: readonly Expression[], written: { readonly raw: string; readonly at: Site }): Expression {
  const names = args
    .slice(0, -1)
    .map((arg) => (arg.kind === 'literal' ? `local:${String(arg.value).toLowerCase()}` : ''));
  const body = args.at(-1);
  return body === undefined ? { kind: 'unknown', ...written } : { kind: 'lambda', parameters: names, body, ...written };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A regular expression of a source file. */
export interface FoundPattern {
  /** `src/diagnose/rank.ts:12`. */
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** Patterns of source files, and the places where one is put together while the program runs. */
export interface FoundPatterns {
  readonly patterns: readonly FoundPattern[];
  readonly computed: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every regular expression of the sources below a folder, by their syntax trees. */
export function patternsBelow(folder: string): FoundPatterns {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
    .sort();
  const found = files.map((name) => patternsOf(join(root, folder, name)));
  return { patterns: found.flatMap((each) => each.patterns), computed: found.flatMap((each) => each.computed) };
}

function patternsOf(file: string): FoundPatterns {
  return patternsIn(relative(root, file).replaceAll('\\', '/'), readFileSync(file, 'utf8'));
}

/** The same of one text. What is put together of constants of the same file is no computed pattern. */
export function patternsIn(name: string, text: string): FoundPatterns {
  const tree = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(tree);
  const patterns: FoundPattern[] = [];
  const computed: string[] = [];
  const visit = (node: ts.Node): void => {
    const at = `${name}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      patterns.push({ at, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    const argument = patternArgument(node);
    if (argument !== undefined && !ts.isRegularExpressionLiteral(argument.pattern)) {
      const source = textOf(argument.pattern, constants);
      const flags = argument.flags === undefined ? '' : textOf(argument.flags, constants);
      if (source === undefined || flags === undefined) computed.push(at);
      else patterns.push({ at, source, flags });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { patterns, computed };
}

/** What `const` names, by its name, where the file has that name once. */
function constantsOf(tree: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  const twice = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isNamed = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (isNamed && ts.isIdentifier(node.name)) {
      const name = node.name.text;
      const isConstant = ts.isVariableDeclaration(node) && (node.parent.flags & ts.NodeFlags.Const) !== 0;
      if (found.has(name) || !isConstant) twice.add(name);
      if (node.initializer !== undefined) found.set(name, node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  for (const name of twice) found.delete(name);
  return found;
}

/** The text that an expression of constants gives; undefined where it is none. */
function textOf(node: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return String(Number(node.text));
  if (ts.isIdentifier(node)) {
    const value = constants.get(node.text);
    return value === undefined ? undefined : textOf(value, constants);
  }
  if (ts.isTaggedTemplateExpression(node)) {
    return node.tag.getText() === 'String.raw'
      ? templateText(node.template, constants, ({ rawText }) => rawText)
      : undefined;
  }
  return ts.isTemplateExpression(node) ? templateText(node, constants, ({ text }) => text) : undefined;
}

function templateText(
  node: ts.TemplateLiteral,
  constants: ReadonlyMap<string, ts.Expression>,
  read: (part: ts.TemplateLiteralLikeNode) => string | undefined,
): string | undefined {
  if (ts.isNoSubstitutionTemplateLiteral(node)) return read(node);
  const parts = node.templateSpans.map(({ expression, literal }) => {
    const own = textOf(expression, constants);
    return own === undefined ? undefined : own + read(literal);
  });
  return parts.includes(undefined) ? undefined : read(node.head) + parts.join('');
}

/** What `new RegExp`, `RegExp()` and the methods that make a pattern of a text take. */
function patternArgument(node: ts.Node): { pattern: ts.Expression; flags: ts.Expression | undefined } | undefined {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const [pattern, flags] = node.arguments ?? [];
  if (pattern === undefined) return undefined;
  const { expression } = node;
  if (expression.getText().replace(/^globalThis\./, '') === 'RegExp') return { pattern, flags };
  const isText = ts.isStringLiteralLike(pattern) || ts.isTemplateExpression(pattern);
  const makesOne =
    ts.isPropertyAccessExpression(expression) && /^(?:match|matchAll|search)$/.test(expression.name.text);
  return makesOne && isText ? { pattern, flags: undefined } : undefined;
}

const longestConstant = 600;

/**
 * The pattern as the checking tool takes it. Repetitions of up to 600 are a constant factor, and become short ones; larger
 * ones count as endless. A look behind at the beginning becomes the character that it looks at; other assertions, which
 * the tool cannot read, are left out: what stays has no fewer ways to go. What a pattern ends with is met as often as it
 * must be, as no more can fail. A sticky pattern begins where it is asked.
 */
export function forChecking({ source, flags }: Pick<FoundPattern, 'source' | 'flags'>): string {
  const own = source
    .replace(
      /^\(\?<!\[(\^?)((?:\\.|[^\]\\])*)\]\)/,
      (_, not: string, set: string) => `(?:^|[${not === '' ? '^' : ''}${set}])`,
    )
    .replace(/^\(\?<!\\w\)/, '(?:^|\\W)')
    .replace(/^\(\?<!(\\.|[\w.])\)/, '(?:^|[^$1])');
  const short = withoutTails(withoutAssertions(own).map(shortRepetition)).join('');
  return flags.includes('y') ? `^(?:${short})` : short;
}

function shortRepetition(token: string): string {
  const [whole, least = '', comma, longest = ''] = /^\{(\d+)(,?)(\d*)\}$/.exec(token) ?? [];
  if (whole === undefined) return token;
  const last = comma === '' ? Number(least) : longest === '' ? Number.POSITIVE_INFINITY : Number(longest);
  if (last > longestConstant) return `{${Math.min(Number(least), 2)},}`;
  return last <= 3 ? token : `{${Math.min(Number(least), 1)},3}`;
}

/** Endless repetitions at the end of the pattern, also of its alternatives, are met no more often than they must be. */
function withoutTails(tokens: readonly string[]): readonly string[] {
  const groups: boolean[] = [];
  let isTail = true;
  const kept = tokens.toReversed().map((token) => {
    if (token === ')') {
      groups.push(isTail);
      return token;
    }
    const own = isTail
      ? token
          .replace(/^\*$/, '{0}')
          .replace(/^\+$/, '{1}')
          .replace(/^\{(\d+),\}$/, '{$1}')
      : token;
    if (token === '(') groups.pop();
    isTail = token === '|' && (groups.at(-1) ?? true);
    return own;
  });
  return kept.toReversed();
}

function tokensOf(source: string): readonly string[] {
  return source.match(/\\.|\[(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|\(\?<?[=!]|[\s\S]/g) ?? [];
}

function withoutAssertions(source: string): readonly string[] {
  const kept: string[] = [];
  // How deep the groups are in an assertion; 0: in none.
  let depth = 0;
  for (const token of tokensOf(source)) {
    if (depth > 0 ? token.startsWith('(') : /^\(\?<?[=!]$/.test(token)) depth += 1;
    else if (depth > 0) depth -= token === ')' ? 1 : 0;
    else kept.push(token);
  }
  return kept;
}

/**
 * A pattern whose bounded repetitions have no end any more, where one of them stands in another: `(?:a{0,9}){0,9}` costs
 * more than its bounds tell. Undefined where none does.
 */
export function withoutBounds(source: string): string | undefined {
  const tokens = withoutTails(withoutAssertions(source).map(shortRepetition));
  const open: boolean[] = [];
  let repeatsBefore = false;
  let isNested = false;
  for (const token of tokens) {
    const isRepetition = /^(?:[*+]|\{.*\})$/.test(token);
    if (isRepetition && repeatsBefore) isNested = true;
    if (isRepetition) open.fill(true);
    const closed = token === ')' ? open.pop() : undefined;
    repeatsBefore = closed === true;
    if (closed === true) open.fill(true);
    if (token === '(') open.push(false);
  }
  return isNested ? tokens.map((token) => (/^\{\d+,\d*\}$/.test(token) ? '*' : token)).join('') : undefined;
}

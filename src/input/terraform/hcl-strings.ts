// The text of templates: what a quoted text or a heredoc says once its interpolations are filled in.

import type { Evaluate, Scope } from './hcl-scope.js';
import { spotOf, textOf } from './hcl-syntax.js';
import { longest, scalar, textIn, unknown, type Value } from './hcl-values.js';
import type { SyntaxNode } from './syntax-tree.js';

/** The value of a `string_lit`, a `quoted_template` or a `heredoc_template`. */
export function templateValue(node: SyntaxNode, scope: Scope, evaluate: Evaluate): Value {
  const inner = innerRange(node, scope.source.text);
  const parts = inner && partsOf(node, inner, scope, evaluate);
  if (inner === undefined || parts === undefined) return unknown(...interpolated(node, scope, evaluate));
  const [first, ...others] = parts;
  // A template that is one interpolation is that value, whatever its type.
  const isAlone = others.length === 0 && !inner.isHeredoc;
  if (first !== undefined && typeof first !== 'string' && isAlone) return first;
  const values = parts.filter((part) => typeof part !== 'string');
  const texts = inner.isHeredoc ? unfolded(parts, inner.isIndented) : parts.map(quotedText);
  const text = texts === undefined || texts.includes(undefined) ? undefined : texts.join('');
  scope.budget.steps -= (text?.length ?? 0) >> 6;
  if (text === undefined || text.length > longest) return unknown(...values);
  return scalar(text.normalize('NFC'), spotOf(scope.source, node));
}

interface Inner {
  readonly start: number;
  readonly end: number;
  readonly isHeredoc: boolean;
  readonly isIndented: boolean;
}

function innerRange({ children }: SyntaxNode, text: string): Inner | undefined {
  const [first] = children;
  const last = children.at(-1);
  if (first === undefined || last === undefined || first === last || last.isMissing) return undefined;
  if (first.type === 'quoted_template_start' && last.type === 'quoted_template_end') {
    return { start: first.end, end: last.start, isHeredoc: false, isIndented: false };
  }
  if (first.type !== 'heredoc_start' || last.type !== 'heredoc_identifier') return undefined;
  const isIndented = text.slice(first.start, first.end).includes('-');
  const start = text.indexOf('\n', first.end) + 1;
  const end = text.lastIndexOf('\n', last.start) + 1;
  return start > 0 && start <= end ? { start, end, isHeredoc: true, isIndented } : undefined;
}

/** Literal texts as they are written, and the values between them; undefined where there is something else. */
function partsOf(
  { children }: SyntaxNode,
  { start, end }: Inner,
  scope: Scope,
  evaluate: Evaluate,
): readonly (string | Value)[] | undefined {
  const parts: (string | Value)[] = [];
  const { text } = scope.source;
  let at = start;
  for (const child of children) {
    if (/^(?:template_literal|quoted_template_(?:start|end)|heredoc_(?:start|identifier))$/.test(child.type)) continue;
    const value = interpolation(child, scope, evaluate);
    // In `$$${` it is the last sign that is escaped, and no interpolation begins.
    if (value === undefined || /[$%]/.test(text.slice(child.start - 1, child.start))) return undefined;
    if (child.start > at) parts.push(text.slice(at, child.start));
    parts.push(value);
    at = child.end;
  }
  if (end > at) parts.push(text.slice(at, end));
  return parts;
}

/** The value of `${expression}`; a mark that trims what stands around it is not computed. */
function interpolation(node: SyntaxNode, scope: Scope, evaluate: Evaluate): Value | undefined {
  const expression = node.children.find(({ type }) => type === 'expression');
  const isFaulty = node.children.some(({ type }) => type === 'ERROR');
  if (node.type !== 'template_interpolation' || expression === undefined || isFaulty) return undefined;
  return /^\$\{~|~\}$/.test(textOf(scope.source, node)) ? undefined : evaluate(expression, scope);
}

/** What a template that is not computed is made of, for the sake of the resources in it. */
function interpolated({ children }: SyntaxNode, scope: Scope, evaluate: Evaluate): readonly Value[] {
  return children.flatMap((child) => {
    const expression = child.children.find(({ type }) => type === 'expression');
    return expression === undefined ? [] : [evaluate(expression, scope)];
  });
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

function quotedText(part: string | Value): string | undefined {
  if (typeof part !== 'string') return textIn(part);
  let isWhole = true;
  const text = part.replace(
    /\$\$\{|%%\{|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\([\s\S]?)|\n/g,
    (all: string, short?: string, long?: string, letter?: string) => {
      if (all.startsWith('$') || all.startsWith('%')) return all.slice(1);
      const code = short ?? long;
      if (code !== undefined && Number.parseInt(code, 16) <= 0x10_ffff) {
        return String.fromCodePoint(Number.parseInt(code, 16));
      }
      const plain = letter === undefined || !Object.hasOwn(letters, letter) ? undefined : letters[letter];
      isWhole &&= plain !== undefined;
      return plain ?? all;
    },
  );
  return isWhole && !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')) ? text : undefined;
}

/** Stands for an interpolation while the lines around it are looked at; no text of a person's has it. */
const mark = '\u0000';

/** The lines of a heredoc, without the indentation that all of them share where that is asked for. */
function unfolded(
  parts: readonly (string | Value)[],
  isIndented: boolean,
): readonly (string | undefined)[] | undefined {
  const whole = parts.map((part) => (typeof part === 'string' ? part : mark)).join('');
  if (/\r/.test(whole) || parts.some((part) => typeof part === 'string' && part.includes(mark))) return undefined;
  const values = parts.filter((part) => typeof part !== 'string').map(textIn);
  const lines = whole.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const indents = filled.map((line) => line.length - line.trimStart().length);
  const shared = isIndented && filled.length > 0 ? indents.reduce((least, each) => Math.min(least, each)) : 0;
  const dedented = lines.map((line) => (line.trim() === '' ? line : line.slice(shared)));
  const texts = dedented
    .join('\n')
    .replace(/\$\$\{|%%\{/g, (all) => all.slice(1))
    .split(mark);
  return texts.flatMap((text, index) => (index === 0 ? [text] : [values[index - 1], text]));
}

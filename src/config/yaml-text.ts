import { isAlias, Lexer, Parser, parseDocument, visit, type Document as Yaml } from 'yaml';
import type { OffsetRange } from '../model/place.js';

/** A YAML text that was parsed, or the first thing that keeps it from being a config, with its range. */
export type YamlReading = { readonly yaml: Yaml } | { readonly faults: readonly YamlFault[] };

export interface YamlFault {
  readonly range: OffsetRange;
  readonly message: string;
}

/** Thousands of waivers fit in; much more would keep every run waiting. */
const longestText = 2_000_000;

/** No config nests as deep, and the parser would run out of stack, which ends the process. */
const deepest = 100;

/** What is wrong with the YAML, in our words; the parser's are kept for the rest. */
const words: Readonly<Record<string, string>> = {
  BAD_INDENT: 'this is not indented as the lines beside it',
  DUPLICATE_KEY: 'this key stands twice',
  MULTIPLE_DOCS: 'a config is one document: remove the --- and what follows',
  TAB_AS_INDENT: 'YAML is indented with spaces, not with tabs',
  TAG_RESOLVE_FAILED: 'tags (!!) have no meaning here',
  MISSING_CHAR: 'a closing quote or bracket, a colon or a comma is missing',
};

/** One slip makes the parser stumble over all that follows. */
const mostFaults = 3;

/** Parses a text as YAML 1.2, whatever version it says it is of. Never throws. */
export function parseYaml(text: string): YamlReading {
  if (text.length > longestText) return fault(0, 0, 'this is longer than two million characters: no config is.');
  const depth = tooDeepAt(text);
  if (depth !== undefined) return fault(depth, depth, `this is nested more than ${deepest} levels deep.`);
  // With `silent` a second document would be passed over without a word.
  const yaml = parseDocument(text, { prettyErrors: false, logLevel: 'error', schema: 'core', resolveKnownTags: false });
  const broken = [...yaml.errors, ...yaml.warnings].slice(0, mostFaults);
  if (broken.length === 0) return explicitTag(yaml) ?? unresolvedAlias(yaml) ?? { yaml };
  return {
    faults: broken.map(({ code, message, pos: [start, end] }) => ({
      range: { start, end },
      message: `${words[code] ?? message.split('\n')[0]}.`,
    })),
  };
}

/** Where a text nests too deep; the tokens are looked at one by one, without recursion. */
function tooDeepAt(text: string): number | undefined {
  const parser = new Parser();
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    // Control characters stand for marks that are not in the text.
    if (!/^[\u0002\u0018\u001f\ufeff]$/.test(lexeme)) offset += lexeme.length;
    if (parser.stack.length > 2 * deepest) return offset;
  }
  return undefined;
}

/** Some tags have a meaning to the parser, and would make another value of what is written. */
function explicitTag(yaml: Yaml): YamlReading | undefined {
  let found: YamlReading | undefined;
  visit(yaml, {
    Node: (_, node) => {
      if (isAlias(node) || node.tag === undefined) return undefined;
      const [start, end] = node.range ?? [0, 0];
      found = fault(start, end, `${words.TAG_RESOLVE_FAILED}.`);
      return visit.BREAK;
    },
  });
  return found;
}

function unresolvedAlias(yaml: Yaml): YamlReading | undefined {
  let found: YamlReading | undefined;
  visit(yaml, {
    Alias: (_, alias) => {
      if (alias.resolve(yaml) !== undefined) return undefined;
      const [start, end] = alias.range ?? [0, 0];
      found = fault(start, end, `the alias *${alias.source} has no anchor (&${alias.source}) before it.`);
      return visit.BREAK;
    },
  });
  return found;
}

function fault(start: number, end: number, message: string): YamlReading {
  return { faults: [{ range: { start, end }, message }] };
}

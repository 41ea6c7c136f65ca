import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import { grammar } from './grammar.generated.js';

/** A node of a syntax tree, as plain data. Offsets are UTF-16 units of the text. */
export interface SyntaxNode {
  /** The grammar's name of it; `ERROR` around text that fits no rule. */
  readonly type: string;
  /** Whether the grammar names it; brackets, commas and keywords are not named. */
  readonly isNamed: boolean;
  /** Set where the parser put it in to go on: nothing is written there. */
  readonly isMissing: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** Makes a syntax tree of any text: what fits no rule is an `ERROR` node, and the rest is read. Never throws for a text. */
export type ParseSyntax = (text: string) => SyntaxNode;

let opened: Promise<ParseSyntax> | undefined;

/** Loads the grammar of Terraform's language, once. */
export function openGrammar(): Promise<ParseSyntax> {
  opened ??= load();
  return opened;
}

async function load(): Promise<ParseSyntax> {
  await Parser.init({ wasmBinary: bytesOf(grammar.runtime) });
  const language = await Language.load(bytesOf(grammar.language));
  return (text) => {
    // A parser of its own: a text must not be able to leave anything behind for the next one.
    const parser = new Parser();
    parser.setLanguage(language);
    const tree = parser.parse(text);
    try {
      if (tree === null) throw new Error('the parser gave no tree');
      return plainTree(tree.walk());
    } finally {
      tree?.delete();
      parser.delete();
    }
  };
}

interface OpenNode extends SyntaxNode {
  readonly children: OpenNode[];
}

/** Copies the tree without recursion: its depth is the text's. */
function plainTree(cursor: TreeCursor): SyntaxNode {
  const root = nodeAt(cursor);
  const path = [root];
  let goesDown = true;
  for (let at = root; ; at = path.at(-1) ?? root) {
    if (goesDown && cursor.gotoFirstChild()) path.push(addTo(at, cursor));
    else if (path.length > 1 && cursor.gotoNextSibling()) {
      path.pop();
      path.push(addTo(path.at(-1) ?? root, cursor));
      goesDown = true;
    } else {
      path.pop();
      if (path.length === 0 || !cursor.gotoParent()) break;
      goesDown = false;
    }
  }
  cursor.delete();
  return root;
}

function addTo(parent: OpenNode, cursor: TreeCursor): OpenNode {
  const node = nodeAt(cursor);
  parent.children.push(node);
  return node;
}

function nodeAt(cursor: TreeCursor): OpenNode {
  return {
    type: cursor.nodeType,
    isNamed: cursor.nodeIsNamed,
    isMissing: cursor.nodeIsMissing,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: [],
  };
}

/** Every runtime has it, and the library is compiled without the types of any. */
declare function atob(base64: string): string;

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter: string) => letter.charCodeAt(0));
}

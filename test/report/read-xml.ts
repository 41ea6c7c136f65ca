/** An element with its attributes, its children, and the text between its tags. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const name = '[A-Za-z][\\w.-]*';
const token = new RegExp(`<(/?)(${name})((?: ${name}="[^"<>]*")*)(/?)>|([^<>]+)`, 'y');
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads XML as permlint may write it: no comments, no CDATA, no bare `<`, `>` or `&`. Throws where it is anything else. */
export function readXml(xml: string): Element {
  if (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(xml)) throw new Error('no XML character');
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(head)) throw new Error('no declaration');
  const root: OpenElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  token.lastIndex = head.length;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) throw new Error(`no XML at ${xml.slice(at, at + 60)}`);
    take(match, open);
  }
  const [only] = root.children;
  if (open.length !== 1 || only === undefined || root.children.length !== 1) throw new Error('not one whole element');
  return only;
}

interface OpenElement extends Element {
  readonly children: Element[];
  text: string;
}

function take([, isEnd, tag = '', attributes = '', isEmpty, text]: RegExpExecArray, open: OpenElement[]): void {
  const last = open.at(-1);
  if (last === undefined) throw new Error('text after the end');
  if (text !== undefined) {
    last.text += decode(text);
  } else if (isEnd) {
    if (last.name !== tag || attributes !== '') throw new Error(`${tag} ends ${last.name}`);
    open.pop();
  } else {
    const element: OpenElement = { name: tag, attributes: readAttributes(attributes), children: [], text: '' };
    last.children.push(element);
    if (!isEmpty) open.push(element);
  }
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/ ([^=]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value] as const);
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`an attribute stands twice: ${text}`);
  // What is no entity becomes a space in an attribute.
  return Object.fromEntries(pairs.map(([key, value]) => [key, decode(value.replace(/[\t\n\r]/g, ' '))]));
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (_whole, code?: string, word?: string) => {
    const char = code === undefined ? entities[word ?? ''] : String.fromCodePoint(Number(code));
    if (char === undefined) throw new Error(`no entity in ${text}`);
    return char;
  });
}

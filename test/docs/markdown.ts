/** A fenced block of a page, and the heading that it stands under. */
export interface Block {
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a page of Markdown, in their order. */
export function blocksOf(page: string): readonly Block[] {
  let heading = '';
  return [...page.matchAll(/^#+ (.*)$|^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, title, language = '', text]) => {
    heading = title ?? heading;
    return text === undefined ? [] : [{ heading, language, text }];
  });
}

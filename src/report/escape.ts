// C0 and C1 controls, DEL, line separators, bidi controls, what has no width, tags, and surrogates without a partner. The
// `u` flag makes a surrogate match only when it stands alone.
const unsafe =
  /[\u{0}-\u{1F}\u{7F}-\u{9F}\u{61C}\u{200B}-\u{200F}\u{2028}\u{2029}\u{202A}-\u{202E}\u{2060}-\u{2069}\u{FEFF}\u{D800}-\u{DFFF}\u{E0000}-\u{E007F}]/gu;

const plain = /^[ -~]*$/;

function toEscape(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

// Commands to a runner of GitHub Actions and an agent of Azure Pipelines wherever in a line they stand.
const command = /#(?=#(?:vso)?\[)/g;

const withoutMarks = (text: string): string => (text.includes('##') ? text.replace(command, '\\u0023') : text);

/** Shows everything that could colour, erase, reorder, hide or break text on a terminal as `\u001b` text, and no command to CI. */
export function escapeText(text: string): string {
  // Nearly every text is plain, and the search for all the rest is slow.
  return withoutMarks(plain.test(text) ? text : text.replace(unsafe, toEscape));
}

/** The same for JSON text: only what `JSON.stringify` left bare, and its line breaks stay. The value is unchanged. */
export function escapeJson(json: string): string {
  return withoutMarks(json.replace(unsafe, (char) => (char === '\n' ? char : toEscape(char))));
}

/** Lines that begin with `::` are commands to GitHub Actions, which reads every log: none may come from an input. */
export function withoutCommands(lines: string): string {
  return withoutMarks(!lines.includes('::') ? lines : lines.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a'));
}

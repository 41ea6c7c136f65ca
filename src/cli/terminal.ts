import { fstatSync, statSync } from 'node:fs';
import type { Paint, Style } from '../report/types.js';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Paints where colour is on. The decision is made when the first text is painted: asking a terminal takes time. */
export function createPaint(isOn: () => boolean): Paint {
  let decided: boolean | undefined;
  return (style, text) => {
    decided ??= isOn();
    const [open, close] = codes[style];
    return decided ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  };
}

/** Whether standard output is coloured; the order of the questions is that of the documentation. */
export function isColorOn(wish: string | boolean | undefined): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (wish === 'always') return true;
  if (wish === 'never' || wish === false) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return TERM !== 'dumb' && isTerminal(1);
}

/** The columns of the terminal on standard output, 80 where it is none. */
export function terminalWidth(): number {
  const columns = isTerminal(1) ? process.stdout.columns : 0;
  return columns > 0 ? Math.max(40, columns) : 80;
}

/** Whether box signs can be shown. */
export function isUnicodeOn(): boolean {
  const { LC_ALL, LC_CTYPE, LANG, WT_SESSION } = process.env;
  if (process.platform === 'win32') return WT_SESSION !== undefined;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}

/** Whether a descriptor is a terminal. Asks the descriptor first: only a terminal is worth the stream of `process`. */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    const stat = fstatSync(descriptor);
    const isNull = stat.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
    return stat.isCharacterDevice() && !isNull && streamOf(descriptor).isTTY === true;
  } catch {
    // A closed descriptor is no terminal.
    return false;
  }
}

/** Naming a stream of `process` opens it, so that only the one that is asked for is named. */
function streamOf(descriptor: 0 | 1 | 2): { readonly isTTY?: boolean } {
  if (descriptor === 0) return process.stdin;
  return descriptor === 1 ? process.stdout : process.stderr;
}

/** Makes links of texts where links are on; the decision is made when the first is made. */
export function createLink(isOn: () => boolean): (text: string, address: string | undefined) => string {
  let decided: boolean | undefined;
  return (text, address) => {
    if (address === undefined || !/^https:\/\/[!-~]+$/.test(address)) return text;
    decided ??= isOn();
    return decided ? `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\` : text;
  };
}

/** Whether standard output shows links (OSC 8): terminals that are known to, unless somebody says otherwise. */
export function isLinkOn(wish: string | boolean | undefined): boolean {
  const { TERM_PROGRAM = '', VTE_VERSION = '0', WT_SESSION, KITTY_WINDOW_ID, KONSOLE_VERSION, TERM, CI } = process.env;
  if (wish === 'always') return true;
  if (wish === 'never' || wish === false || TERM === 'dumb' || CI !== undefined) return false;
  const isKnown =
    ['iTerm.app', 'WezTerm', 'vscode', 'Hyper', 'ghostty', 'rio'].includes(TERM_PROGRAM) ||
    Number(VTE_VERSION) >= 5000 ||
    [WT_SESSION, KITTY_WINDOW_ID, KONSOLE_VERSION].some((each) => each !== undefined);
  return isKnown && isTerminal(1);
}

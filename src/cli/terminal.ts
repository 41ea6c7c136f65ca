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
  return TERM !== 'dumb' && isTerminal();
}

/** The columns of the terminal on standard output, 80 where it is none. */
export function terminalWidth(): number {
  const columns = isTerminal() ? process.stdout.columns : 0;
  return columns > 0 ? Math.max(40, columns) : 80;
}

/** Whether box signs can be shown. */
export function isUnicodeOn(): boolean {
  const { LC_ALL, LC_CTYPE, LANG, WT_SESSION } = process.env;
  if (process.platform === 'win32') return WT_SESSION !== undefined;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}

/** Asks the descriptor first: only a terminal is worth the stream that `process.stdout` makes. */
function isTerminal(): boolean {
  try {
    const stat = fstatSync(1);
    const isNull = stat.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
    return stat.isCharacterDevice() && !isNull && process.stdout.isTTY === true;
  } catch {
    // A closed descriptor is no terminal.
    return false;
  }
}

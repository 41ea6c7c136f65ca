import type { Expression, Loop } from '../expressions/expression.js';
import { type Scanner, skipLines, takeKeyword, takeMark, takeWord } from './scan.js';

type Parse = (scanner: Scanner) => Expression | undefined;

/** `for item in list:` or `for (item, index) in list:`; undefined where no loop begins. */
export function parseLoopStart(scanner: Scanner, parseValue: Parse): Loop | 'broken' | undefined {
  if (!takeKeyword(scanner, 'for')) return undefined;
  const isPair = takeMark(scanner, '(');
  const item = takeWord(scanner);
  const index = isPair && takeMark(scanner, ',') ? takeWord(scanner) : undefined;
  if (item === undefined || (isPair && !takeMark(scanner, ')')) || !takeKeyword(scanner, 'in')) return 'broken';
  const over = parseValue(scanner);
  if (over === undefined || !takeMark(scanner, ':')) return 'broken';
  skipLines(scanner);
  return { over, item, indexes: index === undefined ? [] : [index] };
}

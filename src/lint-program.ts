import { readProgram } from './input/read-program.js';
import type { Program } from './input/source.js';
import { itemsWithIds } from './items-with-ids.js';
import { type Linted, type LintSetting, lintItems } from './lint.js';

/** Lints a text that `lintText` found to be a plan, a state or a template. */
export function lintProgram(program: Program, setting: LintSetting): Linted {
  return lintItems(itemsWithIds(readProgram(program), setting.catalog), setting);
}

import type { InputItem } from '../../src/input/source.js';
import { itemsWithIds } from '../../src/items-with-ids.js';
import { type Linted, type LintSetting, lintItems } from '../../src/lint.js';
import { settingOn } from '../rules/lint-fixture.js';

/** Lints what a reader of programs yields. */
export function lintProgramItems(items: Iterable<InputItem>, setting: LintSetting = settingOn()): Linted {
  return lintItems(itemsWithIds(items, setting.catalog), setting);
}

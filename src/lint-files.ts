import { readBicep } from './input/bicep/read-bicep.js';
import { mayBeOfExport, openExportTexts } from './input/exports/export-texts.js';
import { isOfModule, languageOf, type ProgramLanguage } from './input/program.js';
import { readYaml } from './input/pulumi/read-yaml.js';
import type { InputItem } from './input/source.js';
import { itemsIn, type ModuleFile, openTerraform } from './input/terraform/read-module.js';
import { itemsWithIds } from './items-with-ids.js';
import { type Linted, type LintSetting, lintItems, lintText } from './lint.js';
import { lintProgram } from './lint-program.js';

/** A text to lint, and its name: of a file or of what stands for one. */
export type NamedText = ModuleFile;

/** Lints one text of JSON in any form: a manifest, a plan, a state, a template, or an export with its grants. */
export function lintJson({ name, text }: NamedText, setting: LintSetting): Linted {
  const tenant = mayBeOfExport(name, text) ? openExportTexts([{ name, text }]) : undefined;
  if (tenant !== undefined) return lintItems(tenant.read(0, true), setting);
  const linted = lintText(name, text, 'named', setting);
  return linted.program === undefined ? linted : lintProgram(linted.program, setting);
}

/**
 * Lints texts in any form, each with what belongs to it: the `.tf` texts whose names have one folder are one module, the
 * files of an export in one folder one export. What is found is told of the text in the same place of the list.
 */
export async function lintFiles(files: readonly NamedText[], setting: LintSetting): Promise<readonly Linted[]> {
  const isTerraform = files.some(({ name }) => languageOf(name) === 'terraform');
  const readModule = isTerraform ? await openTerraform() : () => [];
  const modules = byFolder(files, ({ name }) => isOfModule(name.slice(folderOf({ name }).length)));
  const items = new Map([...modules].map(([folder, own]) => [folder, [...readModule(own)]]));
  const exports = byFolder(files, ({ name, text }) => languageOf(name) === undefined && mayBeOfExport(name, text));
  const tenants = new Map([...exports].map(([folder, own]) => [folder, openExportTexts(own)]));
  return files.map((file) => {
    const language = languageOf(file.name);
    const folder = folderOf(file);
    if (language !== undefined)
      return lintItems(itemsWithIds(itemsOf(file, language, items.get(folder) ?? []), setting.catalog), setting);
    const index = exports.get(folder)?.indexOf(file) ?? -1;
    const tenant = index === -1 ? undefined : tenants.get(folder);
    return tenant === undefined ? lintJson(file, setting) : lintItems(tenant.read(index, true), setting);
  });
}

function itemsOf(
  { name, text }: NamedText,
  language: ProgramLanguage,
  module: readonly InputItem[],
): Iterable<InputItem> {
  if (language === 'bicep') return readBicep(name, text);
  return language === 'yaml' ? readYaml(name, text, 'named') : itemsIn(name, module);
}

function byFolder(
  files: readonly NamedText[],
  isMeant: (file: NamedText) => boolean,
): ReadonlyMap<string, readonly NamedText[]> {
  const folders = new Map<string, NamedText[]>();
  for (const file of files.filter(isMeant)) {
    const own = folders.get(folderOf(file)) ?? [];
    folders.set(folderOf(file), [...own, file]);
  }
  return folders;
}

function folderOf({ name }: Pick<NamedText, 'name'>): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}

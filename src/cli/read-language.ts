import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Catalog } from '../catalog/types.js';
import { readBicep } from '../input/bicep/read-bicep.js';
import { isOfModule, type ProgramLanguage } from '../input/program.js';
import { mayHoldRegistration } from '../input/registration-words.js';
import type { InputItem } from '../input/source.js';
import { itemsWithIds } from '../items-with-ids.js';
import type { InputFile } from './inputs.js';
import { readFile } from './read-file.js';
import type { Staged } from './staged.js';

/** Reads the registrations of a file in one of the languages of programs. */
export type ReadLanguage = (language: ProgramLanguage, input: InputFile, text: string) => Promise<Iterable<InputItem>>;

interface LanguageSetting {
  readonly catalog: Catalog;
  readonly staged: Staged | undefined;
  readonly notice: (text: string) => void;
}

type ReadText = (input: InputFile, text: string) => Iterable<InputItem>;

/** Reads files of programs. The parsers of YAML and of Terraform are large: each is loaded when the first such file is met. */
export function languageReader({ catalog, staged, notice }: LanguageSetting): ReadLanguage {
  let readTerraform: ReadText | undefined;
  const readerOf = async (language: ProgramLanguage): Promise<ReadText> => {
    if (language === 'yaml') return (await import('./read-yaml-file.js')).readYamlFile;
    if (language === 'bicep') return ({ name }, text) => readBicep(name, text);
    readTerraform ??= await (await import('./read-terraform-file.js')).openTerraformFiles(staged);
    return readTerraform;
  };
  return async (language, input, text) => {
    for (const called of calledModules(language, input, text)) notice(notFollowed(input, called));
    return itemsWithIds((await readerOf(language))(input, text), catalog);
  };
}

/** What calls a module of the same repository: its name and where the module lies. */
const moduleCalls: Readonly<Partial<Record<ProgramLanguage, RegExp>>> = {
  terraform: /^[ \t]*module[ \t]+"([^"\n]+)"[ \t]*\{[^{}]*?\bsource[ \t]*=[ \t]*"(\.\.?\/[^"\n]*)"/gm,
  bicep: /^[ \t]*module[ \t]+(\w+)[ \t]+'([^'\n:]+\.bicep)'/gm,
};

/** The modules that a file calls and that hold registrations: these are linted with the defaults of their own. */
function calledModules(language: ProgramLanguage, { path }: InputFile, text: string): readonly string[] {
  const calls = moduleCalls[language];
  if (calls === undefined || path === undefined) return [];
  return [...text.matchAll(calls)].flatMap(([, name = '', source = '']) => {
    const target = join(dirname(path), source);
    return moduleTexts(target).some(mayHoldRegistration) ? [`${name} (${source})`] : [];
  });
}

function moduleTexts(target: string): readonly string[] {
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  const files = isFolder
    ? readdirSync(target)
        .filter(isOfModule)
        .map((each) => join(target, each))
    : [target];
  return files.flatMap((path) => {
    const read = readFile({ name: path, path, origin: 'met' }, () => undefined);
    return 'text' in read ? [read.text] : [];
  });
}

function notFollowed({ name }: InputFile, called: string): string {
  return `${name}: what is passed to the module ${called} is not followed; it is linted where it lies, with its defaults. A plan or the compiled template has the values`;
}

import type { Problem } from '../../model/problem.js';
import { textProblem } from '../located.js';
import { looksLikeRegistration } from '../registration-words.js';
import { itemsOfResources } from '../resources/items.js';
import type { InputItem } from '../source.js';
import { type Body, fileBody, firstFault, membersOf, type Source } from './hcl-syntax.js';
import { openModule } from './module-values.js';
import { isOverride, overridden } from './override-files.js';
import { resourcesOf } from './resources.js';
import { openGrammar, type ParseSyntax, type SyntaxNode } from './syntax-tree.js';

/** One text of a module, by its name. */
export interface ModuleFile {
  readonly name: string;
  readonly text: string;
}

/** Opens the reader of Terraform modules: all `.tf` files of one folder. */
export async function openTerraform(): Promise<(files: readonly ModuleFile[]) => Iterable<InputItem>> {
  const parse = await openGrammar();
  return (files) => readModule(files, parse);
}

/** What of a module stands in one of its files; why there is nothing, where that is so. */
export function itemsIn(name: string, module: readonly InputItem[]): readonly InputItem[] {
  const own = module.filter((item) => documentName(item) === name);
  return own.length === 0 ? [{ kind: 'passed-over', reason: 'holds no app registration' }] : own;
}

function documentName(item: InputItem): string | undefined {
  if (item.kind === 'application') return item.application.at.document.name;
  return item.kind === 'problem' ? item.problem.at.document.name : undefined;
}

function* readModule(files: readonly ModuleFile[], parse: ParseSyntax): Iterable<InputItem> {
  const problems: Problem[] = [];
  const bodyOf = (file: Source): Body => {
    const root = parse(file.text);
    const fault = firstFault(root);
    if (fault !== undefined && looksLikeRegistration(file.text)) problems.push(faultProblem(file, fault));
    return fileBody(file, root);
  };
  const written = files.filter(({ name }) => !isSetting(name));
  const isLate = (file: ModuleFile) => isOverride(file.name);
  const overrides = written
    .filter(isLate)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(bodyOf);
  const bodies = overridden(written.filter((file) => !isLate(file)).map(bodyOf), overrides);
  const settings = files
    .filter(({ name }) => isSetting(name))
    .sort(bySettingOrder)
    .map((file) => (file.name.endsWith('.json') ? jsonSettings(file, parse) : bodyOf(file)));
  const module = openModule(bodies, settings);
  const resources = resourcesOf(module);
  for (const problem of [...problems, ...module.problems]) yield { kind: 'problem', problem };
  yield* itemsOfResources(resources, 'a Terraform module');
}

function isSetting(name: string): boolean {
  return /\.tfvars(?:\.json)?$/.test(name);
}

/** Terraform reads terraform.tfvars and terraform.tfvars.json first, then the others in the order of their names; the last one counts. */
function bySettingOrder(a: ModuleFile, b: ModuleFile): number {
  const rank = ({ name }: ModuleFile) => (/(?:^|[\\/])terraform\.tfvars(?:\.json)?$/.test(name) ? 0 : 1);
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
}

/** Settings in JSON: an object of HCL but for what begins an interpolation there. */
function jsonSettings({ name, text }: ModuleFile, parse: ParseSyntax): Body {
  const json = text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
  const source = { name, text: `settings = ${json}` };
  const settings = fileBody(source, parse(source.text)).attributes.get('settings');
  return {
    source,
    attributes: settings === undefined ? new Map() : membersOf(source, settings.expression),
    blocks: [],
  };
}

function faultProblem(source: Source, { start, end, isMissing }: SyntaxNode): Problem {
  const { text } = source;
  const range = { start: Math.min(start, text.length), end: Math.min(Math.max(end, start), text.length) };
  const line = text.indexOf('\n', range.start);
  const first = { start: range.start, end: line === -1 ? range.end : Math.min(range.end, line) };
  const what = isMissing ? 'something is missing here' : 'this is no valid HCL';
  const message = `The text cannot be read as Terraform configuration: ${what}. A registration around it may not have been checked whole; terraform validate tells more.`;
  return textProblem(source, first, 'unreadable', message);
}

import { readYaml } from '../../../src/input/pulumi/read-yaml.js';
import { readText } from '../../../src/input/read.js';
import { readProgram } from '../../../src/input/read-program.js';
import type { InputItem } from '../../../src/input/source.js';
import type { Finding } from '../../../src/model/finding.js';
import { locateFindings } from '../../../src/report/locate-findings.js';
import { createPrettyWriter } from '../../../src/report/pretty.js';
import { facts, plain } from '../../report/sample.js';
import { settingOn } from '../../rules/lint-fixture.js';
import { lintProgramItems } from '../lint-program-items.js';
import { placeText } from '../outline.js';

/** What a text gives, whatever it is written in; a program in JSON is read by its own reader. */
export function itemsOf(name: string, text: string): readonly InputItem[] {
  const items = /\.ya?ml$/.test(name) ? [...readYaml(name, text, 'named')] : [...readText(name, text, 'named')];
  return items.flatMap((item) => (item.kind === 'program' ? [...readProgram(item.program)] : [item]));
}

/** The findings of a text, as far as every form must give the same. */
export function findingsOf(name: string, text: string): readonly Finding[] {
  return lintProgramItems(itemsOf(name, text), settingOn()).findings;
}

/** The rule, the application and the permission of a finding, which no form may change. */
export function gist({ rule, application, permission }: Finding): string {
  const name = application?.name?.known === true ? application.name.value : '-';
  return `${rule} ${name} ${permission?.name ?? permission?.id ?? '-'} ${permission?.kind ?? '-'}`;
}

/** `line:column rule message` of each finding. */
export function told(name: string, text: string): readonly string[] {
  return findingsOf(name, text).map(({ at, rule, message }) => `${placeText(at)} ${rule} ${message}`);
}

/** What a terminal shows of a text: messages and the lines around each finding. */
export function shown(name: string, text: string): string {
  const { applications, findings } = lintProgramItems(itemsOf(name, text), settingOn());
  return createPrettyWriter(facts, plain).file(locateFindings(name, applications, findings));
}

import type { InputItem } from '../../../../src/input/source.js';
import { type ModuleFile, openTerraform } from '../../../../src/input/terraform/read-module.js';
import type { Application } from '../../../../src/model/application.js';
import type { Fact } from '../../../../src/model/fact.js';
import type { Problem } from '../../../../src/model/problem.js';
import { settingOn } from '../../../rules/lint-fixture.js';
import { lintProgramItems } from '../../lint-program-items.js';
import { placeText } from '../../outline.js';

const read = await openTerraform();

/** All that a module gives; a text alone is its `main.tf`. */
export function itemsOf(files: string | readonly ModuleFile[]): readonly InputItem[] {
  return [...read(typeof files === 'string' ? [{ name: 'main.tf', text: files }] : files)];
}

export function applicationsOf(files: string | readonly ModuleFile[]): readonly Application[] {
  return itemsOf(files).flatMap((item) => (item.kind === 'application' ? [item.application] : []));
}

export function problemsOf(files: string | readonly ModuleFile[]): readonly Problem[] {
  return itemsOf(files).flatMap((item) => (item.kind === 'problem' ? [item.problem] : []));
}

/** `value line:column`, or `<raw> line:column` where the value is not known. */
export function factText(fact: Fact<unknown> | undefined): string {
  if (fact === undefined) return 'no fact';
  return `${fact.known ? String(fact.value) : `<${fact.raw}>`} ${placeText(fact.at)}`;
}

/** `rule line:column message` of everything that is found. */
export function findingsOf(files: string | readonly ModuleFile[]): readonly string[] {
  const { findings } = lintProgramItems(itemsOf(files), settingOn());
  return findings.map(({ rule, at, message }) => `${rule} ${placeText(at)} ${message}`);
}

/** The findings that say that something is wrong, without the texts. */
export function faultsOf(files: string | readonly ModuleFile[]): readonly string[] {
  const { findings } = lintProgramItems(itemsOf(files), settingOn());
  const told = findings.filter(({ severity }) => severity !== 'info');
  return told.map(({ rule, at }) => `${rule} ${at.document.name}:${placeText(at)}`);
}

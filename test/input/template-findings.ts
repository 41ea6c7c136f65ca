import { catalog } from '../../src/index.js';
import { readArmTemplate } from '../../src/input/arm/read-template.js';
import { readBicep } from '../../src/input/bicep/read-bicep.js';
import { type InputItem, jsonSource } from '../../src/input/source.js';
import { rules } from '../../src/rules/index.js';
import { lintProgramItems } from './lint-program-items.js';

/** What a text of Bicep gives. */
export function bicepItems(text: string): InputItem[] {
  return [...readBicep('main.bicep', text)];
}

/** What the text of a template gives. */
export function armItems(text: string): InputItem[] {
  const value: unknown = JSON.parse(text);
  return [...readArmTemplate(jsonSource('azuredeploy.json', text, text, value))];
}

/** The findings of what was read, those that only tell included. */
export function findingsOf(items: Iterable<InputItem>) {
  const setting = { catalog, rules, now: new Date('2026-11-20'), cloud: 'global', keepsAll: true } as const;
  return lintProgramItems(items, setting).findings;
}

/** A template with these resources, by their symbolic names. */
export function template(resources: unknown, more: Readonly<Record<string, unknown>> = {}): string {
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
  return JSON.stringify({ $schema, languageVersion: '2.0', contentVersion: '1.0.0.0', ...more, resources }, null, 2);
}

/** A value as Bicep writes it. */
export function bicepText(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&').replaceAll('${', '\\${')}'`;
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + bicepText(each, inner)).join('\n')}\n${indent}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([key, each]) => `${inner}${key}: ${bicepText(each, inner)}`);
  return `{\n${members.join('\n')}\n${indent}}`;
}

import { expect, test } from 'vitest';
import { applicationOf, documentOf } from './report/sample.js';
import { configuredBy } from './rules/lint-fixture.js';

test('entries of apps that were for no application are told, with their place', () => {
  const configured = configuredBy(
    'apps:\n  - { name: Sync, flows: [user] }\n  - { name: Portal, file: apps/a.json }\n  - { name: "S*" }\n',
  );
  const labels = () => configured.unmatchedApps().map(({ label }) => label);
  expect(labels()).toEqual(['Sync', 'Portal, apps/a.json', 'S*']);
  configured.settingOf(undefined);
  configured.settingOf(applicationOf(documentOf('{}', 'b.json'), 'Portal'));
  expect(labels()).toHaveLength(3);
  configured.settingOf(applicationOf(documentOf('{}', 'b.json'), 'sync'));
  expect(labels()).toEqual(['Portal, apps/a.json']);
  expect(configured.unmatchedApps()[0]?.at.pointer).toEqual(['apps', 1]);
});

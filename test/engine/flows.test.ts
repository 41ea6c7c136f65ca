import { expect, test } from 'vitest';
import { lintNamed } from '../rules/lint-fixture.js';

const graph = '00000003-0000-0000-c000-000000000000';
const userRead = { id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' };
const mailRead = { id: '570282fd-fa5c-430d-a7fd-fc8dc98a9dca', type: 'Scope' };

function rulesOf(flows: string, calls: string, ...resourceAccess: object[]): readonly string[] {
  const requiredResourceAccess = [{ resourceAppId: graph, resourceAccess }];
  const text = JSON.stringify({ displayName: 'Sync', signInAudience: 'AzureADMyOrg', requiredResourceAccess });
  const config = `apps:\n  - name: Sync\n    flows: [${flows}]\n    calls: [${calls}]\n`;
  return lintNamed(text, { config }).findings.map(({ rule, message }) => `${rule}: ${message}`);
}

test('calls of an application that signs in without a user are held against application permissions', () => {
  const told = rulesOf('app-only', "'GET /users/{id}/messages'", userRead, mailRead).join('\n');
  expect(told).toMatch(/missing-permission: .*application permission Mail\.ReadBasic/);
  expect(told).toMatch(/flow-mismatch: /);
  expect(told).not.toMatch(/missing-permission: .*delegated permission/);
});

test('calls of users are held against delegated ones', () => {
  expect(rulesOf('user', "'GET /me/messages'", userRead, mailRead).join('\n')).not.toContain('missing-permission');
  expect(rulesOf('user', "'GET /me/messages'", userRead).join('\n')).toMatch(
    /missing-permission: .*delegated permission Mail\.ReadBasic/,
  );
});

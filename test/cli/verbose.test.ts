import { expect, test } from 'vitest';
import { clean, folderWith, permlint } from './run.js';

const graph = '00000003-0000-0000-c000-000000000000';

function listed(resourceAppId: string, ...resourceAccess: object[]): readonly string[] {
  const text = JSON.stringify({ requiredResourceAccess: [{ resourceAppId, resourceAccess }] });
  const { out } = permlint(['-', '-v'], { input: text });
  return out.split('\n').flatMap((line) => /^ {2}1:\d+ {2}(.*)$/.exec(line)?.[1]?.replace(/ {2,}/g, '|') ?? []);
}

test('-v says what every permission is, also of a clean registration', () => {
  const { code, out } = permlint(['a.json', '-v'], { cwd: folderWith({ 'a.json': clean }) });
  expect(code).toBe(0);
  expect(out).toMatch(/^a\.json · Portal .*\n\n {2}9:\d+ {2}User\.Read {2}delegated {2}Microsoft Graph\n\nNo findings/);
});

test('-v names what is known of ids that are wrong, retired or filled in later', () => {
  const unknown = '11111111-ba31-4d61-89e7-88639da4683d';
  expect(
    listed(
      graph,
      { id: unknown, type: 'Role' },
      { id: '2f479c7e-27df-4053-826b-57d8ce55be3e', type: 'Role' },
      { id: '678536fe-1083-478a-9c59-b99265e6b0d3', type: 'Role' },
      { id: '{{ID}}', type: 'Scope' },
    ),
  ).toEqual([
    `${unknown}|application|not in the catalog (Microsoft Graph)`,
    'AgentApplication.Create|application|Microsoft Graph (retired)',
    'Sites.FullControl.All|application|Office 365 SharePoint Online',
    '{{ID}}|delegated|Microsoft Graph',
  ]);
  expect(listed('11111111-0000-0000-c000-000000000000', { id: unknown, type: 'Role' })).toEqual([
    `${unknown}|application|not in the catalog`,
  ]);
});

test('a run that fails because of info findings shows them', () => {
  const resourceAccess = [{ id: '{{ID}}', type: 'Role' }];
  const text = JSON.stringify({ requiredResourceAccess: [{ resourceAppId: graph, resourceAccess }] });
  const hidden = permlint(['-'], { input: text });
  expect(hidden.out).toMatch(/^\d info \(not shown: undecided \d; -v lists them\) in 1 application\.\n$/);
  const failed = permlint(['-', '--fail-on', 'info'], { input: text });
  expect(failed.code).toBe(1);
  expect(failed.out).toMatch(/\ninfo {2}undecided[\s\S]*permlint explain undecided tells more\.\n$/);
});

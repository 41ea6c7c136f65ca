import { expect, test } from 'vitest';
import { extendedPath, targetPath } from '../../src/config/targets.js';

const extended = (target: string, from: string, files: readonly string[]) => {
  const found = extendedPath(target, from, (path) => files.includes(path));
  return 'path' in found ? found.path : found.fault;
};

test('a path is meant from the folder of the config on, also above it', () => {
  expect(targetPath('base.yaml', 'conf/permlint.yaml')).toBe('conf/base.yaml');
  expect(targetPath('../base.yaml', 'conf/permlint.yaml')).toBe('base.yaml');
  expect(targetPath('../base.yaml', 'permlint.yaml')).toBe('../base.yaml');
  expect(targetPath('../../base.yaml', '../permlint.yaml')).toBe('../../../base.yaml');
  expect(targetPath('../../base.yaml', '/a/permlint.yaml')).toBe('/base.yaml');
  expect(targetPath('../a/./b.yaml', '/x/y/permlint.yaml')).toBe('/x/a/b.yaml');
});

test('a name is a file beside the config, else of a package in a folder above, else the config of that package', () => {
  const from = '/r/apps/permlint.yaml';
  expect(extended('base.yaml', from, ['/r/apps/base.yaml', '/r/node_modules/base.yaml'])).toBe('/r/apps/base.yaml');
  expect(extended('@c/conf/strict.json', from, ['/r/node_modules/@c/conf/strict.json'])).toBe(
    '/r/node_modules/@c/conf/strict.json',
  );
  expect(extended('@c/conf', from, ['/r/node_modules/@c/conf/permlint.yaml'])).toBe(
    '/r/node_modules/@c/conf/permlint.yaml',
  );
  expect(extended('./conf', from, ['/r/node_modules/conf/permlint.yaml'])).toContain('there is no such file');
  expect(extended('https://contoso.example/a.yaml', from, [])).toContain('addresses are not read');
});

test('only what is called as a config is read', () => {
  const message = (name: string) => `${name}: only files that end in .yaml, .yml or .json can be extended.`;
  for (const name of ['../.env', '/etc/passwd', '../.npmrc', '../id_rsa.pem'])
    expect(extended(name, '/r/permlint.yaml', ['/.env', '/etc/passwd', '/.npmrc', '/id_rsa.pem'])).toBe(message(name));
  expect(extended('a.YML', '/r/permlint.yaml', ['/r/a.YML'])).toBe('/r/a.YML');
});

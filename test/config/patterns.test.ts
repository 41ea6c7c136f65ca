import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  literalPath,
  parsePermissionPattern,
  pathMatcher,
  permissionMatcher,
  textMatcher,
} from '../../src/config/patterns.js';

test('a path means the file, or all that is below the folder; * stays within a name, ** does not', () => {
  const isPortal = pathMatcher('apps/portal');
  expect(['apps/portal', 'apps/portal/app.json', 'apps/portal/a/b.json'].every(isPortal)).toBe(true);
  expect(['apps/portal2', 'other/apps/portal', 'apps', 'Apps/Portal'].some(isPortal)).toBe(false);
  expect(pathMatcher('apps/*.json')('apps/a.json')).toBe(true);
  expect(pathMatcher('apps/*.json')('apps/x/a.json')).toBe(false);
  expect(pathMatcher('apps/**/*.json')('apps/x/y/a.json')).toBe(true);
  expect(pathMatcher('./apps/a.json')('apps/a.json')).toBe(true);
  expect(pathMatcher('/apps/a.json')('apps/a.json')).toBe(true);
});

test('signs that begin something else in ignore files are plain here, and nothing outside is meant', () => {
  expect(pathMatcher('!a.json')('!a.json')).toBe(true);
  expect(pathMatcher('#a.json')('#a.json')).toBe(true);
  expect(pathMatcher('a\nb.json')('b.json')).toBe(false);
  for (const path of ['', '../a.json', '/a.json', './a.json']) expect(pathMatcher('*')(path)).toBe(false);
});

test('the literal pattern of a path means that path, and none that differs in a sign', () => {
  const name = fc.string({
    unit: fc.constantFrom('a', 'b', '*', '?', '[', ']', '!', '#', '\\', ' ', '.', '{', '}', 'é'),
    minLength: 1,
  });
  const path = fc
    .array(
      name.filter((each) => !/^\.+$/.test(each)),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(path, path, (one, other) => {
      const isMeant = pathMatcher(literalPath(one));
      expect(isMeant(one)).toBe(true);
      expect(isMeant(other)).toBe(other === one || other.startsWith(`${one}/`));
    }),
  );
});

test('* stands for anything in a text, and everything else for itself, letter case aside', () => {
  expect(textMatcher('Contoso *')('contoso Portal')).toBe(true);
  expect(textMatcher('*.All')('Mail.Read.All')).toBe(true);
  expect(textMatcher('*.All')('Mail.ReadXAll')).toBe(false);
  expect(textMatcher('a*a')('a')).toBe(false);
  expect(textMatcher('a.c')('abc')).toBe(false);
  expect(textMatcher('*')('line\nline')).toBe(true);
});

test('text patterns mean what the expression of them means', () => {
  const sign = fc.constantFrom('a', 'B', '*', '.', '(');
  fc.assert(
    fc.property(
      fc.string({ unit: sign, maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '.', '('), maxLength: 10 }),
      (pattern, text) => {
        const source = pattern.replace(/[.(]/g, '\\$&').replaceAll('*', '.*');
        expect(textMatcher(pattern)(text)).toBe(new RegExp(`^${source}$`, 'i').test(text));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('many stars against a long text end', () => {
  expect(textMatcher(`${'*a'.repeat(200)}b`)('a'.repeat(20_000))).toBe(false);
});

test('a hostile pattern of texts or permissions needs one look at the text', () => {
  const pattern = '*a*a*a*a*a*a*b';
  const long = 'a'.repeat(200_000);
  expect(textMatcher(pattern)(long)).toBe(false);
  expect(textMatcher(pattern)(`${long}b`)).toBe(true);
  const isMeant = permissionMatcher(`${pattern}/${pattern}`, 'g', () => undefined);
  expect(isMeant({ api: long, apiName: long, id: null, name: long, kind: null })).toBe(false);
});

test('a permission pattern is taken apart from its ends', () => {
  expect(parsePermissionPattern(' Api/Mail.Read:Application ')).toEqual({
    api: 'Api',
    permission: 'Mail.Read',
    kind: 'application',
  });
  expect(parsePermissionPattern('https://graph.microsoft.com/Mail.Read')).toEqual({
    api: 'https://graph.microsoft.com',
    permission: 'Mail.Read',
    kind: undefined,
  });
  expect(parsePermissionPattern('a:b')).toEqual({ api: undefined, permission: 'a:b', kind: undefined });
});

test('a permission is meant by name or id, of the API that is named or else of the default one, and of the kind', () => {
  const appIds = new Map([
    ['graph api', 'g'],
    ['g', 'g'],
  ]);
  const isMeant = (pattern: string, more: object = {}): boolean =>
    permissionMatcher(pattern, 'g', (name) => appIds.get(name.toLowerCase()))({
      api: 'G',
      apiName: 'Graph API',
      id: 'id-1',
      name: 'Mail.Read',
      kind: 'application',
      ...more,
    });
  for (const pattern of [
    'Mail.Read',
    'mail.*',
    'id-1',
    'Graph API/*',
    '*/Mail.Read',
    'g/Mail.Read',
    'Gra*/Mail.Read',
    'Mail.Read:application',
  ]) {
    expect(isMeant(pattern), pattern).toBe(true);
  }
  for (const pattern of ['Mail', 'Mail.Read:delegated', 'Other/Mail.Read', 'Graph API/Mail.Send'])
    expect(isMeant(pattern), pattern).toBe(false);
  expect(isMeant('Mail.Read', { api: 'other', apiName: null })).toBe(false);
  expect(isMeant('Mail.Read:delegated', { kind: null })).toBe(true);
  expect(isMeant('id-1', { name: null })).toBe(true);
});

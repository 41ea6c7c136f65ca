// Twenty registrations in Pulumi's own forms: the same findings as from their manifests, each in the right line.
import { describe, expect, test } from 'vitest';
import { lineRanges } from '../../../src/model/place.js';
import { findingsOf, gist } from './lint.js';
import { forms, registrations, resourcesOf } from './written.js';

const cases = registrations.flatMap(({ name, manifest, split }) =>
  Object.entries(forms(resourcesOf(name, manifest, split === true))).map(
    ([file, text]) => [name, file, text, manifest] as const,
  ),
);

describe('the findings are those of the manifest', () => {
  test.each(cases)('%s in %s', (_, file, text, manifest) => {
    const expected = findingsOf('app.json', JSON.stringify(manifest)).map(gist);
    expect(findingsOf(file, text).map(gist).sort()).toEqual(expected.sort());
  });
});

describe('a finding about an id stands in a line of it, or of the entry around it', () => {
  test.each(cases)('%s in %s', (_, file, text) => {
    const lines = text.split('\n');
    for (const { at, permission, rule } of findingsOf(file, text)) {
      const [range] = lineRanges(at.document, [at]);
      expect(range, rule).toBeDefined();
      if (permission?.id == null || range === undefined) continue;
      const near = lines.slice(range.line - 2, range.endLine + 1).join('\n');
      expect(near).toContain(permission.id);
    }
  });
});

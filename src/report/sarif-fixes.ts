import type { Fix, Replacement } from 'sarif';
import { linesOf } from '../model/place.js';
import { artifactLocation, regionOf } from './sarif-locations.js';
import type { LocatedFinding } from './types.js';

const descriptions = {
  safe: 'The meaning in the tenant stays the same. permlint --fix does it.',
  unsafe: 'Takes rights away, or guesses what is meant: look at it first. permlint --fix=unsafe does it.',
};

/** The fix of a finding as changes of its text; undefined where there is none, or none that can be told so. */
export function fixesOf({ fix, at: { document } }: LocatedFinding, path: string): Fix[] | undefined {
  const changes = fix === undefined ? undefined : document.change?.(fix.edits);
  if (fix === undefined || changes === undefined || changes.length === 0) return undefined;
  const replacements: Replacement[] = [];
  for (const [index, lines] of linesOf(document, changes).entries()) {
    const text = changes[index]?.text;
    if (lines === undefined || text === undefined) return undefined;
    replacements.push({ deletedRegion: regionOf(lines), ...(text !== '' && { insertedContent: { text } }) });
  }
  const artifactChanges = [{ artifactLocation: artifactLocation(path), replacements }];
  return [{ description: { text: descriptions[fix.class] }, artifactChanges }];
}

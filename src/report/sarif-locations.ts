import type { ArtifactLocation, PhysicalLocation, Region } from 'sarif';
import type { LineRange } from '../model/place.js';

const absolute = /^(?:[A-Za-z]:)?\//;

/** Where a file is: by its path from the root of the repository on, or as a `file:` address where it lies in none. */
export function artifactLocation(path: string): ArtifactLocation {
  const uri = path.split('/').map(encodeSegment).join('/');
  if (!absolute.test(path)) return { uri, uriBaseId: '%SRCROOT%' };
  return { uri: `file://${path.startsWith('/') ? '' : '/'}${uri}` };
}

/** A surrogate without a partner is in no address, and would stop `encodeURIComponent`. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\u{FFFD}'));
}

/** A place in a file, or the file alone. */
export function physicalLocation(path: string, lines: LineRange | undefined): PhysicalLocation {
  const location = { artifactLocation: artifactLocation(path) };
  return lines === undefined ? location : { ...location, region: regionOf(lines) };
}

/** Lines and columns as SARIF names them: from 1, `endColumn` after the end. */
export function regionOf({ line, column, endLine, endColumn }: LineRange): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

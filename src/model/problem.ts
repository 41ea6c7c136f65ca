import type { Fix } from './finding.js';
import type { Place } from './place.js';

/** Something that a reader could not take as it stands; the engine makes a finding of it. */
export interface Problem {
  /** `unreadable`: no value can be read from here on; `malformed`: a known property has a wrong type, value or spelling. */
  readonly kind: 'unreadable' | 'malformed';
  readonly at: Place;
  readonly message: string;
  readonly fix?: Fix;
}

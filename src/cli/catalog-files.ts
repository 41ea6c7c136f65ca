import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalog } from '../catalog/catalog.js';
import type { Catalog } from '../catalog/types.js';

/** The catalog, its parts read from the package's `data` folder when they are needed. */
export function openCatalog(): Catalog {
  // The parts are ASCII, and Node reads Latin-1 faster than UTF-8.
  return createCatalog((part) => readFileSync(join(__dirname, '..', '..', 'data', part), 'latin1'));
}

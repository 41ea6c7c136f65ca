import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalog } from '../catalog/catalog.js';
import type { Catalog, ReadPart } from '../catalog/types.js';

/** The catalog, its parts read from the package's `data` folder when they are needed. */
export function openCatalog(): Catalog {
  return createCatalog(readPart);
}

/** Reads a part of the catalog from the package. */
export const readPart: ReadPart = (part) =>
  // The parts are ASCII, and Node reads Latin-1 faster than UTF-8.
  readFileSync(join(__dirname, '..', '..', 'data', part), 'latin1');

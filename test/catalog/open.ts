import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createCatalog } from '../../src/catalog/catalog.js';
import type { Api, Catalog, CatalogPart } from '../../src/catalog/types.js';

export const graphId = '00000003-0000-0000-c000-000000000000';

/** The text of a compiled part. */
export function partText(part: CatalogPart): string {
  return readFileSync(fileURLToPath(new URL(`../../data/${part}`, import.meta.url)), 'utf8');
}

/** A fresh catalog over data/, and the parts that it has read, in their order. */
export function openCatalog(): { readonly catalog: Catalog; readonly reads: CatalogPart[] } {
  const reads: CatalogPart[] = [];
  const catalog = createCatalog((part) => {
    reads.push(part);
    return partText(part);
  });
  return { catalog, reads };
}

/** An API that must be there. */
export function apiOf(catalog: Catalog, idOrName: string): Api {
  const api = catalog.api(idOrName);
  if (api === undefined) throw new Error(`no API ${idOrName}`);
  return api;
}

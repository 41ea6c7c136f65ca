// Writes the ids that the azuread provider publishes as a module of text, for the readers of programs.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The file of data/ that no part of the catalog is. */
export const publishedApps = 'azuread-well-known.tsv';

/** Writes src/input/resources/published-apps.generated.ts. */
export function buildPublishedApps() {
  const text = readFileSync(`${root}data/${publishedApps}`, 'utf8');
  const head = `// Made by scripts/build-published-apps.mjs of data/${publishedApps}; not checked in.\n`;
  writeFileSync(
    `${root}src/input/resources/published-apps.generated.ts`,
    `${head}export const publishedAppIdsText = ${JSON.stringify(text)};\n`,
  );
}

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Imports a module of src/ that holds zod schemas, with the zod of this package: descriptions are kept in zod itself.
 * @param {string} path below the root: src/config/schema.ts
 * @returns {Promise<Record<string, any>>}
 */
export async function importSchemas(path) {
  const outfile = `${root}node_modules/.cache/permlint/${path.replaceAll('/', '-').replace(/\.ts$/, '.mjs')}`;
  await build({
    entryPoints: [root + path],
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['zod'],
    outfile,
    logLevel: 'warning',
  });
  return import(`${outfile}?${Date.now()}`);
}

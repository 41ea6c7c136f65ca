// Makes policies/dist: the Pulumi policy pack, with the linter and its data inside, and the licences of what it holds.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Pulumi installs and builds nothing for a local pack, so it is one file. `@pulumi/pulumi` stays outside: a second copy
 * of its messages would not be recognised, and every Pulumi program in Node has it.
 */
export async function buildPolicyPack() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['policies/pack.mts'],
    outfile: 'policies/dist/index.js',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['@pulumi/pulumi', '@pulumi/pulumi/*'],
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  writeFileSync(`${root}policies/dist/THIRD-PARTY-LICENSES.txt`, licencesOf(Object.keys(metafile.inputs)));
}

/**
 * The licences of the packages that the files belong to; their terms ask for it.
 * @param {string[]} files
 */
function licencesOf(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8'));
    const file = readdirSync(`${root}${folder}`).find((each) => /^licen[cs]e(?:\.|$)/i.test(each));
    const text = file === undefined ? '' : `\n${readFileSync(`${root}${folder}/${file}`, 'utf8').trim()}\n`;
    return `${name} ${version}: ${license}\n${text}`;
  });
  return `index.js holds code of these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

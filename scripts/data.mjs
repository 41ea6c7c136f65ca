// Compiles sources and facts into data/: `npm run data -- --from DIR [--to DIR]`.
// The same input gives the same bytes: everything is sorted by code unit and nothing depends on the clock.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { consentPolicyText } from './data/consent-policy.mjs';
import { delegatedOnlyText } from './data/delegated-only.mjs';
import { azureAdGraphText, implicationsText, resourceSpecificText, retirementsText, tiersText } from './data/facts.mjs';
import { limitsOf, limitsText } from './data/limits.mjs';
import { lookupOf } from './data/lookup.mjs';
import { membersText } from './data/members.mjs';
import { missingCallsText } from './data/missing-calls.mjs';
import { namingText } from './data/naming.mjs';
import { pathsText } from './data/paths.mjs';
import { checkApiNames, graphSection, otherSections, retiredText, sectionsText } from './data/permissions.mjs';
import { catalogDate, dateOf } from './data/provenance.mjs';
import { publishedAppsText } from './data/published-apps.mjs';
import { readmeText } from './data/readme.mjs';
import { scopingText } from './data/scoping.mjs';
import { signaturesText } from './data/signatures.mjs';
import { DataError } from './data/text.mjs';
import { importSource } from './import-source.mjs';

const usage =
  'Usage: npm run data -- --from DIR [--to DIR]\nDIR holds sources/ and facts/; --to is where the files go (default: data).\n';

/** @param {string} from @param {string} path @returns {any} what the file holds; each reader checks the fields it takes */
function readJson(from, path) {
  const file = join(from, path);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new DataError(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** Facts of the project's own reading stand beside the scripts. @param {string} name */
function readOwn(name) {
  return readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8');
}

/**
 * Every file of data/, by name.
 * @param {string} from the folder that holds sources/ and facts/
 * @param {(message: string) => void} warn
 * @returns {Promise<Record<string, string>>}
 */
async function compile(from, warn) {
  const read = (/** @type {string} */ path) => readJson(from, path);
  const aliases = read('facts/api-aliases.json');
  const graph = graphSection(read('sources/graph-permissions.json'), aliases);
  const others = otherSections(read('sources/first-party-apis.json'), read('sources/other-apis.json'), aliases);
  checkApiNames([graph, ...others], aliases);
  const lookup = lookupOf([graph, ...others]);
  const date = catalogDate();
  const limitsFile = read('facts/audience-limits.json');
  const limits = limitsOf(limitsFile);
  const retirements = read('facts/retirements.json');
  // Calls are looked up by the spelling that the data is written in: both come from one function.
  const { segmentsOf } = await importSource('src/least/call-path.ts');
  const implies = read('sources/graph-implies.json');
  const tiers = tiersText(read('facts/privileged-permissions.json'), lookup);
  const specific = resourceSpecificText(
    read('sources/graph-rsc-permissions.json'),
    read('facts/teams-permissions.json'),
  );
  const parts = {
    'graph.tsv': sectionsText([graph], date),
    'graph-retired.tsv': retiredText(graph, read('sources/graph-retired.json')),
    'other-apis.tsv': sectionsText(others, date),
    'retirements.json': retirementsText(read('facts/retired-permissions.json'), retirements, lookup, warn),
    'limits.json': limitsText(limits),
    'tiers.tsv': tiers,
    'scoping.tsv': scopingText(read('facts/scoping.json'), { lookup, tiers, specific }),
    'consent-policy.tsv': consentPolicyText(read('facts/consent-policy.json'), lookup),
    'implications.tsv': implicationsText(implies, lookup),
    'missing-calls.tsv': missingCallsText(implies),
    'azure-ad-graph.tsv': azureAdGraphText(read('facts/aad-graph-to-ms-graph.json'), lookup, warn),
    'paths.tsv': pathsText(read('sources/graph/devx/permissions.json'), segmentsOf, {
      date: dateOf('permissions/new/permissions.json'),
      documented: readOwn('documented-calls.tsv'),
      warn,
    }),
    'delegated-only.tsv': delegatedOnlyText(read('facts/app-only-unsupported.json'), segmentsOf),
    'signatures.tsv': signaturesText(read('facts/diagnose.json'), readOwn('own-signatures.tsv')),
    'naming.tsv': namingText(read('facts/naming-pattern.json'), graph),
    'members.tsv': membersText(read('facts/inaccessible-members.json'), lookup),
    'resource-specific.tsv': specific,
    'azuread-well-known.tsv': publishedAppsText(read('facts/azuread-well-known.json')),
  };
  return {
    ...parts,
    'README.md': readmeText({ date, graph, others, limits, sources: limitsFile.sources, retirements, parts }),
  };
}

/** @returns {Promise<number>} exit code */
async function main() {
  const { from, to } = options();
  if (from === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  const warn = (/** @type {string} */ message) => process.stderr.write(`warning: ${message}\n`);
  try {
    const files = await compile(from, warn);
    mkdirSync(to, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(to, name), text);
      process.stdout.write(`${name}\t${Buffer.byteLength(text)} bytes\n`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function options() {
  const to = fileURLToPath(new URL('../data', import.meta.url));
  try {
    const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
    return { from: values.from, to: values.to ?? to };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return { from: undefined, to };
  }
}

process.exitCode = await main();

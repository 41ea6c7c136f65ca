// Scores the advice of `permlint least` against documented answers: `npm run score -- FILE [--tsv]`. Needs no build.
// FILE is a table as in ../shared/oracle: method, path, scheme, least, and where present higher and page.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DataError } from './data/text.mjs';
import { importSource } from './import-source.mjs';

/**
 * @typedef {'work' | 'personal' | 'application'} Scheme
 * @typedef {{ method: string, path: string, scheme: string, least: string, higher: readonly string[], page: string, line: number }} Row
 * @typedef {'exact' | 'accepted' | 'wrong' | 'unknown' | 'no-permission' | 'needs-user'} Verdict
 * @typedef {{ row: Row, verdict: Verdict, pick: string, companion: string, listed: readonly string[] }} Scored
 * @typedef {{ name: string }} Live
 * @typedef {import('../src/least/least.js').Least} Least
 */

const usage = `Usage: npm run score -- FILE [--tsv]
FILE holds tab-separated columns under a header: method, path, scheme (DelegatedWork, DelegatedPersonal or Application),
least, and where known higher (a comma list) and page.
--tsv prints a line for each row and nothing else: method, path, scheme, the permission that permlint picks.
`;

/** @type {Readonly<Record<string, Scheme>>} */
const schemes = { DelegatedWork: 'work', DelegatedPersonal: 'personal', Application: 'application' };
/** @type {Readonly<Record<Verdict, string>>} */
const verdicts = {
  exact: 'exact',
  accepted: 'accepted',
  wrong: 'wrong',
  unknown: 'none: unknown call',
  'no-permission': 'none: no usable permission',
  'needs-user': 'none: needs a user',
};
const mostListed = 12;

/** @param {string} file @param {boolean} needsLeast @returns {Row[]} */
function readTable(file, needsLeast) {
  const lines = readText(file)
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/);
  const headerAt = lines.findIndex((line) => line.trim() !== '');
  const names = (lines[headerAt] ?? '').split('\t').map((name) => name.trim().toLowerCase());
  for (const name of ['method', 'path', 'scheme', ...(needsLeast ? ['least'] : [])]) {
    if (names.includes(name)) continue;
    throw new DataError(`${file}:${Math.max(0, headerAt) + 1}: the header has no column "${name}"`);
  }
  return lines.flatMap((text, index) => {
    if (index <= headerAt || text.trim() === '') return [];
    return [readRow(text.split('\t'), names, { file, line: index + 1, needsLeast })];
  });
}

/** @param {string} file */
function readText(file) {
  try {
    // npm runs scripts in the package's folder; paths are meant from where the user stands.
    const isRun = process.env.npm_lifecycle_event === 'score';
    return readFileSync(resolve((isRun ? process.env.INIT_CWD : undefined) ?? process.cwd(), file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'this is a folder' : String(error);
    throw new DataError(`${file}: ${reason}`, { cause: error });
  }
}

/**
 * @param {readonly string[]} cells @param {readonly string[]} names
 * @param {{ file: string, line: number, needsLeast: boolean }} where
 * @returns {Row}
 */
function readRow(cells, names, { file, line, needsLeast }) {
  const cell = (/** @type {string} */ name) => (cells[names.indexOf(name)] ?? '').trim();
  const [method, path, scheme, least] = [cell('method'), cell('path'), cell('scheme'), cell('least')];
  const needed = { method, path, scheme, ...(needsLeast ? { least } : {}) };
  for (const [name, value] of Object.entries(needed)) {
    if (value === '') throw new DataError(`${file}:${line}: nothing stands in column "${name}"`);
  }
  if (!Object.hasOwn(schemes, scheme)) {
    throw new DataError(`${file}:${line}: unknown scheme "${scheme}"; known: ${Object.keys(schemes).join(', ')}`);
  }
  const higher = cell('higher')
    .split(',')
    .map((name) => name.trim());
  return { method, path, scheme, least, higher, page: cell('page'), line };
}

/** Answers each row as the product does when its call is the only one. @param {readonly Row[]} rows @returns {Promise<Scored[]>} */
async function score(rows) {
  const { createCatalog } = await importSource('src/catalog/catalog.ts');
  /** @type {{ openLeast: (catalog: unknown, scheme: Scheme) => Least }} */
  const { openLeast } = await importSource('src/least/least.ts');
  const data = new URL('../data/', import.meta.url);
  const catalog = createCatalog((/** @type {string} */ part) => readFileSync(new URL(part, data), 'latin1'));
  return rows.map((row) => scoreRow(row, openLeast(catalog, schemes[row.scheme] ?? 'work')));
}

/** @param {Row} row @param {Least} least @returns {Scored} */
function scoreRow(row, least) {
  const method = row.method.toUpperCase();
  const [answer] = least.cover([{ method, url: row.path }]).calls;
  if (answer === undefined || answer.status === 'unknown') {
    return { row, verdict: 'unknown', pick: '', companion: '', listed: [] };
  }
  const openers = least.data.openers(answer.known, schemes[row.scheme] ?? 'work');
  const listed = openers
    .map(({ live, isMarked, also }) => `${live.name}${isMarked ? '*' : ''}${also.length > 0 ? '+' : ''}`)
    .sort((a, b) => Number(b.includes('*')) - Number(a.includes('*')) || (a < b ? -1 : 1));
  if (answer.status !== 'covered') {
    return {
      row,
      verdict: answer.status === 'none' ? 'no-permission' : answer.status,
      pick: '',
      companion: '',
      listed,
    };
  }
  const pick = answer.pick.name;
  const verdict = pick === row.least ? 'exact' : row.higher.includes(pick) ? 'accepted' : 'wrong';
  return { row, verdict, pick, companion: least.needs(answer.known)?.companion?.name ?? '', listed };
}

/** @param {readonly Scored[]} scored */
function reportText(scored) {
  const groups = [...new Set(scored.map(({ row }) => row.scheme))].sort();
  const columns = [
    { name: 'total', own: scored },
    ...groups.map((scheme) => ({ name: scheme, own: scored.filter(({ row }) => row.scheme === scheme) })),
  ];
  const widths = columns.map(({ name }) => Math.max(name.length, 16) + 2);
  const line = (/** @type {string} */ head, /** @type {readonly string[]} */ cells) =>
    `${head.padEnd(28)}${cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('')}\n`;
  const counts = Object.entries(verdicts).map(([verdict, title]) => {
    const cells = columns.map(({ own }) => share(own.filter((each) => each.verdict === verdict).length, own.length));
    return line(title, cells);
  });
  const good = columns.map(({ own }) => {
    return share(own.filter(({ verdict }) => verdict === 'exact' || verdict === 'accepted').length, own.length);
  });
  const heads = line(
    '',
    columns.map(({ name }) => name),
  );
  const rows = line(
    'rows',
    columns.map(({ own }) => String(own.length)),
  );
  return `${heads}${rows}${counts.join('')}${line('exact or accepted', good)}${missesText(scored)}`;
}

/** @param {number} count @param {number} all */
function share(count, all) {
  return all === 0 ? '0' : `${count} (${((100 * count) / all).toFixed(2)} %)`;
}

/** @param {readonly Scored[]} scored */
function missesText(scored) {
  const missed = scored.filter(({ verdict }) => verdict !== 'exact');
  if (missed.length === 0) return '';
  const note = 'In the lists of the data, * marks what they call the least, + what needs another permission besides.\n';
  return `\nNot exact:\n${missed.map(missText).join('')}${note}`;
}

/** @param {Scored} scored */
function missText({ row, verdict, pick, companion, listed }) {
  const { method, path, scheme, least, higher, page, line } = row;
  const came = pick === '' ? 'no answer' : `${pick}${companion === '' ? '' : ` with ${companion}`}`;
  const more = listed.length > mostListed ? ` and ${listed.length - mostListed} more` : '';
  const list = listed.length === 0 ? 'nothing' : `${listed.slice(0, mostListed).join(', ')}${more}`;
  const others = higher.filter((name) => name !== '').join(', ');
  return [
    `line ${line}, ${verdicts[verdict]}: ${method} ${path} (${scheme})${page === '' ? '' : `, ${page}`}`,
    `  wanted    ${least}${others === '' ? '' : ` (higher: ${others})`}`,
    `  came      ${came}`,
    `  data list ${list}`,
    '',
  ]
    .map((text) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?'))
    .join('\n');
}

function options() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { tsv: { type: 'boolean' } } });
    const [file, ...more] = positionals;
    return more.length > 0 ? { file: undefined, isTsv: false } : { file, isTsv: values.tsv === true };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return { file: undefined, isTsv: false };
  }
}

/** @returns {Promise<number>} exit code */
async function main() {
  const { file, isTsv } = options();
  if (file === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const rows = readTable(file, !isTsv);
    const scored = await score(rows);
    const lines = scored.map(({ row, pick }) => `${row.method}\t${row.path}\t${row.scheme}\t${pick}\n`);
    process.stdout.write(isTsv ? lines.join('') : reportText(scored));
    return 0;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

process.stdout.on('error', (error) => {
  // The reader of a pipe may stop early.
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});
process.exitCode = await main();

// How long `diagnose` takes for texts of 10 MB that nobody would write by hand: the fastest of several runs, with the code
// warm, and the most memory of a process that answers one. `node bench/diagnose.mjs [megabytes]`, or as a part of
// `npm run bench`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importSource } from '../scripts/import-source.mjs';
import { generator } from './manifests.mjs';

const self = fileURLToPath(import.meta.url);
const runs = 5;
const budget = 1_000;

/** @param {string} part @param {number} length */
const filledWith = (part, length) => part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** @param {number} length */
function randomText(length) {
  const random = generator(8);
  const letters = Array.from({ length: 65_536 }, () => String.fromCharCode(32 + Math.floor(random() * 95)));
  const pieces = Array.from({ length: Math.ceil(length / 64) }, () => {
    const at = Math.floor(random() * 65_000);
    return letters.slice(at, at + 64).join('');
  });
  return pieces.join('').slice(0, length);
}

/** @param {number} length */
function jsonLine(length) {
  const one = JSON.stringify({ error: { code: 'Forbidden', message: 'x'.repeat(100), innerError: { date: 'd' } } });
  return `[${filledWith(`${one},`, length - one.length - 2)}`.replace(/,[^,]*$/, ']');
}

/** @param {unknown} value */
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${base64({ alg: 'RS256' })}.${base64({ aud: 'https://graph.microsoft.com', scp: 'User.Read' })}.${'A'.repeat(342)}`;

/** An HTTP archive whose entries each have this status and body. @param {number} length @param {number} status @param {string} body */
function archive(length, status, body) {
  const headers = [{ name: 'Authorization', value: `Bearer ${token}` }];
  const request = { method: 'GET', url: 'https://graph.microsoft.com/v1.0/users', headers };
  const entry = JSON.stringify({ request, response: { status, headers: [], content: { text: body } } });
  const entries = Array.from({ length: Math.max(1, Math.floor(length / entry.length)) }, () => entry);
  return `{"log":{"entries":[${entries.join(',')}]}}`;
}

/** @param {number} length */
function manyMembers(length) {
  const pairs = Array.from({ length: Math.floor(length / 16) }, (_, at) => `"k${at}":${at}`);
  return `{${pairs.join(',')}}`;
}

const refused = JSON.stringify({ error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } });
const batch = JSON.stringify({ responses: [{ id: 1, status: 403, body: JSON.parse(refused) }] });

const line = '2026-01-02T03:04:05Z ERROR AADSTS65001: The user or administrator has not consented to the application\n';
const answer =
  'GET /v1.0/users 403 {"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}\n';

/** @type {ReadonlyMap<string, (length: number) => string>} */
const texts = new Map([
  ['letters', (length) => filledWith('a', length)],
  ['AADSTS', (length) => filledWith('AADSTS', length)],
  ['AADSTS numbers', (length) => filledWith('AADSTS65001 AADSTS700016 ', length)],
  ['quotes', (length) => filledWith('"', length)],
  ['quotes with backslashes', (length) => filledWith('\\"', length)],
  ['open braces', (length) => filledWith('{"a":', length)],
  ['one line of JSON', jsonLine],
  ['beginnings of tokens', (length) => filledWith('eyJ.', length)],
  ['one long token', (length) => `eyJhbGciOiJub25lIn0.${filledWith('A', length)}`],
  ['halves of patterns', (length) => filledWith('Missing scope permissions insufficient ', length)],
  ['a log', (length) => filledWith(line, length)],
  ['answers', (length) => filledWith(answer, length)],
  ['spaces', (length) => `x${filledWith(' ', length)}x`],
  ['random', randomText],
  ['entries of an HTTP archive', (length) => archive(length, 403, refused)],
  ['batches in an HTTP archive', (length) => archive(length, 200, batch)],
  ['one body in an HTTP archive', (length) => archive(length, 403, filledWith(refused, length))],
  ['members of an object', manyMembers],
  ['lists in lists', (length) => `[${filledWith(`[${refused}],`, length).replace(/\],[^\]]*$/, ']')}]`],
  ['tokens', (length) => filledWith(`${token.slice(0, 40)}.${'b'.repeat(10)} `, length)],
  ['lines of half tokens', (length) => filledWith('eyJabcdefghijklmnopqrstuvw\n', length)],
]);

const { createCatalog } = await importSource('src/catalog/catalog.ts');
/** @type {{ diagnoseEvidence: (evidence: { text: string }, context: object) => { causes: { id: string, confidence: string }[] } }} */
const { diagnoseEvidence } = await importSource('src/diagnose/diagnose.ts');

function openContext() {
  const read = (/** @type {string} */ part) => readFileSync(new URL(`../data/${part}`, import.meta.url), 'latin1');
  return { catalog: createCatalog(read), now: new Date('2026-09-01T00:00:00Z') };
}

/** @param {string} name @param {number} megabytes */
function textOf(name, megabytes) {
  const made = texts.get(name);
  if (made === undefined) throw new Error(`no text ${name}`);
  return made(megabytes * 1_000_000);
}

/** @param {string} name @param {number} megabytes */
function row(name, megabytes) {
  const text = textOf(name, megabytes);
  const context = openContext();
  let first = 'none';
  const times = Array.from({ length: runs }, () => {
    const start = process.hrtime.bigint();
    const [cause] = diagnoseEvidence({ text }, context).causes;
    first = cause === undefined ? 'none' : `${cause.id}, ${cause.confidence}`;
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  const { stdout, status } = spawnSync(process.execPath, [self, String(megabytes), '--once', name], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`a run of its own ended with ${status}`);
  const { before, after } = JSON.parse(stdout);
  const memory = `${Math.round(before / 1024)} | ${Math.round(after / 1024)}`;
  return `| ${name} | ${Math.min(...times).toFixed(0)} | ${Math.max(...times).toFixed(0)} | ${budget} | ${memory} | ${first} |`;
}

/** Kilobytes at most before a text is answered, the text being there, and after. @param {string} name @param {number} megabytes */
function once(name, megabytes) {
  const text = textOf(name, megabytes);
  const before = process.resourceUsage().maxRSS;
  diagnoseEvidence({ text }, openContext());
  console.log(JSON.stringify({ before, after: process.resourceUsage().maxRSS }));
}

/** Prints the table. @param {number} [megabytes] */
export function benchDiagnose(megabytes = 10) {
  console.log(
    `\n| diagnose, ${megabytes} MB of | ms, fastest of ${runs} | slowest | budget | MB at most, text made | answered | first cause |`,
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const name of texts.keys()) console.log(row(name, megabytes));
}

const [, started = '', size = '10', mark, asked] = process.argv;
if (started.endsWith('diagnose.mjs')) {
  if (mark === '--once' && asked !== undefined) once(asked, Number(size));
  else benchDiagnose(Number(size));
}

// The base of the comparison: reads every file of a folder synchronously and parses it, in one process.
const { readFileSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const folder = process.argv[2] ?? '.';
let keys = 0;
for (const name of readdirSync(folder).sort()) {
  const text = readFileSync(join(folder, name), 'utf8');
  keys += Object.keys(JSON.parse(text)).length;
}
if (keys === 0) process.exitCode = 1;

// The base of the comparison: reads NDJSON in chunks and parses every line, in one process.
const { closeSync, openSync, readSync } = require('node:fs');

const newline = 10;
let keys = 0;
for (const file of process.argv.slice(2)) {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.allocUnsafeSlow(1024 * 1024);
  let rest = Buffer.alloc(0);
  for (let count = readSync(descriptor, buffer); count > 0; count = readSync(descriptor, buffer)) {
    let bytes = Buffer.concat([rest, buffer.subarray(0, count)]);
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline)) {
      keys += Object.keys(JSON.parse(bytes.toString('utf8', 0, end))).length;
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  closeSync(descriptor);
}
if (keys === 0) process.exitCode = 1;
process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`);

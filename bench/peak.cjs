// Loaded before the command line (node --require): tells the most memory that the process held, in kilobytes.
process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));

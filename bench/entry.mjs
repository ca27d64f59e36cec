// Runs the bundle that BENCH_DIST names, and leaves the peak of its memory (kilobytes) in the file that BENCH_PEAK names.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// not resourceUsage().maxRSS: Linux starts that from the size of the process that forked this one
process.on('exit', () => {
  const [, peak = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeFileSync(process.env.BENCH_PEAK, peak);
});
await import(pathToFileURL(join(process.env.BENCH_DIST, 'index.js')).href);

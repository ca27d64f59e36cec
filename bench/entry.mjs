// Runs the bundle that BENCH_DIST names, and leaves the peak of its memory (kilobytes) in the file that BENCH_PEAK names.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

process.on('exit', () => writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));
await import(pathToFileURL(join(process.env.BENCH_DIST, 'index.js')).href);

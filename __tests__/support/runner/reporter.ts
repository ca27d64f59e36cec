import { writeFileSync } from 'node:fs';
import { PART_NAMES } from './parts.ts';
import { taken } from './run-state.ts';

/** The part of jest's results that is read here. */
interface Results {
  testResults: { testResults: { status: string; fullName: string }[] }[];
}

/**
 * A jest reporter: the closing lines name the tests that were not run, and why. If REPORT_FILE is set, jest's results
 * are written there as JSON (--json is not available in a configuration file).
 */
export default class NotRunHere {
  onRunComplete(_contexts: unknown, results: Results): void {
    const parts = taken()?.parts;
    const lines: string[] = [];
    for (const name of PART_NAMES)
      if (parts?.[name].state === 'missing' && !parts[name].unasked)
        lines.push(`not run here: ${name}: ${parts[name].reason}`);
    const tests = results.testResults.flatMap((file) => file.testResults);
    for (const { status, fullName } of tests)
      if (status === 'pending' && fullName.includes('[not run here')) lines.push(`  skipped: ${fullName}`);
    if (lines.length > 0) process.stderr.write(`\n${lines.join('\n')}\n`);
    if (process.env.REPORT_FILE) writeFileSync(process.env.REPORT_FILE, JSON.stringify(results, withoutBulk));
  }

  getLastError(): undefined {
    return undefined;
  }
}

/** Coverage has reports of its own, and some of jest's handles refer to themselves. */
function withoutBulk(key: string, value: unknown): unknown {
  return ['coverageMap', 'coverage', 'v8Coverage', 'openHandles', 'sourceMaps'].includes(key) ? undefined : value;
}

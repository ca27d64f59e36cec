/**
 * Sums the reports in a folder and prints coverage and `N passed, N failed, N skipped`, the count standing last.
 * Jest's JSON report is jest.json; a suite that could not run at all counts as one failure. Reports of Node's own
 * test runner (TAP or spec, by their closing `# pass 3` or `ℹ pass 3` lines) are files that end in .node-test.
 * usage: node count.mjs FOLDER [coverage-summary.json]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, coverageFile] = process.argv.slice(2);
const count = { passed: 0, failed: 0, skipped: 0 };

function addJest(file) {
  if (!existsSync(file)) {
    console.log('jest left no report');
    count.failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  count.passed += report.numPassedTests;
  count.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
  count.skipped += report.numPendingTests + report.numTodoTests;
}

function addNodeTest(file) {
  const text = readFileSync(file, 'utf8');
  const closing = (word) => Number(new RegExp(`^[#ℹ] ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  count.passed += closing('pass');
  count.failed += closing('fail') + closing('cancelled');
  count.skipped += closing('skipped') + closing('todo');
}

addJest(join(folder, 'jest.json'));
for (const name of readdirSync(folder)) if (name.endsWith('.node-test')) addNodeTest(join(folder, name));
if (coverageFile && existsSync(coverageFile)) {
  const { lines, branches } = JSON.parse(readFileSync(coverageFile, 'utf8')).total;
  console.log(`coverage of src: lines ${lines.pct} %, branches ${branches.pct} %`);
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 || count.passed === 0 ? 1 : 0;

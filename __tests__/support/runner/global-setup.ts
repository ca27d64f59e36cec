import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ON_DEMAND, type OnDemand, prepareParts } from './parts.ts';
import { leave } from './run-state.ts';

/** The part of jest's configuration that is read here: the command-line options. */
interface Asked {
  testPathPatterns: { patterns: string[] };
}

/** Makes the parts that the end-to-end tests need, and writes their description to PARTS_FILE. */
export default async function setup(config: Asked): Promise<void> {
  const asked = onDemandFor(config.testPathPatterns.patterns);
  const { parts, endings } = await prepareParts((line) => process.stderr.write(`  part ${line}\n`), asked);
  process.env.PARTS_FILE = join(parts.dir, 'parts.json');
  writeFileSync(process.env.PARTS_FILE, JSON.stringify(parts, undefined, 2));
  leave({ parts, endings });
}

/** Of the parts on demand, those that a selected end-to-end test names in quotes; no pattern selects all tests. */
export function onDemandFor(patterns: string[]): OnDemand[] {
  const cwd = resolve(import.meta.dirname, '../../e2e');
  const files = globSync('**/*.test.ts', { cwd }).map((file) => join(cwd, file));
  const selected = files.filter((file) => patterns.length === 0 || patterns.some((one) => new RegExp(one).test(file)));
  const texts = selected.map((file) => readFileSync(file, 'utf8'));
  return ON_DEMAND.filter((name) => texts.some((text) => text.includes(`'${name}'`)));
}

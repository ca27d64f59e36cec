// `npm run bench [-- retag|copy|train|faults …] [--runs N] [--megabytes N] [--write]`: a report, side by side with the
// programs that people use instead. `--write` puts it into docs/benchmarks.md. BENCH_DIST measures another bundle;
// BENCH_NODE_OPTIONS=--cpu-prof profiles it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endNoted } from '../__tests__/support/runner/children.ts';
import { goBinary } from '../__tests__/support/runner/go-binary.ts';
import { PART_NAMES } from '../__tests__/support/runner/parts.ts';
import { copy } from './copy.ts';
import { faults } from './faults.ts';
import { about, markdownOf, type Section, write } from './page.ts';
import { findPeers, type Peer } from './peers.ts';
import { retag } from './retag.ts';
import { train } from './train.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    megabytes: { type: 'string', default: '600' },
    write: { type: 'boolean', default: false },
  },
});
const runs = (usual: number): number => Number(values.runs ?? usual);
const SECTIONS: Record<string, (peers: Peer[]) => Promise<Section>> = {
  retag: (peers) => retag(peers, runs(9)),
  copy: (peers) => copy(peers, runs(5), Number(values.megabytes)),
  train: (peers) => train(peers, runs(3)),
  faults: (peers) => faults(peers),
};

const chosen = positionals.length > 0 ? positionals : Object.keys(SECTIONS);
const unknown = chosen.filter((name) => !(name in SECTIONS));
if (unknown.length > 0) throw new Error(`expected ${Object.keys(SECTIONS).join(', ')}, received ${unknown.join(', ')}`);

const dir = mkdtempSync(join(tmpdir(), 'bench-parts-'));
try {
  process.env.PARTS_FILE = join(dir, 'parts.json');
  const none = Object.fromEntries(PART_NAMES.map((name) => [name, { state: 'missing', reason: 'not asked for' }]));
  writeFileSync(
    process.env.PARTS_FILE,
    JSON.stringify({ ...none, dir, storage: dir, env: {}, registry: await goBinary('registry') }),
  );
  const peers = await findPeers();
  console.log(about(peers));
  const sections: Section[] = [];
  for (const name of chosen) {
    const section = await SECTIONS[name]!(peers);
    sections.push(section);
    console.log(`\n${markdownOf(section)}\n`);
  }
  if (values.write) write(sections, peers);
} finally {
  endNoted(dir);
  rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
}
// what was left unanswered on purpose may still hold a socket
process.exit();

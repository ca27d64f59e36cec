import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROGRAMS } from '../__tests__/support/runner/go-binary.ts';
import { type Chart, svgOf } from './chart.ts';
import type { Peer } from './peers.ts';

/** One section of docs/benchmarks.md. */
export interface Section {
  name: string;
  title: string;
  /** Markdown. */
  text: string;
  charts: Chart[];
}

const DOCS = join(import.meta.dirname, '../docs');
const FILE = join(DOCS, 'benchmarks.md');
const ORDER = ['retag', 'copy', 'train', 'faults'];

/** One paragraph about the machine and the tools. */
export function about(peers: Peer[]): string {
  const tools = peers.map(({ name, version }) => `${name} ${version}`).join(', ');
  const memory = Math.round(totalmem() / 1024 ** 3);
  return `${cpus().length} cores, ${memory} GB of memory, Node ${process.versions.node}; ${tools}; registry: CNCF distribution ${PROGRAMS.registry.version.slice(1)}. All on one machine, over loopback; a proxy adds the latency: half a round trip each way, and one round trip for a new connection.`;
}

/** The Markdown of one section, including its charts. */
export function markdownOf({ title, text, charts }: Section): string {
  const images = charts.map((chart) => `![${chart.title}](${chart.file}.svg)`);
  return [`## ${title}`, '', text, ...images.flatMap((image) => ['', image])].join('\n');
}

/** Replaces sections in docs/benchmarks.md and writes their charts; other sections are kept. */
export function write(sections: Section[], peers: Peer[]): void {
  const kept = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const bodies = ORDER.map((name) => {
    const section = sections.find((one) => one.name === name);
    const mark = `<!-- bench: ${name} -->`;
    const end = `<!-- end: ${name} -->`;
    if (section) return [mark, '', markdownOf(section), '', `Measured with: ${about(peers)}`, '', end].join('\n');
    return kept.includes(mark) ? kept.slice(kept.indexOf(mark), kept.indexOf(end) + end.length) : '';
  });
  const head = [
    '# Benchmarks',
    '',
    'This page is written by `npm run bench -- --write`; a single section by `npm run bench -- train --write` (retag, copy, train, faults). Other tools are taken from the PATH, or compiled with Go. The tools take turns, round by round, in one run.',
  ];
  writeFileSync(FILE, `${[head.join('\n'), ...bodies.filter(Boolean)].join('\n\n')}\n`);
  for (const chart of sections.flatMap(({ charts }) => charts))
    writeFileSync(join(DOCS, `${chart.file}.svg`), svgOf(chart));
}

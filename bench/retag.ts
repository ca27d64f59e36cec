import { runAction } from '../__tests__/support/runner/runner.ts';
import { shell } from '../__tests__/support/runner/shell.ts';
import { spread } from './measure.ts';
import type { Section } from './page.ts';
import type { Peer } from './peers.ts';
import { makeSetting, type Setting, type Way } from './setting.ts';

interface Sample {
  readonly wallMs: number;
  readonly requests: number;
  readonly levels: number;
  readonly blobBytes: number;
  /** from the start of the process to its first request */
  readonly firstMs: number;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

async function sample({ proxy }: Setting, act: () => Promise<number>): Promise<Sample> {
  proxy.trace.clear();
  const began = proxy.trace.now();
  const wallMs = await act();
  const { trace } = proxy;
  const firstMs = (trace.seen[0]?.start ?? began) - began;
  return {
    wallMs,
    requests: trace.count,
    levels: trace.levels,
    blobBytes: trace.blobBytes.up + trace.blobBytes.down,
    firstMs,
  };
}

/** One run of the action, which must succeed; its wall time in milliseconds. */
async function action(setting: Setting, inputs: Record<string, string>): Promise<number> {
  const began = performance.now();
  const result = await runAction({ image: setting.image, ...inputs }, { env: setting.env });
  if (result.exitCode !== 0) throw new Error(result.stdout);
  return performance.now() - began;
}

async function crane(program: string, setting: Setting, args: string[]): Promise<number> {
  const began = performance.now();
  const result = await shell(program, args, { env: setting.env });
  if (result.code !== 0) throw new Error(result.stderr);
  return performance.now() - began;
}

function promote(setting: Setting, environment: string, version: string): Promise<number> {
  return action(setting, {
    mode: 'promote',
    environment,
    version,
    environments: 'dev, staging, prod',
    allow: 'downgrade',
  });
}

const WAYS: readonly [title: string, way: Way, note: string | null][] = [
  ['Plain HTTP, no latency', { latencyMs: 0, tls: false }, null],
  ['Plain HTTP, 50 ms', { latencyMs: 50, tls: false }, null],
  ['TLS, 50 ms', { latencyMs: 50, tls: true }, null],
  [
    'ghcr.io, through a proxy, 50 ms',
    { latencyMs: 50, tls: true, host: 'ghcr.io' },
    'The token endpoints of ghcr.io, Docker Hub, Quay, GitLab.com and Artifact Registry are known, and ECR takes Basic: no request is spent on the challenge. A registry of this machine plays ghcr.io here, behind a proxy that resolves its name. Through a proxy no connections are opened in advance.',
  ],
];

type Rows = Record<string, Sample[]>;

async function measure(setting: Setting, program: string | null, runs: number): Promise<Rows> {
  const rows: Rows = { promote: [], 'no change': [], rollback: [], 'crane tag': [] };
  const { image } = setting;
  for (const environment of ['dev', 'staging', 'prod']) await promote(setting, environment, '1.0.0');
  for (const environment of ['dev', 'staging']) await promote(setting, environment, '1.1.0');
  for (let run = 0; run <= runs; run++) {
    const taken: [string, () => Promise<number>][] = [
      ['promote', () => promote(setting, 'prod', '1.1.0')],
      ['no change', () => promote(setting, 'prod', '1.1.0')],
      ...(program
        ? [
            [
              'crane tag',
              () => crane(program, setting, ['tag', `${image}:${run % 2 ? '1.0.0' : '1.1.0'}`, 'bench']),
            ] as [string, () => Promise<number>],
          ]
        : []),
      ['rollback', () => action(setting, { mode: 'rollback', environment: 'prod' })],
    ];
    for (const [name, act] of taken) {
      const one = await sample(setting, act);
      if (run > 0) rows[name]?.push(one);
    }
    // the image rolled back from is promoted again by intent
    await action(setting, { mode: 'rollback', environment: 'prod', version: '1.1.0' });
    await action(setting, { mode: 'rollback', environment: 'prod', version: '1.0.0' });
    await action(setting, { mode: 'promote', environment: 'prod', version: '1.1.0', allow: 'rolled-back' });
    await action(setting, { mode: 'promote', environment: 'prod', version: '1.0.0', allow: 'downgrade' });
  }
  return rows;
}

function table(rows: Rows): string[] {
  const peer = median((rows['crane tag'] ?? []).map(({ wallMs }) => wallMs));
  const lines = [
    '| run | requests | in sequence | layer bytes | wall, ms | times crane tag |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const [name, samples] of Object.entries(rows)) {
    if (samples.length === 0) continue;
    const of = (pick: (one: Sample) => number): number => Math.round(median(samples.map(pick)));
    const wall = median(samples.map(({ wallMs }) => wallMs));
    const counts = [of((one) => one.requests), of((one) => one.levels), of((one) => one.blobBytes)];
    lines.push(`| ${[name, ...counts, wall.toFixed(0), peer ? (wall / peer).toFixed(2) : '–'].join(' | ')} |`);
  }
  return lines;
}

async function startUp(rows: Rows, runs: number): Promise<string> {
  const bare: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const began = performance.now();
    await shell(process.execPath, ['-e', '0']);
    if (run > 0) bare.push(performance.now() - began);
  }
  const first = median((rows.promote ?? []).map(({ firstMs }) => firstMs));
  return `Start to first request: ${first.toFixed(0)} ms, ${(first / median(bare)).toFixed(2)} times \`node -e 0\` (${median(bare).toFixed(0)} ms).`;
}

/**
 * One image's tag moved, beside `crane tag`: round trips and requests are counted by a proxy between the action and a
 * registry with token auth; wall times are medians, at 0 and at 50 ms of round trip.
 */
export async function retag(peers: Peer[], runs: number): Promise<Section> {
  const program = peers.find(({ name }) => name === 'crane')?.program ?? null;
  const text: string[] = [];
  const groups: Section['charts'][number]['groups'] = [];
  let plain: Rows = {};
  for (const [title, way, note] of WAYS) {
    const setting = await makeSetting(way);
    try {
      const rows = await measure(setting, program, runs);
      if (!plain.promote) plain = rows;
      text.push(`### ${title}`, '', ...(note === null ? [] : [note, '']), ...table(rows), '');
      const bars = Object.entries(rows).filter(([, samples]) => samples.length > 0);
      const bar = ([name, samples]: [string, Sample[]]) => ({
        name: name === 'crane tag' ? name : `ours: ${name}`,
        ...spread(samples.map(({ wallMs }) => wallMs)),
      });
      groups.push({ name: title, bars: bars.map(bar) });
    } finally {
      await setting.stop();
    }
  }
  text.unshift(`One image, token auth, medians of ${runs}. ${await startUp(plain, runs)}`, '');
  const charts = [{ file: 'retag', title: 'One image promoted or rolled back: milliseconds', groups }];
  return { name: 'retag', title: 'One image', text: text.join('\n').trimEnd(), charts };
}

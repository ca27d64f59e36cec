import { pushManifest } from '../__tests__/support/images/images.ts';
import { startDelay } from './delay.ts';
import { act, type Ran, run, spread } from './measure.ts';
import type { Section } from './page.ts';
import { environmentFor, type Peer } from './peers.ts';
import { type Server, startServer } from './servers.ts';

const IMAGES = 100;
const LATENCY_MS = 50;

interface Sample extends Ran {
  requests: number;
  levels: number;
}

/** A release of a hundred images: ours beside a loop of `crane tag`, one after the other and eight at a time. */
export async function train(peers: Peer[], rounds: number): Promise<Section> {
  const delay = await startDelay();
  const server = await startServer('token', delay);
  try {
    const env = await environmentFor([server.host], true);
    const names = Array.from({ length: IMAGES }, (_, index) => `acme/service-${index + 1}`);
    await prepare(server, names, env);
    await delay.latency(LATENCY_MS);
    const runs = contestants(server, names, env, peers);
    const samples: Record<string, Sample[]> = {};
    for (let round = 0; round < rounds; round++)
      for (const [name, go] of Object.entries(runs)) {
        await delay.clear();
        const ran = await go(round);
        const trace = await delay.report();
        if (ran.code !== 0) throw new Error(`${name}: ${ran.output.slice(-2000)}`);
        samples[name] ??= [];
        samples[name].push({ ...ran, requests: trace.count, levels: trace.levels });
        console.log(`train: ${name}: ${ran.wallMs.toFixed(0)} ms, ${trace.count} requests`);
      }
    return sectionOf(samples, rounds);
  } finally {
    delay.stop();
    await server.stop();
  }
}

/** Two versions in each repository, and a history of the environment: so that the guards have something to read. */
async function prepare(server: Server, names: string[], env: Record<string, string>): Promise<void> {
  for (const name of names)
    for (const version of ['1.0.0', '1.1.0']) {
      const annotations = { 'org.opencontainers.image.version': version };
      await pushManifest(server.registry, name, { tags: [version], seed: `${name} ${version}`, annotations });
    }
  for (const version of ['1.0.0', '1.1.0']) await promoteAll(server, names, version, env);
}

async function promoteAll(server: Server, names: string[], version: string, env: Record<string, string>): Promise<Ran> {
  const image = names.map((name) => `${server.host}/${name}`).join('\n');
  const ran = await act({ mode: 'promote', image, version, environment: 'prod', allow: 'downgrade' }, { env });
  if (ran.code !== 0) throw new Error(ran.output.slice(-4000));
  return ran;
}

/** What is timed; each round moves the other way. */
function contestants(server: Server, names: string[], env: Record<string, string>, peers: Peer[]) {
  const runs: Record<string, (round: number) => Promise<Ran>> = {};
  const version = (round: number): string => (round % 2 ? '1.1.0' : '1.0.0');
  runs['ours, with guards and history'] = (round) => promoteAll(server, names, version(round), env);
  const crane = peers.find(({ name }) => name === 'crane');
  if (!crane) return runs;
  const lines = (round: number): string => names.map((name) => `${server.host}/${name}:${version(round)}`).join('\\n');
  const each = (how: string) => (round: number) =>
    run('sh', ['-c', `printf '${lines(round)}\\n' | ${how}`], { env: { ...env, CRANE: crane.program } });
  runs['a loop of crane tag'] = each('while read -r image; do "$CRANE" tag "$image" bench || exit 1; done');
  runs['xargs -P 8 crane tag'] = each('xargs -P 8 -I IMAGE "$CRANE" tag IMAGE bench');
  return runs;
}

function sectionOf(samples: Record<string, Sample[]>, rounds: number): Section {
  const ours = spread(Object.values(samples)[0]!.map(({ wallMs }) => wallMs)).median;
  const rows = Object.entries(samples).map(([name, all], index) => {
    const of = (pick: (one: Sample) => number) => spread(all.map(pick));
    const wall = of(({ wallMs }) => wallMs);
    const memory = index === 0 ? of(({ peakMb }) => peakMb).max.toFixed(0) : '–';
    const times = wall.median / ours;
    const each = of(({ requests }) => requests).median / IMAGES;
    return [name, wall, each.toFixed(1), String(of(({ levels }) => levels).median), memory, times.toFixed(2)] as const;
  });
  const table = rows.map(
    ([name, wall, each, levels, memory, times]) =>
      `| ${name} | ${(wall.min / 1000).toFixed(2)} | ${(wall.median / 1000).toFixed(2)} | ${(wall.max / 1000).toFixed(2)} | ${each} | ${levels} | ${memory} | ${times} |`,
  );
  return {
    name: 'train',
    title: `A train of ${IMAGES} images`,
    text: [
      `${IMAGES} repositories of one registry with token auth, ${LATENCY_MS} ms round trip, each with a history of the environment. Seconds, of ${rounds} rounds.`,
      '',
      '| run | min | median | max | requests per image | in sequence | peak memory, MB | times ours |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      ...table,
    ].join('\n'),
    charts: [
      {
        file: 'train',
        title: `A train of ${IMAGES} images, ${LATENCY_MS} ms round trip: seconds`,
        groups: [{ name: '', bars: rows.map(([name, wall]) => ({ name, ...seconds(wall) })) }],
      },
    ],
  };
}

function seconds({ min, median, max }: { min: number; median: number; max: number }) {
  return { min: min / 1000, median: median / 1000, max: max / 1000 };
}

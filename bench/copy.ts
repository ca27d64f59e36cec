import { headTag } from '../__tests__/support/images/images.ts';
import { startRegistry } from '../__tests__/support/registries/registry.ts';
import { type Delay, startDelay, throughput } from './delay.ts';
import { type Large, pushLarge } from './large.ts';
import { act, hasInput, type Ran, run, spread } from './measure.ts';
import type { Section } from './page.ts';
import { environmentFor, type Peer } from './peers.ts';
import { type Server, startServer } from './servers.ts';

const KINDS = ['the whole image', 'one new layer of 1 MB'] as const;
type Version = '1.0.0' | '1.1.0';

interface Sample extends Ran {
  requests: number;
  levels: number;
}

interface Case {
  auth: 'none' | 'token';
  latencyMs: number;
  large: Large;
  /** Where the source's images are. */
  store: string;
}

type Copy = (from: string, to: string, version: Version, env: Record<string, string>) => Promise<Ran>;

/** Copies between two registries, the tools in turns, each round into a registry that is new and empty. */
export async function copy(peers: Peer[], rounds: number, megabytes: number): Promise<Section> {
  const tools = toolsOf(peers);
  const sections: string[] = [];
  const charts: Section['charts'] = [
    { file: 'copy-time', title: `Copy of ${megabytes} MB between two registries: seconds`, groups: [] },
    { file: 'copy-memory', title: `Copy of ${megabytes} MB: peak memory, MB`, groups: [] },
    { file: 'copy-layer', title: 'Copy of one new layer of 1 MB: seconds', groups: [] },
  ];
  // pushed once, without credentials, and served by each case's own registry from the same folder
  const store = await startRegistry();
  const large = await pushLarge(store, 'acme/app', megabytes);
  await store.stop({ keep: true });
  for (const auth of ['none', 'token'] as const)
    for (const latencyMs of [0, 50]) {
      const samples = await measure(tools, { auth, latencyMs, large, store: store.dir }, rounds);
      const name = `${auth === 'none' ? 'no credentials' : 'token auth'}, ${latencyMs} ms`;
      sections.push(`### ${name}`, '', ...tableOf(samples), '');
      const bars = (kind: number, pick: (one: Sample) => number) =>
        Object.entries(samples).map(([tool, all]) => ({ name: tool, ...spread(all[kind]!.map(pick)) }));
      charts[0]!.groups.push({ name, bars: bars(0, ({ wallMs }) => wallMs / 1000) });
      charts[1]!.groups.push({ name, bars: bars(0, ({ peakMb }) => peakMb) });
      charts[2]!.groups.push({ name, bars: bars(1, ({ wallMs }) => wallMs / 1000) });
    }
  const [near, far] = [await throughput(0), await throughput(50)];
  const line = `At 0 ms there is no proxy. The proxy that adds the latency transferred ${near.toFixed(0)} MB a second at 0 ms, ${far.toFixed(0)} at 50 ms, over one connection.`;
  const text = `An index of two platforms, 12 layers that don't compress, ${megabytes} MB, between two registries; this action (ours) also sets the environment's tag and its history. ${rounds} rounds. ${line}`;
  return {
    name: 'copy',
    title: 'Copies between registries',
    text: [text, '', ...sections].join('\n').trimEnd(),
    charts,
  };
}

/** Ours and the peers that copy. */
function toolsOf(peers: Peer[]): Record<string, Copy> {
  const tools: Record<string, Copy> = {};
  if (hasInput('destination'))
    tools.ours = (from, to, version, env) =>
      act({ mode: 'promote', image: from, destination: to, environment: 'prod', version }, { env });
  else console.log('copy: the action has no input destination: peers alone');
  for (const peer of peers) {
    const { copy: args } = peer;
    if (args)
      tools[peer.name] = (from, to, version, env) =>
        run(peer.program, args(`${from}:${version}`, `${to}:${version}`), { env });
  }
  return tools;
}

type Samples = Record<string, [Sample[], Sample[]]>;

async function measure(tools: Record<string, Copy>, how: Case, rounds: number): Promise<Samples> {
  // with no latency the registries are met directly, and requests are not counted
  const delay = how.latencyMs > 0 ? await startDelay() : null;
  const source = await startServer(how.auth, delay, how.store);
  try {
    const samples: Samples = Object.fromEntries(Object.keys(tools).map((name) => [name, [[], []]]));
    for (let round = 0; round < rounds; round++)
      for (const [name, tool] of Object.entries(tools)) {
        const [whole, layer] = await once(tool, name, { source, delay, how, round });
        samples[name]![0].push(whole);
        samples[name]![1].push(layer);
      }
    return samples;
  } finally {
    await source.stop();
    delay?.stop();
  }
}

interface Scene {
  source: Server;
  delay: Delay | null;
  how: Case;
  round: number;
}

/** One tool, into an empty registry: the whole image, then the one of which it lacks one layer. */
async function once(tool: Copy, name: string, { source, delay, how, round }: Scene): Promise<[Sample, Sample]> {
  const destination = await startServer(how.auth, delay);
  try {
    const env = await environmentFor([source.host, destination.host], how.auth === 'token');
    await delay?.latency(how.latencyMs);
    const to = `prod/copy-${round}`;
    const take = async (version: Version): Promise<Sample> => {
      await delay?.clear();
      const ran = await tool(`${source.host}/acme/app`, `${destination.host}/${to}`, version, env);
      const trace = await delay?.report();
      if (ran.code !== 0) throw new Error(`${name}: ${ran.output.slice(-2000)}`);
      const found = await headTag(destination.registry, to, version);
      if (found !== how.large.digests[version])
        console.log(`copy: ${name} left ${found}, not ${how.large.digests[version]}`);
      console.log(
        `copy: ${how.auth} ${how.latencyMs} ms: ${name} ${version}: ${ran.wallMs.toFixed(0)} ms, ${ran.peakMb.toFixed(0)} MB`,
      );
      return { ...ran, requests: trace?.count ?? Number.NaN, levels: trace?.levels ?? Number.NaN };
    };
    return [await take('1.0.0'), await take('1.1.0')];
  } finally {
    await destination.stop();
  }
}

function tableOf(samples: Samples): string[] {
  const lines: string[] = [];
  for (const [kind, title] of KINDS.entries()) {
    lines.push(
      ...(kind ? [''] : []),
      `| ${title} | min, s | median, s | max, s | requests | in sequence | peak memory, MB |`,
    );
    lines.push('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
    for (const [name, all] of Object.entries(samples)) {
      const of = (pick: (one: Sample) => number) => spread(all[kind]!.map(pick));
      const { min, median, max } = of(({ wallMs }) => wallMs / 1000);
      const counts = [
        of(({ requests }) => requests).median,
        of(({ levels }) => levels).median,
        of(({ peakMb }) => peakMb).max,
      ];
      const cells = [
        ...[min, median, max].map((one) => one.toFixed(2)),
        ...counts.map((one) => (Number.isNaN(one) ? '–' : one.toFixed(0))),
      ];
      lines.push(`| ${name} | ${cells.join(' | ')} |`);
    }
  }
  return lines;
}

import { type Fault, type Rule, startProxy } from '../__tests__/support/faults/proxy.ts';
import { headTag, pushIndex } from '../__tests__/support/images/images.ts';
import { type Registry, startRegistry } from '../__tests__/support/registries/registry.ts';
import { act, type Ran, run } from './measure.ts';
import type { Section } from './page.ts';
import { environmentFor, type Peer } from './peers.ts';

/** A run that is still there after this has not ended. */
const GIVE_UP_MS = 90_000;
const REPOSITORY = 'acme/app';
const OPERATIONS = ['read', 'write'] as const;
type Operation = (typeof OPERATIONS)[number];
type Move = (host: string, env: Record<string, string>) => Promise<Ran>;

/** The faults by the words of the table; `other` is the digest of a third image. */
const FAULTS: Record<string, (other: string) => Fault> = {
  'one 503': () => ({ status: 503 }),
  'one 429, Retry-After: 1': () => ({ status: 429, headers: { 'retry-after': '1' } }),
  'a reset': () => 'reset',
  'a lost response': () => 'drop-answer',
  'another digest in the response': (other) => ({
    mutateHeaders: (headers) => ({ ...(headers as Record<string, string>), 'docker-content-digest': other }),
  }),
  'no response at all': () => 'never',
};

/** The same faults for ours and for the peers: what each ends with, judged by the registry and the exit code. */
export async function faults(peers: Peer[]): Promise<Section> {
  const moves = movesOf(peers);
  const names = Object.keys(moves);
  const lines = [`| fault of one request | ${names.join(' | ')} |`, `| --- | ${names.map(() => '---').join(' | ')} |`];
  for (const operation of OPERATIONS)
    for (const [title, fault] of Object.entries(FAULTS)) {
      // each has a registry and a proxy of its own, so all wait at once where there is waiting to do
      const ends = await Promise.all(names.map((name) => once(name, moves[name]!, operation, fault)));
      lines.push(`| ${operation}: ${title} | ${ends.join(' | ')} |`);
      console.log(lines.at(-1));
    }
  const text = [
    `A tag is moved from one image to another while a proxy in front of the registry makes one request fail: the first read of the new image's manifest, or the first write of the tag. Afterwards the tag is read from the registry itself. ✅ right: the tag is on the new image, exit 0. ⚠️ failed with another exit code; the table has the tag's state. ❌ wrong without an error: exit 0, and the tag is not on the new image. ⏳ did not finish within ${GIVE_UP_MS / 1000} s.`,
    '',
    ...lines,
  ];
  return { name: 'faults', title: 'Faults', text: text.join('\n'), charts: [] };
}

function movesOf(peers: Peer[]): Record<string, Move> {
  const ours: Move = (host, env) =>
    act(
      { mode: 'promote', image: `${host}/${REPOSITORY}`, version: '1.1.0', environment: 'prod' },
      { env, timeoutMs: GIVE_UP_MS },
    );
  const moves: Record<string, Move> = { ours };
  for (const { name, program, tag } of peers)
    moves[name] = (host, env) => {
      const image = `${host}/${REPOSITORY}`;
      return run(program, tag(`${image}:1.1.0`, `${image}:prod`), { env, timeoutMs: GIVE_UP_MS });
    };
  return moves;
}

/** One tool, one fault: where it ends, in a few words. */
async function once(name: string, move: Move, operation: Operation, fault: (other: string) => Fault): Promise<string> {
  const registry = await startRegistry();
  try {
    const other = await push(registry, '0.9.0');
    const [before, after] = [await push(registry, '1.0.0'), await push(registry, '1.1.0')];
    let struck = 0;
    const rule: Rule = ({ method, path }) => {
      if (struck > 0 || !isHit(operation, method, path, after)) return undefined;
      struck += 1;
      return fault(other);
    };
    const proxy = await startProxy(registry.url, { rules: rule });
    try {
      const ran = await move(proxy.host, await environmentFor([proxy.host], false));
      const found = await headTag(registry, REPOSITORY, 'prod');
      const stands =
        found === after
          ? 'moved'
          : found === before
            ? 'not moved'
            : found === other
              ? 'on a third image'
              : 'on an unknown digest';
      if (struck === 0) return `no such request (exit ${ran.code})`;
      if (process.env.BENCH_DEBUG) console.log(name, operation, ran.code, stands, ran.output.slice(-600));
      return verdict(ran, stands);
    } finally {
      await proxy.stop();
    }
  } finally {
    await registry.stop();
  }
}

function push(registry: Registry, version: string): Promise<string> {
  const annotations = { 'org.opencontainers.image.version': version };
  const tags = version === '1.0.0' ? [version, 'prod'] : [version];
  return pushIndex(registry, REPOSITORY, { tags, annotations }).then(({ digest }) => digest);
}

/** Reads are those of the new image, by its tag or its digest; writes are those of the tag that is moved. */
function isHit(operation: Operation, method: string, path: string, digest: string): boolean {
  if (operation === 'write') return method === 'PUT' && path.endsWith('/manifests/prod');
  const named = path.endsWith('/manifests/1.1.0') || path.endsWith(`/manifests/${digest}`);
  return named && (method === 'GET' || method === 'HEAD');
}

function verdict({ code, wallMs }: Ran, stands: string): string {
  const seconds = `${(wallMs / 1000).toFixed(1)} s`;
  if (code === null) return `⏳ (tag ${stands})`;
  if (code !== 0) return `⚠️ tag ${stands}, ${seconds}`;
  return stands === 'moved' ? `✅ ${seconds}` : `❌ tag ${stands}`;
}

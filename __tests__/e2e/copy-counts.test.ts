import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCountedTokens } from '../support/faults/counted-tokens.ts';
import type { Lockstep } from '../support/faults/lockstep.ts';
import { startProxy, type TestProxy, type Trace } from '../support/faults/proxy.ts';
import { actOrThrow, attempt } from '../support/faults/trials.ts';
import * as images from '../support/images/images.ts';
import { startRegistry } from '../support/registries/registry.ts';
import { dockerConfig, needs } from '../support/runner/available.ts';
import { SHA } from '../support/runner/runner.ts';

const LAYER_BYTES = 100_000;
const TYPE = 'application/vnd.oci.image.';

/** Two registries and, where they want tokens, a token server, all behind proxies that share a trace. */
interface Ground {
  trace: Trace;
  source: TestProxy;
  destination: TestProxy;
  /** without latency */
  store: images.Target;
  env: Record<string, string>;
  lockstep: Lockstep;
  stop: () => Promise<void>;
}

async function startGround(auth: 'none' | 'token'): Promise<Ground> {
  const { trace, lockstep, ...tokens } = await startCountedTokens(auth);
  const rules = lockstep.rule;
  const [here, there] = [await startRegistry(tokens.registry), await startRegistry(tokens.registry)];
  const source = await startProxy(here.url, { trace, rules, name: 'source' });
  const destination = await startProxy(there.url, { trace, rules, name: 'destination' });
  const { username, password } = here;
  const auths = [source, destination].map(({ host }) => [host, { username, password }]);
  const env = { DOCKER_CONFIG: dockerConfig({ auths: username ? Object.fromEntries(auths) : {} }) };
  const stop = async (): Promise<void> => {
    for (const one of [source, destination, here, there, tokens]) await one.stop();
  };
  return { trace, source, destination, store: here, env, lockstep, stop };
}

/** Pushes bytes, and gives what names them. */
async function blob(ground: Ground, kind: string, text: string, size = 0): Promise<images.Descriptor> {
  const bytes = Buffer.from(text.padEnd(size, ' .'));
  return {
    mediaType: `${TYPE}${kind}`,
    digest: await images.pushBlob(ground.store, 'app', bytes),
    size: bytes.length,
  };
}

async function put(ground: Ground, reference: string | null, json: object, kind: string): Promise<images.Descriptor> {
  const mediaType = `${TYPE}${kind}.v1+json`;
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...json }));
  const digest = images.digestOf(bytes);
  await images.putManifest(ground.store, 'app', reference ?? digest, bytes, mediaType);
  return { mediaType, digest, size: bytes.length };
}

/** Two platforms of three layers each; between versions the topmost layer of the first differs, and its config. */
async function pushVersion(ground: Ground, version: string, sha: string): Promise<string> {
  const manifests: images.Descriptor[] = [];
  for (const architecture of ['amd64', 'arm64']) {
    const own = architecture === 'amd64' ? version : 'always';
    const names = ['base', 'packages', `program ${own}`].map((name) => `${name} for ${architecture}`);
    const layers = [];
    for (const name of names) layers.push(await blob(ground, 'layer.v1.tar', name, LAYER_BYTES));
    const rootfs = { type: 'layers', diff_ids: layers.map(({ digest }) => digest) };
    const config = await blob(ground, 'config.v1+json', JSON.stringify({ os: 'linux', architecture, rootfs }));
    const platform = { os: 'linux', architecture };
    manifests.push({ ...(await put(ground, null, { config, layers }, 'manifest')), platform });
  }
  const annotations = {
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.revision': sha,
    'org.opencontainers.image.created': '2026-01-02T03:04:05Z',
  };
  let digest = '';
  for (const tag of [version, `${version}-${sha.slice(0, 7)}`, `git-${sha.slice(0, 7)}`])
    digest = (await put(ground, tag, { manifests, annotations }, 'index')).digest;
  return digest;
}

/** What one run of the action cost. */
interface Cost {
  levels: number;
  requests: number;
  /** manifests' references, in the order of their writes; `digest` for any digest */
  puts: string[];
  blobs: { asked: number; read: number; begun: number; mounted: number; sent: number };
  /** bytes of blobs */
  up: number;
  down: number;
  digest: string | undefined;
}

/** Nothing is late only because the machine is slow: that would cost a second look. */
const ownTime = { isSteady: true };

async function costOf(ground: Ground, to: { host: string }, version: string, run: number): Promise<Cost> {
  const { trace, source } = ground;
  trace.clear();
  const onStart = (pid: number): void => {
    ground.lockstep.pid = pid;
  };
  const inputs = { mode: 'promote', environment: 'prod', version, destination: `${to.host}/shop` };
  const env = { ...attempt(run).env, ...ground.env };
  const { outputs } = await actOrThrow(source, 'app', inputs, { env, onStart, ownTime });
  ground.lockstep.pid = null;
  const puts = trace.of('PUT', /\/manifests\//).map(({ path }) => path.split('/').at(-1) ?? '');
  const begun = trace.of('POST', /\/uploads\//);
  const blobs = {
    asked: trace.of('HEAD', /\/blobs\//).length,
    read: trace.of('GET', /\/blobs\//).length,
    begun: begun.length,
    mounted: begun.filter(({ status }) => status === 201).length,
    sent: trace.of('PUT', /\/uploads\//).length,
  };
  return {
    ...{ levels: trace.levels, requests: trace.count, blobs, ...trace.blobBytes, digest: outputs.digest },
    puts: puts.map((reference) => (reference.startsWith('sha256:') ? 'digest' : reference)),
  };
}

const SHORT = SHA.slice(0, 7);
const NEXT = '2'.repeat(40);
const along = (version: string, sha: string) => [`${version}-${sha}`, `git-${sha}`, version].sort();

/** Levels are limits: which of ten blobs waits for which depends on the machine's pace. */
function expectAtMost(cost: Cost, [levels, requests]: readonly [number, number]): void {
  expect(cost.requests).toBe(requests);
  expect(cost.levels).toBeLessThanOrEqual(levels);
}

needs('registry')('the requests of a copy', () => {
  describe.each([
    { auth: 'none', first: [13, 67], next: [11, 35], nothing: [4, 13], mounted: [13, 43] },
    { auth: 'token', first: [15, 71], next: [13, 39], nothing: [5, 17], mounted: [14, 46] },
  ] as const)('with auth $auth', ({ auth, first, next, nothing, mounted }) => {
    let ground: Ground;
    const digests: string[] = [];
    beforeAll(async () => {
      ground = await startGround(auth);
      digests.push(await pushVersion(ground, '1.0.0', SHA), await pushVersion(ground, '1.1.0', NEXT));
    });
    afterAll(() => ground.stop());

    test('the first, of two platforms with four blobs each, to a registry that has nothing', async () => {
      const cost = await costOf(ground, ground.destination, '1.0.0', 1);
      const { puts, blobs, digest } = cost;
      expectAtMost(cost, first);
      expect(digest).toBe(digests[0]);
      expect(puts.slice(0, 2)).toEqual(['digest', 'digest']);
      expect(puts.slice(2, 5).sort()).toEqual(along('1.0.0', SHORT));
      expect(puts.slice(5)).toEqual(['prod-history', 'prod']);
      // and a history's two, which are always the same
      expect(blobs).toEqual({ asked: 10, read: 8, begun: 10, mounted: 0, sent: 10 });
    });

    test('of an image with one new layer: that layer, its config, and the manifests that name them', async () => {
      const cost = await costOf(ground, ground.destination, '1.1.0', 2);
      const { puts, blobs, up, digest } = cost;
      expectAtMost(cost, next);
      expect(digest).toBe(digests[1]);
      expect(puts[0]).toBe('digest');
      expect(puts.slice(1, 4).sort()).toEqual(along('1.1.0', NEXT.slice(0, 7)));
      expect(puts.slice(4)).toEqual(['prod-history', 'prod']);
      expect(blobs).toEqual({ asked: 4, read: 2, begun: 2, mounted: 0, sent: 2 });
      expect(up).toBeGreaterThan(LAYER_BYTES);
      expect(up).toBeLessThan(LAYER_BYTES + 1000);
    });

    test('of an image that is live there already: nothing is written, no blob asked for', async () => {
      const { levels, requests, puts, blobs } = await costOf(ground, ground.destination, '1.1.0', 3);
      expect([levels, requests]).toEqual(nothing);
      expect(puts).toEqual([]);
      expect(blobs).toEqual({ asked: 0, read: 0, begun: 0, mounted: 0, sent: 0 });
    });

    test('within one registry, where blobs are mounted', async () => {
      const cost = await costOf(ground, ground.source, '1.0.0', 4);
      const { blobs, up, down } = cost;
      expectAtMost(cost, mounted);
      expect(blobs).toEqual({ asked: 2, read: 0, begun: 10, mounted: 8, sent: 2 });
      expect(up + down).toBeLessThan(1000);
    });
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  actCopy,
  behindProxies,
  type CopyEnd,
  type CopyJob,
  copyEnd,
  copyOrThrow,
  freshPlaces,
  liveAt,
  triedCopy,
} from '../support/faults/copy-trials.ts';
import type { Rule } from '../support/faults/proxy.ts';
import { attempt, codesOf, RUN } from '../support/faults/trials.ts';
import { type Descriptor, getManifest, pushIndex } from '../support/images/images.ts';
import { gate, pause } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';
import { until } from '../support/runner/shell.ts';

const LARGE = 3_000_000;

/** Pushes an image of two platforms whose layers are large; returns the layers. */
async function pushLarge(registry: Registry, repo: string, layerBytes = LARGE): Promise<Descriptor[]> {
  const { manifests } = await pushIndex(registry, repo, { tags: ['1.1.0'], seed: 'large', layerBytes });
  const read = await Promise.all(manifests.map(({ digest }) => getManifest(registry, repo, digest)));
  return read.flatMap((manifest) => manifest!.json.layers as Descriptor[]);
}

/** A rule by which a blob from the source is held in the middle; `reached` resolves there, for the first time. */
function heldMidway(digest: string, hold: () => Promise<void>, times = 1) {
  const point = gate();
  let seen = 0;
  const rule: Rule = ({ method, path }) => {
    if (method !== 'GET' || !path.endsWith(`/blobs/${digest}`)) return undefined;
    seen += 1;
    if (seen > times) return undefined;
    return {
      midway: () => {
        point.open();
        return hold();
      },
    };
  };
  return { rule, reached: point.opened };
}

needs('registry')('a copy of a large image', () => {
  let here: Registry;
  let there: Registry;
  let job: CopyJob;
  let layers: Descriptor[];
  let once: CopyEnd[];
  beforeAll(async () => {
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
    layers = await pushLarge(here, 'dev/large');
    job = { from: ['dev/large'], source: here, destination: there };
    ({ end: once } = await triedCopy(job, []));
  });
  afterAll(() => Promise.all([here.stop(), there.stop()]));

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'that is cancelled by %s in the middle of a blob ends in two seconds; the next run sends only what is missing',
    async (signal) => {
      const [held, other] = layers as [Descriptor, Descriptor];
      const to = freshPlaces(job);
      const { rule, reached } = heldMidway(held.digest, () => new Promise(() => {}));
      const run = await behindProxies(job, rule, async (proxies) => {
        // the other large one has arrived, so that it is known what is missing
        const sent = () => proxies.trace.of('PUT', /uploads/).filter(({ status }) => status === 201);
        const hasArrived = () => sent().some(({ query }) => new URLSearchParams(query).get('digest') === other.digest);
        const when = reached.then(() => until(hasArrived, 120_000));
        return actCopy(job, proxies, to, { ...attempt(RUN), kill: { signal, when } });
      });
      expect([run.exitCode, codesOf(run)]).toEqual([1, ['CANCELLED']]);
      expect(run.annotations).toHaveLength(1);
      expect(run.endedAfterMs).toBeLessThan(2000);
      expect(await liveAt(job, to)).toEqual([undefined]);
      const again = await behindProxies(job, [], async (proxies) => {
        await copyOrThrow(job, proxies, to, attempt(RUN, 2));
        return proxies.trace.of('PUT', /uploads/).filter(({ sent }) => sent > 1000);
      });
      expect(again.map(({ query }) => new URLSearchParams(query).get('digest'))).toEqual([held.digest]);
      expect(other.size).toBeGreaterThan(LARGE);
      expect(await copyEnd(job, to)).toEqual(once);
    },
  );

  test('goes on from a download that breaks in the middle, in a new session', async () => {
    const [held] = layers as [Descriptor];
    const { rule } = heldMidway(held.digest, () => Promise.reject(new Error('cut')), 2);
    const { run, end, trace } = await triedCopy(job, rule);
    expect([run.exitCode, codesOf(run), end]).toEqual([0, [], once]);
    expect(trace.of('GET', /blobs/).filter(({ path }) => path.endsWith(held.digest))).toHaveLength(3);
    expect(run.stdout).toContain(`copied ${run.stdout.match(/promote (\S+)/)![1]}`);
  });

  test('names the source where its download breaks each time', async () => {
    const [held] = layers as [Descriptor];
    const { rule } = heldMidway(held.digest, () => Promise.reject(new Error('cut')), 99);
    const { run, to } = await triedCopy(job, rule);
    expect([run.exitCode, codesOf(run)]).toEqual([1, ['REGISTRY_UNAVAILABLE']]);
    const message = run.annotations.at(-1)!.message;
    expect(message).toMatch(
      /Could not read the blob sha256:\w+ of \S+\/dev\/large: the download failed\. Re-run the job/,
    );
    expect(await liveAt(job, to)).toEqual([undefined]);
  });
});

/** A rule by which the tokens that were sent before `end` are not valid any more after it. */
function endingTokens(ends: Record<string, Registry>) {
  const sent = new Set<string>();
  let ended = new Set<string>();
  const rule: Rule = ({ via, headers: { authorization = '' } }) => {
    sent.add(authorization);
    if (!ended.has(authorization)) return undefined;
    const { url = '', service = '' } = ends[via]?.tokens ?? {};
    return { status: 401, headers: { 'www-authenticate': `Bearer realm="${url}",service="${service}"` } };
  };
  const end = (): void => {
    ended = new Set([...sent].filter((authorization) => authorization.startsWith('Bearer ')));
  };
  return { rule, end };
}

needs('registry')('a copy that takes longer than its tokens live', () => {
  describe.each([
    { name: 'as they say', expiresIn: 2 },
    { name: 'though they say otherwise', expiresIn: 300 },
    { name: 'and say nothing', expiresIn: null },
  ])('$name', ({ expiresIn }) => {
    test('renews them in the middle, at both ends', async () => {
      const tokens = { behaviour: { expiresIn } };
      const options = { auth: 'token' as const, tokens };
      const [here, there] = await Promise.all([startRegistry(options), startRegistry(options)]);
      const [held] = (await pushLarge(here, 'dev/large', 50_000)) as [Descriptor];
      const job: CopyJob = { from: ['dev/large'], source: here, destination: there };
      // by when the proxy has the upload whole, and passes it on, its token has run out
      const ending = endingTokens({ source: here, destination: there });
      const hold = async (): Promise<void> => {
        ending.end();
        await pause(2500);
      };
      const { rule } = heldMidway(held.digest, hold);
      const auths = Object.fromEntries(
        [here, there].map(({ host }) => [host, { auth: Buffer.from('ci:secret').toString('base64') }]),
      );
      const to = freshPlaces(job);
      const { run, refused } = await behindProxies(job, [ending.rule, rule], async (proxies) => {
        for (const side of ['source', 'destination'] as const)
          auths[proxies[side].host] = { auth: Buffer.from('ci:secret').toString('base64') };
        const env = { ...attempt(RUN).env, DOCKER_AUTH_CONFIG: JSON.stringify({ auths }) };
        const done = await actCopy(job, proxies, to, { env });
        return { run: done, refused: proxies.trace.of('PUT', /uploads/).filter(({ status }) => status === 401) };
      });
      expect({ code: run.exitCode, messages: run.annotations.map(({ message }) => message) }).toEqual({
        code: 0,
        messages: [],
      });
      expect(refused.length).toBeGreaterThan(0);
      expect(await liveAt(job, to)).toEqual([run.outputs.digest]);
      expect((await copyEnd(job, to))[0]!.story).toEqual([['promote', run.outputs.digest]]);
      await Promise.all([here.stop(), there.stop()]);
    });
  });
});

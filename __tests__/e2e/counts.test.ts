import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startCountedTokens } from '../support/faults/counted-tokens.ts';
import type { Lockstep } from '../support/faults/lockstep.ts';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import { actOrThrow, attempt, pushVersion } from '../support/faults/trials.ts';
import { headTag, type PushedImage, readHistory } from '../support/images/images.ts';
import { copyRepository } from '../support/registries/copy-repository.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';

const STAGES = { environments: 'dev, staging, prod' };

interface Ground {
  registry: Registry;
  proxy: TestProxy;
  inputs: Record<string, string>;
  lockstep: Lockstep;
  stop: () => Promise<void>;
}

/** A registry and, where it wants tokens, its token server, both behind proxies that share a trace. */
async function startGround(auth: 'none' | 'token'): Promise<Ground> {
  const { trace, lockstep, ...tokens } = await startCountedTokens(auth);
  const registry = await startRegistry(tokens.registry);
  const proxy = await startProxy(registry.url, { trace, rules: lockstep.rule, name: 'registry' });
  const { username = '', password = '' } = registry;
  const stop = async (): Promise<void> => {
    for (const one of [proxy, registry, tokens]) await one.stop();
  };
  return { registry, proxy, inputs: username ? { username, password } : {}, lockstep, stop };
}

/** Nothing is late only because the machine is slow: that would cost a second look. */
const ownTime = { isSteady: true };

/** What one run of the action cost. */
interface Cost {
  levels: number;
  requests: number;
  writes: string[];
  blobBytes: number;
}

async function costOf(ground: Ground, repo: string, inputs: Record<string, string>, run: number): Promise<Cost> {
  const { trace } = ground.proxy;
  trace.clear();
  const onStart = (pid: number): void => {
    ground.lockstep.pid = pid;
  };
  await actOrThrow(ground.proxy, repo, { ...ground.inputs, ...inputs }, { ...attempt(run), onStart, ownTime });
  ground.lockstep.pid = null;
  const { levels, count, blobBytes } = trace;
  const writes = trace.writes.map(({ method, path }) => `${method} ${path.split('/').slice(-2).join('/')}`);
  return { levels, requests: count, writes, blobBytes: blobBytes.up + blobBytes.down };
}

const promote = (environment: string, version: string) => ({ mode: 'promote', environment, version, ...STAGES });
const MOVES_PROD = ['PUT manifests/prod-history', 'PUT manifests/prod'];

/** 1.0.0 is live everywhere, 1.1.0 on the two lower stages. */
async function climb({ registry, inputs }: Ground): Promise<void> {
  for (const [index, environment] of ['dev', 'staging', 'prod', 'dev', 'staging'].entries()) {
    const version = index < 3 ? '1.0.0' : '1.1.0';
    await actOrThrow(registry, 'app', { ...inputs, ...promote(environment, version) }, attempt(index));
  }
}

needs('registry')('the requests of a run', () => {
  const grounds = new Map<string, Ground>();
  let old: PushedImage;
  let next: PushedImage;
  beforeAll(async () => {
    for (const auth of ['none', 'token'] as const) {
      const ground = await startGround(auth);
      grounds.set(auth, ground);
      old = await pushVersion(ground.registry, 'app', '1.0.0');
      next = await pushVersion(ground.registry, 'app', '1.1.0');
      copyRepository(ground.registry, 'app', 'first');
    }
    await Promise.all([...grounds.values()].map(climb));
  });
  afterAll(async () => {
    for (const ground of grounds.values()) await ground.stop();
  });

  describe.each([
    { auth: 'token', promotion: [7, 14], again: [3, 7], rollback: [8, 13], first: [12, 21] },
    { auth: 'none', promotion: [6, 12], again: [2, 5], rollback: [7, 11], first: [11, 19] },
  ])('with auth $auth', ({ auth, promotion, again, rollback, first }) => {
    let ground: Ground;
    beforeAll(() => {
      ground = grounds.get(auth)!;
    });

    test('a promotion past all guards, with history and read-back', async () => {
      const { levels, requests, writes, blobBytes } = await costOf(ground, 'app', promote('prod', '1.1.0'), 10);
      expect([levels, requests]).toEqual(promotion);
      expect(writes).toEqual(MOVES_PROD);
      expect(blobBytes).toBe(0);
      expect(await headTag(ground.registry, 'app', 'prod')).toBe(next.digest);
    });

    test('a promotion of the live image writes nothing', async () => {
      const { levels, requests, writes } = await costOf(ground, 'app', promote('prod', '1.1.0'), 11);
      expect([levels, requests]).toEqual(again);
      expect(writes).toEqual([]);
    });

    test('a rollback', async () => {
      const inputs = { mode: 'rollback', environment: 'prod' };
      const { levels, requests, writes, blobBytes } = await costOf(ground, 'app', inputs, 12);
      expect([levels, requests]).toEqual(rollback);
      expect(writes).toEqual(MOVES_PROD);
      expect(blobBytes).toBe(0);
      expect(await headTag(ground.registry, 'app', 'prod')).toBe(old.digest);
    });

    test('the first promotion of a repository brings the two blobs of a history, and no other ever', async () => {
      const dev = await costOf(ground, 'first', promote('dev', '1.0.0'), 13);
      expect([dev.levels, dev.requests]).toEqual(first);
      expect(dev.writes.filter((write) => write.startsWith('PUT uploads/'))).toHaveLength(2);
      expect(dev.blobBytes).toBeLessThan(1000);
      const staging = await costOf(ground, 'first', promote('staging', '1.0.0'), 14);
      expect(staging.writes).toEqual(['PUT manifests/staging-history', 'PUT manifests/staging']);
      expect(staging.blobBytes).toBe(0);
      expect((await readHistory(ground.registry, 'first', 'staging'))?.events).toHaveLength(1);
    });
  });
});

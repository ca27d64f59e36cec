import { afterAll, beforeAll } from '@jest/globals';
import * as images from '../images/images.ts';
import { type Registry, startRegistry } from '../registries/registry.ts';
import { attempt, commitOf, type Scene, sceneOf, timeOf } from '../requests/scene.ts';

/** One image with its source and destination. */
export interface Way {
  app: Scene;
  shop: Scene;
  to(environment: string, more?: Record<string, string>): Record<string, string>;
}

/** Two registries, and routes from one to the other. */
export interface Ways {
  here: Registry;
  there: Registry;
  /** From a repository of `here` to one of another registry, by default of `there`. */
  wayOf(name: string, registry?: Registry): Way;
  stop(): Promise<unknown>;
}

/** Starts both registries before the tests of a describe, and stops them after. */
export function useWays(): Ways {
  let ways: Ways;
  beforeAll(async () => {
    ways = await startWays();
  });
  afterAll(() => ways.stop());
  return {
    get here() {
      return ways.here;
    },
    get there() {
      return ways.there;
    },
    wayOf: (...args) => ways.wayOf(...args),
    stop: () => ways.stop(),
  };
}

async function startWays(): Promise<Ways> {
  const [here, there] = await Promise.all([startRegistry(), startRegistry()]);
  return {
    here,
    there,
    wayOf: (name, registry = there) => {
      const [app, shop] = [sceneOf(here, `dev/${name}`), sceneOf(registry, `shop/${name}`)];
      const to = (environment: string, more = {}) => ({
        ...{ mode: 'promote', environment, destination: shop.image },
        ...more,
      });
      return { app, shop, to };
    },
    stop: () => Promise.all([here.stop(), there.stop()]),
  };
}

/** An image of two platforms with BuildKit's attestations, of a commit and a version, adopted as a release. */
export async function release(app: Scene, number: number, version: string): Promise<string> {
  const annotations = {
    'org.opencontainers.image.revision': commitOf(number),
    'org.opencontainers.image.created': timeOf(number),
  };
  const options = { annotations, attestations: true, seed: `${app.repo} ${number}`, layerBytes: 300_000 };
  const { digest } = await images.pushIndex(app.registry, app.repo, options);
  const inputs = { mode: 'build', digest, sha: commitOf(number), version };
  await app.ok(inputs, { env: attempt(1000 + number, 1, commitOf(number)) });
  return digest;
}

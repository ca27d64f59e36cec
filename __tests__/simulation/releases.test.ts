import { describe, expect, test } from '@jest/globals';
import { asActionError } from '../../src/errors.ts';
import { errorOf } from '../../src/execute/result.ts';
import { digestOf } from '../../src/image/digest.ts';
import { LABEL } from '../../src/image/labels.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { outputsOf } from '../../src/report/outputs.ts';
import type { BuildRequest } from '../../src/request/request.ts';
import { buildRequest } from '../support/requests/requests.ts';
import { cases } from '../support/runner/quick.ts';
import { IMAGE, start } from './runs.ts';
import { type Network, SimulatedRegistry, Store, World } from './world.ts';

const NETWORKS: [string, Network][] = [
  ['of steady latency', { least: 20, most: 26 }],
  ['of varying latency', { least: 10, most: 60 }],
];

/** An image of a commit that no release has tagged yet. */
function imageOfCommit(commit: string): Manifest {
  const annotations = { [LABEL.revision]: commit, [LABEL.created]: '2026-01-01T00:00:00Z', [LABEL.build]: '{}' };
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [], annotations }),
  );
  return { bytes, mediaType: MEDIA_TYPES.ociIndex, digest: digestOf(bytes), size: bytes.length };
}

/** Releases each version from a commit of its own, all within a second. Returns the tags, and how each run ended. */
async function release(seed: number, network: Network, versions: readonly string[], late = 0) {
  const world = new World(seed);
  const store = new Store();
  const runs = versions.map((version, index) => {
    const commit = String(index + 1).repeat(40);
    const built = imageOfCommit(commit);
    store.put(`git-${commit.slice(0, 7)}`, built);
    const [major, minor] = version.split('.');
    const request: BuildRequest = buildRequest({
      ...{ image: IMAGE, images: [IMAGE], commit, version },
      checkout: { commit, time: '2026-01-01T00:00:00Z' },
      tags: [version, `${version}-${commit.slice(0, 7)}`, `${major}.${minor}`, 'latest'],
    });
    const registry = new SimulatedRegistry(world, store, { ...network, late });
    return { version, built, done: start(world, registry, request, world.random() * 1000) };
  });
  const ended = runs.map(({ done }) => done.then(errorOf, asActionError).then((error) => error?.code ?? 'ok'));
  await world.run(ended);
  const changed = runs.map(({ done }) =>
    done.then(
      (result) => outputsOf(result).changed,
      () => 'false',
    ),
  );
  const names = new Map(runs.map(({ built }, index) => [built.digest, index]));
  return {
    codes: await Promise.all(ended),
    changed: await Promise.all(changed),
    at: (tag: string) => names.get(store.tags.get(tag) ?? '') ?? null,
  };
}

describe('two commits that are released as one version within a second', () => {
  test.each(NETWORKS)('give one image the version, and one of them fails, on a network %s', async (_, network) => {
    for (let seed = 1; seed <= cases(400); seed++) {
      const { codes, at } = await release(seed, network, ['1.3.0', '1.3.0']);
      const winner = codes.indexOf('ok');
      expect({ seed, codes: [...codes].sort(), tags: ['1.3.0', '1.3', 'latest'].map(at) }).toEqual({
        ...{ seed, codes: ['VERSION_EXISTS', 'ok'], tags: [winner, winner, winner] },
      });
    }
  });
});

describe('two versions that are released within a second', () => {
  test.each(NETWORKS)(
    'leave latest at the higher one, and both have changed something, on a network %s',
    async (_, network) => {
      for (let seed = 1; seed <= cases(400); seed++) {
        const { codes, changed, at } = await release(seed, network, ['1.3.0', '1.2.9']);
        expect({ seed, codes, changed, tags: ['1.3.0', '1.2.9', '1.3', '1.2', 'latest'].map(at) }).toEqual({
          ...{ seed, codes: ['ok', 'ok'], changed: ['true', 'true'], tags: [0, 1, 0, 1, 0] },
        });
      }
    },
  );
});

describe('a release whose reads are late', () => {
  test.each([300, 3000])('by %i ms tags its image, and says so', async (late) => {
    const { codes, at } = await release(1, { least: 20, most: 26 }, ['1.3.0'], late);
    expect({ codes, tags: ['1.3.0', '1.3', 'latest'].map(at) }).toEqual({ codes: ['ok'], tags: [0, 0, 0] });
  });
});

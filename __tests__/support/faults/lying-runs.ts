import { execute } from '../../../src/execute/pipeline.ts';
import { errorOf } from '../../../src/execute/result.ts';
import { encodeHistory } from '../../../src/history/codec.ts';
import { prepareHistory } from '../../../src/history/store.ts';
import { type Manifest, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import type { Repository } from '../../../src/image/reference.ts';
import { gatherStatus } from '../../../src/modes/status.ts';
import { RegistryClient } from '../../../src/registry/client.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import type { Timeouts } from '../../../src/registry/http/types.ts';
import { event } from '../images/histories.ts';
import { addImage, commitOf, manifestOf } from '../images/memory-images.ts';
import { keyOf, type LyingRegistry } from '../registries/lying-registry.ts';
import type { MemoryRegistry } from '../registries/memory-registry.ts';
import { endpointOf } from '../registries/registry-endpoint.ts';
import { buildRequest, depsOf, promoting, rollbackRequest, runUrl, statusRequest } from '../requests/requests.ts';

/** The commit of the image that is not live yet. */
export const NEXT = commitOf('bbbbbbb');
const TAG = `git-${NEXT.slice(0, 7)}`;
/** Short time limits of a request; a body may take longer than an idle connection. */
export const FAST: Timeouts = { connect: 3000, answer: 800, writeAnswer: 2000, idle: 300, body: 500, slow: 800 };
const MINUTES = 300_000;
/** Where nothing ends by a limit: responses of a hundred megabytes take time on a busy machine. */
export const PATIENT: Timeouts = {
  ...{ connect: MINUTES, answer: MINUTES, writeAnswer: MINUTES, idle: MINUTES, body: MINUTES, slow: MINUTES },
};

/** An index with metadata only in its children: a run has to read all of them. */
function addTold(store: MemoryRegistry, image: Repository, revision: string, tags: string[]): Manifest {
  const platforms = ['linux/amd64', 'linux/arm64'];
  const manifests = platforms.map((platform) => {
    const { digest, mediaType, size } = addImage(store, image, { revision, platforms: [platform] });
    const [os, architecture] = platform.split('/');
    return { digest, mediaType, size, platform: { os, architecture } };
  });
  const index = manifestOf({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests } as never);
  store.repository(image).manifests.set(index.digest, index);
  for (const tag of tags) store.point(image, tag, index.digest);
  return index;
}

/** A repository with 1.0.0 live in prod and 0.9.0 before it, and one more image, whose version is only in its tags. */
export function fill(store: MemoryRegistry, image: Repository): void {
  const before = addImage(store, image, { version: '0.9.0', revision: commitOf('9999999') }, ['0.9.0']);
  const live = addImage(store, image, { version: '1.0.0', revision: commitOf('aaaaaaa') }, ['1.0.0', 'prod']);
  addTold(store, image, NEXT, [TAG, `1.1.0-${NEXT.slice(0, 7)}`]);
  const events = [before, live].map(({ digest, mediaType, size }, index) =>
    event('promote', 'x', {
      ...{ digest, mediaType, size, run: runUrl(index + 1) },
      previous: index === 0 ? null : before.digest,
      at: new Date(Date.UTC(2026, 1, index + 1)).toISOString(),
    }),
  );
  const history = encodeHistory({ digest: null, parent: null, first: 1, events });
  void prepareHistory(store, image);
  store.repository(image).manifests.set(history.digest, history);
  store.point(image, 'prod-history', history.digest);
}

export const MODES = ['promote', 'rollback', 'status', 'build'] as const;
export type LiedTo = (typeof MODES)[number];

/** Runs a mode against a registry over HTTP, with waits that take no time. Throws the run's error. */
export async function runAgainst(registry: LyingRegistry, mode: LiedTo, timeouts = PATIENT): Promise<void> {
  const { image, server, store } = registry;
  const { endpoint, clock } = endpointOf(server.host, {
    plainHttp: true,
    credential: async () => null,
    transport: new Transport({ timeouts }),
    limits: { tries: 2, totalMs: 60_000 },
  });
  const client = new RegistryClient(
    () => endpoint,
    () => 'repository:acme/app:pull,push',
  );
  const images = [image];
  if (mode === 'status')
    return void (await gatherStatus(statusRequest({ images, version: TAG }), client, '2026-03-01T12:00:00Z'));
  const digest = store.look(image, TAG)?.digest ?? '';
  const request =
    mode === 'promote'
      ? promoting(TAG, { images })
      : mode === 'rollback'
        ? rollbackRequest({ images })
        : buildRequest({
            image,
            images: [image],
            commit: NEXT,
            digest,
            version: '1.1.0',
            tags: ['1.1.0', '1.1'],
            environment: 'dev',
          });
  const error = errorOf(await execute(request, depsOf(client, { clock })));
  if (error) throw error;
}

/** Returns every read of a run on a correct registry before its first write, each once, in order. */
export function readsBefore(asked: readonly string[]): string[] {
  const first = asked.findIndex((key) => /^(PUT|POST|PATCH|DELETE) /.test(key));
  return [...new Set(first < 0 ? asked : asked.slice(0, first))];
}

export { keyOf };

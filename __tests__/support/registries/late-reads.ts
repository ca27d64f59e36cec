import type { Lie, LyingRegistry } from './lying-registry.ts';
import type { Reply } from './scripted-server.ts';

/**
 * Returns a lie for reads of tags that are late: each answers as of some time ago, as replicas and caches do.
 * @param isLate whether a read of this tag is late
 */
export function lateBy(registry: LyingRegistry, lateMs: number, isLate: (tag: string) => boolean): Lie {
  const { store, image } = registry;
  const snapshots = [{ at: 0, tags: new Map(store.repository(image).tags) }];
  return ({ method, path }): Reply | undefined => {
    const now = Date.now();
    snapshots.push({ at: now, tags: new Map(store.repository(image).tags) });
    const tag = /\/manifests\/([^?]*)/.exec(path)?.[1] ?? '';
    if ((method !== 'GET' && method !== 'HEAD') || tag.includes(':') || !isLate(tag)) return undefined;
    const digest = snapshots.findLast(({ at }) => at <= now - lateMs)?.tags.get(tag);
    const manifest = digest === undefined ? null : store.look(image, digest);
    if (manifest === null) return { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' };
    const headers = {
      'docker-content-digest': manifest.digest,
      'content-type': manifest.mediaType,
      'content-length': manifest.size,
    };
    return { headers, body: method === 'HEAD' ? '' : manifest.bytes };
  };
}

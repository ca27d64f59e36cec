import { ActionError } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { TagWrite } from '../image/tags.ts';
import type { Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import type { Clock } from '../util/clock.ts';
import { LATE_POLL_MS, LATE_READS_MS } from './timing.ts';

/**
 * Reads until what is seen is no longer the state from before a write of this run. Some registries answer reads from
 * replicas or caches that are seconds behind; nothing may be concluded, and nothing written, from such an answer.
 * @param isBefore whether a reading shows the state before the write
 * @param until when to give up, in milliseconds since the epoch
 * @returns the last reading, and whether it still shows that state
 */
export async function readPastLate<T>(
  read: () => Promise<T>,
  isBefore: (seen: T) => boolean,
  clock: Clock,
  until = clock.now() + LATE_READS_MS,
): Promise<{ readonly seen: T; readonly isLate: boolean }> {
  for (let pause = LATE_POLL_MS.first; ; pause = Math.min(2 * pause, LATE_POLL_MS.most)) {
    const seen = await read();
    if (!isBefore(seen)) return { seen, isLate: false };
    if (clock.now() >= until) return { seen, isLate: true };
    await clock.sleep(pause * (1 + clock.random()));
  }
}

/**
 * The error where reads do not show a write that the registry accepted.
 * @param what was read, and what was expected, as a clause
 */
export function lateReads(what: string): ActionError {
  return new ActionError(
    'REGISTRY_UNAVAILABLE',
    `${what}. The registry accepted the write, but its reads are late: a cache or a replica still answers with the state before, or someone has restored that state. Let tags bypass any cache in front of the registry.`,
  );
}

/**
 * Reads the digest of a tag that this run has written, until it is no longer what it was before the write.
 * @param target the digest that was written
 * @throws REGISTRY_UNAVAILABLE where it stays as it was
 */
export async function digestAfterWrite(
  { registry, clock }: { readonly registry: Registry; readonly clock: Clock },
  image: Repository,
  { tag, was }: TagWrite,
  target: string,
): Promise<string | null> {
  const read = () => digestNow(registry, image, tag);
  const { seen, isLate } = await readPastLate(read, (digest) => digest === was, clock);
  if (isLate) throw lateReads(`${repositoryName(image)}:${tag}: expected ${target}, got ${was ?? 'no image'}`);
  return seen;
}

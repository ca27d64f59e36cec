import { asActionError, mergeErrors } from '../errors.ts';

/** So many writes go out at once: a train of a hundred images is a third faster than with 16. */
const AT_ONCE = 64;
/** So many images or environments are read at once; each takes several requests. */
const READS_AT_ONCE = 64;

/** Does something for each, several at a time; every one that has begun is waited for before an error is thrown. */
export async function forEachLimit<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
  atOnce = AT_ONCE,
): Promise<void> {
  const errors: unknown[] = [];
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && errors.length === 0; item = queue.shift()) {
      await act(item).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  if (errors.length > 0) throw errors[0];
}

/**
 * Reads for every image, side by side, and waits for all, so that an error names every image that it concerns.
 * @throws the problems of all images as one
 */
export async function mapAll<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: PromiseSettledResult<R>[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const [result] = await Promise.allSettled([read(items[at] as T)]);
      results[at] = result;
    }
  };
  await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, items.length) }, worker));
  const problems = results.flatMap((result) => (result.status === 'rejected' ? [asActionError(result.reason)] : []));
  // that the job is cancelled concerns all images
  const cancelled = problems.find(({ code }) => code === 'CANCELLED');
  if (problems.length > 0) throw cancelled ?? mergeErrors(problems);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** Waits for both, also where one fails, so that nothing goes on behind a failure; the first's error counts. */
export async function settleBoth<A, B>(a: Promise<A>, b: B | Promise<B>): Promise<[A, B]> {
  const [first, second] = await Promise.allSettled([a, b]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  return [first.value, second.value];
}

/** Room for so many at once. Who finds none waits, in the order of coming. */
export class Semaphore {
  private free: number;
  private readonly waiting: { enter: () => void; refuse: (reason: unknown) => void }[] = [];
  private closed: { reason: unknown } | null = null;

  /** @param size how many */
  constructor(size: number) {
    this.free = size;
  }

  /** @returns how to leave, which counts once; rejects where the room was closed */
  async acquire(): Promise<() => void> {
    if (this.closed) throw this.closed.reason;
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((enter, refuse) => this.waiting.push({ enter, refuse }));
    let isIn = true;
    return () => {
      if (isIn) this.release();
      isIn = false;
    };
  }

  /** Lets nobody in any more: who waits is refused with the reason. */
  close(reason: unknown): void {
    this.closed ??= { reason };
    for (const { refuse } of this.waiting.splice(0)) refuse(this.closed.reason);
  }

  private release(): void {
    const next = this.waiting.shift();
    if (next) next.enter();
    else this.free += 1;
  }
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'minor' }) => void;

/** in bytes */
const EVERY = 4 * 1024 * 1024;
let collect: Collect | null = null;
let moved = 0;

/**
 * Keeps the heap near what is in use, from now on. Thousands of requests side by side leave garbage, and the collector
 * would rather take another hundred megabytes than look for it: 200 images are copied with half the memory so, in the
 * same time.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=10');
}

/**
 * Takes in that bytes have passed, and has what has passed freed now and then. Each piece is 64 kB beside the heap, of
 * which the collector sees only a small wrapper: left to itself it lets a hundred megabytes of them lie. A sweep takes
 * less than a millisecond, and memory that is used again is faster than new memory.
 */
export function passed(bytes: number): void {
  moved += bytes;
  if (moved < EVERY) return;
  moved = 0;
  collect ??= collector();
  collect({ type: 'minor' });
}

function collector(): Collect {
  try {
    setFlagsFromString('--expose-gc');
    return runInNewContext('gc') as Collect;
  } catch {
    // another engine: more memory, nothing else
    return () => {};
  }
}

import type { Store } from '../registry/client.ts';
import type { RetryBudget } from '../registry/http/retry-budget.ts';
import type { Clock } from '../util/clock.ts';
import type { DrawProgress } from './progress.ts';

/** The dependencies of copying. */
export interface CopyDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  /** draws a progress bar instead of lines */
  readonly progress?: DrawProgress | undefined;
  /** @throws CANCELLED when the job was cancelled */
  readonly checkCancelled: () => void;
  readonly retryBudget: RetryBudget;
}

/** How many large blobs are sent at once: more are not faster, and each takes memory. */
export const SENT_AT_ONCE = 6;

/** Tags are read again before they are written if copying the blobs took longer, in milliseconds. */
export const LONG_COPY_MS = 5000;

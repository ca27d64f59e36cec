import { setMaxListeners } from 'node:events';
import { ActionError } from '../errors.ts';
import type { Cancellation } from '../util/cancellation.ts';

/** A job's cancellation, as the parts of a run see it. */
export interface Cancel extends Cancellation {
  /** throws CANCELLED once the job is being cancelled */
  readonly check: () => void;
  /** waits so many milliseconds; throws CANCELLED as soon as the job is being cancelled */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A write under way gets so long to be answered, in milliseconds. */
const GRACE_MS = 1000;
/** The run ends by then, whatever hangs, in milliseconds: the runner waits longer only once. */
const LIMIT_MS = 1600;

/**
 * Listens for the runner's signals.
 * @param end ends the process when something still hangs
 */
export function watchSignals(end: (error: ActionError) => void): Cancel {
  const reads = new AbortController();
  const writes = new AbortController();
  // every request under way listens
  setMaxListeners(0, reads.signal, writes.signal);
  let signalled: NodeJS.Signals | null = null;
  const error = (): ActionError =>
    new ActionError(
      'CANCELLED',
      `The job was cancelled (${signalled}). What was written stays as it is; run again, and the run carries on from what it finds.`,
    );
  const onSignal = (signal: NodeJS.Signals): void => {
    if (signalled) return;
    signalled = signal;
    reads.abort();
    setTimeout(() => writes.abort(), GRACE_MS);
    setTimeout(() => end(error()), LIMIT_MS);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const check = (): void => {
    if (signalled) throw error();
  };
  // nobody who waits has time left: what is known of the run could not be told any more
  const sleep = (milliseconds: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        reads.signal.removeEventListener('abort', end);
        if (signalled) reject(error());
        else resolve();
      };
      const timer = setTimeout(end, milliseconds);
      reads.signal.addEventListener('abort', end);
      if (signalled) end();
    });
  return { reads: reads.signal, writes: writes.signal, check, sleep };
}

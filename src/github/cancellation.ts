import { setMaxListeners } from 'node:events';
import { ActionError } from '../errors.ts';
import type { Cancellation } from '../util/cancellation.ts';

/** A job's cancellation. */
export interface Cancel extends Cancellation {
  /** @throws CANCELLED once the job is being cancelled */
  readonly check: () => void;
  /**
   * Resolves after this many milliseconds.
   * @throws CANCELLED as soon as the job is being cancelled
   */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** How long a write in progress may take to complete, in milliseconds. */
const GRACE_MS = 1000;
/** The process ends after this time even if something hangs, in milliseconds. */
const LIMIT_MS = 1600;

/**
 * Listens for SIGINT and SIGTERM, by which the runner cancels a job.
 * @param end ends the process if the run has not ended by itself after 1.6 s
 * @returns the job's cancellation: reads are aborted immediately, writes after a second
 */
export function watchSignals(end: (error: ActionError) => void): Cancel {
  const reads = new AbortController();
  const writes = new AbortController();
  // every request in progress listens
  setMaxListeners(0, reads.signal, writes.signal);
  let signalled: NodeJS.Signals | null = null;
  const error = (): ActionError =>
    new ActionError('CANCELLED', `The job was cancelled (${signalled}). Completed writes are kept. Re-run to resume.`);
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
  // a wait ends immediately, so that there is time left for the report
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

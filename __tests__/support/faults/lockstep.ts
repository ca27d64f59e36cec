import { readdirSync, readFileSync } from 'node:fs';
import type { Rule } from './proxy.ts';

/** How many checks in a row must find the process idle. */
const LOOKS = 4;

/**
 * Responds to a process in waves: requests are held until the process only waits for responses, and are
 * then passed on together. So independent requests overlap, however slow the machine is.
 */
export class Lockstep {
  /** The process that is asking; null holds nothing. */
  pid: number | null = null;
  /** Whether a request is on its way that has not arrived: a connection is being opened. */
  isOpening = (): boolean => false;
  private held: (() => void)[] = [];
  private open = 0;
  private arrived = 0;
  private isWatching = false;

  readonly rule: Rule = () => {
    if (this.pid === null) return undefined;
    this.arrived += 1;
    const released = new Promise<void>((resolve) => void this.held.push(resolve));
    if (!this.isWatching) void this.watch(this.pid);
    return {
      before: () => released,
      after: () => {
        this.open -= 1;
      },
    };
  };

  private async watch(pid: number): Promise<void> {
    this.isWatching = true;
    while (this.held.length > 0) {
      await this.idle(pid);
      const wave = this.held.splice(0);
      this.open += wave.length;
      for (const go of wave) go();
    }
    this.isWatching = false;
  }

  /** Resolves when the last wave is answered and the process has been idle for some checks. */
  private async idle(pid: number): Promise<void> {
    for (let looks = 0; looks < LOOKS; ) {
      const before = this.arrived;
      await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setImmediate(resolve));
      const isIdle = this.open === 0 && this.arrived === before && !this.isOpening();
      looks = isIdle && isAsleep(pid) ? looks + 1 : 0;
    }
  }
}

/** Runs wait for each other for a fraction of a second: longer here, since a busy machine may keep one for as long. */
export const SLOWLY = { stretch: 3 };

/** Watches a run that gets `onStart`: `asleep` resolves when it only waits. */
export function watchRun() {
  const begun = Promise.withResolvers<number>();
  return { onStart: begun.resolve, asleep: async (): Promise<void> => untilAsleep(await begun.promise) };
}

/** Resolves when a process only waits: it has been idle for some checks. */
async function untilAsleep(pid: number): Promise<void> {
  for (let looks = 0; looks < 10 * LOOKS; looks = isAsleep(pid) ? looks + 1 : 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Whether no thread of a process runs or is ready to run; true where that can't be read. */
function isAsleep(pid: number): boolean {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.every(
      (task) => / [RD] /.exec(readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8').replace(/^.*\)/, '')) === null,
    );
  } catch {
    return true;
  }
}

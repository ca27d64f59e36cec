import type { CopyOutcome } from '../copy/plan.ts';
import { guardLines } from '../guards/table.ts';
import type { Plan } from '../plan/plan.ts';

/** What a run has done by now, over all plans that it made. */
export interface Progress {
  /** the last plan that wrote something; null before the first write */
  begun: Plan | null;
  readonly copied: CopyOutcome[];
  /** the digest that this run has built and pushed */
  built: string | null;
  guardsLogged: boolean;
  /** tags of the current plan that were written before its environment, and are not written again */
  early: string[];
  /** the digest that a build wrote last, by tag, over all its plans */
  readonly written: Map<string, string>;
  /** when waiting for other runs ends, in milliseconds since the epoch */
  deadline: number;
}

/** One round: a plan that passed its checks, and what preparing its writes needs. */
export interface Round {
  readonly plan: Plan;
  /** the version that a build releases; null where it releases none */
  readonly version: string | null;
  /** when reading began, in milliseconds since the epoch */
  readonly startedAt: number;
  /** whether no further plan is made */
  readonly isLast: boolean;
  readonly progress: Progress;
  /** to be called before the first write */
  readonly begin: () => Promise<void>;
}

/** Logs what each guard found, once for a run's last plan. */
export function logGuards(
  { checks }: Plan,
  { log }: { readonly log: (line: string) => void },
  progress: Progress,
): void {
  if (progress.guardsLogged) return;
  for (const line of guardLines(checks)) log(line);
  progress.guardsLogged = true;
}

import type { CopyPlan } from '../copy/plan.ts';
import type { ReadEvidence } from '../facts/evidence.ts';
import type { Manifest } from '../image/manifest.ts';
import type { Repository } from '../image/reference.ts';
import type { RunInfo } from '../plan/move.ts';
import type { Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';

/** Finds out what has to be copied so that an image is complete at its destination. */
export type SurveyCopy = (from: Repository, to: Repository, target: Manifest) => Promise<CopyPlan>;

/** What facts are gathered from. */
export interface Sources {
  readonly registry: Registry;
  /** null where nothing is copied */
  readonly survey: SurveyCopy | null;
  /** the digest that this run has just built and pushed; null before that */
  readonly built: string | null;
  /** reads signed statements; absent or null where no policy requires any */
  readonly evidence?: ReadEvidence | null;
}

/** A mode that plans before it writes, as two functions. */
export interface PlanningMode<Request, Facts> {
  /** Reads what the decision needs; writes nothing. */
  readonly gather: (request: Request, sources: Sources, run: RunInfo) => Promise<Facts>;
  /** Decides what to write. Pure: neither clock nor server. */
  readonly decide: (request: Request, facts: Facts, run: RunInfo) => Plan;
}

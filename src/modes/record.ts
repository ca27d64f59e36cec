import { ActionError } from '../errors.ts';
import { earlierRecord, holdOf } from '../history/records.ts';
import { isSameRun } from '../history/run-url.ts';
import { repositoryName } from '../image/reference.ts';
import { formatTime } from '../image/time.ts';
import type { RunInfo } from '../plan/move.ts';
import { EMPTY_PLAN, joinPlans, type Plan, previousOf, type RecordImagePlan } from '../plan/plan.ts';
import { planRecord } from '../plan/record.ts';
import type { RecordRequest, Until } from '../request/request.ts';
import type { PlanningMode } from './mode.ts';
import { gatherRecord, type RecordFacts } from './record-facts.ts';

/** Decides a hold, its end, or a mark. Pure. */
function decideRecord(request: RecordRequest, facts: readonly RecordFacts[], run: RunInfo): Plan {
  const until = request.mode === 'hold' ? endOf(request.until, run.at) : null;
  const plan = joinPlans(facts.map((each) => decideImage(request, each, until, run)));
  const isWritten = plan.images.some((image) => image.kind === 'record' && image.move);
  return isWritten ? { ...plan, problems: pastProblems(until, run.at) } : plan;
}

/** The problem of an end that is over already. @param at the time now, RFC 3339 */
export function pastProblems(until: string | null, at: string): ActionError[] {
  if (until === null || Date.parse(until) > Date.parse(at)) return [];
  const message = `until: expected a time in the future, got ${until}; it is now ${at}.`;
  return [new ActionError('INPUT_INVALID', message)];
}

/** When a hold ends: RFC 3339; null where it does not end by itself. @param at the time now, RFC 3339 */
export function endOf(until: Until | null, at: string): string | null {
  if (until === null) return null;
  return until.kind === 'at' ? until.time : new Date(Date.parse(at) + until.duration).toISOString();
}

function decideImage(request: RecordRequest, facts: RecordFacts, until: string | null, run: RunInfo): Plan {
  const { image, environment, subject, needsRecheck } = facts;
  const done = whyDone(request, facts, run);
  const { move, inProgress } = done
    ? { move: null, inProgress: null }
    : planRecord(environment, subject, until, run, { hasHistory: false, needsRecheck });
  const identity = subject?.identity ?? environment.known;
  const plan: RecordImagePlan = {
    ...{ kind: 'record', image, target: subject?.target ?? null, identity, commitTag: null, tags: [], move },
    previous: previousOf(environment, subject?.target ?? null, identity),
    ...{ environment: environment.name, unchangedTags: [] },
    historyDigest: environment.history?.digest ?? null,
    hold: holdOf(environment.history, run.at),
  };
  const name = `${repositoryName(image)}: ${environment.name}`;
  return {
    ...EMPTY_PLAN,
    images: [plan],
    warnings: [
      ...[...facts.warnings, ...(environment.warnings ?? [])],
      ...(done?.level === 'warning' ? [`${name} ${done.text}`] : []),
    ],
    notices: done?.level === 'notice' ? [`${name} ${done.text}`] : [],
    inProgress: inProgress ? [inProgress] : [],
  };
}

/** Why there is nothing to record; null where there is something. A later attempt does not end what others hold by now. */
function whyDone(
  { mode }: RecordRequest,
  { environment: { history }, subject }: RecordFacts,
  { action, run, at }: RunInfo,
): { readonly level: 'notice' | 'warning'; readonly text: string } | null {
  const hold = holdOf(history, at);
  const earlier = earlierRecord(history, action, subject?.target.digest ?? null, run);
  const before = `by an earlier attempt of this run, at ${earlier && formatTime(earlier.at)}`;
  if (mode === 'mark') return earlier && { level: 'notice', text: `has this mark already, ${before}.` };
  if (mode === 'hold')
    return earlier && hold ? { level: 'notice', text: `was put on hold ${before}, and still is.` } : null;
  if (hold === null) return { level: 'notice', text: 'is not on hold: there is nothing to end.' };
  if (earlier === null || isSameRun(hold.run, run)) return null;
  const text = `is on hold again since ${formatTime(hold.at)}, after a hold was ended ${before}. To end this one too, start a new run.`;
  return { level: 'warning', text };
}

/** The modes `hold`, `resume` and `mark`. */
export const record: PlanningMode<RecordRequest, readonly RecordFacts[]> = {
  gather: (request, { registry }) => gatherRecord(request, registry),
  decide: decideRecord,
};

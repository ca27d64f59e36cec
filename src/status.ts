import type { BoardInput } from './board/write.ts';
import { ActionError, asActionError, mergeErrors } from './errors.ts';
import { metricsOf } from './figures/metrics.ts';
import type { Hooks } from './main.ts';
import { gatherStatus, type StatusFacts } from './modes/status.ts';
import { statusLines } from './report/lines.ts';
import { statusOutputs } from './report/outputs.ts';
import { statusSummary } from './report/status-summary.ts';
import type { PageInput, StatusRequest } from './request/request.ts';
import { systemClock } from './util/clock.ts';
import { annotate, type Reporter } from './util/reporter.ts';
import type { World } from './world.ts';

/**
 * Reads what is live and reports it: the run of the mode `status`.
 * @returns why the run fails; null where it does not
 * @throws what reading throws
 */
export async function status(
  request: StatusRequest,
  { registry }: World,
  reporter: Reporter,
  { showStatus, study }: Hooks,
): Promise<ActionError | null> {
  const now = systemClock.now();
  const generated = new Date(now).toISOString();
  const board = request.page === null ? null : await import('./board/write.ts');
  const facts = await gatherStatus(request, registry, generated, (studied) => {
    study?.(studied);
    const { row } = studied.report;
    const metrics = metricsOf({ ...row, ...studied }, now);
    return { metrics, entry: board?.entryOf(studied, metrics) ?? null };
  });
  const metrics = facts.studied.flatMap((each) => each?.metrics ?? []);
  annotate(reporter, facts.warnings, facts.notices);
  for (const line of statusLines(request, facts)) reporter.info(line);
  showStatus?.(facts, metrics);
  const entries = facts.studied.flatMap((each) => each?.entry ?? []);
  const rows = facts.environments.map(({ row }) => row);
  const data = { entries, rows, metrics, generated, stages: request.environments };
  const page = await writePage(request.page, board, data, facts);
  const outputs = { ...statusOutputs(facts, request, metrics), ...page.outputs };
  return (await reporter.write(outputs, statusSummary(request, facts, metrics, now))) ?? page.problem;
}

/**
 * Writes the board where `page` is set. What it shows must be whole: a history that cannot be read fails the run, after
 * the rest was written.
 */
async function writePage(
  page: PageInput | null,
  board: typeof import('./board/write.ts') | null,
  input: BoardInput,
  { environments }: StatusFacts,
): Promise<{ outputs: Record<string, string>; problem: ActionError | null }> {
  if (page === null || board === null) return { outputs: {}, problem: null };
  try {
    const path = await board.writeBoard(page, input);
    const unreadable = environments.flatMap(({ problem }) => problem ?? []);
    const problems = unreadable.map((message) => new ActionError('HISTORY_INVALID', message));
    return { outputs: { page: path }, problem: problems.length > 0 ? mergeErrors(problems) : null };
  } catch (error) {
    return { outputs: {}, problem: asActionError(error) };
  }
}

import type { History } from '../history/event.ts';
import { type Deployment, deploymentsOf } from './deployments.ts';
import type { Figure, FiguresWindow, Metrics } from './types.ts';

/** The windows, in days. */
const WINDOWS = [30, 90];
const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;
/** The words in a reason that indicate a repair, as whole words. */
const REPAIR = /(?<![\p{L}\p{N}_])(?:hotfix|fix)(?![\p{L}\p{N}_])/iu;

const UNKNOWN: Figure = { value: null, events: 0 };

/** An environment of an image, as far as figures need it. */
export interface FiguresSubject {
  readonly image: string;
  readonly environment: string;
  /** the manifest that its tag points at; null where there is none */
  readonly live: { readonly digest: string } | null;
  /** null where there is none, or it cannot be read */
  readonly history: History | null;
}

/**
 * Returns the figures of one image and environment, only from its history. Pure.
 * @param now milliseconds since the epoch
 * @see https://dora.dev/guides/dora-metrics/ and docs/figures.md
 */
export function metricsOf({ image, environment, live, history }: FiguresSubject, now: number): Metrics {
  // events of unknown actions may have any text as their time
  const since = history?.events.find(({ at }) => !Number.isNaN(Date.parse(at)))?.at ?? null;
  const deployments = deploymentsOf(live, history);
  return { image, environment, since, windows: WINDOWS.map((days) => windowOf(days, deployments, since, now)) };
}

function windowOf(days: number, all: readonly Deployment[], since: string | null, now: number): FiguresWindow {
  const from = now - days * DAY_MS;
  const deployments = all.filter(({ event }) => Date.parse(event.at) >= from);
  return {
    days,
    deploymentFrequency:
      since === null ? UNKNOWN : { value: deployments.length / (days / DAYS_A_WEEK), events: deployments.length },
    changeLeadTime: medianSeconds(deployments.flatMap(leadTime)),
    changeFailRate: share(deployments, ({ hasFailed }) => hasFailed),
    failedDeploymentRecoveryTime: medianSeconds(deployments.flatMap(({ recoveryMs }) => recoveryMs ?? [])),
    // without any reason given, it is unknown
    deploymentReworkRate: deployments.some(({ event }) => event.reason)
      ? share(deployments, ({ event }) => REPAIR.test(event.reason ?? ''))
      : UNKNOWN,
  };
}

/** The time from the commit to the deployment in milliseconds; none where it is unknown, or the commit is the later one. */
function leadTime({ event: { created, at } }: Deployment): number[] {
  const time = Date.parse(at) - Date.parse(created ?? '');
  return time >= 0 ? [time] : [];
}

/** The median of times in milliseconds, as seconds. */
function medianSeconds(times: readonly number[]): Figure {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  if (low === undefined || high === undefined) return UNKNOWN;
  return { value: (low + high) / 2 / 1000, events: sorted.length };
}

function share(deployments: readonly Deployment[], isCounted: (deployment: Deployment) => boolean): Figure {
  if (deployments.length === 0) return UNKNOWN;
  return { value: deployments.filter(isCounted).length / deployments.length, events: deployments.length };
}

import type { Figure, FiguresWindow, Metrics } from '../figures/types.ts';
import { formatDuration } from '../util/format.ts';
import { stripCommonPrefix } from '../util/text.ts';
import { escapeMarkdown, inlineCode, table } from './text.ts';

const DOCS = 'https://github.com/build-once-promote/build-once-promote/blob/main/docs/figures.md';
const DAY_MS = 86_400_000;

/** The figures of a window, in this order. */
const NAMES = ['promotions', 'lead time', 'rolled back or blocked', 'time to recover', 'rework'] as const;

/** The figures of all images and environments as a folded block; empty where no history has a deployment. */
export function figuresBlock(metrics: readonly Metrics[]): string {
  const known = metrics.filter(({ windows }) =>
    windows.some(({ deploymentFrequency }) => deploymentFrequency.events > 0),
  );
  if (known.length === 0) return '';
  const images = [...new Set(metrics.map(({ image }) => image))];
  const isMany = images.length > 1;
  const { short } = stripCommonPrefix(images);
  const head = [...(isMany ? ['image'] : []), ...['environment', 'days', ...NAMES]];
  const rows = known.flatMap(({ image, environment, windows }) =>
    windows.map((window) => [
      ...(isMany ? [inlineCode(short(image))] : []),
      escapeMarkdown(environment),
      String(window.days),
      ...cellsOf(window),
    ]),
  );
  const about = `In brackets: how many events a figure rests on. A promoted tag is not a rollout, and a failure that was not rolled back or marked is not seen: [what each figure means](${DOCS}).`;
  return `<details><summary>Figures (DORA)</summary>\n\n${table(head, rows)}\n\n${about}\n\n</details>`;
}

/**
 * The figures of an environment that are known, each with how many events it rests on, as one line without markup; null
 * where nothing was promoted.
 */
export function figuresLine(window: FiguresWindow): string | null {
  if (window.deploymentFrequency.events === 0) return null;
  const known = cellsOf(window).map((text, index) => (text === UNKNOWN ? '' : `${NAMES[index]} ${text}`));
  return `in ${window.days} days: ${known.filter(Boolean).join('; ')}`;
}

const UNKNOWN = '–';

function cellsOf(window: FiguresWindow): string[] {
  return [
    cell(window.deploymentFrequency, (perWeek) => `${Number(perWeek.toFixed(1))} a week`),
    cell(window.changeLeadTime, formatAge),
    cell(window.changeFailRate, (share) => `at least ${percent(share)}`),
    cell(window.failedDeploymentRecoveryTime, formatAge),
    cell(window.deploymentReworkRate, percent),
  ];
}

function cell({ value, events }: Figure, format: (value: number) => string): string {
  return value === null ? UNKNOWN : `${format(value)} (${events})`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** A time in seconds, in days where it is long. */
function formatAge(seconds: number): string {
  const milliseconds = 1000 * seconds;
  return milliseconds < 2 * DAY_MS ? formatDuration(milliseconds) : `${(milliseconds / DAY_MS).toFixed(1)} days`;
}

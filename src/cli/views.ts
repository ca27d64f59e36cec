import type { HistoryEvent } from '../history/event.ts';
import { imageName, shortCommit } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import type { EnvironmentReport, ImageLocation, StatusRow } from '../modes/status.ts';
import { driftOf } from '../modes/status-report.ts';
import { holdText } from '../report/holds.ts';
import { PLAIN } from '../report/style.ts';
import { type Column, formatTable } from './table.ts';
import { formatAge, terminalText } from './text.ts';

/** How a view is laid out. */
export interface Layout {
  /** of the terminal in columns; Infinity where stdout is none */
  readonly width: number;
  /** milliseconds since the epoch */
  readonly now: number;
  readonly bold: (text: string) => string;
}

const STATUS_COLUMNS: readonly Column[] = [
  { head: 'STAGE', min: 8 },
  { head: 'VERSION', min: 12 },
  { head: 'AGE', drop: 1 },
  { head: 'COMMIT', drop: 3 },
  { head: 'BY', min: 6, drop: 2 },
  { head: 'DRIFT', min: 8 },
];

/** The lines of `status`: a table for each image. */
export function statusLines(reports: readonly EnvironmentReport[], layout: Layout): string[] {
  const images = [...new Set(reports.map(({ row }) => row.image))];
  return images.flatMap((image, index) => {
    const rows = reports
      .filter(({ row }) => row.image === image)
      .map((report) => {
        const { row } = report;
        return [
          row.environment,
          row.digest === null ? '–' : imageName(row, row.digest),
          formatAge(row.since, layout.now),
          row.revision === null ? '' : shortCommit(row.revision),
          row.by ?? '',
          [driftText(report), row.held ? 'on hold' : ''].filter(Boolean).join('; '),
        ].map(terminalText);
      });
    const table = formatTable(STATUS_COLUMNS, rows, layout.width, layout.bold);
    return [...(index === 0 ? [] : ['']), layout.bold(terminalText(image)), ...table];
  });
}

/** How an environment differs from its history, in a few words; empty where it does not. */
export function driftText(report: EnvironmentReport): string {
  const drift = driftOf(report);
  if (drift === 'unreadable') return 'unreadable history';
  if (drift === 'unfinished') return `unfinished ${report.unfinished?.action}`;
  return drift === null ? '' : `${drift} outside`;
}

/** Who holds what, since when, until when and why: a line for each environment that is on hold. */
export function holdLines(reports: readonly EnvironmentReport[]): string[] {
  const isOne = new Set(reports.map(({ row }) => row.image)).size === 1;
  return reports.flatMap(({ row: { image, environment, held } }) =>
    held ? [terminalText(`${isOne ? '' : `${image}: `}${environment} is on hold ${holdText(held, PLAIN)}`)] : [],
  );
}

const HISTORY_COLUMNS: readonly Column[] = [
  { head: 'WHEN' },
  { head: 'ACTION', min: 8 },
  { head: 'VERSION', min: 12 },
  { head: 'COMMIT', drop: 3 },
  { head: 'BY', min: 6 },
  { head: 'WHY', min: 8, drop: 1 },
  { head: 'RUN', drop: 4 },
];

/** The lines of `history` for one image, the newest event first. @param events oldest first */
export function historyLines(events: readonly HistoryEvent[], layout: Layout): string[] {
  const rows = events.toReversed().map((event) =>
    [
      // who, what and when fit 40 columns without the year
      minuteOf(event.at).slice(layout.width < 60 ? 'YYYY-'.length : 0),
      event.action,
      event.digest === null ? '–' : imageName(event, event.digest),
      event.revision === null ? '' : shortCommit(event.revision),
      event.actor ?? '',
      [event.reason, event.allowed.length > 0 ? `overrode ${event.allowed.join(', ')}` : null]
        .filter(Boolean)
        .join('; '),
      event.run ?? '',
    ].map(terminalText),
  );
  return formatTable(HISTORY_COLUMNS, rows, layout.width, layout.bold);
}

function minuteOf(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** An image whose two environments are at different digests. */
export interface Difference {
  readonly image: string;
  readonly from: StatusRow;
  readonly to: StatusRow;
}

/** The images of which two environments differ. */
export function differences(reports: readonly EnvironmentReport[], from: string, to: string): Difference[] {
  const images = [...new Set(reports.map(({ row }) => row.image))];
  return images.flatMap((image) => {
    const rowOf = (name: string): StatusRow | undefined =>
      reports.find(({ row }) => row.image === image && row.environment === name)?.row;
    const [left, right] = [rowOf(from), rowOf(to)];
    return left && right && left.digest !== right.digest ? [{ image, from: left, to: right }] : [];
  });
}

/** The lines of `diff`. */
export function diffLines(found: readonly Difference[], from: string, to: string, layout: Layout): string[] {
  const columns: readonly Column[] = [
    { head: 'IMAGE', min: 10 },
    { head: from.toUpperCase(), min: 8 },
    { head: to.toUpperCase(), min: 8 },
    { head: 'COMMITS', drop: 1 },
  ];
  const rows = found.map(({ image, from: left, to: right }) =>
    [image, nameOf(left), nameOf(right), commits(left, right)].map(terminalText),
  );
  return formatTable(columns, rows, layout.width, layout.bold);
}

function nameOf(row: StatusRow): string {
  return row.digest === null ? '–' : imageName(row, row.digest);
}

function commits(left: StatusRow, right: StatusRow): string {
  const [a, b] = [left, right].map(({ revision }) => (revision === null ? '–' : shortCommit(revision)));
  return a === '–' && b === '–' ? '' : `${a}...${b}`;
}

/** The line that says where the image of `--version` is live, and its tags. */
export function locationLine({ image, target, identity, live, tags }: ImageLocation): string {
  const where = live.length === 0 ? 'no environment' : live.join(', ');
  const name = imageName(identity, target.digest);
  return terminalText(
    `${repositoryName(image)}: ${name} is live in ${where}; tags: ${tags.join(', ') || 'none'}; digest: ${target.digest}`,
  );
}

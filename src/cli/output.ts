import type { Metrics } from '../figures/types.ts';
import type { HistoryEvent } from '../history/event.ts';
import type { StatusFacts, StatusRow } from '../modes/status.ts';
import type { Plan } from '../plan/plan.ts';
import { figuresLine } from '../report/figures.ts';
import type { Parsed } from './arguments.ts';
import { gateLines, gatesOf } from './gates-view.ts';
import type { EventFilter } from './inputs.ts';
import type { Reported } from './reporter.ts';
import { safeJson, terminalText } from './text.ts';
import { differences, diffLines, historyLines, holdLines, type Layout, locationLine, statusLines } from './views.ts';

/** What a command found, for stdout. */
export interface Found {
  readonly facts: StatusFacts | null;
  /** of `check` */
  readonly gates: Plan | null;
  readonly metrics: readonly Metrics[];
  /** of `history`, oldest first, by image and environment */
  readonly events: Map<string, readonly HistoryEvent[]>;
  readonly reported: Reported;
  readonly filter: EventFilter;
}

/** The data of a command as JSON, as the schemas in schema/ describe it. */
export function jsonOf({ command, positional }: Parsed, found: Found): string {
  const { facts, gates, metrics, reported } = found;
  const { error, outputs } = reported;
  if (error !== null || (facts === null && gates === null && command.shows !== undefined))
    return safeJson({ error: errorOf(reported) });
  const rows = facts?.environments ?? [];
  const [first = '', second = ''] = positional;
  switch (command.shows) {
    case 'status': {
      const exists = facts?.exists ?? null;
      return safeJson({ environments: rows.map(({ row }) => row), metrics, ...(exists === null ? {} : { exists }) });
    }
    case 'history': {
      const all = rows.map(({ row }) => {
        const events = eventsOf(found, row).map(({ source: _, ...event }) => event);
        return { image: row.image, environment: row.environment, events };
      });
      return safeJson(all.length === 1 ? all[0] : all);
    }
    case 'diff':
      return safeJson(differences(rows, first, second));
    case 'gates':
      return safeJson({ result: gates && gatesOf(gates) });
    case 'board':
      return safeJson({ result: { page: outputs.page } });
    default:
      return safeJson({ result: JSON.parse(outputs.result ?? '[]') });
  }
}

function errorOf({ error }: Reported): { code: string; message: string } {
  return {
    code: error?.code ?? 'INTERNAL',
    message: terminalLines(error?.message ?? 'The run ended without a result.'),
  };
}

function terminalLines(message: string): string {
  return message.split('\n').map(terminalText).join('\n');
}

/** The data of a command as text for people and pipes, one item per line. */
export function linesOf({ command, positional }: Parsed, found: Found, layout: Layout): string[] {
  const { facts, reported } = found;
  const rows = facts?.environments ?? [];
  const [first = '', second = ''] = positional;
  switch (command.shows) {
    case 'status':
      return statusLines(rows, layout);
    case 'history':
      return rows.flatMap(({ row }, index) => [
        ...(rows.length > 1 ? [...(index === 0 ? [] : ['']), layout.bold(terminalText(row.image))] : []),
        ...historyLines(eventsOf(found, row), layout),
      ]);
    case 'diff': {
      const list = differences(rows, first, second);
      return list.length === 0 ? [] : diffLines(list, first, second, layout);
    }
    case 'gates':
      return found.gates === null ? [] : gateLines(gatesOf(found.gates), layout);
    case 'board':
      return reported.outputs.page === undefined ? [] : [terminalText(reported.outputs.page)];
    default:
      return imagesOf(reported);
  }
}

/** Messages about what was found, for stderr. */
export function wordsOf({ command, positional }: Parsed, { facts, metrics }: Found): string[] {
  // a run that failed has found nothing to say
  if (facts === null) return [];
  const rows = facts.environments;
  if (command.shows === 'status') {
    const isOne = new Set(rows.map(({ row }) => row.image)).size === 1;
    return [
      ...(rows.length === 0 ? ['No environment has a history yet: nothing was promoted.'] : []),
      ...holdLines(rows),
      ...facts.locations.map(locationLine),
      ...(isOne ? metrics.flatMap(figuresLines) : []),
    ];
  }
  const [first = '', second = ''] = positional;
  if (command.shows !== 'diff' || differences(rows, first, second).length > 0) return [];
  const [from, to] = [terminalText(first), terminalText(second)];
  const isNone = rows.every(({ row }) => row.digest === null);
  return [isNone ? `Nothing is live in ${from} and ${to}.` : `${from} and ${to} have the same images.`];
}

/** The figures of an environment for the last 30 days; none where nothing was promoted. */
function figuresLines({ environment, windows: [month] }: Metrics): string[] {
  const figures = month ? figuresLine(month) : null;
  return figures === null ? [] : [`${terminalText(environment)} ${figures}`];
}

/** The newest events that are asked for, oldest first. */
function eventsOf(
  { events, filter: { limit, since } }: Found,
  { image, environment }: StatusRow,
): readonly HistoryEvent[] {
  const all = events.get(`${image} ${environment}`) ?? [];
  const recent = all.filter(({ at }) => since === Number.NEGATIVE_INFINITY || Date.parse(at) >= since);
  return limit === Number.POSITIVE_INFINITY ? recent : recent.slice(-limit);
}

/** The images by digest that a run has made live or built, one per line. */
function imagesOf({ outputs }: Reported): string[] {
  const entries = JSON.parse(outputs.result ?? '[]') as { image: string; digest: string | null }[];
  return entries.flatMap(({ image, digest }) => (digest === null ? [] : [terminalText(`${image}@${digest}`)]));
}

import type { Check } from '../guards/guard.ts';
import { stripCommonPrefix } from '../image/name.ts';
import type { Plan, StageChecks } from '../plan/plan.ts';
import { escapeMarkdown, inlineCode, table } from './text.ts';

const ICONS: Record<Check['verdict'], string> = {
  passed: '✅',
  refused: '❌',
  overridden: '⚠️',
  unknown: '⚠️',
  skipped: '⚠️',
};

/** The lines of a dry run's log: what the gates of each stage say of each image. */
export function stageLines({ stages = [] }: Plan): string[] {
  return stages.flatMap(({ image, stage, isLive, checks }) => {
    if (isLive) return [`gates of ${stage}: ${image} is live there`];
    return checks.map(({ guard, verdict, text }) => `gates of ${stage}: ${guard} ${verdict}: ${text} (${image})`);
  });
}

/** A table of what the gates of each stage say of each image; empty where that was not asked. */
export function stagesBlock({ stages = [] }: Plan): string {
  if (stages.length === 0) return '';
  const { short } = stripCommonPrefix([...new Set(stages.map(({ image }) => image))]);
  const isMany = stages.some(({ image }) => image !== stages[0]?.image);
  const rows = stages.flatMap((each) =>
    rowsOf(each).map((cells) => [...(isMany ? [inlineCode(short(each.image))] : []), ...cells]),
  );
  return `**Gates of all stages**:\n\n${table([...(isMany ? ['image'] : []), 'stage', 'gate', ''], rows)}`;
}

function rowsOf({ stage, isLive, checks }: StageChecks): string[][] {
  const name = `**${escapeMarkdown(stage)}**`;
  if (isLive) return [[name, '–', '✅ live there']];
  return checks.map(({ guard, verdict, text }) => [
    name,
    inlineCode(guard),
    `${ICONS[verdict]} ${escapeMarkdown(text.replace(/\.$/, ''), 500)}`,
  ]);
}

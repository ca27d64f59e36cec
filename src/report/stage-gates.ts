import type { Check } from '../guards/guard.ts';
import type { Plan } from '../plan/plan.ts';
import { stripCommonPrefix } from '../util/text.ts';
import { escapeMarkdown, inlineCode, table } from './text.ts';

const ICONS: Record<Check['verdict'], string> = {
  passed: '✅',
  refused: '❌',
  overridden: '⚠️',
  unknown: '⚠️',
  skipped: '⚠️',
};

/** What one gate of a stage says, the same of all these images. */
interface Said {
  readonly stage: string;
  /** null where the images are live in the stage */
  readonly check: Check | null;
  readonly images: readonly string[];
}

/** What the gates of the stages say, in their order, each once for all images of which the same is said. */
function saidOnce({ stages = [] }: Plan): Said[] {
  const all = new Map<string, Said>();
  for (const { image, stage, isLive, checks } of stages)
    for (const check of isLive ? [null] : checks) {
      const key = JSON.stringify([stage, check?.guard, check?.verdict, check?.text]);
      all.set(key, { stage, check, images: [...(all.get(key)?.images ?? []), image] });
    }
  const order = [...new Set(stages.map(({ stage }) => stage))];
  const ranked = [...all.values()].map((finding, index) => ({ finding, index, rank: order.indexOf(finding.stage) }));
  return ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ finding }) => finding);
}

/** The lines of a dry run's log: what the gates of each stage say of the images. */
export function stageLines(plan: Plan): string[] {
  const count = new Set(plan.stages?.map(({ image }) => image)).size;
  return saidOnce(plan).map(({ stage, check, images }) => {
    const names = images.length === count && count > NAMED ? `all ${count} images` : images.join(', ');
    if (check === null) return `gates of ${stage}: ${names} ${images.length === 1 ? 'is' : 'are'} live there`;
    return `gates of ${stage}: ${check.guard} ${check.verdict}: ${check.text} (${names})`;
  });
}

/** So many images are named; all of more are counted. */
const NAMED = 3;

/** A table of what the gates of each stage say of the images; empty where that was not asked. */
export function stagesBlock(plan: Plan): string {
  const { stages = [] } = plan;
  if (stages.length === 0) return '';
  const all = [...new Set(stages.map(({ image }) => image))];
  const { short } = stripCommonPrefix(all);
  const isMany = all.length > 1;
  const rows = saidOnce(plan).map(({ stage, check, images }) => [
    `**${escapeMarkdown(stage)}**`,
    check === null ? '–' : inlineCode(check.guard),
    check === null ? '✅ live there' : `${ICONS[check.verdict]} ${escapeMarkdown(check.text.replace(/\.$/, ''), 500)}`,
    ...(isMany
      ? [images.length === all.length ? 'all' : images.map((image) => inlineCode(short(image))).join(' ')]
      : []),
  ]);
  return `**Gates of all stages**:\n\n${table(['stage', 'gate', '', ...(isMany ? ['images'] : [])], rows)}`;
}

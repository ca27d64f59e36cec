import type { Check } from '../guards/guard.ts';
import { repositoryName } from '../image/reference.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { escapeMarkdown, inlineCode, stripCommonPrefix } from './text.ts';

const VERDICTS: Record<Check['verdict'], string> = {
  passed: '✅ passed',
  refused: '⛔ failed',
  overridden: '⚠️ overridden',
  unknown: '⚠️ unknown',
  skipped: '⚠️ not moved',
};

/** Warnings without those that the list of guards has, too. */
export function withoutGuards(warnings: readonly string[], checks: readonly Check[]): string[] {
  const listed = new Map<string, string[]>();
  for (const { image, text, verdict } of checks)
    if (verdict !== 'passed') listed.set(image, [...(listed.get(image) ?? []), text]);
  return warnings.filter((warning) => {
    const end = warning.indexOf(': ');
    const texts = listed.get(warning.slice(0, end)) ?? [];
    return !texts.some((text) => warning.startsWith(text, end + 2));
  });
}

/** The result of each guard; where there are several images, those that passed are counted. */
export function guards(checks: readonly Check[], plans: readonly ImagePlan[]): string {
  const isMany = plans.length > 1;
  const { short } = stripCommonPrefix(plans.map(({ image }) => repositoryName(image)));
  const isCounted = ({ verdict }: Check): boolean => isMany && verdict === 'passed';
  const counted = checks.filter(isCounted);
  const counts = [...new Set(counted.map(({ guard }) => guard))].map((guard) => {
    const count = counted.filter((check) => check.guard === guard).length;
    return `- ${VERDICTS.passed}: \`${guard}\` for ${count === 1 ? 'one image' : `${count} images`}`;
  });
  const lines = checks
    .filter((check) => !isCounted(check))
    .map(({ guard, image, verdict, text }) => {
      const of = isMany ? ` of ${inlineCode(short(image))}` : '';
      // what was refused is in the error above, with what to do
      return `- ${VERDICTS[verdict]}: \`${guard}\`${of}${verdict === 'refused' ? '' : `: ${escapeMarkdown(text)}`}`;
    });
  return `**Guards**\n\n${[...lines, ...counts].join('\n')}`;
}

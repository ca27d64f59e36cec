import { historyDigestOf, type Result } from '../execute/result.ts';
import { repositoryName } from '../image/reference.ts';
import { type ImagePlan, moveOf, type PreviousImage } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { escapeMarkdown, inlineCode, MAX_LINE } from './text.ts';

/** A block of more images is folded. */
export const MAX_UNFOLDED = 10;

/** Warnings and notices as alerts, each text once. */
export function notes(warnings: readonly string[], notices: readonly string[]): string[] {
  const block = (kind: string, texts: readonly string[]): string[] => {
    const lines = texts.map((text) => `> ${escapeMarkdown(text, MAX_LINE)}`);
    return texts.length === 0 ? [] : [`> [!${kind}]\n${lines.join('\n>\n')}`];
  };
  return [...block('WARNING', [...new Set(warnings)]), ...block('NOTE', [...new Set(notices)])];
}

/** A block under its title; folded where there are many images, so that what is below it is seen. */
export function folded(images: number, [title, more]: readonly [string, string], block: string): string {
  if (images <= MAX_UNFOLDED) return `**${title}**${more}:\n\n${block}`;
  return `<details><summary>${title}${more}</summary>\n\n${block}\n\n</details>`;
}

/** The inputs of the run that would undo this one; empty where none would. */
export function undoBlock(request: PlanningRequest, plans: readonly ImagePlan[]): string {
  const moved = plans.flatMap((plan) => {
    const { image, environment, previous } = plan;
    return moveOf(plan) && previous ? [{ image, environment, previous }] : [];
  });
  const [first] = moved;
  if (!first) return '';
  // a rollback without version would go one further back, and without an event it would find no previous image
  const isNamed = request.mode === 'rollback' || !request.history;
  const name = isNamed ? commonName(moved.map(({ previous }) => previous)) : null;
  if (isNamed && name === null) return '';
  const images =
    moved.length === 1
      ? ` ${repositoryName(first.image)}`
      : ` |\n${moved.map(({ image }) => `    ${repositoryName(image)}`).join('\n')}`;
  const version = isNamed ? `\n  version: ${name}` : '';
  const inputs = `\`\`\`yaml\nwith:\n  mode: rollback\n  environment: ${first.environment}\n  image:${images}${version}\n\`\`\``;
  return folded(moved.length, ['To undo', ', run with'], inputs);
}

/** One value of `version` that names all of some images: their digest or their version; null where there is none. */
function commonName(images: readonly PreviousImage[]): string | null {
  const [first] = images;
  if (!first) return null;
  if (images.every(({ digest }) => digest === first.digest)) return first.digest;
  return images.every(({ version }) => version === first.version) ? first.version : null;
}

/** The digests of the histories: whoever noted one can later prove whether the history was rewritten. */
export function historiesBlock(result: Result): string {
  const known = result.plan.images.flatMap((plan) => {
    const digest = historyDigestOf(result, plan);
    if (digest === null || plan.environment === null) return [];
    return [{ digest, line: `${repositoryName(plan.image)}:${plan.environment}-history@${digest}` }];
  });
  const [first] = known;
  if (!first) return '';
  if (known.length === 1)
    return `<sub>History: ${inlineCode(first.digest)} (note it to prove later that the history was not rewritten)</sub>`;
  const lines = known.map(({ line }) => line).join('\n');
  return `<details><summary>Histories (note them to prove later that they were not rewritten)</summary>\n\n\`\`\`text\n${lines}\n\`\`\`\n\n</details>`;
}

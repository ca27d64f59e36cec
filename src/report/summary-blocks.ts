import { historyDigestOf, type Result } from '../execute/result.ts';
import { repositoryName } from '../image/reference.ts';
import { type ImagePlan, isUnbuilt, moveOf, type PreviousImage } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { escapeMarkdown, inlineCode, MAX_LINE } from './text.ts';

/** How many images a block lists. */
const MAX_LISTED = 50;
/** A block of more images is folded. */
const MAX_UNFOLDED = 10;

/** Warnings and notices as alerts, each text once. */
export function notes(warnings: readonly string[], notices: readonly string[]): string[] {
  const block = (kind: string, texts: readonly string[]): string[] => {
    const lines = texts.map((text) => `> ${escapeMarkdown(text, MAX_LINE)}`);
    return texts.length === 0 ? [] : [`> [!${kind}]\n${lines.join('\n>\n')}`];
  };
  return [...block('WARNING', [...new Set(warnings)]), ...block('NOTE', [...new Set(notices)])];
}

/** A block under its title; folded where there are many images, so that what is below it is seen. */
function folded(images: number, [title, more]: readonly [string, string], block: string): string {
  if (images <= MAX_UNFOLDED) return `**${title}**${more}:\n\n${block}`;
  return `<details><summary>${title}${more}</summary>\n\n${block}\n\n</details>`;
}

/** What to copy into Compose, Kubernetes or kustomize; empty where no image is known, or the environment was left. */
export function deployBlock(plans: readonly ImagePlan[]): string {
  // what a build leaves its environment at is not what it tagged
  const known = plans
    .filter((plan) => !isUnbuilt(plan))
    .filter((plan) => !plan.isLeft || plan.previous?.digest === plan.target.digest);
  const [first] = known;
  if (!first) return '';
  const more = known.length > MAX_LISTED ? `\n# ${known.length - MAX_LISTED} more in the output result` : '';
  const yaml = (lines: readonly string[]): string => `\`\`\`yaml\n${lines.join('\n')}${more}\n\`\`\``;
  if (known.length === 1) {
    const line = `image: ${repositoryName(first.image)}@${first.target.digest}`;
    return folded(1, ['Deploy it', ', pinned by digest (Compose, Kubernetes)'], yaml([line]));
  }
  const listed = known.slice(0, MAX_LISTED).map(({ image, target }) => ({ name: repositoryName(image), target }));
  const services = serviceNames(listed.map(({ name }) => name));
  const compose = listed.flatMap(({ name, target }, index) => [
    `  ${services[index]}:`,
    `    image: ${name}@${target.digest}`,
  ]);
  const kustomize = listed.flatMap(({ name, target }) => [`  - name: ${name}`, `    digest: ${target.digest}`]);
  const blocks = `Compose:\n\n${yaml(['services:', ...compose])}\n\nkustomization.yaml:\n\n${yaml(['images:', ...kustomize])}`;
  return folded(known.length, ['Deploy it', ', pinned by digest'], blocks);
}

/** Words that YAML reads as something other than text. */
const YAML_WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/;

/** Names of services for images, as keys in YAML: the last part of each repository, the whole path where two are equal. */
function serviceNames(images: readonly string[]): string[] {
  const last = images.map((image) => image.slice(image.lastIndexOf('/') + 1));
  const counts = new Map<string, number>();
  for (const name of last) counts.set(name, (counts.get(name) ?? 0) + 1);
  return images.map((image, index) => {
    const short = last[index] ?? '';
    const name = counts.get(short) === 1 ? short : image.replace(/[^a-z0-9._-]/g, '-');
    return /^[a-z][a-z0-9._-]*$/.test(name) && !YAML_WORDS.test(name) ? name : `"${name}"`;
  });
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
  const why = 'note it to prove later that the history was not rewritten';
  if (known.length === 1) return `<sub>History: ${inlineCode(first.digest)} (${why})</sub>`;
  const lines = known.map(({ line }) => line).join('\n');
  return `<details><summary>Histories (${why})</summary>\n\n\`\`\`text\n${lines}\n\`\`\`\n\n</details>`;
}

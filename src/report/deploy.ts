import { repositoryName } from '../image/reference.ts';
import type { ImagePlan } from '../plan/plan.ts';
import { folded, MAX_UNFOLDED } from './summary-blocks.ts';

/** How many images a block lists. */
const MAX_LISTED = 50;
/** Words that YAML reads as something other than text. */
const YAML_WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/;

interface Deployable {
  readonly name: string;
  readonly digest: string;
}

/**
 * What to paste, for the summary: services of Compose; for several images also the `images:` of a kustomization. Empty
 * where no image is known, or the environment was left.
 */
export function deployBlock(plans: readonly ImagePlan[]): string {
  const known = deployable(plans);
  if (known.length === 0) return '';
  const more = known.length > MAX_LISTED ? `\n# ${known.length - MAX_LISTED} more in the output result` : '';
  const yaml = (lines: readonly string[]): string => `\`\`\`yaml\n${lines.join('\n')}${more}\n\`\`\``;
  const listed = known.slice(0, MAX_LISTED);
  const services = serviceNames(listed.map(({ name }) => name));
  const compose = yaml([
    'services:',
    ...listed.flatMap(({ name, digest }, index) => [`  ${services[index]}:`, `    image: ${name}@${digest}`]),
  ]);
  if (known.length === 1) return folded(1, ['Deploy it', ', pinned by digest (Compose)'], compose);
  const kustomize = yaml(kustomizeImages(listed));
  const blocks = `Compose:\n\n${compose}\n\nkustomization.yaml:\n\n${kustomize}`;
  return folded(known.length, ['Deploy it', ', pinned by digest'], blocks);
}

/** What to paste, for the log: the `images:` of a kustomization. One image has a line of its own; many are in the summary. */
export function deployLines(plans: readonly ImagePlan[]): string[] {
  const known = deployable(plans);
  return known.length < 2 || known.length > MAX_UNFOLDED ? [] : ['kustomization.yaml:', ...kustomizeImages(known)];
}

/** The images that a run made live or tagged. What a build leaves its environment at is not what it tagged. */
function deployable(plans: readonly ImagePlan[]): Deployable[] {
  return plans
    .flatMap((plan) => (plan.kind === 'ready' || plan.kind === 'kept' ? [plan] : []))
    .filter((plan) => !plan.isLeft || plan.previous?.digest === plan.target.digest)
    .map(({ image, target }) => ({ name: repositoryName(image), digest: target.digest }));
}

function kustomizeImages(images: readonly Deployable[]): string[] {
  return ['images:', ...images.flatMap(({ name, digest }) => [`  - name: ${name}`, `    digest: ${digest}`])];
}

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

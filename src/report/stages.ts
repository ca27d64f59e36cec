import { outcomeOf, type Result } from '../execute/result.ts';
import { imageName } from '../image/name.ts';
import { type ImagePlan, moveOf, targetDigest } from '../plan/plan.ts';
import type { PlanningRequest } from '../request/request.ts';
import { mermaid, mermaidText } from './mermaid.ts';

/** A diagram of more stages could not be read. */
const MAX_STAGES = 12;

/**
 * The stages as a diagram, with what moved in the one that this run is about.
 * @returns empty where there is only one stage, or nothing moves
 */
export function stagesPicture(request: PlanningRequest, result: Result): string {
  const { environment, stages } = request;
  const moved = result.plan.images.filter((image) => moveOf(image) !== null);
  if (environment === null || stages.length < 2 || stages.length > MAX_STAGES || !stages.includes(environment))
    return '';
  if (result.kind === 'failed' || moved.length === 0) return '';
  const isDone = moved.every((image) => outcomeOf(result, image) !== null);
  const nodes = stages.map((stage, index) => {
    const label =
      stage === environment
        ? `${mermaidText(stage)}: ${changeOf(moved, result.plan.images.length)}`
        : mermaidText(stage);
    return `s${index}["${label}"]${stage === environment ? ':::moved' : ''}`;
  });
  const at = stages.indexOf(environment);
  // an arrow is drawn thick where the image came from; a rollback comes from nowhere
  const isUp = request.mode === 'promote' && at > 0;
  const links = nodes.slice(1).map((_, index) => `s${index} ${isUp && index + 1 === at ? '==>' : '-->'} s${index + 1}`);
  return mermaid([
    'flowchart LR',
    ...[...nodes, ...links].map((line) => `  ${line}`),
    `  classDef moved stroke-width:3px${isDone ? '' : ',stroke-dasharray:6 4'}`,
  ]);
}

/** `1.0.0 → 1.1.0`, or how many images move. */
function changeOf(moved: readonly ImagePlan[], all: number): string {
  const changes = new Set(
    moved.map(({ previous, ...plan }) => {
      const before = previous === null ? '' : `${mermaidText(imageName(previous, previous.digest))} → `;
      return `${before}${mermaidText(imageName(plan.identity, targetDigest({ previous, ...plan } as ImagePlan)))}`;
    }),
  );
  const [only = ''] = changes;
  if (moved.length === 1 && all === 1) return only;
  // no break between the words: a label has more than one line where it is long
  const count = (moved.length === all ? `${all} images` : `${moved.length} of ${all} images`).replaceAll(' ', '\u00a0');
  return changes.size === 1 ? `${only} (${count})` : count;
}

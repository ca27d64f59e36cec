import type { ActionError } from '../errors.ts';
import type { Failed } from '../execute/result.ts';
import type { Check } from '../guards/guard.ts';
import { groupChecks } from '../guards/refusals.ts';
import { sumUp } from '../image/finding.ts';
import { isUnbuilt } from '../plan/plan.ts';
import { isAsBefore } from './environment-state.ts';
import type { News } from './news.ts';
import type { Style } from './style.ts';

const NOUNS: Record<string, string> = {
  build: 'Build',
  promote: 'Promotion',
  rollback: 'Rollback',
  status: 'Status',
  hold: 'Hold',
  resume: 'Resume',
  mark: 'Mark',
};
const REFUSED: Record<string, string> = {
  build: 'Not built',
  promote: 'Not promoted',
  rollback: 'Not rolled back',
  hold: 'Not put on hold',
  resume: 'Hold not ended',
  mark: 'Not marked',
};

function refusedChecks({ plan }: Failed): readonly Check[] {
  return plan.checks.filter(({ verdict }) => verdict === 'refused');
}

/** Whether a run failed because guards refused it, and for nothing else. */
export function isRefusedByGuards(result: Failed): boolean {
  const { length } = refusedChecks(result);
  return !result.hasWritten && length > 0 && result.plan.problems.length === length;
}

/** The news of a run that failed with a plan: what the guards found, else the title of its error. */
export function refusalNews(mode: string, result: Failed, style: Style): News {
  const { plan, error, hasWritten } = result;
  if (!isRefusedByGuards(result)) {
    const { icon, text } = failureNews(mode, error, style, hasWritten);
    return { icon, text: `${text}${stateNews(result, style)}` };
  }
  const groups = groupChecks(refusedChecks(result), ({ many }) => many);
  const label = refusedLabel(
    mode,
    plan.images.some((image) => !isUnbuilt(image)),
  );
  const reasons = groups.map((group) => reasonOf(group, plan.images.length, style));
  const ones = groups.map(oneReason);
  if (groups.length > 1 && plan.images.length > 1) {
    if (
      ones.every((one) => one !== null) &&
      groups.every((group) => new Set(group.map(({ image }) => image)).size === plan.images.length)
    )
      return {
        icon: '❌',
        text: `${label}: ${ones.map((one) => style.text(one ?? '')).join('; ')} (${plan.images.length} images)`,
      };
    const images = new Set(groups.flat().map(({ image }) => image)).size;
    const count = images === plan.images.length ? `${images} images` : `${images} of ${plan.images.length} images`;
    return { icon: '❌', text: `${label}: ${count}, for ${groups.length} reasons` };
  }
  return { icon: '❌', text: `${label}: ${reasons.join('; ')}` };
}

/** What a failure in the middle left of the environment: `; prod is as before`; empty where nothing was written. */
function stateNews(result: Failed, { text }: Style): string {
  const { images } = result.plan;
  const environment = images[0]?.environment ?? null;
  if (!result.hasWritten || !result.environmentState || environment === null) return '';
  const changed = images.filter((image) => !isAsBefore(image, result)).length;
  if (changed === 0) return `; ${text(environment)} is as before`;
  const count = images.length === 1 ? '' : ` for ${changed} of ${images.length} images`;
  return `; ${text(environment)} is not as before${count}`;
}

/** What was found about all images of a group, in the same words; null where these differ. */
function oneReason([first, ...others]: readonly Check[]): string | null {
  const one = first?.finding?.one ?? null;
  return others.every(({ finding }) => finding?.one === one) ? one : null;
}

function reasonOf(group: readonly Check[], images: number, { text }: Style): string {
  // several tags of one image are not several images
  const byImage = new Map(group.map((check) => [check.image, check]));
  const findings = [...byImage.values()].flatMap(({ finding }) => finding ?? []);
  const [first] = group;
  if (!first) return '';
  if (findings.length === 0) return text(first.text.replace(/\.$/, ''));
  return sumUp(findings, images, text);
}

/** A build may be refused before anything is built, or only to tag what was built before. */
function refusedLabel(mode: string, isBuilt: boolean): string {
  if (mode === 'build' && isBuilt) return 'Not tagged';
  return REFUSED[mode] ?? `${NOUNS[mode] ?? mode} failed`;
}

/** The news of a run that failed otherwise: the title of its error. @param hasWritten whether it had begun to write */
export function failureNews(mode: string, { title, code }: ActionError, style: Style, hasWritten = false): News {
  const noun = NOUNS[mode];
  // a mode that is unknown is what is wrong
  if (noun === undefined) return { icon: '❌', text: style.text(title) };
  const label =
    hasWritten || mode === 'build' || code === 'CANCELLED' ? `${noun} failed` : (REFUSED[mode] ?? `${noun} failed`);
  if (title.startsWith(`${label}: `))
    return { icon: '❌', text: `${style.text(label)}: ${style.text(title.slice(label.length + 2))}` };
  // "Build failed: Build failed" says it twice
  const why = title === label ? '' : `: ${style.text(title.charAt(0).toLowerCase() + title.slice(1))}`;
  return { icon: '❌', text: `${style.text(label)}${why}` };
}

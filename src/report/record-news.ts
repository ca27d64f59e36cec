import { imageName } from '../image/name.ts';
import { type ImagePlan, targetDigest, updateOf } from '../plan/plan.ts';
import type { RecordRequest } from '../request/request.ts';
import { holdAfter } from './holds.ts';
import type { News } from './news.ts';
import type { Style } from './style.ts';

/** The news of a run that moves nothing: a hold, its end, a mark. */
export function recordNews(request: RecordRequest, plans: readonly ImagePlan[], style: Style): News {
  const recorded = plans.filter((plan) => updateOf(plan) !== null);
  const where = style.text(request.environment);
  const of = recorded.length === plans.length ? '' : `${recorded.length} of `;
  const count = plans.length === 1 ? '' : ` (${of}${plans.length} images)`;
  const icon = request.dryRun ? '🔎' : ICONS[request.mode === 'mark' ? request.as : request.mode];
  const isNone = recorded.length === 0;
  if (request.mode === 'mark') {
    const names = new Set(plans.map((plan) => imageName(plan.identity, targetDigest(plan))));
    const what = names.size === 1 ? style.text([...names][0] ?? '') : `${plans.length} images`;
    if (isNone) return { icon: '✅', text: `No change: ${what} is marked as ${request.as} in ${where}` };
    return { icon, text: `${request.dryRun ? 'Would mark' : 'Marked'} ${what} as ${request.as} in ${where}${count}` };
  }
  if (request.mode === 'resume') {
    if (isNone) {
      const isHeld = plans.some((plan) => holdAfter(plan) !== null);
      const text = isHeld ? `no hold of ${where} was ended` : `${where} is not on hold`;
      return { icon: '✅', text: `No change: ${text}` };
    }
    return { icon, text: `${request.dryRun ? 'Would end' : 'Ended'} the hold of ${where}${count}` };
  }
  if (isNone) return { icon: '✅', text: `No change: ${where} is on hold` };
  const until = updateOf(recorded[0] as ImagePlan)?.event?.until;
  const end = until === undefined ? '' : ` until ${style.minute(until)}`;
  return { icon, text: `${request.dryRun ? 'Would put' : 'Put'} ${where} on hold${end}${count}` };
}

const ICONS = { hold: '⏸️', resume: '▶️', verified: '✅', blocked: '⛔', cleared: '✅' } as const;

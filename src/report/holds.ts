import type { HistoryEvent } from '../history/event.ts';
import { lastHoldEvent } from '../history/records.ts';
import { imageName } from '../image/name.ts';
import type { EnvironmentReport, Held, StatusRow } from '../modes/status.ts';
import { type ImagePlan, moveOf, updateOf } from '../plan/plan.ts';
import { stripCommonPrefix } from '../util/text.ts';
import { type Links, markdown, PLAIN, type Style } from './style.ts';
import { escapeMarkdown, inlineCode } from './text.ts';

/** A hold in one clause: until when, by whom, since when, why. */
export function holdText({ by, since, until, reason }: Held, style: Style): string {
  const { text, minute } = style;
  return [
    endText({ until }, style),
    `since ${minute(since)}${by === null ? '' : ` by ${text(by)}`}`,
    ...(reason === null ? [] : [`reason: ${text(reason)}`]),
  ].join(', ');
}

function endText({ until }: Pick<Held, 'until'>, { minute }: Style): string {
  return until === null ? 'until it is ended' : `until ${minute(until)}`;
}

/** The hold that is in force in the environment of a plan, or will be; null where none is. */
export function holdAfter(plan: ImagePlan): Held | null {
  const update = updateOf(plan);
  const event = update ? lastHoldEvent(eventsAfter(update), newestOf(update)) : (plan.hold ?? null);
  return event && heldBy(event);
}

type Update = NonNullable<ReturnType<typeof updateOf>>;

function eventsAfter({ next, base }: Update): readonly HistoryEvent[] {
  return (next ?? base)?.events ?? [];
}

function newestOf(update: Update): string {
  return update.event?.at ?? eventsAfter(update).at(-1)?.at ?? '';
}

function heldBy({ actor, at, until, reason }: HistoryEvent): Held {
  return { by: actor, since: at, until: until ?? null, reason };
}

/** The row of a table about the hold of an environment; none where it is not on hold. */
export function holdRow(plan: ImagePlan, style: Style): string[][] {
  const hold = holdAfter(plan);
  if (hold === null) return [];
  // who holds it and why are in other rows, where this run does
  const update = updateOf(plan);
  const isOwn = update?.event?.action === 'hold' || update?.hold != null;
  return [['on hold', isOwn ? endText(hold, style) : holdText(hold, style)]];
}

/** ` and put it on hold until …`, where a run that moves an environment also holds it. */
export function heldToo(plans: readonly ImagePlan[], style: Style): string {
  const hold = plans.flatMap((plan) => updateOf(plan)?.hold ?? [])[0];
  if (!hold || !plans.some(moveOf)) return '';
  return ` and put it on hold${hold.until === undefined ? '' : ` until ${style.minute(hold.until)}`}`;
}

/** What follows in a line of the log about an environment: its hold, and the marks of what is live. */
export function gateNotes({ row }: EnvironmentReport): string {
  const held = row.held === null ? '' : `; on hold ${holdText(row.held, PLAIN)}`;
  const marks = row.marks.map(
    ({ as, by, at }) => `${as}${by === null ? '' : ` by ${PLAIN.text(by)}`} ${PLAIN.minute(at)}`,
  );
  return `${held}${marks.length === 0 ? '' : `; marked ${marks.join(', ')}`}`;
}

/** The holds of environments and the marks of what is live there, as lists; empty where there are none. */
export function gatesBlock(environments: readonly EnvironmentReport[], links: Links): string {
  const style = markdown(links);
  const rows = environments.map(({ row }) => row);
  const holds = rows.flatMap((row) => (row.held === null ? [] : [{ row, text: holdText(row.held, style) }]));
  const marks = rows.flatMap((row) =>
    row.marks.map(({ as, by, at, run, reason }) => {
      const who = by === null ? '' : ` by ${style.text(by)}`;
      const link = run === null ? '' : ` (${style.run(run)})`;
      const name = escapeMarkdown(imageName(row, row.digest));
      const text = `${name} ${as} at ${style.minute(at)}${who}${link}${reason === null ? '' : `: ${style.text(reason)}`}`;
      return { row, text };
    }),
  );
  const images = [...new Set(rows.map(({ image }) => image))];
  return [
    ...(holds.length > 0 ? [`On hold:\n\n${linesOf(holds, images).join('\n')}`] : []),
    ...(marks.length > 0 ? [`Marks of what is live:\n\n${linesOf(marks, images).join('\n')}`] : []),
  ].join('\n\n');
}

/** How many images of a line are named. */
const NAMED = 5;

/** A line for each environment and text, with the images where they are not all. */
function linesOf(findings: readonly { row: StatusRow; text: string }[], images: readonly string[]): string[] {
  const { short } = stripCommonPrefix(images);
  const groups = new Map<string, { where: string; text: string; of: string[] }>();
  for (const { row, text } of findings) {
    const key = JSON.stringify([row.environment, text]);
    const group = groups.get(key) ?? { where: row.environment, text, of: [] };
    groups.set(key, { ...group, of: [...group.of, row.image] });
  }
  return [...groups.values()].map(({ where, text, of }) => {
    const more = of.length > NAMED ? ` and ${of.length - NAMED} more` : '';
    const names = of.slice(0, NAMED).map((image) => inlineCode(short(image)));
    const which = of.length === images.length ? '' : ` of ${names.join(', ')}${more}`;
    return `- **${escapeMarkdown(where)}**${which} ${text}`;
  });
}

import type { Check } from '../guards/guard.ts';
import { imageName } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import { formatMinuteAfter } from '../image/time.ts';
import { type Plan, targetDigest } from '../plan/plan.ts';
import { type Column, formatTable } from './table.ts';
import { terminalText } from './text.ts';
import type { Layout } from './views.ts';

/** What one gate says of an image. */
interface GateRow {
  readonly gate: string;
  readonly verdict: Check['verdict'];
  /** what was found */
  readonly text: string;
  /** when it will pass by itself, RFC 3339; null where it passes, or that is not known */
  readonly passes: string | null;
}

/** What the gates of all stages say of an image, as JSON. */
export interface GatesOfImage {
  /** name of the repository, with its registry */
  readonly image: string;
  readonly digest: string | null;
  readonly version: string | null;
  readonly revision: string | null;
  /** the stages in order */
  readonly environments: readonly {
    readonly environment: string;
    /** whether the image is live there, so that nothing is checked */
    readonly live: boolean;
    readonly gates: readonly GateRow[];
  }[];
}

/** Returns what the gates of all stages say of each image of a plan. */
export function gatesOf(plan: Plan): GatesOfImage[] {
  return plan.images.map((one) => {
    const image = repositoryName(one.image);
    const { version, revision } = one.identity;
    const stages = (plan.stages ?? []).filter((each) => each.image === image);
    const environments = stages.map(({ stage, isLive, checks }) => ({
      ...{ environment: stage, live: isLive },
      gates: checks.map(({ guard, verdict, text, passes = null }) => ({ gate: guard, verdict, text, passes })),
    }));
    return { image, digest: targetDigest(one), version, revision, environments };
  });
}

const COLUMNS: readonly Column[] = [
  { head: 'STAGE', min: 8 },
  { head: 'GATE' },
  { head: 'RESULT' },
  { head: 'PASSES' },
  { head: 'WHY', min: 10 },
];

/**
 * The lines of `check` for images: a table for each. Where it has no room for why a gate does not pass, that is below it.
 */
export function gateLines(all: readonly GatesOfImage[], layout: Layout): string[] {
  return all.flatMap(({ image, digest, environments, ...identity }, index) => {
    const rows = environments.flatMap(({ environment, live, gates }) => {
      if (live) return [[environment, '–', 'live', '', '']];
      return gates.map(({ gate, verdict, text, passes }) => [
        ...[environment, gate, verdict],
        passes === null ? '' : formatMinuteAfter(Date.parse(passes)),
        text,
      ]);
    });
    const name = digest === null ? image : `${image} ${imageName(identity, digest)}`;
    const cells = rows.map((row) => row.map(terminalText));
    const [head = '', ...lines] = formatTable(COLUMNS, cells, layout.width, layout.bold);
    const cut = cells.filter(([, , verdict, , why = ''], row) => verdict !== 'passed' && !lines[row]?.includes(why));
    return [
      ...(index === 0 ? [] : ['']),
      layout.bold(terminalText(name)),
      ...[head, ...lines],
      ...cut.map(([stage, gate, , , why]) => `${stage} ${gate}: ${why}`),
    ];
  });
}

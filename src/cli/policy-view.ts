import { repositoryName } from '../image/reference.ts';
import { formatDuration } from '../policy/duration.ts';
import type { Policy, StagePolicy } from '../policy/policy.ts';
import { isOpen, nextOpening } from '../policy/window.ts';
import { type Column, formatTable } from './table.ts';
import { terminalText } from './text.ts';
import type { Layout } from './views.ts';

/** A stage of a policy as JSON. */
interface StageJson {
  readonly name: string;
  /** in seconds; null where there is none */
  readonly soak: number | null;
  readonly verified: boolean;
  readonly windows: readonly string[];
  /** whether it may be promoted to now */
  readonly open: boolean;
  /** when it opens next, RFC 3339; null where it is open, or never opens */
  readonly opens: string | null;
}

/** What a policy file asks, as JSON. @param now milliseconds since the epoch */
export function policyJson({ file, images, stages }: Policy, now: number) {
  return {
    policy: file,
    images: images.map(repositoryName),
    environments: stages.map((stage) => stageJson(stage, now)),
  };
}

function stageJson({ name, soak, verified, windows }: StagePolicy, now: number): StageJson {
  const open = isOpen(windows, now);
  const next = open ? null : nextOpening(windows, now);
  return {
    ...{ name, verified, open },
    soak: soak === null ? null : soak / 1000,
    windows: windows.map(({ effect, text }) => `${effect}: ${text}`),
    opens: next === null ? null : new Date(next).toISOString(),
  };
}

const COLUMNS: readonly Column[] = [
  { head: 'STAGE', min: 8 },
  { head: 'SOAK' },
  { head: 'VERIFIED' },
  { head: 'NOW' },
  { head: 'WINDOWS', min: 10, drop: 1 },
];

/** The lines of `check`. */
export function policyLines(policy: Policy, layout: Layout): string[] {
  const rows = policy.stages.map((stage) => {
    const { name, soak, verified, windows, open, opens } = { ...stageJson(stage, layout.now), soak: stage.soak };
    const closed = opens === null ? 'closed' : `opens ${opens.slice(0, 16).replace('T', ' ')} UTC`;
    return [
      name,
      soak === null ? '' : formatDuration(soak),
      verified ? 'yes' : '',
      open ? 'open' : closed,
      windows.join('; '),
    ].map(terminalText);
  });
  return [
    ...policy.images.map((image) => terminalText(repositoryName(image))),
    ...formatTable(COLUMNS, rows, layout.width, layout.bold),
  ];
}

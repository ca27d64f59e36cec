import { createInterface } from 'node:readline';
import { ActionError } from '../errors.ts';
import { guardLines } from '../guards/table.ts';
import { imageName } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import { isReady, moveOf, type Plan, targetDigest } from '../plan/plan.ts';
import type { ChangesEntry } from '../recording/types.ts';
import { changeLines } from '../report/changes.ts';
import { moveLines } from '../report/lines.ts';
import { terminalText } from './text.ts';

/** Where a question is asked. */
export interface Asking {
  readonly stdin: NodeJS.ReadableStream;
  readonly stderr: NodeJS.WritableStream;
  /** aborts the question */
  readonly signal: AbortSignal;
}

/** See the hook `approve` of a run. */
type Approve = (plan: Plan, changes: () => Promise<readonly (ChangesEntry | null)[] | null>) => Promise<boolean>;

/**
 * Returns the function that shows a plan and asks for the stage's name. A plan that was shown is not asked for again;
 * one that has changed since is.
 * @throws CANCELLED where another name is answered, or none
 */
export function approver(
  environment: string,
  { isRollback, stdin, stderr, signal }: Asking & { isRollback: boolean },
): Approve {
  const shown = new Set<string>();
  return async (plan, changes) => {
    const moves = movesOf(plan);
    const key = moves.join('\n');
    // a build is planned again once it is built: it was asked for before
    const isBuilt = plan.images.some((image) => isReady(image) && image.built);
    if (moves.length === 0 || shown.has(key) || isBuilt) return false;
    if (shown.size > 0) stderr.write(`${terminalText(environment)} has changed meanwhile.\n`);
    const lines = [...moves, ...changeLines(await changes(), isRollback), ...guardLines(plan.checks)];
    for (const line of lines) stderr.write(`  ${terminalText(line)}\n`);
    const answer = await ask(`Type ${terminalText(environment)} to confirm: `, { stdin, stderr, signal });
    if (answer !== environment)
      throw new ActionError(
        'CANCELLED',
        `Not confirmed: expected "${environment}", got ${answer === null ? 'no answer' : `"${answer}"`}. Nothing was written.`,
      );
    shown.add(key);
    return true;
  };
}

/** What a plan moves, one line per image: also an image that is to be built. */
function movesOf(plan: Plan): string[] {
  const unbuilt = plan.images.flatMap((image) =>
    image.kind === 'unbuilt' && image.environment !== null
      ? [
          `${repositoryName(image.image)}:${image.environment}: ${image.previous ? imageName(image.previous, image.previous.digest) : 'nothing'} → a build of this commit`,
        ]
      : [],
  );
  const moves = plan.images.flatMap((image) => (moveOf(image) ? [`  ${targetDigest(image)}`] : []));
  return [...unbuilt, ...moveLines(plan), ...moves];
}

/** Asks a question. @returns the answer; null where the terminal was closed */
async function ask(question: string, { stdin, stderr, signal }: Asking): Promise<string | null> {
  stderr.write(question);
  // not a terminal of readline's: Ctrl-C stays a signal
  const lines = createInterface({ input: stdin, terminal: false });
  try {
    return await new Promise<string | null>((resolve, reject) => {
      const onAbort = (): void => reject(new ActionError('CANCELLED', 'Interrupted before anything was written.'));
      lines.once('line', (line) => resolve(line.trim()));
      lines.once('close', () => resolve(null));
      signal.addEventListener('abort', onAbort, { once: true });
      if (signal.aborted) onAbort();
    });
  } finally {
    lines.close();
  }
}

import { createInterface } from 'node:readline/promises';
import { ActionError } from '../errors.ts';
import { guardLines } from '../guards/table.ts';
import { imageName } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import { isReady, moveOf, type Plan, targetDigest } from '../plan/plan.ts';
import { moveLines } from '../report/lines.ts';
import { terminalText } from './text.ts';

/** Where a question is asked. */
export interface Asking {
  readonly stdin: NodeJS.ReadableStream;
  readonly stderr: NodeJS.WritableStream;
  /** aborts the question */
  readonly signal: AbortSignal;
}

/**
 * Returns the function that shows a plan and asks for the stage's name. A plan that was shown is not asked for again;
 * one that has changed since is.
 * @throws CANCELLED where another name is answered, or none
 */
export function approver(environment: string, { stdin, stderr, signal }: Asking): (plan: Plan) => Promise<boolean> {
  const shown = new Set<string>();
  return async (plan) => {
    const moves = movesOf(plan);
    const key = moves.join('\n');
    // a build is planned again once it is built: it was asked for before
    const isBuilt = plan.images.some((image) => isReady(image) && image.built);
    if (moves.length === 0 || shown.has(key) || isBuilt) return false;
    if (shown.size > 0) stderr.write(`${terminalText(environment)} has changed meanwhile.\n`);
    for (const line of [...moves, ...guardLines(plan.checks)]) stderr.write(`  ${terminalText(line)}\n`);
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

/** What a plan moves, a line each: also an image that is to be built. */
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

async function ask(question: string, { stdin, stderr, signal }: Asking): Promise<string | null> {
  // not a terminal of readline's: Ctrl-C stays a signal
  const lines = createInterface({ input: stdin, output: stderr, terminal: false });
  try {
    return await new Promise<string | null>((resolve, reject) => {
      lines.once('close', () => resolve(null));
      lines.question(question, { signal }).then((answer) => resolve(answer.trim()), reject);
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ActionError('CANCELLED', 'Interrupted before anything was written.');
  } finally {
    lines.close();
  }
}

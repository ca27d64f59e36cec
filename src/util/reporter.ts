import type { ActionError } from '../errors.ts';

/** The number of annotations of one kind that GitHub shows per step. */
const MAX_ANNOTATIONS = 10;

/** Reports a run to the runner's log or a terminal. All text may contain untrusted parts; a reporter escapes it. */
export interface Reporter {
  /** one line per step of a run */
  readonly info: (line: string) => void;
  /** shown in the debug log only */
  readonly debug: (line: string) => void;
  readonly warn: (text: string) => void;
  readonly notice: (text: string) => void;
  /** the one error that ends a run */
  readonly fail: (error: ActionError) => void;
  /** masks a secret in everything that is reported later */
  readonly mask: (secret: string) => void;
  /** prints a program's output as a group with this title; nothing in it is parsed as a workflow command */
  readonly group: <T>(title: string, act: (write: (text: string) => void) => Promise<T>) => Promise<T>;
  /**
   * Shows how far a copy is, in place of lines every few seconds; absent where lines are logged.
   * @param share of one
   */
  readonly progress?: ((share: number, text: string) => void) | undefined;
  /**
   * Sets the outputs, then adds the summary.
   * @param summary in Markdown
   * @returns RUNNER_FAILED if the outputs could not be set, otherwise null
   */
  readonly write: (outputs: Readonly<Record<string, string>>, summary: string) => Promise<ActionError | null>;
}

/** Reports warnings and notices, each text once, at most ten of a kind. */
export function annotate(reporter: Reporter, warnings: readonly string[], notices: readonly string[]): void {
  for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS))) reporter.warn(text);
  for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS))) reporter.notice(text);
}

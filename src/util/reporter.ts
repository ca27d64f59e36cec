import type { ActionError } from '../errors.ts';

/** GitHub shows no more annotations of a kind per step. */
const MAX_ANNOTATIONS = 10;

/** Where a run's words go: the runner's log, or a terminal. All text may hold untrusted parts; a reporter escapes it. */
export interface Reporter {
  /** one line per step of a run */
  readonly info: (line: string) => void;
  /** shown in the debug log only */
  readonly debug: (line: string) => void;
  readonly warn: (text: string) => void;
  readonly notice: (text: string) => void;
  /** the one error that ends a run */
  readonly fail: (error: ActionError) => void;
  /** hides a secret in everything that is reported from now on */
  readonly mask: (secret: string) => void;
  /** shows the output of a program in a group of that title; nothing in it is taken for a command to the runner */
  readonly group: <T>(title: string, act: (write: (text: string) => void) => Promise<T>) => Promise<T>;
  /**
   * Sets the outputs, then adds the summary.
   * @param summary in Markdown
   * @returns RUNNER_FAILED where the outputs could not be set; null otherwise
   */
  readonly write: (outputs: Readonly<Record<string, string>>, summary: string) => Promise<ActionError | null>;
}

/** Reports warnings and notices, each text once, at most ten of a kind. */
export function annotate(reporter: Reporter, warnings: readonly string[], notices: readonly string[]): void {
  for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS))) reporter.warn(text);
  for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS))) reporter.notice(text);
}

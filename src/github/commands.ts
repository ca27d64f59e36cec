import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
// by their paths: the package's own entry loads an HTTP client that takes longer than all of this action
import { issue, issueCommand } from '../../node_modules/@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '../../node_modules/@actions/core/lib/file-command.js';
import { ActionError } from '../errors.ts';
import { escapeLogLine } from '../report/text.ts';
import { addSecret } from '../util/redact.ts';
import { oneLine } from '../util/text.ts';

/** At most so many annotations of a kind; GitHub shows no more a step. */
const MAX_ANNOTATIONS = 10;
/** A shorter line of a secret with several is no secret, in characters. */
const MIN_LINE = 3;
/** in bytes, with room for the closing line */
const MAX_SUMMARY = 1024 * 1024 - 200;

/** Prints one line a step. */
export function info(line: string): void {
  process.stdout.write(`${escapeLogLine(line)}\n`);
}

/** Prints what only the debug log shows. */
export function debug(line: string): void {
  issueCommand('debug', {}, escapeLogLine(line));
}

/** Masks a secret in everything that is printed from now on. */
export function mask(secret: string): void {
  addSecret(secret);
  // the runner takes a mask a line: an empty one, or a key's brace, would mask every such place, and every JSON output
  // of a job would be held back
  const lines = secret.split(/\r?\n/);
  const least = lines.length > 1 ? MIN_LINE : 1;
  for (const line of lines) if (line.trim().length >= least) issueCommand('add-mask', {}, line);
}

/** Warnings and notices, as annotations. */
export function annotate(warnings: readonly string[], notices: readonly string[]): void {
  for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS))) issueCommand('warning', {}, escapeLogLine(text));
  for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS))) issueCommand('notice', {}, escapeLogLine(text));
}

/** The one error annotation of a run that fails. */
export function fail(error: ActionError): void {
  issueCommand('error', { title: error.title }, `${error.code}: ${escapeLogLine(error.message)}`);
}

/**
 * Sets the outputs, and adds the job summary.
 * @returns why the outputs could not be set; what was done stands all the same
 */
export async function write(outputs: Readonly<Record<string, string>>, summary: string): Promise<ActionError | null> {
  const problem = setOutputs(outputs);
  const file = process.env.GITHUB_STEP_SUMMARY;
  // the outputs stand, and so does what was done
  if (file)
    await appendFile(file, bounded(summary)).catch(() =>
      issueCommand('warning', {}, 'The job summary could not be written.'),
    );
  return problem;
}

function setOutputs(outputs: Readonly<Record<string, string>>): ActionError | null {
  if (!process.env.GITHUB_OUTPUT) return null;
  try {
    for (const [name, value] of Object.entries(outputs))
      issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    return null;
  } catch (error) {
    const why = oneLine((error as Error).message);
    const remedy =
      'What this run did stands, as its log says. Make room on the runner and run again: it changes nothing twice.';
    return new ActionError('RUNNER_FAILED', `The outputs could not be set (${why}). ${remedy}`, error);
  }
}

/** GitHub takes 1 MiB of summary a step, and drops one that is larger. */
function bounded(summary: string): string {
  const bytes = Buffer.from(summary);
  if (bytes.length <= MAX_SUMMARY) return summary;
  const whole = bytes.subarray(0, MAX_SUMMARY).toString('utf8');
  const kept = whole.slice(0, whole.lastIndexOf('\n'));
  return `${kept}${closing(kept)}\n\nThe rest is left out: GitHub takes 1 MiB of summary.\n`;
}

/** Ends what a summary was cut in: the line behind it would be taken for a part of it. */
function closing(kept: string): string {
  const isCode = (kept.match(/^```/gm) ?? []).length % 2 === 1;
  const isFolded = kept.lastIndexOf('<details>') > kept.lastIndexOf('</details>');
  return `${isCode ? '\n```' : ''}${isFolded ? '\n\n</details>' : ''}`;
}

/**
 * Runs something that prints a stranger's output, such as a build: no line of it is taken for a workflow command.
 * @param title of the group that it is folded into
 */
export async function quoted<T>(title: string, act: (write: (text: string) => void) => Promise<T>): Promise<T> {
  const token = randomUUID();
  issue('group', escapeLogLine(title));
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await act((text) => void process.stdout.write(text));
  } finally {
    process.stdout.write(`\n::${token}::\n`);
    issue('endgroup');
  }
}

import { randomUUID } from 'node:crypto';
import * as core from '@actions/core';
import type { ActionError } from '../errors.ts';
import { plain } from './text.ts';

/** At most so many annotations of a kind; GitHub shows no more a step. */
const MAX_ANNOTATIONS = 10;

/** Prints one line a step. */
export function info(line: string): void {
  core.info(plain(line));
}

/** Prints what only the debug log shows. */
export function debug(line: string): void {
  core.debug(plain(line));
}

/** Masks a secret in everything that is printed from now on. */
export function mask(secret: string): void {
  // the runner takes a mask a line, and would mask every empty place
  for (const line of secret.split(/\r?\n/)) if (line.trim() !== '') core.setSecret(line);
}

/** Warnings and notices, as annotations. */
export function annotate(warnings: readonly string[], notices: readonly string[]): void {
  for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS))) core.warning(plain(text));
  for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS))) core.notice(plain(text));
}

/** The one error annotation of a run that fails. */
export function fail(error: ActionError): void {
  core.error(`${error.code}: ${plain(error.message)}`, { title: error.title });
}

/** Sets the outputs, and adds the job summary. */
export async function write(outputs: Readonly<Record<string, string>>, summary: string): Promise<void> {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(summary).write();
}

/**
 * Runs something that prints a stranger's output, such as a build: no line of it is taken for a workflow command.
 * @param title of the group that it is folded into
 */
export async function quoted<T>(title: string, act: (write: (text: string) => void) => Promise<T>): Promise<T> {
  const token = randomUUID();
  core.startGroup(plain(title));
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await act((text) => void process.stdout.write(text));
  } finally {
    process.stdout.write(`\n::${token}::\n`);
    core.endGroup();
  }
}

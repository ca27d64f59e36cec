import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as core from '@actions/core';
import { ActionError } from '../errors.ts';
import { escapeLogLine } from '../util/log-line.ts';
import { addSecret } from '../util/redact.ts';
import type { Reporter } from '../util/reporter.ts';
import { oneLine } from '../util/text.ts';

/** A line of a secret with several lines is masked only if it has this many characters. */
const MIN_LINE = 3;
/** The largest output in characters. */
const MAX_OUTPUT = 1_000_000;
/** The largest summary in bytes: the runner accepts 1 MiB per step; the rest is for the last line. */
const MAX_SUMMARY = 1024 * 1024 - 200;

/**
 * Reports to the runner, by workflow commands and files:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 * @param env the process's environment, which contains the files' paths
 */
export function actionsReporter(env: NodeJS.ProcessEnv): Reporter {
  return {
    info: (line) => core.info(escapeLogLine(line)),
    debug: (line) => core.debug(escapeLogLine(line)),
    warn: (text) => core.warning(escapeLogLine(text)),
    notice: (text) => core.notice(escapeLogLine(text)),
    fail: (error) => core.error(`${error.code}: ${escapeLogLine(error.message)}`, { title: error.title }),
    mask,
    group,
    write: async (outputs, summary) => {
      const files = { ...(await writeResult(outputs.result, env)), ...(await moveLargeOutputs(outputs, env)) };
      const problem = setOutputs({ ...outputs, ...files }, env);
      await addSummary(summary, env);
      return problem;
    },
  };
}

function mask(secret: string): void {
  addSecret(secret);
  // the runner masks line by line: an empty line, or the brace of a key, would mask every such place, and the runner
  // would hold back every JSON output of the job
  const lines = secret.split(/\r?\n/);
  const least = lines.length > 1 ? MIN_LINE : 1;
  for (const line of lines) if (line.trim().length >= least) core.setSecret(line);
}

async function group<T>(title: string, act: (write: (text: string) => void) => Promise<T>): Promise<T> {
  const token = randomUUID();
  core.startGroup(escapeLogLine(title));
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await act((text) => void process.stdout.write(text));
  } finally {
    process.stdout.write(`\n::${token}::\n`);
    core.endGroup();
  }
}

function setOutputs(outputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): ActionError | null {
  if (!env.GITHUB_OUTPUT) return null;
  try {
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    return null;
  } catch (error) {
    const why = oneLine((error as Error).message);
    const remedy = 'Completed changes are kept, as the log says. Free space on the runner and re-run.';
    return new ActionError('RUNNER_FAILED', `The outputs could not be set (${why}). ${remedy}`, error);
  }
}

/** Writes `result` to a file. A run that has done its work does not fail because of it: there is only a warning. */
async function writeResult(result: string | undefined, env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  if (result === undefined || !env.GITHUB_OUTPUT) return {};
  try {
    const folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), 'build-once-promote-result-'));
    const file = join(folder, 'result.json');
    await writeFile(file, `${result}\n`);
    return { 'result-file': file };
  } catch (error) {
    const why = oneLine((error as Error).message);
    core.warning(escapeLogLine(`result-file could not be written (${why}). The output result has the same.`));
    return {};
  }
}

/**
 * Moves the rows of a large status into a file: all outputs of a job may have 1 MB together.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 * @returns the outputs in place of those that are too large: JSON that names the file
 */
async function moveLargeOutputs(
  { environments, metrics, page }: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): Promise<Record<string, string>> {
  if (environments === undefined || metrics === undefined || !env.GITHUB_OUTPUT) return {};
  if (environments.length + metrics.length <= MAX_OUTPUT) return {};
  const names = ['metrics', ...(environments.length > MAX_OUTPUT ? ['environments'] : [])];
  try {
    const file =
      page === undefined ? await writeStatus(environments, metrics, env) : join(dirname(page), 'status.json');
    core.notice(escapeLogLine(`The output ${names.join(' and ')} is larger than a job's outputs may be: see ${file}.`));
    return Object.fromEntries(names.map((name) => [name, JSON.stringify({ file, reason: 'larger than 1 MB' })]));
  } catch (error) {
    core.warning(escapeLogLine(`status.json could not be written (${oneLine((error as Error).message)}).`));
    return Object.fromEntries(names.map((name) => [name, JSON.stringify({ file: null, reason: 'larger than 1 MB' })]));
  }
}

async function writeStatus(environments: string, metrics: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = await mkdtemp(join(env.RUNNER_TEMP || tmpdir(), 'build-once-promote-status-'));
  const file = join(folder, 'status.json');
  const generated = JSON.stringify(new Date().toISOString());
  await writeFile(file, `{"generated":${generated},"environments":${environments},"metrics":${metrics}}\n`);
  return file;
}

async function addSummary(summary: string, env: NodeJS.ProcessEnv): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  await appendFile(file, truncateSummary(summary)).catch(() => core.warning('The job summary could not be written.'));
}

/** GitHub drops a summary that is larger than 1 MiB. */
function truncateSummary(summary: string): string {
  const bytes = Buffer.from(summary);
  if (bytes.length <= MAX_SUMMARY) return summary;
  const whole = bytes.subarray(0, MAX_SUMMARY).toString('utf8');
  const kept = whole.slice(0, whole.lastIndexOf('\n'));
  return `${kept}${closingTags(kept)}\n\nTruncated: GitHub accepts 1 MiB of summary.\n`;
}

/** Closes the block in which a summary was truncated, so that the last line is not part of it. */
function closingTags(kept: string): string {
  const isCode = (kept.match(/^```/gm) ?? []).length % 2 === 1;
  const isFolded = kept.lastIndexOf('<details>') > kept.lastIndexOf('</details>');
  return `${isCode ? '\n```' : ''}${isFolded ? '\n\n</details>' : ''}`;
}

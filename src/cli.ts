import { existsSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { Ended, type Parsed, parseArguments } from './cli/arguments.ts';
import { contextFrom } from './cli/context.ts';
import { getInputs, readFilter, readShell } from './cli/inputs.ts';
import { lastStageOf } from './cli/last-stage.ts';
import type { Found } from './cli/output.ts';
import { POLICY_FILE, policyAbove } from './cli/policy-file.ts';
import type { Reported } from './cli/reporter.ts';
import { readPassword } from './cli/stdin.ts';
import { ActionError, asActionError, mergeErrors } from './errors.ts';
import type { Hooks } from './main.ts';
import type { StatusFacts, Studied } from './modes/status.ts';
import type { Policy } from './policy/policy.ts';
import type { Request } from './request/request.ts';
import { start } from './start.ts';
import type { Cancellation } from './util/cancellation.ts';
import { didYouMean } from './util/nearest.ts';
import { readSmallBytes, readSmallFile } from './util/small-file.ts';

const { env, stdin, stdout, stderr } = process;

/**
 * Runs the command line and ends the process: the same run as the action's, reported to a terminal.
 * @param version of this tool
 */
export async function main(version: string): Promise<void> {
  stdout.on('error', onLostOutput);
  stderr.on('error', () => {});
  const argv = process.argv.slice(2);
  try {
    const parsed = parseArguments(argv, { columns: stdout.columns || 80, version });
    const { does } = parsed.command;
    if (does === 'complete') return await complete(parsed);
    if (does === 'check' && !isAboutImage(parsed)) return await checkPolicy(parsed);
    await run(parsed);
  } catch (error) {
    await endEarly(
      error,
      argv.some((text) => /^--json(?:=|$)/.test(text)),
    );
  }
}

/**
 * A closed pipe does not end the run: the reader needs no more. A result that cannot be written, to a full disk, is a
 * failure.
 */
function onLostOutput({ code, message }: NodeJS.ErrnoException): void {
  // a socket whose reader has gone says ECONNRESET
  if (code === 'EPIPE' || code === 'ECONNRESET') return;
  stderr.write(`error: RUNNER_FAILED: The result could not be written to stdout (${message}).\n`);
  process.once('exit', () => {
    process.exitCode ||= 1;
  });
}

/** @throws INPUT_INVALID where it was removed */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    throw new ActionError('INPUT_INVALID', 'The working directory does not exist any more: change to another one.');
  }
}

async function complete({ positional }: Parsed): Promise<void> {
  const { completionScript, SHELLS, STAGES } = await import('./cli/completion.ts');
  if (positional[0] === STAGES) return await write(stdout, await stageLines());
  await write(stdout, completionScript(readShell(positional[0] ?? '', SHELLS)));
}

/** The stages of the policy file of this folder, one per line; empty where it cannot be used. */
async function stageLines(): Promise<string> {
  const { loadPolicy } = await import('./policy/load.ts');
  const policy = await loadPolicy(POLICY_FILE, workingDirectory(), readSmallBytes);
  return Array.isArray(policy) ? '' : policy.stages.map(({ name }) => `${name}\n`).join('');
}

/** Whether a check is about an image, not only about the policy file. */
function isAboutImage({ inputs }: Parsed): boolean {
  return ['image', 'version', 'from'].some((name) => (inputs.get(name) ?? '') !== '');
}

/** @throws INPUT_INVALID where the policy file that a command uses is not valid */
async function readPolicy({ inputs }: Parsed): Promise<Policy> {
  const { loadPolicy } = await import('./policy/load.ts');
  const policy = await loadPolicy(inputs.get('policy') ?? POLICY_FILE, workingDirectory(), readSmallBytes);
  if (Array.isArray(policy)) throw mergeErrors(policy);
  return policy;
}

/** The stage that a check asks about: the last, or the first where it is asked what is live in the last. */
function checkedStage({ stages }: Policy, from: string | undefined): string {
  const stage = stages.at(-1)?.name === from ? stages[0] : stages.at(-1);
  return stage?.name ?? '';
}

/** Checks the policy file, and shows what it asks. */
async function checkPolicy(parsed: Parsed): Promise<void> {
  const [{ policyJson, policyLines }, { painter, widthOf }] = await Promise.all([
    import('./cli/policy-view.ts'),
    import('./cli/terminal.ts'),
  ]);
  const policy = await readPolicy(parsed);
  const now = Date.now();
  const { safeJson } = await import('./cli/text.ts');
  const layout = { width: widthOf(stdout), now, bold: (text: string) => painter(stdout)('bold', text) };
  const text = parsed.own.has('json')
    ? safeJson({ result: policyJson(policy, now) })
    : policyLines(policy, layout).join('\n');
  await write(stdout, `${text}\n`);
}

async function run(parsed: Parsed): Promise<void> {
  const { own } = parsed;
  const password = own.has('password-stdin') ? await readPassword(stdin) : null;
  const filter = readFilter(parsed, Date.now());
  const policy = existsSync(POLICY_FILE) ? POLICY_FILE : null;
  const isCheck = parsed.command.does === 'check';
  const checkedPolicy = isCheck ? await readPolicy(parsed) : null;
  const checked = checkedPolicy && checkedStage(checkedPolicy, parsed.inputs.get('from'));
  const get = getInputs(parsed, { env, password, readFile: readSmallFile, policy, checked });
  if (policy !== null && get('policy') === policy) stderr.write(`Policy: ${policy}\n`);
  const above = get('policy') === '' && !parsed.inputs.has('environments') ? policyAbove(workingDirectory()) : null;
  if (above !== null) stderr.write(`warning: ${above}/${POLICY_FILE} is not used: run from ${above} to use it.\n`);
  const reported: Reported = { outputs: {}, error: null };
  const found: Found = { facts: null, gates: null, metrics: [], events: new Map(), reported, filter };
  await start({
    env,
    get,
    readContext: () => contextFrom(env, { user: userName(), host: hostname(), cwd: workingDirectory() }),
    loadReporter: async () => {
      const { terminalReporter } = await import('./cli/reporter.ts');
      const options = { stderr, showsSteps: parsed.command.shows === undefined, showsDebug: own.has('debug') };
      return terminalReporter(options, reported);
    },
    surroundings: { isPageAnywhere: true, policy: checkedPolicy },
    hooks: (request, cancel) => ({
      ...approvalOf(parsed, request, cancel),
      ...(isCheck ? { showGates: (plan) => Object.assign(found, { gates: plan }) } : {}),
      ...(parsed.command.shows === 'history' ? { study: (studied) => keepEvents(found, studied) } : {}),
      showStatus: (facts, metrics) => {
        Object.assign(found, { facts: only(facts, parsed), metrics });
        const [unreadable] = facts.environments.flatMap(({ problem }) => problem ?? []);
        if (parsed.command.shows === 'history' && unreadable) throw new ActionError('HISTORY_INVALID', unreadable);
      },
    }),
    end: (exitCode, cancel) => show(parsed, found, exitCode, cancel),
  });
}

/** Keeps the events of an environment; those of many images are large, so only where they are shown. */
function keepEvents({ events }: Found, { report: { row }, history }: Studied): void {
  events.set(`${row.image} ${row.environment}`, history?.events ?? []);
}

/**
 * The facts about the environments that a command names: with a policy, all stages are read.
 * @throws INPUT_INVALID where the policy does not have one of them
 */
function only(facts: StatusFacts, { command, positional }: Parsed): StatusFacts {
  if (command.shows !== 'history' && command.shows !== 'diff') return facts;
  const stages = [...new Set(facts.environments.map(({ row }) => row.environment))];
  const unknown = positional.find((name) => !stages.includes(name));
  if (unknown !== undefined && stages.length > 0)
    throw new ActionError(
      'INPUT_INVALID',
      `Unknown environment "${unknown}".${didYouMean(unknown, stages)} Known: ${stages.join(', ')}.`,
    );
  return { ...facts, environments: facts.environments.filter(({ row }) => positional.includes(row.environment)) };
}

/** The last stage moves only after a person has typed its name, or with --yes. */
function approvalOf({ own }: Parsed, request: Request, { reads: signal }: Cancellation): Hooks {
  const environment = lastStageOf(request);
  if (environment === null || own.has('yes')) return {};
  if (!stdin.isTTY || !stderr.isTTY || own.has('password-stdin'))
    throw new ActionError(
      'INPUT_INVALID',
      `${environment} is the last stage, and the move cannot be confirmed here. To move it, add --yes.`,
    );
  // loaded after the first request has been sent
  const isRollback = request.mode === 'rollback';
  let approve: Hooks['approve'];
  return {
    approve: async (plan, changes) => {
      approve ??= (await import('./cli/confirm.ts')).approver(environment, { stdin, stderr, signal, isRollback });
      return approve(plan, changes);
    },
  };
}

/** Writes what a command found. @returns the exit code of the process */
async function show(parsed: Parsed, found: Found, exitCode: number, { reads }: Cancellation): Promise<number> {
  const [{ jsonOf, linesOf, wordsOf }, { painter, widthOf }] = await Promise.all([
    import('./cli/output.ts'),
    import('./cli/terminal.ts'),
  ]);
  const { error } = found.reported;
  if (parsed.own.has('json')) stdout.write(`${jsonOf(parsed, found)}\n`);
  else if (error === null || parsed.command.shows !== undefined) {
    const paint = painter(stdout);
    const layout = { width: widthOf(stdout), now: Date.now(), bold: (text: string) => paint('bold', text) };
    for (const line of linesOf(parsed, found, layout)) stdout.write(`${line}\n`);
    for (const line of wordsOf(parsed, found)) stderr.write(`${line}\n`);
  }
  if (error?.code === 'CANCELLED' && reads.aborted) return 130;
  return error?.code === 'INPUT_INVALID' ? 2 : exitCode;
}

/** Ends a run that did not begin: help, the version, wrong usage. */
async function endEarly(error: unknown, isJson: boolean): Promise<void> {
  const { escapeLogLine } = await import('./util/log-line.ts');
  const ended = error instanceof Ended ? error : usageError(asActionError(error));
  if (ended.stderr !== '') await write(stderr, `${escapeLogLine(ended.stderr.trimEnd())}\n`);
  if (isJson && ended.exitCode !== 0) {
    const { safeJson } = await import('./cli/text.ts');
    const message = escapeLogLine(ended.stderr.replace(/^error: (?:INPUT_INVALID: )?/, '').trim());
    await write(stdout, `${safeJson({ error: { code: 'INPUT_INVALID', message } })}\n`);
  } else if (ended.stdout !== '') await write(stdout, ended.stdout);
  process.exit(ended.exitCode);
}

function usageError({ code, message }: ActionError): Ended {
  return new Ended(2, '', `error: ${code}: ${message}\n`);
}

/** Writes to a stream; resolves when it is written, also where it is no longer read. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}

function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    // a container may run as a user that has no name
    return env.USER || null;
  }
}

/**
 * Starts the action as the GitHub runner does: dist/index.js as a child process, inputs and event in its environment,
 * outputs and summary in files.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The inputs of action.yml with their defaults: the runner sets all of them. */
export async function readInputs() {
  const lines = (await readFile(join(ROOT, 'action.yml'), 'utf8')).split(/\r?\n/);
  const start = lines.indexOf('inputs:') + 1;
  const length = lines.slice(start).findIndex((line) => /^\w/.test(line));
  const inputs = new Map();
  let name;
  for (const line of lines.slice(start, start + length)) {
    name = /^ {2}([a-z-]+):/.exec(line)?.[1] ?? name;
    inputs.set(name, /^ {4}default: ['"]?(.*?)['"]?$/.exec(line)?.[1] ?? inputs.get(name) ?? '');
  }
  inputs.set('github-token', '');
  return inputs;
}

function inputVariables(inputs, given) {
  const unknown = Object.keys(given).filter((name) => !inputs.has(name));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  const all = new Map([...inputs, ...Object.entries(given)]);
  return Object.fromEntries([...all].map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)]));
}

/** This process's environment without the variables of a runner or a proxy. */
function inherited({ isLocal }) {
  const dropped = isLocal ? /^(GITHUB|INPUT|ACTIONS|RUNNER)_|_PROXY$/i : /^(GITHUB|INPUT|ACTIONS|RUNNER)_/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !dropped.test(name)));
}

/** The runner's variables of the run: https://docs.github.com/actions/reference/workflows-and-actions/variables */
function contextVariables({ repository, event, actor, run, workspace }) {
  const [owner] = repository.split('/');
  const refName = event.ref.replace(/^refs\/(heads|tags)\//, '');
  const workflow = run.workflow.toLowerCase().replaceAll(' ', '-');
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    // No network: nothing listens there, and without a token nothing should be requested.
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_JOB: run.job,
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: refName,
    GITHUB_REF_TYPE: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RUN_ATTEMPT: String(run.attempt),
    GITHUB_RUN_ID: String(run.id),
    GITHUB_RUN_NUMBER: String(run.number),
    GITHUB_SHA: event.sha,
    GITHUB_WORKFLOW: run.workflow,
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/${workflow}.yml@${event.ref}`,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_OS: { win32: 'Windows', darwin: 'macOS' }[process.platform] ?? 'Linux',
  };
}

/** Creates the empty files that a step may write to, and the event's payload. */
async function makeFiles(folder, payload) {
  await mkdir(folder, { recursive: true });
  const names = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH'];
  const files = Object.fromEntries(names.map((name) => [name, join(folder, name.toLowerCase())]));
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const event = join(folder, 'event.json');
  await writeFile(event, JSON.stringify(payload));
  return { ...files, GITHUB_EVENT_PATH: event, RUNNER_TEMP: folder, RUNNER_TOOL_CACHE: folder };
}

/** Outputs as the action wrote them: `name=value`, or `name<<END`, lines, `END`. */
export function parseOutputs(text) {
  const outputs = {};
  const lines = text.split(/\r?\n/);
  while (lines.length > 0) {
    const line = lines.shift();
    const [, name, end] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    const at = line.indexOf('=');
    if (end)
      outputs[name] = lines
        .splice(0, lines.indexOf(end) + 1)
        .slice(0, -1)
        .join('\n');
    else if (at > 0) outputs[line.slice(0, at)] = line.slice(at + 1);
  }
  return outputs;
}

/** Text as workflow commands escape it. */
function decode(text) {
  const escapes = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' };
  return text.replace(/%(25|0D|0A|3A|2C)/g, (escaped) => escapes[escaped]);
}

/** A command's value begins at the first `::` after its name: in properties a colon is written %3A. */
const COMMAND = /^::([a-z-]+)(?: (.*?))?::(.*)$/;

/**
 * Parses a log as the runner does: `log` without the runner's commands and with `***` for secrets; `annotations`, the
 * errors, warnings and notices with their titles. Between stop-commands everything is text.
 */
export function readLog(text) {
  const shown = [];
  const secrets = [];
  const annotations = [];
  let stopped;
  for (const line of text.split(/\r?\n/)) {
    const [, command, properties = '', value] = (!stopped && COMMAND.exec(line)) || [];
    if (stopped && line === `::${stopped}::`) stopped = undefined;
    else if (command === 'stop-commands') stopped = value;
    else if (command === 'add-mask') secrets.push(decode(value));
    else if (command !== 'debug') shown.push(line);
    if (!['error', 'warning', 'notice'].includes(command)) continue;
    annotations.push({
      level: command,
      title: decode(/title=([^,]*)/.exec(properties)?.[1] ?? ''),
      message: decode(value),
    });
  }
  const mask = (plain) => secrets.filter(Boolean).reduce((masked, secret) => masked.replaceAll(secret, '***'), plain);
  return {
    log: mask(shown.join('\n')),
    annotations: annotations.map(({ level, title, message }) => ({
      level,
      title: mask(title),
      message: mask(message),
    })),
  };
}

/**
 * Runs the action once.
 * @returns the exit code, the log, its annotations, the outputs, the summary's Markdown and the milliseconds it took
 */
export async function runAction({ inputs, given, context, folder, environment, isLocal }) {
  const files = await makeFiles(folder, context.event.payload);
  const env = {
    ...inherited({ isLocal }),
    ...contextVariables(context),
    ...files,
    ...environment,
    ...inputVariables(inputs, given),
  };
  const started = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'index.js')], { env, cwd: context.workspace });
  const log = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => log.push(chunk));
  const exit = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const milliseconds = performance.now() - started;
  const read = readLog(Buffer.concat(log).toString('utf8'));
  const outputs = parseOutputs(await readFile(files.GITHUB_OUTPUT, 'utf8'));
  const summary = await readFile(files.GITHUB_STEP_SUMMARY, 'utf8');
  return { exit, ...read, outputs, summary, milliseconds };
}

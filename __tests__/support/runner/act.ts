import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { actReadable } from './act-schema.ts';
import { parts } from './found-parts.ts';
import { ROOT } from './runner.ts';
import { shell } from './shell.ts';

/** The result of a workflow run. */
export interface WorkflowRun {
  /** Whether all its jobs succeeded. */
  ok: boolean;
  /** The outputs of all steps, by name; of a name that several steps set, the last. */
  outputs: Record<string, string>;
  /** The outputs of each step, by the step's id. */
  stepOutputs: Record<string, Record<string, string>>;
  /** The Markdown of the last step's summary. */
  summary: string;
  /** That of each step with a summary. */
  summaries: string[];
  /** The ids of the jobs that ran. */
  jobs: string[];
  /** What the steps printed. */
  log: string;
}

export interface WorkflowOptions {
  /** The file in `.github/workflows/`; by default all of them. */
  workflow?: string;
  secrets?: Record<string, string>;
  vars?: Record<string, string>;
  /** A folder that comes first on the steps' PATH. */
  bin?: string;
  /** GITHUB_RUN_ID; by default another one for each run. */
  runId?: number;
  actor?: string;
}

interface Line {
  msg?: string;
  job?: string;
  jobResult?: string;
  stepID?: string[];
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
}

export const ACTION = 'build-once-promote/build-once-promote@v1';
const STAND_INS = join(import.meta.dirname, 'stand-ins');
let runs = 0;

/**
 * Runs a workflow for real, with act in host mode: its expressions, its steps, and this action under the name that a
 * user gives it. Other actions are stand-ins: see the folder of that name. Concurrency and permissions have no effect
 * there.
 * @param checkout a git repository with the workflow in `.github/workflows/`
 * @param env for the steps, over a clean environment
 */
export async function runWorkflow(
  checkout: string,
  event: string,
  payload: object,
  env: Record<string, string>,
  options: WorkflowOptions = {},
): Promise<WorkflowRun> {
  const dir = mkdtempSync(join(parts().dir, 'act-'));
  try {
    const file = (name: string, text = ''): string => {
      writeFileSync(join(dir, name), text);
      return join(dir, name);
    };
    const folder = (name: string): string => {
      mkdirSync(join(dir, name), { recursive: true });
      return join(dir, name);
    };
    const list = (entries: object): string =>
      Object.entries(entries)
        .map(([name, value]) => `${name}=${value}\n`)
        .join('');
    runs += 1;
    const { actor = 'ada', runId = 1000 + runs } = options;
    const run = { GITHUB_RUN_ID: runId, GITHUB_RUN_NUMBER: runs, GITHUB_TRIGGERING_ACTOR: actor };
    const yaml = (entries: object): string => JSON.stringify(entries);
    const args = [
      ...[event, '--json', '-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--no-skip-checkout'],
      ...['-W', join('.github/workflows', options.workflow ?? ''), '-e', file('event.json', JSON.stringify(payload))],
      ...['--env-file', file('env', list({ GITHUB_API_URL: 'http://127.0.0.1:9', ...run, ...env }))],
      ...['--secret-file', file('secrets.yml', yaml({ GITHUB_TOKEN: 'token-of-the-test', ...options.secrets }))],
      ...['--var-file', file('vars.yml', yaml(options.vars ?? {})), '--input-file', file('inputs')],
      ...['--actor', actor],
      ...served(join(checkout, '.github/workflows'), folder('action')).flatMap((one) => ['--local-repository', one]),
    ];
    const clean = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
    const { code, stdout, stderr } = await shell(parts().act.path!, args, {
      cwd: checkout,
      env: {
        ...clean,
        // the steps' node is the first on the path
        PATH: [options.bin, dirname(process.execPath), process.env.PATH].filter(Boolean).join(':'),
        HOME: folder('home'),
        XDG_CACHE_HOME: folder('cache'),
        XDG_CONFIG_HOME: folder('config'),
        TMPDIR: folder('tmp'),
        NO_COLOR: '1',
      },
      timeoutMs: 900_000,
    });
    return readRun(code === 0, stdout, stderr);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What `--local-repository` takes: this action with its reusable workflows, and a stand-in for each other one. */
function served(workflows: string, action: string): string[] {
  cpSync(join(ROOT, 'action.yml'), join(action, 'action.yml'));
  cpSync(join(ROOT, 'dist'), join(action, 'dist'), { recursive: true });
  const shared = join(action, '.github/workflows');
  mkdirSync(shared, { recursive: true });
  for (const file of globSync('*.yml', { cwd: join(ROOT, '.github/workflows') }))
    writeFileSync(join(shared, file), actReadable(readFileSync(join(ROOT, '.github/workflows', file), 'utf8')));
  const texts = [workflows, shared].flatMap((cwd) =>
    globSync('*.yml', { cwd }).map((file) => readFileSync(join(cwd, file), 'utf8')),
  );
  const used = texts.flatMap((text) => [...text.matchAll(/uses: ([\w-]+\/[\w.-]+)(?:\/[^@\s]+)?@([\w.-]+)/g)]);
  const names = [...new Set(used.map(([, name, ref]) => `${name}@${ref}`))].filter((name) => name !== ACTION);
  const standIns = names.flatMap((name) => {
    const path = join(STAND_INS, name.split('@')[0]!);
    return existsSync(path) ? [`${name}=${path}`] : [];
  });
  return [`${ACTION}=${action}`, ...standIns];
}

function readRun(ok: boolean, stdout: string, stderr: string): WorkflowRun {
  const lines = stdout.split('\n').flatMap((line): Line[] => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
  const outputs = lines.filter(({ command }) => command === 'set-output');
  const stepOutputs: Record<string, Record<string, string>> = {};
  for (const { stepID, name = '', arg = '' } of outputs) {
    const step = stepID?.[0] ?? '';
    stepOutputs[step] = { ...stepOutputs[step], [name]: arg };
  }
  const ended = lines.filter(({ jobResult }) => jobResult).map(({ job = '' }) => job.trim().split('/').at(-1)!);
  const summaries = lines.flatMap(({ command, content = '' }) => (command === 'summary' ? [content] : []));
  return {
    ok,
    outputs: Object.fromEntries(outputs.map(({ name = '', arg = '' }) => [name, arg])),
    stepOutputs,
    summary: summaries.at(-1) ?? '',
    summaries,
    jobs: [...new Set(ended)],
    log: [...lines.map(({ msg = '' }) => msg), stderr].join('\n'),
  };
}

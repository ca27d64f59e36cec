import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parts } from './found-parts.ts';
import { ROOT } from './runner.ts';
import { shell } from './shell.ts';

/** The result of a workflow run. */
export interface WorkflowRun {
  /** Whether all its jobs succeeded. */
  ok: boolean;
  /** The outputs of all steps, by name. */
  outputs: Record<string, string>;
  /** The job summary's Markdown. */
  summary: string;
  /** The ids of the jobs that ran. */
  jobs: string[];
  /** What the steps printed. */
  log: string;
}

interface Line {
  msg?: string;
  job?: string;
  jobResult?: string;
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
  raw_output?: boolean;
}

const ACTION = 'build-once-promote/build-once-promote@v1';

/**
 * Runs a workflow for real, with act in host mode: its expressions, its steps, and this action under the name that a
 * user gives it. Concurrency and permissions have no effect there.
 * @param checkout a git repository with the workflow in `.github/workflows/`
 * @param env for the steps, over a clean environment
 */
export async function runWorkflow(
  checkout: string,
  event: string,
  payload: object,
  env: Record<string, string>,
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
    const action = folder('action');
    cpSync(join(ROOT, 'action.yml'), join(action, 'action.yml'));
    cpSync(join(ROOT, 'dist'), join(action, 'dist'), { recursive: true });
    const variables = Object.entries({ GITHUB_API_URL: 'http://127.0.0.1:9', ...env });
    const args = [
      ...[event, '--json', '-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--use-gitignore=false'],
      ...['-W', '.github/workflows', '-e', file('event.json', JSON.stringify(payload))],
      ...['--env-file', file('env', variables.map(([name, value]) => `${name}=${value}\n`).join(''))],
      ...['--secret-file', file('secrets.yml', 'GITHUB_TOKEN: none\n'), '--var-file', file('vars.yml')],
      ...['--input-file', file('inputs'), '--actor', 'ada', '--local-repository', `${ACTION}=${action}`],
    ];
    const clean = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
    const { code, stdout, stderr } = await shell(parts().act.path!, args, {
      cwd: checkout,
      env: {
        ...clean,
        // the steps' node is the first on the path
        PATH: [dirname(process.execPath), process.env.PATH].join(':'),
        HOME: folder('home'),
        XDG_CACHE_HOME: folder('cache'),
        XDG_CONFIG_HOME: folder('config'),
        TMPDIR: folder('tmp'),
        NO_COLOR: '1',
      },
      timeoutMs: 60_000,
    });
    return readRun(code === 0, stdout, stderr);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function readRun(ok: boolean, stdout: string, stderr: string): WorkflowRun {
  const lines = stdout.split('\n').flatMap((line): Line[] => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
  const outputs = lines.filter(({ command }) => command === 'set-output').map(({ name = '', arg = '' }) => [name, arg]);
  const ended = lines.filter(({ jobResult }) => jobResult).map(({ job = '' }) => job.trim().split('/').at(-1)!);
  return {
    ok,
    outputs: Object.fromEntries(outputs),
    summary: lines.findLast(({ command }) => command === 'summary')?.content ?? '',
    jobs: [...new Set(ended)],
    log: [...lines.map(({ msg = '' }) => msg), stderr].join('\n'),
  };
}

import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from './support/runner/runner.ts';
import { type ShellResult, shell } from './support/runner/shell.ts';

interface Job {
  permissions?: Record<string, string>;
  environment?: object;
  concurrency?: { group: string; queue?: string };
  uses?: string;
  steps?: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}
interface Workflow {
  defaults?: { run?: { shell?: string } };
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

const ACTION = 'build-once-promote/build-once-promote@v1';
const EXAMPLES = globSync('examples/*.yml', { cwd: ROOT }).sort();
const REUSABLE = ['promote', 'rollback'].map((name) => `.github/workflows/${name}.yml`);
const WORKFLOWS = [...EXAMPLES, ...globSync('.github/workflows/*.yml', { cwd: ROOT }).sort()];
const PAGES = globSync(['*.md', 'docs/*.md'], { cwd: ROOT }).filter((file) => file !== 'CHANGELOG.md');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const workflow = (file: string): Workflow => parse(read(file)) as Workflow;
const jobsOf = (files: string[]): [string, Job][] =>
  files.flatMap((file) =>
    Object.entries(workflow(file).jobs).map(([id, job]): [string, Job] => [`${file} ${id}`, job]),
  );
const parser = (files: string[]): Promise<ShellResult> =>
  shell(process.execPath, ['scripts/parse-workflows.mjs', ...files], { cwd: ROOT });

/** The YAML blocks of a page. */
function snippetsOf(file: string): unknown[] {
  const blocks = [...read(file).matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = '']) => text);
  return blocks.flatMap((text) => parseAllDocuments(text).map((document): unknown => document.toJS()));
}

/** All scripts of steps in a value. */
function runsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'run' in value && typeof value.run === 'string' ? [value.run] : [];
  return [...own, ...Object.values(value).flatMap(runsIn)];
}

test("GitHub's own parser accepts all workflows", async () => {
  const { code, stdout, stderr } = await parser(WORKFLOWS);
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('each example has a test that runs it', () => {
  const tests = globSync('__tests__/e2e/*.test.ts', { cwd: ROOT }).map(read);
  const started = tests.flatMap((text) => [...text.matchAll(/startExamples\(\[([^\]]+)\]/g)].map(([, names]) => names));
  const without = EXAMPLES.filter((file) => !started.some((names) => names?.includes(`'${basename(file)}'`)));
  expect(without).toEqual([]);
});

test("GitHub's own parser refuses a key that does not exist", async () => {
  const dir = mkdtempSync(join(tmpdir(), 'workflow-'));
  writeFileSync(join(dir, 'one.yml'), read('examples/status.yml').replace('runs-on:', 'run-on:'));
  const { code, stdout } = await parser([join(dir, 'one.yml')]);
  rmSync(dir, { recursive: true });
  expect([code, stdout]).toEqual([1, expect.stringContaining('run-on')]);
});

test('an action has the same version everywhere, in workflows and in documents', () => {
  const versions: Record<string, Set<string>> = {};
  for (const file of [...WORKFLOWS, ...PAGES])
    for (const [, name = '', version = ''] of read(file).matchAll(/uses: ([\w-]+\/[\w.-]+)(?:\/[^@\s]+)?@(\S+)/g))
      versions[name] = (versions[name] ?? new Set()).add(version);
  const several = Object.entries(versions).filter(([, found]) => found.size > 1);
  expect(several.map(([name, found]) => [name, ...found])).toEqual([]);
});

test('no expression is put into a script, where what a person typed could be run', () => {
  const scripts = jobsOf(WORKFLOWS).flatMap(([name, { steps = [] }]) =>
    steps.map(({ run = '' }) => [name, run] as const),
  );
  expect(scripts.filter(([, run]) => run.includes('${{'))).toEqual([]);
  const shown = PAGES.flatMap((file) =>
    snippetsOf(file)
      .flatMap(runsIn)
      .map((run) => [file, run] as const),
  );
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.filter(([, run]) => run.includes('${{'))).toEqual([]);
});

test('a script with a pipe stops where any part of it fails', () => {
  for (const file of EXAMPLES) {
    const { defaults, jobs } = workflow(file);
    const scripts = Object.values(jobs).flatMap(({ steps = [] }) => steps.map(({ run = '' }) => run));
    const pipes = scripts.some((run) => / \| (?!jq )|\)" \| /.test(run.replaceAll(/'[^']*'/gs, '')));
    if (pipes) expect({ file, shell: defaults?.run?.shell }).toEqual({ file, shell: 'bash' });
  }
});

/** The permissions that a job needs for its steps. */
function neededBy(name: string, { steps = [] }: Job): Record<string, string> {
  const own = steps.filter(({ uses }) => uses === ACTION).map(({ with: inputs = {} }) => inputs);
  const uses = (action: string): boolean => steps.some((step) => step.uses?.startsWith(`${action}@`));
  const cleansUp = steps.some(({ run = '' }) => run.includes('/packages/container/'));
  // what goes out is read with commits and pull requests, also by a dry run
  const compares = own.some(({ mode, environment }) => mode !== 'status' && (mode !== 'build' || environment));
  // there the destination is another registry
  const isCopied = name.startsWith('examples/release.yml');
  const writes = cleansUp || own.some(({ mode, 'dry-run': dry }) => mode !== 'status' && !dry && !isCopied);
  const checksOut = steps.some((step) => step.uses?.startsWith('actions/checkout@') && !step.with?.repository);
  return {
    ...(compares || checksOut ? { contents: 'read' } : {}),
    ...(compares ? { 'pull-requests': 'read' } : {}),
    ...(own.length > 0 || cleansUp ? { packages: writes ? 'write' : 'read' } : {}),
    ...(own.some(({ deployment }) => deployment) ? { deployments: 'write' } : {}),
    ...(uses('aws-actions/configure-aws-credentials') || uses('actions/deploy-pages') ? { 'id-token': 'write' } : {}),
    ...(uses('actions/deploy-pages') ? { pages: 'write' } : {}),
  };
}

test('a job has exactly the permissions that it uses, and a workflow gives none to all jobs', () => {
  for (const file of WORKFLOWS)
    expect({ file, permissions: workflow(file).permissions }).toEqual({ file, permissions: {} });
  for (const [name, job] of jobsOf([...EXAMPLES, ...REUSABLE]).filter(([, { uses }]) => !uses))
    expect({ name, permissions: job.permissions }).toEqual({ name, permissions: neededBy(name, job) });
});

test('no job waits for an approval while others wait for it', () => {
  const waiting = jobsOf([...EXAMPLES, ...REUSABLE]).filter(
    ([, { environment, concurrency }]) => environment && concurrency,
  );
  // its environment has no reviewers
  expect(waiting.map(([name]) => name)).toEqual(['examples/release.yml prod']);
});

test('every job that moves an environment waits for its turn, and all that wait are kept', () => {
  for (const [name, { steps = [], concurrency }] of jobsOf([...EXAMPLES, ...REUSABLE])) {
    const modes = steps
      .filter(({ uses }) => uses === ACTION)
      .map(({ with: inputs = {} }) => (inputs['dry-run'] ? 'plan' : inputs.mode));
    if (modes.some((mode) => mode !== 'status' && mode !== 'plan'))
      expect({ name, ...concurrency }).toMatchObject({ name, queue: 'max' });
    if (concurrency) expect({ name, ...concurrency }).toMatchObject({ name, queue: 'max' });
  }
});

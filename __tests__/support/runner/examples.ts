import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import { headTag, readHistory } from '../images/images.ts';
import { type Registry, startRegistry } from '../registries/registry.ts';
import { type Scene, sceneOf } from '../requests/scene.ts';
import { runWorkflow, type WorkflowOptions, type WorkflowRun } from './act.ts';
import { actReadable } from './act-schema.ts';
import { dockerEnv, parts } from './available.ts';
import { makeRepository, type Repository } from './git.ts';
import { ROOT } from './runner.ts';
import { runOrThrow } from './shell.ts';

/** Programs that deploy: a file on the steps' PATH that writes down what it was called with. */
const RECORDED = ['kubectl', 'helm', 'gh', 'aws', 'gcloud', 'npm'];

export interface ExampleRun extends WorkflowRun {
  /** What the deployment's programs were called with, one per line: `kubectl set image …`. */
  calls: string[];
}

export interface ExampleOptions extends WorkflowOptions {
  env?: Record<string, string>;
}

/** A repository acme/shop with workflows of `examples/`, a registry in the place of ghcr.io, and act. */
export interface Examples {
  registry: Registry;
  checkout: Repository;
  /** The folder of programs that come first on the steps' PATH. */
  bin: string;
  /** Puts a program on the steps' PATH. */
  provide(name: string, path: string): void;
  /** Makes a bare repository acme/NAME with a commit of these files, for a checkout; returns its folder. */
  other(name: string, files: Record<string, string>): Promise<string>;
  /** Runs a workflow; it may fail. */
  run(event: string, payload?: object, options?: ExampleOptions): Promise<ExampleRun>;
  /** Runs a workflow that must succeed. */
  ok(event: string, payload?: object, options?: ExampleOptions): Promise<ExampleRun>;
  push(options?: ExampleOptions): Promise<ExampleRun>;
  release(tag: string, options?: ExampleOptions): Promise<ExampleRun>;
  dispatch(inputs: Record<string, string | boolean>, options?: ExampleOptions): Promise<ExampleRun>;
  /** Runs of the action alone, on a repository of the registry. */
  scene(repo?: string): Scene;
  /** The digest that a tag has. */
  live(tag: string, repo?: string): Promise<string | undefined>;
  /** The events of an environment. */
  history(environment: string, repo?: string): Promise<{ action: string }[]>;
  stop(): Promise<void>;
}

export interface ExamplesOptions {
  /** Workflows by name that are no files of this repository, such as those in documents. */
  texts?: Record<string, string>;
  files?: Record<string, string>;
  /** owner/name; default acme/shop */
  repository?: string;
  /** Changes of a workflow's text besides ghcr.io. */
  edit?: (text: string) => string;
  env?: Record<string, string>;
}

/** Starts a registry and makes a repository with these workflows, of `examples/` or of `texts`. */
export async function startExamples(names: string[], options: ExamplesOptions = {}): Promise<Examples> {
  const { edit = (text) => text, repository: fullName = 'acme/shop' } = options;
  const [owner = '', ownName = ''] = fullName.split('/');
  const dir = mkdtempSync(join(parts().dir, 'examples-'));
  const registry = await startRegistry();
  const workflows = names.map((name) => {
    const text = options.texts?.[name] ?? readFileSync(join(ROOT, 'examples', name), 'utf8');
    return [`.github/workflows/${name}`, actReadable(edit(text.replaceAll('ghcr.io/', `${registry.host}/`)))];
  });
  const files = { ...options.files, ...(Object.fromEntries(workflows) as Record<string, string>) };
  const checkout = await makeRepository(files, { remote: `https://github.com/${fullName}.git` });
  const folder = (name: string): string => {
    mkdirSync(join(dir, name), { recursive: true });
    return join(dir, name);
  };
  const bin = folder('bin');
  const calls = join(dir, 'calls');
  const provide = (name: string, path: string): void => symlinkSync(path, join(bin, name));
  for (const name of RECORDED) program(bin, name, `echo "${name} $*" >> '${calls}'`);
  // on a machine without jq
  if (parts().jq.path) provide('jq', parts().jq.path!);
  symlinkSync(checkout.dir, join(folder(`repositories/${owner}`), ownName));
  const env = {
    ...dockerEnv(),
    STAND_IN_REPOSITORIES: join(dir, 'repositories'),
    STAND_IN_ARTIFACTS: folder('artifacts'),
    STAND_IN_BUILDER: parts().buildkitd.path ?? '',
    CALLS: calls,
    ...options.env,
  };
  const owned = { owner: { login: owner, type: 'Organization' }, default_branch: 'main' };
  const repository = { full_name: fullName, name: ownName, ...owned };

  const run = async (event: string, payload: object = {}, more: ExampleOptions = {}): Promise<ExampleRun> => {
    const before = lines(calls).length;
    // artifacts are a run's own
    rmSync(env.STAND_IN_ARTIFACTS, { recursive: true, force: true });
    const { workflow = names.length === 1 ? names[0]! : undefined, env: extra, ...rest } = more;
    const settings = { bin, ...(workflow === undefined ? {} : { workflow }), ...rest };
    const ended = await runWorkflow(checkout.dir, event, { repository, ...payload }, { ...env, ...extra }, settings);
    return { ...ended, calls: lines(calls).slice(before) };
  };
  const ok: Examples['ok'] = async (...args) => {
    const ended = await run(...args);
    if (!ended.ok) throw new Error(ended.log);
    return ended;
  };
  return {
    ...{ registry, checkout, bin, provide, run, ok },
    other: async (name, files) => {
      const made = await makeRepository(files);
      const bare = join(dir, 'repositories', owner, name);
      await runOrThrow('git', ['clone', '--quiet', '--bare', made.dir, bare]);
      made.remove();
      return bare;
    },
    push: (more) => ok('push', { ref: 'refs/heads/main', after: checkout.sha }, more),
    release: async (tag, more) => {
      await checkout.git('tag', tag);
      const release = { tag_name: tag, draft: false, prerelease: false };
      return ok('release', { action: 'published', ref: `refs/tags/${tag}`, release }, more);
    },
    dispatch: (inputs, more) => {
      // as in GitHub's event, where a boolean is text
      const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
      return run('workflow_dispatch', { ref: 'refs/heads/main', inputs: texts }, more);
    },
    scene: (repo = 'acme/shop') => sceneOf(registry, repo),
    live: (tag, repo = 'acme/shop') => headTag(registry, repo, tag),
    history: async (environment, repo = 'acme/shop') => (await readHistory(registry, repo, environment))?.events ?? [],
    stop: async () => {
      await registry.stop();
      checkout.remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Writes a shell script that plays a program. */
export function program(bin: string, name: string, script: string): void {
  mkdirSync(dirname(join(bin, name)), { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** A run that must have failed with this code. */
export function expectRefused(run: ExampleRun, code: string): void {
  expect({ ok: run.ok, refused: run.log.includes(code), log: run.log }).toMatchObject({ ok: false, refused: true });
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

import { pushManifest } from '../images/images.ts';
import { copyRepository } from '../registries/copy-repository.ts';
import type { Registry } from '../registries/registry.ts';
import { type RunOptions, type RunResult, runAction } from '../runner/runner.ts';
import { attempt, type End, endOf, promote, ROLLBACK } from './trials.ts';

/** A job on three images: its initial repositories and inputs. */
export interface Train {
  from: string[];
  inputs: Record<string, string>;
}

export interface Trains {
  registry: Registry;
  job: Record<'first' | 'second' | 'back', Train>;
  /** by version, in the order of the images */
  digests: Record<'1.0.0' | '1.1.0', string[]>;
}

const NAMES = ['api', 'web', 'jobs'];
const VERSION = 'org.opencontainers.image.version';

/** Makes `fresh/…` (no environment), `one/…` (1.0.0 is live in prod) and `two/…` (1.1.0 is live, 1.0.0 was). */
export async function prepareTrains(registry: Registry): Promise<Trains> {
  const digests: Trains['digests'] = { '1.0.0': [], '1.1.0': [] };
  for (const version of ['1.0.0', '1.1.0'] as const)
    for (const name of NAMES) {
      const options = { tags: [version], seed: `${name} ${version}`, annotations: { [VERSION]: version } };
      digests[version].push((await pushManifest(registry, `fresh/${name}`, options)).digest);
    }
  const stateOf = (state: string): string[] => NAMES.map((name) => `${state}/${name}`);
  copyRepository(registry, 'fresh', 'one');
  await must(registry, stateOf('one'), promote('1.0.0'), attempt(1));
  copyRepository(registry, 'one', 'two');
  await must(registry, stateOf('two'), promote('1.1.0'), attempt(2));
  const job = {
    first: { from: stateOf('fresh'), inputs: promote('1.0.0') },
    second: { from: stateOf('one'), inputs: promote('1.1.0') },
    back: { from: stateOf('two'), inputs: ROLLBACK },
  };
  return { registry, job, digests };
}

let copies = 0;

/** Returns three repositories for one case, and runs of the job on them. */
export function trainOf({ registry }: Trains, { from, inputs }: Train) {
  copies += 1;
  const repos = from.map((repo) => repo.replace(/^\w+/, `case-${copies}`));
  for (const [index, repo] of repos.entries()) copyRepository(registry, from[index]!, repo);
  return {
    repos,
    act: (at: { host: string }, options: RunOptions = {}) => act(at, repos, inputs, options),
    must: (at: { host: string }, options: RunOptions = {}) => must(at, repos, inputs, options),
    end: (): Promise<End[]> => Promise.all(repos.map((repo) => endOf(registry, repo))),
  };
}

function act(
  { host }: { host: string },
  repos: readonly string[],
  inputs: Record<string, string>,
  options: RunOptions,
): Promise<RunResult> {
  const image = repos.map((repo) => `${host}/${repo}`).join('\n');
  return runAction({ image, ...inputs }, options);
}

async function must(...args: Parameters<typeof act>): Promise<RunResult> {
  const run = await act(...args);
  if (run.exitCode !== 0) throw new Error(`${JSON.stringify(args[2])} failed:\n${run.stdout}${run.stderr}`);
  return run;
}

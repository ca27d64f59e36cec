import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import { act, prepareJobs, several } from '../support/faults/trials.ts';
import { type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { onGitHub, TOKEN } from '../support/github/story.ts';
import { headTag } from '../support/images/images.ts';
import { copyRepository } from '../support/registries/copy-repository.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type RunOptions, type RunResult, SHA } from '../support/runner/runner.ts';

/** Nothing is late only because the machine is slow: that would cost more requests. */
const ownTime = { isSteady: true };
const INPUTS = { mode: 'promote', environment: 'prod', deployment: 'true', ...TOKEN };

/** A repository with 1.0.0 live, behind a proxy, and a played GitHub; their requests are counted together. */
interface Trial {
  repo: string;
  github: PlayedGitHub;
  proxy: TestProxy;
  /** the requests so far */
  count: number;
  /** the number of the request that is never answered, nor any after it */
  silentAt: number;
  reached: Promise<void>;
  run(version: string, run: number, options?: RunOptions): Promise<RunResult>;
  stop(): Promise<void>;
}

needs('registry')('a run with a deployment that is killed', () => {
  let registry: Registry;
  let digests: Awaited<ReturnType<typeof prepareJobs>>['digests'];
  let trials = 0;
  beforeAll(async () => {
    registry = await startRegistry();
    digests = (await prepareJobs(registry)).digests;
  });
  afterAll(() => registry.stop());

  async function begin(silentAt = Number.POSITIVE_INFINITY): Promise<Trial> {
    const repo = `kill-${++trials}`;
    copyRepository(registry, 'one', repo);
    const github = await playGitHub();
    github.commits.set(SHA, { sha: SHA, message: '', login: null, name: '', date: '', parent: null, pulls: [] });
    const reached = Promise.withResolvers<void>();
    const isSilent = (): boolean => {
      trial.count += 1;
      if (trial.count === trial.silentAt) reached.resolve();
      return trial.count >= trial.silentAt;
    };
    const proxy = await startProxy(registry.url, { rules: () => (isSilent() ? 'never' : undefined) });
    github.rule = () => (isSilent() ? () => {} : undefined);
    const trial: Trial = {
      ...{ repo, github, proxy, count: 0, silentAt, reached: reached.promise },
      run: (version, run, options = {}) => {
        return act(proxy, repo, { ...INPUTS, version }, { ...onGitHub(github, attempt(run)), ...options });
      },
      stop: async () => {
        await proxy.stop();
        await github.stop();
      },
    };
    return trial;
  }

  /** The last states of all deployments, with the digest that each is about. */
  const told = ({ github }: Trial) =>
    github.deployments.map(({ statuses, payload }) => ({
      state: (statuses.at(-1)?.state ?? null) as string | null,
      digest: (payload as { images: { digest: string }[] }).images[0]?.digest,
    }));
  const live = ({ repo }: Trial): Promise<string | undefined> => headTag(registry, repo, 'prod');

  test('leaves no false success, and the next run ends its deployment', async () => {
    const whole = await begin();
    const done = await whole.run('1.1.0', 500);
    expect([done.exitCode, told(whole).map(({ state }) => state)]).toEqual([0, ['success']]);
    await whole.stop();
    const points = Array.from({ length: whole.count }, (_, index) => index + 1);
    const ends = await several(
      points,
      async (point) => {
        const trial = await begin(point);
        const killed = await trial.run('1.1.0', 500, { kill: { signal: 'SIGKILL', when: trial.reached } });
        const between = { live: await live(trial), told: told(trial) };
        trial.silentAt = Number.POSITIVE_INFINITY;
        // another run, or the same one again
        const again = await trial.run('1.1.0', point % 2 === 0 ? 501 : 500);
        const end = { live: await live(trial), told: told(trial), violations: trial.github.violations };
        await trial.stop();
        return { point, signal: killed.signal, between, exitCode: again.exitCode, end };
      },
      4,
    );
    for (const { point, between, exitCode, end } of ends) {
      const falsely = between.told.filter(({ state, digest }) => state === 'success' && digest !== between.live);
      const open = end.told.filter(({ state }) => !['success', 'failure', 'inactive'].includes(String(state)));
      const wrong = end.told.filter(({ state, digest }) => state === 'success' && digest !== end.live);
      const found = { point, falsely, open, wrong, exitCode, live: end.live, violations: end.violations };
      expect(found).toEqual({
        point,
        falsely: [],
        open: [],
        wrong: [],
        exitCode: 0,
        live: digests['1.1.0'],
        violations: [],
      });
    }
    // kills before the first and after the last deployment request were among them
    expect(new Set(ends.map(({ between }) => between.told.length))).toEqual(new Set([0, 1]));
    expect(ends.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThan(points.length / 2);
  });

  test('by a signal ends within two seconds, and says what is true', async () => {
    const whole = await begin();
    await whole.run('1.1.0', 500, { ownTime });
    await whole.stop();
    const points = [3, Math.floor(whole.count / 2), whole.count - 2];
    await several(points, async (point) => {
      const trial = await begin(point);
      const kill = { signal: 'SIGTERM' as const, when: trial.reached };
      const run = await trial.run('1.1.0', 500, { kill, ownTime });
      expect(run.endedAfterMs).toBeLessThan(2000);
      const at = await live(trial);
      expect(told(trial).filter(({ state, digest }) => state === 'success' && digest !== at)).toEqual([]);
      await trial.stop();
    });
  });
});

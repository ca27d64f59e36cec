import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { headTag, readHistory } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { ACTION } from '../support/runner/act.ts';
import { EXAMPLE, needs } from '../support/runner/available.ts';
import { type Examples, program, startExamples } from '../support/runner/examples.ts';
import { ROOT } from '../support/runner/runner.ts';

const AT = '2026-01-01T00:00:00Z';

needs(...EXAMPLE, 'jq')('the story on live registries, run for real on registries of the test', () => {
  let examples: Examples;
  let ecr: Registry;
  let github: PlayedGitHub;
  beforeEach(async () => {
    ecr = await startRegistry();
    github = await playGitHub('', 'acme/shop');
    const text = readFileSync(join(ROOT, '.github/workflows/live.yml'), 'utf8');
    examples = await startExamples(['live.yml'], {
      texts: { 'live.yml': text.replaceAll('uses: ./', `uses: ${ACTION}`) },
      env: { STAND_IN_ECR: ecr.host, ...github.env },
    });
    let parent: string | null = null;
    for (const sha of [examples.checkout.sha, await examples.checkout.commit({ 'hello.txt': 'hello again\n' })]) {
      github.commits.set(sha, { sha, message: sha, login: 'ada', name: 'Ada', date: AT, parent, pulls: [] });
      parent = sha;
    }
    const answers = '*users/*) echo Organization;; *statuses*--jq*) echo success;;';
    program(examples.bin, 'gh', `echo "gh $*" >> "$CALLS"\ncase "$*" in ${answers} esac`);
  });
  afterEach(() => Promise.all([examples.stop(), ecr.stop(), github.stop()]));

  const asked = 'gh api users/acme --jq .type';
  const removed = 'gh api --method DELETE orgs/acme/packages/container/shop%2Flive';
  const deployments = () => github.deployments.map(({ id }) => `repos/acme/shop/deployments/${id}`);
  const read = () => `gh api ${deployments().at(-1)}/statuses --jq .[0].state`;
  const cleared = () =>
    deployments().flatMap((path) => [
      `gh api --silent --method POST ${path}/statuses --field state=inactive`,
      `gh api --method DELETE ${path}`,
    ]);

  test('runs only on ghcr.io, and removes its package', async () => {
    const run = await examples.dispatch({});
    if (!run.ok) throw new Error(run.log);
    expect(run.calls).toEqual([asked, removed, read(), ...cleared(), removed]);
    expect(run.summary).toContain('- ghcr.io: build, release, promotion, refusal, rollback and status are as expected');
    expect(github.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual([
      'inactive',
      'inactive',
      'success',
    ]);
    const scene = examples.scene('acme/shop/live');
    expect((await scene.history('prod')).map(({ action, version }) => [action, version])).toEqual([
      ['promote', '1.0.0'],
      ['promote', '1.1.0'],
      ['rollback', '1.0.0'],
    ]);
  });

  test('also runs on ECR where there is a role, and removes its repository', async () => {
    const vars = { LIVE_AWS_ROLE: 'role', LIVE_AWS_REGION: 'eu-central-1' };
    const run = await examples.dispatch({}, { vars, runId: 77 });
    if (!run.ok) throw new Error(run.log);
    const repository = 'build-once-promote-live-77';
    expect(run.calls).toEqual([
      asked,
      removed,
      read(),
      `aws ecr create-repository --repository-name ${repository}`,
      `aws ecr delete-repository --force --repository-name ${repository}`,
      ...cleared(),
      removed,
    ]);
    const history = await readHistory(ecr, repository, 'prod');
    expect(history?.events.map(({ action }) => action)).toEqual(['promote', 'promote', 'rollback']);
    expect(await headTag(ecr, repository, 'prod')).toBe(history?.events.at(-1)?.digest);
  });
});

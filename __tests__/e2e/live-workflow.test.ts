import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { headTag, readHistory } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { ACTION } from '../support/runner/act.ts';
import { EXAMPLE, needs } from '../support/runner/available.ts';
import { type Examples, program, startExamples } from '../support/runner/examples.ts';
import { ROOT } from '../support/runner/runner.ts';

needs(...EXAMPLE, 'jq')('the story on live registries, run for real on registries of the test', () => {
  let examples: Examples;
  let ecr: Registry;
  beforeEach(async () => {
    ecr = await startRegistry();
    const text = readFileSync(join(ROOT, '.github/workflows/live.yml'), 'utf8');
    examples = await startExamples(['live.yml'], {
      texts: { 'live.yml': text.replaceAll('uses: ./', `uses: ${ACTION}`) },
      env: { STAND_IN_ECR: ecr.host },
    });
    program(examples.bin, 'gh', `echo "gh $*" >> "$CALLS"\ncase "$*" in *users/*) echo Organization;; esac`);
  });
  afterEach(() => Promise.all([examples.stop(), ecr.stop()]));

  const asked = 'gh api users/acme --jq .type';
  const removed = 'gh api --method DELETE orgs/acme/packages/container/shop%2Flive';

  test('is told on ghcr.io alone, and removes its package', async () => {
    const run = await examples.dispatch({});
    if (!run.ok) throw new Error(run.log);
    expect(run.calls).toEqual([asked, removed, removed]);
    expect(run.summary).toContain('- ghcr.io: build, release, promotion, refusal, rollback and status are as expected');
    const scene = examples.scene('acme/shop/live');
    expect((await scene.history('prod')).map(({ action, version }) => [action, version])).toEqual([
      ['promote', '1.0.0'],
      ['promote', '1.1.0'],
      ['rollback', '1.0.0'],
    ]);
  });

  test('is told on ECR too where there is a role, and removes its repository', async () => {
    const vars = { LIVE_AWS_ROLE: 'role', LIVE_AWS_REGION: 'eu-central-1' };
    const run = await examples.dispatch({}, { vars, runId: 77 });
    if (!run.ok) throw new Error(run.log);
    const repository = 'build-once-promote-live-77';
    expect(run.calls).toEqual([
      asked,
      removed,
      `aws ecr create-repository --repository-name ${repository}`,
      `aws ecr delete-repository --force --repository-name ${repository}`,
      removed,
    ]);
    const history = await readHistory(ecr, repository, 'prod');
    expect(history?.events.map(({ action }) => action)).toEqual(['promote', 'promote', 'rollback']);
    expect(await headTag(ecr, repository, 'prod')).toBe(history?.events.at(-1)?.digest);
  });
});

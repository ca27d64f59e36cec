import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { attempt, promotedScene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const POLICY = `environments:
  dev: {}
  staging:
    verified: true
  prod:
    soak: 24h
    windows:
      - deny: 2020-01-01/2098-12-31 UTC
`;

needs('registry')('a dry run with a policy', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const workspace = workspaceWith(POLICY);
  const promotion = (environment: string) => ({
    ...{ mode: 'promote', policy: 'promotion.yml', environment, version: '1.1.0', 'dry-run': 'true' },
  });

  test('tells what the gates of all stages say of an image, in the log and in the summary', async () => {
    const { app } = await promotedScene(registry, 'one', 1, 0);
    const deploy = { mode: 'promote', version: '1.1.0' };
    await app.ok({ ...deploy, environment: 'dev' }, { env: attempt(1) });
    await app.ok({ mode: 'mark', environment: 'dev', as: 'verified', reason: 'x' }, { env: attempt(2) });
    await app.ok({ mode: 'hold', environment: 'prod', reason: 'incident' }, { env: attempt(3) });
    const before = await app.state();
    const run = await app.ok(promotion('staging'), { workspace });
    for (const line of [
      'gates of dev: .* is live there',
      'gates of staging: skip passed',
      'gates of staging: verified passed',
      'gates of prod: skip refused',
      'gates of prod: held refused: .*incident',
      'gates of prod: soak refused',
      'gates of prod: window refused: .*2099-01-01 00:00 UTC',
      'gates of prod: blocked passed',
    ])
      expect(run.stdout).toMatch(new RegExp(line));
    expect(run.summary).toContain('Gates of all stages');
    expect(run.summary).toMatch(/\*\*prod\*\* \| `window` \| ❌/);
    expect(await app.state()).toEqual(before);
  });

  test('tells them of all images, also where one is refused', async () => {
    const [api, web] = [
      await promotedScene(registry, 'train/api', 1, 0),
      await promotedScene(registry, 'train/web', 1, 0),
    ];
    await api.app.ok({ mode: 'promote', version: '1.1.0', environment: 'dev' }, { env: attempt(1) });
    const image = [api.app.image, web.app.image].join('\n');
    const run = await api.app.run({ ...promotion('staging'), image }, { workspace });
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/gates of staging: skip passed.*train\/api/);
    expect(run.stdout).toMatch(/gates of staging: skip refused.*train\/web/);
    expect(run.summary).toContain('Gates of all stages');
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { attempt, promotedScene, runUrl, type Scene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const POLICY = 'environments:\n  staging:\n  prod:\n    verified: true\n';
const mark = (as: string, environment: string, more = {}) => ({
  mode: 'mark',
  environment,
  as,
  reason: 'tested',
  ...more,
});

needs('registry')('a mark of an image', () => {
  let registry: Registry;
  const workspace = workspaceWith(POLICY);
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const shop = (name: string, released: number, promoted = 0) => promotedScene(registry, name, released, promoted);
  const stage = (app: Scene, version: string, run: number) =>
    app.ok({ mode: 'promote', environment: 'staging', version }, { env: attempt(run) });
  const toProd = { mode: 'promote', policy: 'promotion.yml', environment: 'prod' };

  test('as verified lets it go on where the policy asks for that; status has the mark', async () => {
    const { app, digests } = await shop('verified', 2);
    await stage(app, '1.1.0', 1);
    const message = await app.refused('NOT_VERIFIED', { ...toProd, version: '1.1.0' }, { workspace });
    for (const part of ['1.1.0', 'staging', 'as: verified', app.image]) expect(message).toContain(part);
    const done = await app.rehearsed(mark('verified', 'staging'), { env: attempt(5) });
    expect(done.outputs).toMatchObject({ changed: 'false', digest: digests[0], version: '1.1.0' });
    expect((await app.history('staging')).at(-1)).toMatchObject({
      ...{ action: 'verified', digest: digests[0], previous: digests[0], reason: 'tested', run: runUrl(5) },
    });
    const status = await app.ok({ mode: 'status', policy: 'promotion.yml' }, { workspace });
    const rows = JSON.parse(status.outputs.environments ?? '');
    expect(rows.map(({ environment }: { environment: string }) => environment)).toEqual(['staging', 'prod']);
    expect(rows[0].marks).toEqual([
      { as: 'verified', by: 'ada', at: expect.any(String), run: runUrl(5), reason: 'tested' },
    ]);
    expect(status.summary).toContain('verified');
    await app.ok({ ...toProd, version: '1.1.0' }, { workspace });
  });

  test('as verified counts only since the image last went live there', async () => {
    const { app } = await shop('since', 2);
    await stage(app, '1.1.0', 1);
    await app.ok(mark('verified', 'staging'));
    await stage(app, '1.2.0', 2);
    await app.ok({ mode: 'rollback', environment: 'staging', version: '1.1.0' }, { env: attempt(3) });
    await app.refused('NOT_VERIFIED', { ...toProd, version: '1.1.0' }, { workspace });
    await app.ok({ ...toProd, version: '1.1.0', allow: 'verified' }, { workspace });
    expect((await app.history('prod')).at(-1)).toMatchObject({ allowed: ['verified'] });
  });

  test('as blocked stops it there and in the next stage, until it is cleared', async () => {
    const { app, digests } = await shop('blocked', 3);
    await stage(app, '1.1.0', 1);
    await stage(app, '1.2.0', 2);
    await app.ok(mark('blocked', 'staging', { version: '1.1.0' }));
    expect((await app.history('staging')).at(-1)).toMatchObject({
      action: 'blocked',
      digest: digests[0],
      previous: digests[1],
    });
    const environments = { environments: 'staging, prod' };
    const promotion = { mode: 'promote', environment: 'prod', version: '1.1.0', ...environments };
    expect(await app.refused('BLOCKED', promotion)).toContain('as: cleared');
    await app.refused('BLOCKED', { ...promotion, environment: 'staging', allow: 'downgrade' });
    await app.ok(mark('cleared', 'staging', { version: digests[0]! }));
    await app.ok(promotion);
  });

  test('as blocked stops a rollback to it, which names the next image', async () => {
    const { app } = await shop('rollback', 3, 3);
    await app.ok(mark('blocked', 'prod', { version: '1.2.0' }));
    const message = await app.refused('BLOCKED', { mode: 'rollback', environment: 'prod' });
    expect(message).toContain('version: 1.1.0');
    await app.refused('BLOCKED', { mode: 'rollback', environment: 'prod', version: '1.2.0' });
    await app.ok({ mode: 'rollback', environment: 'prod', version: '1.1.0' });
  });

  test('is about what is live by default, and needs something to be live then', async () => {
    const { app } = await shop('nothing', 1);
    await app.refused('NOT_FOUND', mark('verified', 'staging'));
    await app.refused('NOT_FOUND', mark('verified', 'staging', { version: '9.9.9' }));
    await app.refused('INPUT_INVALID', mark('good', 'staging'));
    await app.refused('INPUT_INVALID', mark('', 'staging'));
    await app.refused('INPUT_INVALID', mark('verified', 'staging', { reason: '' }));
  });

  test('records first that the tag was changed outside this action', async () => {
    const { app, digests } = await shop('moved', 2, 1);
    await images.putTag(registry, app.repo, 'prod', digests[1]!);
    await app.ok(mark('verified', 'prod'));
    expect((await app.history('prod')).map(({ action, digest }) => [action, digest])).toEqual([
      ['promote', digests[0]],
      ['observed', digests[1]],
      ['verified', digests[1]],
    ]);
  });
});

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startProxy } from '../support/faults/proxy.ts';
import { EVIL, expectSound } from '../support/faults/sound.ts';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, type Done, doneOf, refusalOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { makeRepository } from '../support/runner/git.ts';

needs('registry')('hostile text', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  const labels = {
    'org.opencontainers.image.version': EVIL,
    'org.opencontainers.image.revision': EVIL,
    'org.opencontainers.image.created': EVIL,
    'vnd.build-once-promote.build': EVIL,
  };

  async function promoted(app: Scene, more: Record<string, string> = {}): Promise<Done> {
    const inputs = { mode: 'promote', environment: 'prod', ...more };
    return app.ok(inputs, { env: { ...attempt(1), GITHUB_TRIGGERING_ACTOR: EVIL } });
  }

  test.each(['labels', 'annotations'])('in the %s of an image says nothing', async (where) => {
    const app = sceneOf(registry, `evil-${where}`);
    const { digest } = await images.pushIndex(registry, app.repo, { [where]: labels, tags: ['1.0.0'] });
    const run = await promoted(app, { version: digest });
    expect(run.outputs).toMatchObject({ digest, version: '', revision: '' });
    expectSound(run, 0);
    const adopted = await app.run({ mode: 'build', digest, environment: 'dev' }, { env: attempt(1, 1, commitOf(1)) });
    expectSound(doneOf(adopted), 0);
  });

  test('as reason and actor is kept in the history and harmless wherever it is shown', async () => {
    const app = sceneOf(registry, 'evil-reason');
    for (const version of ['1.0.0', '1.1.0']) {
      await images.pushIndex(registry, app.repo, { tags: [version] });
      expectSound(await promoted(app, { version, reason: EVIL }), 0);
    }
    const [event] = await app.history('prod');
    expect(event).toMatchObject({ reason: EVIL, actor: EVIL });
    const status = await app.ok({ mode: 'status' });
    expectSound(status, 0);
    expect(JSON.parse(status.outputs.environments!)[0].by).toBe(EVIL);
    expectSound(await app.ok({ mode: 'rollback', environment: 'prod', reason: EVIL }), 0);
  });

  test('as inputs is refused in one sound annotation', async () => {
    const app = sceneOf(registry, 'evil-inputs');
    const inputs = { mode: 'promote', version: EVIL, environment: EVIL, 'environment-tags': EVIL, allow: EVIL };
    const run = await app.run(inputs);
    refusalOf('INPUT_INVALID', run);
    expectSound(run, 1);
    expectSound(await app.run({ mode: EVIL, image: EVIL }), 1);
  });

  test('as a branch becomes a tag', async () => {
    const app = sceneOf(registry, 'evil-branch');
    const digest = await app.push(commitOf(1));
    const ref = 'feature/$(id)|::error::x`;rm -rf';
    const env = { ...attempt(1, 1, commitOf(1)), GITHUB_REF: `refs/heads/${ref}`, GITHUB_REF_NAME: ref };
    const run = await app.ok({ mode: 'build', digest, tags: 'branch-{{branch}}' }, { env });
    expect(run.tags).toEqual(['branch-feature---id----error--x--rm--rf', `git-${commitOf(1).slice(0, 7)}`]);
    expectSound(run, 0);
  });

  test('in what a registry answers is one line of an error', async () => {
    const proxy = await startProxy(registry.url);
    const app = sceneOf({ ...registry, host: proxy.host }, 'evil-answer');
    const body = JSON.stringify({ errors: [{ code: 'DENIED', message: EVIL, detail: EVIL }] });
    proxy.rules = [() => ({ status: 403, headers: { 'content-type': 'application/json' }, body })];
    const run = await app.run({ mode: 'promote', version: '1.0.0', environment: 'prod' });
    await proxy.stop();
    expect(refusalOf('FORBIDDEN', run)).not.toContain('\n');
    expectSound(run, 1);
  });

  test('in what docker prints is quoted, and its last words are sound', async () => {
    const repository = await makeRepository();
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    writeFileSync(join(bin, 'evil'), `${EVIL}\n::endgroup::\n::add-mask::a\n`);
    const script = `#!/bin/sh\ncase "$*" in\n'buildx version') exit 0;;\n'buildx inspect') echo "Driver: remote";;\n*) cat "${bin}/evil"; cat "${bin}/evil" >&2; exit 1;;\nesac\n`;
    writeFileSync(join(bin, 'docker'), script);
    chmodSync(join(bin, 'docker'), 0o755);
    const options = { workspace: repository.dir, env: { PATH: `${bin}:${process.env.PATH}` } };
    const run = await sceneOf(registry, 'evil-docker').run({ mode: 'build' }, options);
    repository.remove();
    rmSync(bin, { recursive: true });
    expect(refusalOf('BUILD_FAILED', run)).not.toContain('\n');
    const [, token = ''] = /::stop-commands::([\w-]+)\n/.exec(run.stdout)!;
    const [before = '', quoted = '', after = ''] = run.stdout.split(
      new RegExp(`::(?:stop-commands::)?${token}(?:::)?\n`),
    );
    expect(quoted).toContain('::error::injected');
    expectSound({ ...run, stdout: `${before}${after}` }, 1);
  });
});

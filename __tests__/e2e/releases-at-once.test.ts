import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Rule } from '../support/faults/proxy.ts';
import { act, behindProxy, codesOf, on } from '../support/faults/trials.ts';
import * as images from '../support/images/images.ts';
import { gate, meeting } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

needs('registry')('releases', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  /** A release of the image of a numbered commit, through a proxy with these rules. */
  async function release(app: Scene, number: number, version: string, rules: Rule[] = []) {
    const digest = await app.push(commitOf(number));
    const inputs = { mode: 'build', digest, sha: commitOf(number), version, latest: 'true' };
    const run = await behindProxy(registry, rules, (proxy) => act(proxy, app.repo, inputs, { env: attempt(number) }));
    return { digest, run, outcome: run.exitCode === 0 ? 'ok' : codesOf(run).join(' ') };
  }

  describe('at once', () => {
    test.each([
      ['when both put the version', 'PUT'],
      ['when both have found it free', 'HEAD'],
    ])('of one version: one of them fails, and has moved nothing else, %s', async (_name, method) => {
      const app = sceneOf(registry, `same-${method.toLowerCase()}`);
      await release(app, 1, '1.2.0');
      const [meet, put, ended] = [meeting(2), meeting(2), gate()];
      // both have put the version, or one has ended without it, before either looks again
      const after = (): Promise<void> => Promise.race([put(), ended.opened]);
      const rules = (): Rule[] =>
        method === 'PUT'
          ? [on('PUT', '1.3.0', { before: meet, after })]
          : [on('HEAD', '1.3.0', { before: meet }), on('PUT', '1.3.0', { after })];
      const [one, two] = await Promise.all(
        [2, 3].map((number) => release(app, number, '1.3.0', rules()).finally(ended.open)),
      );
      expect([one!.outcome, two!.outcome].sort()).toEqual(['VERSION_EXISTS', 'ok']);
      const winner = one!.outcome === 'ok' ? one! : two!;
      for (const tag of ['1.3.0', '1.3', 'latest']) expect([tag, await app.at(tag)]).toEqual([tag, winner.digest]);
    });

    test('of two versions: latest ends at the higher one', async () => {
      const app = sceneOf(registry, 'two');
      await release(app, 1, '1.2.0');
      const meet = meeting(2);
      const [high, low] = await Promise.all([
        release(app, 2, '1.3.0', [on('PUT', '1.3.0', { before: meet })]),
        release(app, 3, '1.2.9', [on('PUT', '1.2.9', { before: meet })]),
      ]);
      expect([high!.outcome, low!.outcome]).toEqual(['ok', 'ok']);
      expect([await app.at('latest'), await app.at('1.3'), await app.at('1.2')]).toEqual([
        ...[high!.digest, high!.digest, low!.digest],
      ]);
    });
  });

  describe('after a clean-up took the tag of a higher version', () => {
    test.each([
      ['its build tag is there', ['1.3.0']],
      ['its commit tag is gone, too', ['1.3.0', `git-${commitOf(2).slice(0, 7)}`]],
      ['only the history tells', ['1.3.0', `1.3.0-${commitOf(2).slice(0, 7)}`, '1.3', 'latest']],
    ])('leave latest where it is: %s', async (name, gone) => {
      const app = sceneOf(registry, name.replaceAll(/[ ,]+/g, '-'));
      await release(app, 1, '1.2.0');
      const high = await release(app, 2, '1.3.0');
      await app.ok({ mode: 'promote', environment: 'prod', version: '1.3.0' }, { env: attempt(3) });
      for (const tag of gone) await images.deleteTag(registry, app.repo, tag);
      const before = await app.at('latest');
      const low = await release(app, 4, '1.2.9');
      expect(low.outcome).toBe('ok');
      expect([await app.at('latest'), await app.at('1.2'), await app.at('prod')]).toEqual([
        ...[before, low.digest, high.digest],
      ]);
      expect(low.run.annotations).toContainEqual(
        expect.objectContaining({ level: 'notice', message: expect.stringContaining('1.3.0 is higher') }),
      );
    });
  });
});

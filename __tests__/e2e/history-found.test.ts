import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, promotedScene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROMOTE = { mode: 'promote', environment: 'prod' };
const ROLLBACK = { mode: 'rollback', environment: 'prod' };

needs('registry')('where a registry holds', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const shop = (name: string, released: number, promoted: number) => promotedScene(registry, name, released, promoted);

  /** Changes the stored bytes of a manifest, so that they have another digest. */
  function corrupt(digest: string): void {
    const hex = digest.slice('sha256:'.length);
    const path = join(registry.dir, 'data/docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data');
    writeFileSync(path, readFileSync(path, 'utf8').replace('{', '{ '));
  }

  const warnings = ({ annotations }: { annotations: { level: string; message: string }[] }): string =>
    annotations.flatMap(({ level, message }) => (level === 'warning' ? [message] : [])).join('\n');

  test('something under prod that is not an image, a promotion, a build and a rollback warn and continue', async () => {
    const { app, digests } = await shop('none', 3, 2);
    const commit = commitOf(3);
    await images.putTag(registry, app.repo, 'prod', 'prod-history');
    const found = (await app.at('prod'))!;
    const dry = { 'dry-run': 'true' };
    const adopt = { mode: 'build', environment: 'prod', digest: digests[2]!, sha: commit, version: '1.3.0' };
    for (const inputs of [{ ...PROMOTE, version: '1.3.0' }, ROLLBACK, { ...ROLLBACK, version: '1.1.0' }, adopt]) {
      const run = await app.ok({ ...inputs, ...dry }, { env: attempt(9, 1, commit) });
      expect(warnings(run)).toContain('is not a readable image');
      expect(run.result[0]).toMatchObject({ previousDigest: found, previousVersion: null, previousRevision: null });
    }
    await app.ok({ ...PROMOTE, version: '1.3.0' }, { env: attempt(9) });
    const message = await app.refused('NOT_FOUND', ROLLBACK, { env: attempt(10) });
    expect(message).toContain('the history of an environment');
    expect(message).toContain('The next older one is 1.1.0');
  });

  test('an image that cannot be read, a rollback that leaves it, or goes back from it, succeeds', async () => {
    const [one, two] = [await shop('left-one', 3, 0), await shop('left-two', 2, 0)];
    const both = { image: `${one.app.image}\n${two.app.image}` };
    for (const number of [1, 2])
      await one.app.ok({ ...PROMOTE, ...both, version: `1.${number}.0` }, { env: attempt(number) });
    await one.app.ok({ ...PROMOTE, version: '1.3.0' }, { env: attempt(3) });
    corrupt(two.digests[1]!);
    const run = await one.app.ok({ ...ROLLBACK, ...both }, { env: attempt(4) });
    expect(run.result).toMatchObject([
      { digest: one.digests[1], version: '1.2.0', changed: true },
      { digest: two.digests[1], version: '1.2.0', changed: false },
    ]);
    expect(warnings(run)).toContain(`${two.app.image}: prod stays at 1.2.0`);
    expect(run.summary).toContain('Rolled back 1 of 2 images');
    await two.app.ok(ROLLBACK, { env: attempt(5) });
    expect(await two.app.at('prod')).toBe(two.digests[0]);
  });

  test('a history whose bytes are damaged, a rollback to a named image with allow: moved begins a new one', async () => {
    const { app, digests } = await shop('damaged', 2, 2);
    await app.ok({ ...PROMOTE, environment: 'dev', version: '1.1.0' });
    corrupt((await app.at('prod-history'))!);
    const status = await app.ok({ mode: 'status', environments: 'dev, prod' });
    expect(JSON.parse(status.outputs.environments!)).toMatchObject([
      { environment: 'dev', version: '1.1.0', action: 'promote' },
      { environment: 'prod', digest: digests[1], action: null, moved: false },
    ]);
    expect(warnings(status)).toContain(`${app.image}:prod-history`);
    await app.refused('DIGEST_MISMATCH', { ...ROLLBACK, version: digests[0]! });
    await app.refused('DIGEST_MISMATCH', { ...ROLLBACK, allow: 'moved' });
    await app.ok({ ...ROLLBACK, version: digests[0]!, allow: 'moved' });
    expect(await app.at('prod')).toBe(digests[0]);
    expect((await app.history('prod')).map(({ action }) => action)).toEqual(['observed', 'rollback']);
  });

  test('two builds whose commits begin alike, status does not say whether that one exists', async () => {
    const { app } = await shop('alike', 1, 0);
    for (const end of ['1', '2']) {
      const commit = `abcdef0${end.repeat(33)}`;
      await images.putTag(registry, app.repo, `git-${commit}`, await app.push(commit));
    }
    const status = (version: string) => ({ mode: 'status', version });
    expect(await app.refused('NOT_FOUND', status('abcdef0'))).toContain('ambiguous');
    expect((await app.ok(status('abcdef01'))).outputs.exists).toBe('true');
    expect((await app.ok(status('abcdef03'))).outputs.exists).toBe('false');
  });

  test('the image that is asked for already, the run says who put it there, when and why', async () => {
    const { app } = await shop('already', 2, 2);
    await app.ok({ ...ROLLBACK, reason: 'it burns' }, { env: { ...attempt(7), GITHUB_TRIGGERING_ACTOR: 'mona' } });
    const again = await app.ok({ ...ROLLBACK, version: '1.1.0', reason: 'other' }, { env: attempt(8) });
    expect(again.changed).toBe(false);
    for (const text of [again.stdout, again.summary])
      for (const part of [/mona/, /runs\/7/, /it burns/]) expect(text).toMatch(part);
    const other = await shop('already-too', 2, 2);
    await other.app.ok({ ...ROLLBACK, reason: 'it burns too' }, { env: attempt(9) });
    const both = { image: `${app.image}\n${other.app.image}` };
    const many = await app.ok({ ...ROLLBACK, ...both, version: '1.1.0' }, { env: attempt(10) });
    for (const part of [/runs\/7/, /it burns/, /runs\/9/, /it burns too/]) expect(many.stdout).toMatch(part);
    for (const part of [/run 7/, /run 9/]) expect(many.summary).toMatch(part);
  });

  test('the image that is asked for under a lower version, a dry run says that the history would be written', async () => {
    const { app, digests } = await shop('higher', 1, 1);
    await images.putTag(registry, app.repo, '2.0.0', digests[0]!);
    const dry = await app.ok({ ...PROMOTE, version: '2.0.0', 'dry-run': 'true' });
    expect(dry.stdout).toContain(`would record in ${app.image}:prod-history: 2.0.0 is live`);
    expect(dry.stdout).not.toContain('would move');
    expect((await app.history('prod')).length).toBe(1);
  });
});

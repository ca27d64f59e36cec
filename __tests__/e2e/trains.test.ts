import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, type Done, doneOf, refusalOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type RunOptions, runAction } from '../support/runner/runner.ts';

const NAMES = ['api', 'web', 'jobs'];
const VERSION = 'org.opencontainers.image.version';

needs('registry')('several images in one run', () => {
  let registry: Registry;
  let folder: string;
  beforeAll(async () => {
    registry = await startRegistry();
    folder = mkdtempSync(join(tmpdir(), 'train-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await registry.stop();
  });

  /** Three images, each in these versions; `leave` removes some. */
  async function trainOf(train: string, versions: string[], leave: string[] = []) {
    const repos = NAMES.map((name) => `${train}/${name}`);
    const digests: Record<string, string> = {};
    for (const repo of repos)
      for (const version of versions) {
        if (leave.includes(`${repo}@${version}`)) continue;
        const pushed = await images.pushManifest(registry, repo, {
          tags: [version],
          annotations: { [VERSION]: version },
        });
        digests[`${repo}@${version}`] = pushed.digest;
      }
    const names = repos.map((repo) => `${registry.host}/${repo}`);
    const run = (inputs: Record<string, string>, options?: RunOptions) =>
      runAction({ image: names.join('\n'), environment: 'prod', ...inputs }, options);
    const ok = async (inputs: Record<string, string>, options?: RunOptions): Promise<Done> =>
      doneOf(await run(inputs, options));
    const live = (): Promise<(string | undefined)[]> =>
      Promise.all(repos.map((repo) => images.headTag(registry, repo, 'prod')));
    const state = () => Promise.all(repos.map((repo) => images.tagsAndDigests(registry, repo)));
    const of = (version: string): string[] => repos.map((repo) => digests[`${repo}@${version}`]!);
    return { repos, names, digests, run, ok, live, state, of };
  }

  test('move together, and the first one is in the outputs of one image', async () => {
    const train = await trainOf('together', ['1.0.0']);
    const run = await train.ok({ mode: 'promote', version: '1.0.0' });
    expect(await train.live()).toEqual(train.of('1.0.0'));
    expect(run.outputs).toMatchObject({ image: `${train.names[0]}@${train.of('1.0.0')[0]}`, changed: 'true' });
    expect(run.result.map(({ image, digest, changed }) => [image, digest, changed])).toEqual(
      train.names.map((name, index) => [name, train.of('1.0.0')[index], true]),
    );
    for (const name of train.names) expect(run.summary).toContain(name);
    expect((await train.ok({ mode: 'promote', version: '1.0.0' })).outputs.changed).toBe('false');
  });

  test('do not move where one has no such version, and the error names it', async () => {
    const train = await trainOf('missing', ['1.0.0', '2.0.0'], ['missing/web@2.0.0', 'missing/jobs@2.0.0']);
    await train.ok({ mode: 'promote', version: '1.0.0' });
    const before = await train.state();
    const message = refusalOf('NOT_FOUND', await train.run({ mode: 'promote', version: '2.0.0' }));
    for (const name of train.names.slice(1)) expect(message).toContain(name);
    expect(message).not.toContain(train.names[0]);
    expect(await train.state()).toEqual(before);
  });

  test('do not move where a guard refuses one of them', async () => {
    const train = await trainOf('guarded', ['1.0.0', '2.0.0']);
    const [api = '', web = ''] = train.names;
    await train.ok({ mode: 'promote', version: '2.0.0', image: web });
    const before = await train.state();
    const run = await train.run({ mode: 'promote', version: '1.0.0' });
    const message = refusalOf('DOWNGRADE', run);
    expect(message).toContain(web);
    expect(message).not.toContain(api);
    expect(await train.state()).toEqual(before);
    expect(JSON.parse(run.outputs.result!)).toMatchObject(NAMES.map(() => ({ changed: false })));
  });

  test('are rolled back by undoing the newest run only', async () => {
    const train = await trainOf('undo', ['1.0.0', '2.0.0', '3.0.0']);
    const [api = '', web = '', jobs = ''] = train.names;
    await train.ok({ mode: 'promote', version: '1.0.0' }, { env: attempt(1) });
    await train.ok({ mode: 'promote', version: '2.0.0', image: jobs }, { env: attempt(2) });
    await train.ok({ mode: 'promote', version: '2.0.0', image: `${api}\n${web}` }, { env: attempt(3) });
    const run = await train.ok({ mode: 'rollback' }, { env: attempt(4) });
    expect(await train.live()).toEqual([train.of('1.0.0')[0], train.of('1.0.0')[1], train.of('2.0.0')[2]]);
    expect(run.result.map(({ changed }) => changed)).toEqual([true, true, false]);
    const said = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
    expect(said.filter((message) => message.includes(jobs) && message.includes('runs/2/'))).toHaveLength(1);
    expect(run.summary).toContain('2 of 3');
    const again = await train.ok({ mode: 'rollback' }, { env: attempt(4, 2) });
    expect(again.outputs.changed).toBe('false');
    // the release of jobs is the newest run now
    await train.ok({ mode: 'rollback' }, { env: attempt(5) });
    expect(await train.live()).toEqual(train.of('1.0.0'));
  });

  test('that a new run has completed are rolled back together', async () => {
    const train = await trainOf('completed', ['1.0.0', '2.0.0']);
    await train.ok({ mode: 'promote', version: '1.0.0' }, { env: attempt(1) });
    await train.ok({ mode: 'promote', version: '2.0.0' }, { env: attempt(2) });
    // as if that run had died after the first tag
    for (const repo of train.repos.slice(1)) await images.putTag(registry, repo, 'prod', '1.0.0');
    await train.ok({ mode: 'promote', version: '2.0.0' }, { env: attempt(3) });
    expect(await train.live()).toEqual(train.of('2.0.0'));
    const run = await train.ok({ mode: 'rollback' }, { env: attempt(4) });
    expect(run.result.map(({ changed }) => changed)).toEqual([true, true, true]);
    expect(await train.live()).toEqual(train.of('1.0.0'));
  });

  test('are promoted by the digests in the file of an earlier run', async () => {
    const train = await trainOf('file', ['1.0.0', '2.0.0']);
    await train.ok({ mode: 'promote', version: '1.0.0' });
    const planned = await train.ok({ mode: 'promote', version: '2.0.0', 'dry-run': 'true' });
    const file = join(folder, 'plan.json');
    writeFileSync(file, planned.outputs.result!);
    // the version moves to another image in the meantime: the digests of the file are used
    await images.putTag(registry, train.repos[0]!, '2.0.0', '1.0.0');
    const run = await train.ok({ mode: 'promote', image: '', 'from-file': file });
    expect(await train.live()).toEqual(train.of('2.0.0'));
    expect(run.result.map(({ version, previousVersion }) => [version, previousVersion])).toEqual(
      NAMES.map(() => ['2.0.0', '1.0.0']),
    );
    expect((await train.ok({ mode: 'promote', image: '', 'from-file': file })).outputs.changed).toBe('false');
  });

  test('are refused where an environment has moved since the file was written', async () => {
    const train = await trainOf('moved', ['1.0.0', '1.5.0', '2.0.0']);
    const [, web = ''] = train.names;
    await train.ok({ mode: 'promote', version: '1.0.0' });
    const planned = await train.ok({ mode: 'promote', version: '2.0.0', 'dry-run': 'true' });
    const file = join(folder, 'stale.json');
    writeFileSync(file, planned.outputs.result!);
    await train.ok({ mode: 'promote', version: '1.5.0', image: web });
    const before = await train.state();
    const inputs = { mode: 'promote', image: '', 'from-file': file };
    const message = refusalOf('TAG_MOVED', await train.run(inputs));
    expect(message).toContain(web);
    expect(message).toContain('allow: moved');
    expect(await train.state()).toEqual(before);
    await train.ok({ ...inputs, allow: 'moved' });
    expect(await train.live()).toEqual(train.of('2.0.0'));
  });
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../src/errors.ts';
import { shortDigest } from '../src/image/digest.ts';
import type { Repository } from '../src/image/reference.ts';
import { fail } from '../src/main.ts';
import { APP } from './support/images/memory-images.ts';
import {
  buildRequest,
  contextOf,
  DOCKER,
  holdRequest,
  promoting,
  rollbackRequest,
} from './support/requests/requests.ts';
import { commitOfVersion, Stage } from './support/requests/stage.ts';
import { keepingReporter, RunStore, wholeRun } from './support/requests/whole-run.ts';

const SHOP: Repository = { registry: 'other.test', repository: 'shop/app' };
const NAME = 'reg.test/team/app';
let store: RunStore;
let stage: Stage;

/** 1.0.0 and 1.1.0 are released, and 1.0.0 is live in prod. */
beforeEach(async () => {
  store = new RunStore();
  stage = new Stage(store);
  for (const version of ['1.0.0', '1.1.0']) stage.release(version);
  await stage.promote('prod', '1.0.0');
});

const headline = ({ summary }: { summary: string }): string => summary.split('\n')[0] ?? '';

describe('a promotion', () => {
  test('tells its steps, sets its outputs and writes its summary', async () => {
    const run = await wholeRun(store, promoting('1.1.0'));
    const digest = stage.at('1.1.0');
    expect([run.exitCode, run.error, stage.at('prod')]).toEqual([0, null, digest]);
    expect(run.outputs).toMatchObject({ digest, version: '1.1.0', changed: 'true', 'previous-version': '1.0.0' });
    expect(run.lines[0]).toBe(`promote ${NAME} to prod`);
    const commit = commitOfVersion('1.1.0').slice(0, 7);
    expect(run.lines).toContain(`${NAME}:prod: 1.0.0 → 1.1.0 (commit ${commit})`);
    expect(run.lines).toContain(`history ${NAME}:prod-history is ${run.outputs['history-digest']}`);
    expect(run.lines.slice(-2)).toEqual(['Promoted 1.1.0 to prod (was 1.0.0).', `image: ${NAME}@${digest}`]);
    expect(headline(run)).toBe('### 🚀 Promoted 1.1.0 to prod (was 1.0.0)');
  });

  test('of what is live changes nothing', async () => {
    const before = stage.snapshot();
    const run = await wholeRun(store, promoting('1.0.0'));
    expect([run.exitCode, run.outputs.changed, stage.snapshot()]).toEqual([0, 'false', before]);
    expect(headline(run)).toMatch(/^### ✅ No change: 1\.0\.0 has been live in prod since 2026-03-01 12:01 UTC/);
  });

  test('as a dry run tells what it would do, and writes nothing', async () => {
    const before = stage.snapshot();
    const run = await wholeRun(store, promoting('1.1.0', { dryRun: true }));
    expect([run.exitCode, run.outputs.changed, stage.snapshot()]).toEqual([0, 'false', before]);
    expect(run.lines.filter((line) => line.startsWith('would'))).toEqual([
      expect.stringMatching(`^would move ${NAME}:prod: 1\\.0\\.0 → 1\\.1\\.0 `),
    ]);
    expect(run.lines).toContain('Dry run: nothing was written.');
  });

  test('that a guard refuses fails with its code, and the news is the title', async () => {
    await stage.promote('prod', '1.1.0');
    const run = await wholeRun(store, promoting('1.0.0'));
    expect([run.exitCode, run.error?.code, run.outputs.changed]).toEqual([1, 'DOWNGRADE', 'false']);
    expect(run.error?.title).toBe(headline(run).replace('### ❌ ', ''));
    expect(stage.live('prod')).toBe('1.1.0');
  });

  test('of what does not exist fails before there is a plan', async () => {
    const run = await wholeRun(store, promoting('9.9.9'));
    expect([run.exitCode, run.error?.code]).toEqual([1, 'NOT_FOUND']);
    const none = { digest: 'none', result: '[]', environment: 'prod', changed: 'false', built: 'false' };
    expect(run.outputs).toEqual(none);
  });

  test('whose tag is refused takes its event back', async () => {
    store.around = async ({ method, reference }, act) => {
      if (method === 'put' && reference === 'prod') throw new ActionError('FORBIDDEN', 'no push');
      return act();
    };
    const run = await wholeRun(store, promoting('1.1.0'));
    expect([run.exitCode, run.error?.code, run.outputs.changed]).toEqual([1, 'FORBIDDEN', undefined]);
    expect(run.lines).toContain(`${NAME}: history entry for prod reverted`);
    expect(stage.live('prod')).toBe('1.0.0');
  });

  test('whose outputs cannot be set fails, and what was done is kept', async () => {
    const run = await wholeRun(store, promoting('1.1.0'), { problem: new ActionError('RUNNER_FAILED', 'no space') });
    expect([run.exitCode, run.error?.code, stage.live('prod')]).toEqual([1, 'RUNNER_FAILED', '1.1.0']);
  });

  test('is asked for before it is written, and not written where that fails', async () => {
    const asked: unknown[] = [];
    const approve = async (plan: object, changes: () => Promise<unknown>): Promise<boolean> => {
      asked.push([Object.keys(plan).includes('images'), await changes()]);
      return asked.length === 1;
    };
    const run = await wholeRun(store, promoting('1.1.0'), { hooks: { approve } });
    // the plan is made again after the answer
    expect([run.exitCode, asked]).toEqual([
      0,
      [
        [true, null],
        [true, null],
      ],
    ]);
    const refuse = async (): Promise<boolean> => {
      throw new ActionError('CANCELLED', 'no');
    };
    const not = await wholeRun(store, rollbackRequest(), { hooks: { approve: refuse } });
    expect([not.exitCode, not.error?.code, stage.live('prod')]).toEqual([1, 'CANCELLED', '1.1.0']);
  });

  test('of many images counts them, and shortens their names and histories', async () => {
    const images = ['api', 'web', 'mail', 'jobs'].map((name) => ({ ...APP, repository: `team/${name}` }));
    for (const image of images) stage.release('1.0.0', {}, image);
    const run = await wholeRun(store, promoting('1.0.0', { images }));
    expect(run.lines[0]).toBe('promote 4 images of reg.test/team/ to prod: api, web, mail, jobs');
    expect(run.lines).toContain('4 images, digests in output result');
    const histories = run.lines.find((line) => line.startsWith('4 histories of reg.test/team/')) ?? '';
    for (const image of images)
      expect(histories).toContain(`-history ${shortDigest(stage.at('prod-history', image) ?? '')}`);
    expect((JSON.parse(run.outputs.result ?? '') as object[]).length).toBe(4);
  });

  test('to another repository copies the image, and opens connections to both', async () => {
    const run = await wholeRun(store, promoting('1.1.0', { destinations: [SHOP] }));
    const digest = stage.at('1.1.0');
    expect([run.error, stage.at('prod', SHOP), stage.at('1.1.0', SHOP)]).toEqual([null, digest, digest]);
    expect(run.outputs.image).toBe(`other.test/shop/app@${digest}`);
    expect([...new Set(store.connected)].sort()).toEqual(['other.test/shop/app', NAME]);
    expect(stage.live('prod')).toBe('1.0.0');
  });
});

describe('a rollback', () => {
  test('goes back to the previous image', async () => {
    await stage.promote('prod', '1.1.0');
    const run = await wholeRun(store, rollbackRequest({ reason: 'slow' }));
    expect([run.exitCode, run.outputs.version, stage.live('prod')]).toEqual([0, '1.0.0', '1.0.0']);
    expect(headline(run)).toBe('### ⏪ Rolled back prod to 1.0.0 (was 1.1.0)');
  });

  test('without an image before fails', async () => {
    const run = await wholeRun(store, rollbackRequest());
    expect([run.exitCode, run.error?.code, run.outputs.changed]).toEqual([1, 'NO_PREVIOUS', 'false']);
  });

  test('warns where it ignores a destination', async () => {
    await stage.promote('prod', '1.1.0');
    const run = await wholeRun(
      store,
      rollbackRequest({ ignored: ['destination'], notices: ['a notice'], logLines: ['x', 'x'] }),
    );
    expect(run.warnings).toEqual([expect.stringMatching(/^destination is ignored/)]);
    expect(run.notices).toEqual(['a notice']);
    expect(run.lines.filter((line) => line === 'x')).toHaveLength(1);
    expect(run.lines).toContain('Ignored (not used by rollback): destination');
  });
});

describe('a record', () => {
  const { until: _, ...common } = holdRequest();
  test.each([
    ['a hold', holdRequest(), 'Put prod on hold', 'hold'],
    ['the end of a hold', { ...common, mode: 'resume' } as const, 'Ended the hold of prod', 'resume'],
    [
      'a mark',
      { ...common, mode: 'mark', as: 'verified', version: null } as const,
      'Marked 1.0.0 as verified in prod',
      'verified',
    ],
  ])('%s is in the history, and in its dry run it is not', async (_name, request, news, action) => {
    if (request.mode === 'resume') await stage.play(holdRequest());
    const before = stage.snapshot();
    const dry = await wholeRun(store, { ...request, dryRun: true });
    expect(dry.lines).toContain(`would record in ${NAME}:prod-history: ${action}`);
    expect(stage.snapshot()).toEqual(before);
    const run = await wholeRun(store, request);
    expect([run.exitCode, headline(run).slice(headline(run).indexOf(' ', 4) + 1)]).toEqual([0, news]);
    expect((await stage.history('prod'))?.at(-1)).toMatch(new RegExp(`^${action} `));
  });
});

describe('a build', () => {
  test('that is not pushed needs no registry', async () => {
    const { length } = store.requests;
    const run = await wholeRun(store, buildRequest({ push: false, dryRun: true }));
    expect([run.exitCode, run.outputs.digest, store.requests.length]).toEqual([0, '', length]);
    expect(run.lines).toContain('Would build the image and not push it.');
  });

  test.each([
    [
      'deleted release',
      { release: { action: 'deleted', isPrerelease: false }, gitTag: 'v1' },
      /^The release of v1 was deleted/,
    ],
    ['deleted branch', { deletedRef: 'refs/heads/x' }, /^The branch x was deleted/],
    ['deleted git tag', { deletedRef: 'refs/tags/v1' }, /^The git tag v1 was deleted/],
    ['deleted ref', { deletedRef: 'refs/x' }, /^What was pushed was deleted/],
  ])('for a %s does nothing', async (_name, given, notice) => {
    const { length } = store.requests;
    const run = await wholeRun(store, buildRequest({ context: { ...contextOf(), ...given } }));
    expect([run.exitCode, run.notices, run.outputs]).toEqual([
      0,
      [expect.stringMatching(notice)],
      { changed: 'false', built: 'false' },
    ]);
    expect(store.requests).toHaveLength(length);
  });

  test('that is not pushed needs a checkout of its commit', async () => {
    const without = await wholeRun(store, buildRequest({ push: false, checkout: null }));
    expect([without.exitCode, without.error?.code]).toEqual([1, 'INPUT_INVALID']);
    expect(without.error?.message).toContain('got no checkout');
    const docker = { ...DOCKER, context: 'api' };
    const broken = await wholeRun(
      store,
      buildRequest({ push: false, docker, checkout: null, checkoutProblem: 'no git' }),
    );
    expect(broken.error?.message).toContain('where context ("api") is, got a checkout that cannot be read: no git');
  });

  test('of an adopted image tags it without docker, and masks the secrets of the build', async () => {
    const pushed = stage.release('2.0.0', { revision: 'b'.repeat(40) });
    const docker = { ...DOCKER, secrets: ['token=hidden-value'] };
    const env = { DOCKER_CONFIG: mkdtempSync(join(tmpdir(), 'docker-')) };
    const request = buildRequest({ digest: pushed.digest, docker, commit: 'b'.repeat(40), tags: ['edge'] });
    const run = await wholeRun(store, request, { env });
    expect([run.exitCode, run.outputs.built, stage.at('edge')]).toEqual([0, 'false', pushed.digest]);
    expect(run.masked).toContain('hidden-value');
  });
});

test('a failure before there is a request has outputs that no later step takes for success', async () => {
  const { reporter, kept } = keepingReporter();
  expect(await fail('promote', new ActionError('INPUT_INVALID', 'no'), reporter)).toBe(1);
  expect(kept.outputs).toEqual({ digest: 'none', result: '[]', changed: 'false', built: 'false' });
  await fail('status', new ActionError('INPUT_INVALID', 'no'), reporter);
  expect(kept.outputs).toEqual({ changed: 'false', built: 'false' });
});

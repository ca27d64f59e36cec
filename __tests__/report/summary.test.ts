import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { guardWarnings } from '../../src/guards/table.ts';
import type { Repository } from '../../src/image/reference.ts';
import { failureSummary, summaryOf } from '../../src/report/summary.ts';
import type { BuildRequest, PromoteRequest, RollbackRequest } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { buildRequest, promoting, rollbackRequest, runUrl, SOURCE } from '../support/requests/requests.ts';
import { commitOfVersion, Stage } from '../support/requests/stage.ts';
import { HOSTILE, problemsOf } from '../support/runner/markdown.ts';

const COMMIT = commitOf('c0ffee1');
const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) for (const image of [APP, WEB]) stage.release(version, {}, image);
  await stage.promote('prod', '1.0.0', '1.1.0');
});

/** The job summary of a run, whose Markdown must be valid. */
async function summary(request: BuildRequest | PromoteRequest | RollbackRequest): Promise<string> {
  const build = async () => addIndex(stage.registry, APP, { revision: COMMIT, build: '{}' }).digest;
  const { result } = await stage.play(request, { deps: { build } });
  if (!result) throw new Error('the run failed while reading');
  const text = summaryOf(request, result);
  expect(problemsOf(text)).toEqual([]);
  return text;
}

test('the summary of several images that are live already does not name who asked again, and why', async () => {
  const given = { images: [APP, WEB], reason: 'Sprint 12' };
  await stage.play(promoting('1.2.0', given));
  const text = await summary(promoting('1.2.0', { ...given, reason: 'A different reason' }));
  expect(text.split('\n')[0]).toBe('### ✅ No change: 1.2.0 (2 images) is live in prod');
  expect(text).not.toContain('A different reason');
  expect(text).not.toContain(' · by ');
});

const short = (version: string): string => (stage.at(version) ?? '').slice(0, 19);

describe('the heading of the summary is the result of the run:', () => {
  const many = { images: [APP, WEB] };
  test.each<[string, BuildRequest | PromoteRequest | RollbackRequest]>([
    ['🚀 Promoted 1.2.0 to prod (was 1.1.0)', promoting('1.2.0')],
    ['🔎 Would promote 1.2.0 to prod (was 1.1.0)', promoting('1.2.0', { dryRun: true })],
    [
      `✅ No change: 1.1.0 has been live in prod since 2026-03-01 12:02 UTC (ana, [run 2](${runUrl(2)}))`,
      promoting('1.1.0'),
    ],
    ['❌ Not promoted: 1.0.0 is older than 1.1.0, which is live in prod', promoting('1.0.0')],
    ['🚀 Promoted 1.2.0 (2 images) to prod', promoting('1.2.0', many)],
    ['⏪ Rolled back prod to 1.0.0 (was 1.1.0)', rollbackRequest()],
    ['🔎 Would roll back prod to 1.0.0 (was 1.1.0)', rollbackRequest({ dryRun: true })],
    ['❌ Not rolled back: 1.2.0 was never live in prod', rollbackRequest({ version: '1.2.0' })],
    ['📦 Built 2.0.0', buildRequest({ version: '2.0.0' })],
    ['📦 Built 2.0.0 and moved dev to it', buildRequest({ version: '2.0.0', environment: 'dev' })],
    ['🔎 Would build git-c0ffee1', buildRequest({ dryRun: true })],
    [
      '📦 Tagged 1.0.0 (built as git-92521fc, nothing rebuilt)',
      buildRequest({ commit: commitOfVersion('1.0.0'), version: '1.0.0', tags: ['v1.0.0'] }),
    ],
    ['✅ No change: 1.0.0 is built and tagged', buildRequest({ commit: commitOfVersion('1.0.0'), version: '1.0.0' })],
    ['❌ Not built: 1.0.0 is taken by another image', buildRequest({ version: '1.0.0', tags: ['1.0.0'] })],
  ])('%s', async (heading, request) => {
    expect((await summary(request)).split('\n')[0]).toBe(`### ${heading}`);
  });
});

describe('the summary of a promotion', () => {
  test('has the previous and the new image, commit, actor, run and reason', async () => {
    const text = await summary(promoting('1.2.0', { reason: 'because it is time' }));
    expect(text).toContain('1.1.0 → **1.2.0**');
    expect(text).toContain(`\`${short('1.1.0')}\` → \`${short('1.2.0')}\``);
    expect(text).toContain(`](${SOURCE}/commit/${commitOfVersion('1.2.0')})`);
    expect(text).toContain('**ana**');
    expect(text).toContain(`](${runUrl(1)})`);
    expect(text).toContain('because it is time');
  });

  test('has the guards that were checked and those that were overridden', async () => {
    const text = await summary(promoting('1.0.0', { stages: ['dev', 'prod'], allow: ['skip', 'downgrade'] }));
    expect(text).toMatch(/Guard skip was overridden/);
    expect(text).toMatch(/Guard downgrade was overridden/);
    expect(text).toContain('| overridden | `skip` `downgrade` |');
    expect(text).toContain('Guards passed: `rolled-back`');
  });

  test('has the line to deploy and the inputs to undo it', async () => {
    const text = await summary(promoting('1.2.0'));
    expect(text).toContain(`image: reg.test/team/app@${stage.at('1.2.0')}`);
    expect(text).toContain('mode: rollback\n  environment: prod\n  image: reg.test/team/app\n```');
  });

  test('has the digest of the history', async () => {
    expect(await summary(promoting('1.2.0'))).toContain(stage.at('prod-history'));
  });

  test('has no inputs to undo where nothing was live, moved or written', async () => {
    for (const request of [
      promoting('1.0.0', { environment: 'qa' }),
      promoting('1.1.0'),
      promoting('1.2.0', { dryRun: true }),
    ])
      expect(await summary(request)).not.toContain('To undo');
  });

  test('has the code and the fix of a refusal', async () => {
    const text = await summary(promoting('1.0.0'));
    expect(text).toContain('`DOWNGRADE`');
    expect(text).toContain('allow&#58; downgrade');
    expect(text).toContain('still live');
    expect(text).not.toContain('Deploy it');
  });
});

describe('the inputs to undo', () => {
  test('a rollback name the digest that it left', async () => {
    const left = stage.at('1.1.0');
    expect(await summary(rollbackRequest())).toContain(`version: ${left}`);
  });

  test('a promotion without an event name the previous digest', async () => {
    expect(await summary(promoting('1.2.0', { history: false }))).toContain(`version: ${stage.at('1.1.0')}`);
  });

  test('a rollback of several images name the version that they shared', async () => {
    const images = [APP, WEB];
    for (const version of ['1.1.0', '1.2.0']) await stage.play(promoting(version, { images }));
    expect(await summary(rollbackRequest({ images }))).toMatch(
      /image: \|\n {4}reg\.test\/team\/app\n {4}reg\.test\/team\/web\n {2}version: 1\.2\.0/,
    );
  });
});

describe('the summary of several images', () => {
  test('has one row per image, with its history', async () => {
    const images = [APP, WEB];
    const text = await summary(promoting('1.2.0', { images }));
    expect(text.split('\n').filter((line) => /^\| `(app|web)`/.test(line))).toHaveLength(2);
    for (const image of images) expect(text).toContain(stage.at('prod-history', image));
    // few images are not folded
    expect(text).toContain('**Deploy it**');
    expect(text).toContain('**To undo**');
  });

  test('fits two hundred images', async () => {
    const images = Array.from({ length: 200 }, (_, index) => ({
      registry: 'reg.test',
      repository: `many/app-${index}`,
    }));
    for (const image of images) stage.release('1.0.0', {}, image);
    const text = await summary(promoting('1.0.0', { images }));
    expect(text.split('\n').filter((line) => line.startsWith('| `app-'))).toHaveLength(200);
    expect(text).toContain('# 150 more in the output result');
    expect(text).toContain('<details><summary>Deploy it, pinned by digest');
    expect(text).not.toContain('**Deploy it**');
    expect(Buffer.byteLength(text)).toBeLessThan(200_000);
  });

  test('reports the images that were not moved', async () => {
    for (const version of ['1.0.0', '1.2.0']) await stage.play(promoting(version, { images: [WEB] }));
    const text = await summary(rollbackRequest({ images: [APP, WEB] }));
    // above the table, since the table may be long
    expect(text).toMatch(/came from another run[\s\S]*\| `web` \|/);
  });
});

test.each([
  { mode: 'build', says: 'Build failed' },
  { mode: 'promote', says: 'Not promoted' },
  { mode: 'rollback', says: 'Not rolled back' },
  { mode: 'status', says: 'Status failed' },
])('the summary of a run without a plan names what failed: $says', ({ mode, says }) => {
  const text = failureSummary(mode, new ActionError('NOT_FOUND', 'There is none.'));
  expect(text.split('\n')[0]).toBe(`### ❌ ${says}: no such image`);
});

describe('untrusted text in a summary is escaped', () => {
  test.each(Object.entries(HOSTILE))('as reason and as actor: %s', async (_name, hostile) => {
    const request = promoting('1.2.0', { reason: hostile });
    const text = await summary({ ...request, context: { ...request.context, actor: hostile, run: hostile } });
    expect(text).not.toContain('evil.example)');
  });

  test.each(Object.entries(HOSTILE))('as an error with and without a plan: %s', async (_name, hostile) => {
    const error = new ActionError('BUILD_FAILED', hostile);
    expect(problemsOf(failureSummary('build', error)).filter((problem) => !problem.startsWith('a line of'))).toEqual(
      [],
    );
    const request = promoting('1.1.0');
    const { result } = await stage.play(request);
    if (!result) throw new Error('no result');
    const warned = { ...result.plan, warnings: [hostile], notices: [hostile] };
    const text = summaryOf(request, {
      ...{ kind: 'failed', plan: warned, copied: [], built: false },
      ...{ error, hasWritten: false, environmentState: null },
    });
    expect(problemsOf(text).filter((problem) => !problem.startsWith('a line of'))).toEqual([]);
  });

  test.each(Object.entries(HOSTILE))('as a label: %s', async (_name, hostile) => {
    addIndex(stage.registry, APP, { version: hostile, revision: hostile, created: hostile, seed: hostile }, ['odd']);
    const text = await summary(promoting('odd', { allow: ['downgrade'] }));
    expect(text.split('\n')[0]).toBe(`### 🚀 Promoted \`${short('odd')}\` to prod (was 1.1.0)`);
  });
});

test('the summary of a thousand images with unknown guard results is written in linear time', async () => {
  const request = promoting('1.2.0', { images: [APP, WEB] });
  const { result } = await stage.play(request);
  if (!result) throw new Error('the run failed while reading');
  let looks = 0;
  const checks = Array.from({ length: 1000 }, (_, index) => ({
    ...{ guard: 'downgrade' as const, verdict: 'unknown' as const, image: `reg.test/team/app-${index}` },
    finding: { one: 'neither has a version', many: 'have no version' },
    get text() {
      looks += 1;
      return 'neither has a version.';
    },
  }));
  const warnings = [...guardWarnings(checks), 'reg.test/team/app-7: something else'];
  looks = 0;
  const text = summaryOf(request, { ...result, plan: { ...result.plan, checks, warnings } });
  // one sentence for all
  expect(text.split('neither has a version')).toHaveLength(2);
  expect(text).toContain('> reg.test/team/app-7&#58; something else\n');
  expect(looks).toBeLessThan(20 * checks.length);
});

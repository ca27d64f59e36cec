import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { EnvironmentState } from '../../src/execute/environment-state.ts';
import type { Result } from '../../src/execute/result.ts';
import { listImages } from '../../src/image/finding.ts';
import { type Repository, repositoryName } from '../../src/image/reference.ts';
import type { ImagePlan } from '../../src/plan/plan.ts';
import { environmentStateLines, environmentStateOf } from '../../src/report/environment-state.ts';
import { summaryOf } from '../../src/report/summary.ts';
import type { BuildRequest, PromoteRequest, RollbackRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { buildRequest, digest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';
import { problemsOf } from '../support/runner/markdown.ts';

const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
const JOB: Repository = { registry: 'reg.test', repository: 'team/job' };
const ALL = [APP, WEB, JOB];

const headingOf = (text: string): string => text.split('\n')[0] ?? '';

describe('the summary after a failure:', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = new Stage();
    for (const image of ALL) for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
    await stage.play(promoting('1.0.0', { images: ALL }));
  });

  /** Refuses the tag of one image; restores of the named one fail, too. */
  function refuse(image: Repository, unrestored: Repository | null = null): void {
    const puts = new Map<string, number>();
    stage.registry.around = async (asked, act) => {
      const isTag = asked.method === 'put' && asked.reference === 'prod';
      const number = (puts.get(asked.image) ?? 0) + (isTag ? 1 : 0);
      puts.set(asked.image, number);
      if (isTag && asked.image === repositoryName(image)) throw new ActionError('FORBIDDEN', 'It is refused.');
      if (isTag && unrestored && asked.image === repositoryName(unrestored) && number > 1)
        throw new ActionError('REGISTRY_UNAVAILABLE', 'It does not answer.');
      return act();
    };
  }

  async function summary(request: BuildRequest | PromoteRequest | RollbackRequest): Promise<string> {
    const { result } = await stage.play(request);
    if (!result) throw new Error('the run failed while reading');
    const text = summaryOf(request, result);
    expect(problemsOf(text)).toEqual([]);
    return text;
  }

  describe('the summary of a run that fails in the middle', () => {
    test('of one image says that the environment is as before', async () => {
      refuse(APP);
      const text = await summary(promoting('1.1.0'));
      expect(headingOf(text)).toBe('### ❌ Promotion failed: missing permission; prod is as before');
      expect(text).toContain('| still live | **1.0.0**');
    });

    test('of several images says that the environment is as before for all of them', async () => {
      refuse(WEB);
      const text = await summary(promoting('1.1.0', { images: ALL }));
      expect(headingOf(text)).toBe('### ❌ Promotion failed: missing permission; prod is as before');
      expect(text).toContain('| in prod | before | requested |');
      expect(text.match(/\| as before \|/g)).toHaveLength(3);
    });

    test('of several images counts those that could not be restored, and says why', async () => {
      refuse(WEB, APP);
      const text = await summary(promoting('1.1.0', { images: ALL }));
      expect(headingOf(text)).toBe(
        '### ❌ Promotion failed: missing permission; prod is not as before for 1 of 3 images',
      );
      expect(text).toMatch(/`app` \| 1\.0\.0 \| \*\*1\.1\.0\*\* \| .* \| ⚠️ moved \|/);
      expect(text).toContain('does not answer&#41;. The next run resumes from there.');
    });
  });

  test('the summary of a build that lacks its checkout does not date the commit by another one', async () => {
    const commit = 'c'.repeat(40);
    const checkout = { commit: 'd'.repeat(40), time: '2026-01-02T03:04:05Z', root: '/w', folder: '' };
    const text = await summary(buildRequest({ commit, checkout }));
    expect(headingOf(text)).toBe('### ❌ Build failed: nothing to build from');
    expect(text).toMatch(/\| commit \| \[`ccccccc`\]\([^)]*\) \|/);
  });

  describe('the summary of several images', () => {
    test('that are all refused for the same reasons has them in its first line', async () => {
      await stage.play(promoting('1.1.0', { images: ALL }));
      const request = promoting('1.0.0', { images: ALL, stages: ['dev', 'prod'] });
      expect(headingOf(await summary(request))).toBe(
        '### ❌ Not promoted: 1.0.0 has not been in dev; 1.0.0 is older than 1.1.0, which is live in prod (3 images)',
      );
    });

    test('that are all refused for one reason names them only in its table', async () => {
      await stage.play(promoting('1.1.0', { images: ALL }));
      const request = promoting('1.0.0', { images: ALL });
      const { message } = await stage.play(request);
      expect(message).toContain(listImages(ALL.map(repositoryName)));
      const text = await summary(request);
      expect(text).not.toContain('Images of');
      expect(text.match(/\| not moved \|/g)).toHaveLength(3);
    });

    test('of which some are refused names those in its message', async () => {
      await stage.play(promoting('1.1.0', { images: [APP, WEB] }));
      expect(await summary(promoting('1.0.0', { images: ALL }))).toContain('Images of reg.test/team/&#58; app, web.');
    });

    test('of which some are live already has the version in its heading', async () => {
      await stage.play(promoting('1.1.0', { images: [APP] }));
      expect(headingOf(await summary(promoting('1.1.0', { images: ALL })))).toBe(
        '### 🚀 Promoted 1.1.0 (2 of 3 images) to prod (was 1.0.0)',
      );
    });

    test('that are rolled back has one pair of parentheses in its heading', async () => {
      await stage.play(promoting('1.1.0', { images: ALL }));
      expect(headingOf(await summary(rollbackRequest({ images: ALL })))).toBe(
        '### ⏪ Rolled back prod to 1.0.0 (3 images, was 1.1.0)',
      );
    });
  });
});

/** The part of a plan that the report reads. */
function planOf(name: string, previous: string | null, target = 'new'): ImagePlan {
  return {
    kind: 'ready',
    image: { registry: 'reg.test', repository: `team/${name}` },
    environment: 'prod',
    previous: previous === null ? null : { digest: digest(previous), version: null },
    target: { digest: digest(target) },
  } as ImagePlan;
}

function resultOf(images: ImagePlan[], environmentState: EnvironmentState | null): Result {
  return { kind: 'failed', plan: { images }, environmentState } as unknown as Result;
}

const API = 'reg.test/team/api';

describe('the environment of an image after a failed write', () => {
  test.each([
    {
      name: 'is as before where it was restored or not moved yet',
      previous: 'old',
      now: digest('old'),
      says: 'as before',
    },
    { name: 'is as before where nothing was and nothing is live', previous: null, now: null, says: 'as before' },
    { name: 'has no change where the image was live already', previous: 'new', now: digest('new'), says: 'no change' },
    {
      name: 'is reported as moved where it could not be restored',
      previous: 'old',
      now: digest('new'),
      says: '⚠️ moved',
    },
    {
      name: 'is reported as moved where a new tag could not be removed',
      previous: null,
      now: digest('new'),
      says: '⚠️ moved',
    },
    { name: 'is reported as gone where its tag was deleted', previous: 'old', now: null, says: '⚠️ gone' },
    {
      name: 'is reported with its digest where another run moved it',
      previous: 'old',
      now: digest('x'),
      says: '⚠️ at `sha256:780000000000`',
    },
    { name: 'is unknown where it could not be read', previous: 'old', now: undefined, says: '⚠️ unknown' },
  ])('$name', ({ previous, now, says }) => {
    const plan = planOf('api', previous);
    const environmentState = new Map(now === undefined ? [] : [[API, now]]);
    expect(environmentStateOf(plan, resultOf([plan], environmentState))).toBe(says);
  });

  test('has one log line per image of several', () => {
    const images = [planOf('api', 'old'), planOf('web', 'old'), planOf('jobs', null), planOf('mail', 'old')];
    const environmentState = new Map<string, string | null>([
      [API, digest('old')],
      ['reg.test/team/web', digest('new')],
      ['reg.test/team/jobs', null],
    ]);
    expect(environmentStateLines(resultOf(images, environmentState))).toEqual([
      `reg.test/team/api: prod is at ${digest('old')} (as before)`,
      `reg.test/team/web: prod is at ${digest('new')} (moved)`,
      'reg.test/team/jobs: prod is at no image (as before)',
      'reg.test/team/mail: prod is at unknown (unknown)',
    ]);
  });

  test.each([
    {
      name: 'where the run has one image',
      images: [planOf('api', 'old')],
      environmentState: new Map([[API, digest('old')]]),
    },
    {
      name: 'where the environments were not read',
      images: [planOf('api', 'old'), planOf('web', 'old')],
      environmentState: null,
    },
  ])('has no log line $name', ({ images, environmentState }) => {
    expect(environmentStateLines(resultOf(images, environmentState))).toEqual([]);
  });
});

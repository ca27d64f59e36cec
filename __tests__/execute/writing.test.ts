import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Writing } from '../../src/execute/pipeline.ts';
import type { Result } from '../../src/execute/result.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { parseWindow, type Window } from '../../src/policy/window.ts';
import type { BuildRequest, PromoteRequest, RollbackRequest } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { memoryCopier } from '../support/requests/memory-copier.ts';
import { buildRequest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('c0ffee1');
let stage: Stage;

describe('the writing of a run:', () => {
  let moments: string[];
  let writesAtBegin: number;

  beforeEach(async () => {
    stage = new Stage();
    for (const version of ['1.0.0', '1.1.0', '2.0.0']) stage.release(version);
    await stage.promote('prod', '1.0.0', '1.1.0');
    moments = [];
  });

  const writing: Writing = {
    begin: async () => {
      moments.push('begin');
      writesAtBegin = stage.registry.writes().length;
    },
    end: async ({ kind }) => void moments.push(`end: ${kind}`),
  };

  async function play(request: BuildRequest | PromoteRequest | RollbackRequest, putTag?: () => Promise<void>) {
    const build = async () => addIndex(stage.registry, APP, { revision: COMMIT, build: '{}' }).digest;
    const before = stage.registry.writes().length;
    const played = await stage.play(request, { deps: { writing, build, ...(putTag ? { putTag } : {}) } });
    return { ...played, writesBeforeBegin: writesAtBegin - before };
  }

  describe('writing begins once, before the first write, and ends once, after the last', () => {
    test.each<[string, BuildRequest | PromoteRequest | RollbackRequest]>([
      ['a promotion', promoting('2.0.0')],
      ['a rollback', rollbackRequest()],
      ['a build with an environment', buildRequest({ commit: COMMIT, version: '3.0.0', environment: 'dev' })],
    ])('in %s', async (_name, request) => {
      const { code, writesBeforeBegin } = await play(request);
      expect({ code, moments, writesBeforeBegin }).toEqual({
        code: null,
        moments: ['begin', 'end: done'],
        writesBeforeBegin: 0,
      });
    });
  });

  describe('writing ends', () => {
    test('with the failure of a write', async () => {
      const refuse = () => Promise.reject(new ActionError('FORBIDDEN', 'prod is refused'));
      const { code } = await play(promoting('2.0.0'), refuse);
      expect({ code, moments }).toEqual({ code: 'FORBIDDEN', moments: ['begin', 'end: failed'] });
    });
  });

  describe('writing never begins', () => {
    test.each<[string, PromoteRequest]>([
      ['in a dry run', promoting('2.0.0', { dryRun: true })],
      ['after a refusal', promoting('1.0.0')],
      ['where an image is missing', promoting('9.9.9')],
      ['where nothing changes', promoting('1.1.0')],
    ])('%s', async (_name, request) => {
      await play(request);
      expect(moments).toEqual([]);
    });
  });
});

const SHOP: Repository = { registry: 'other.test', repository: 'shop/app' };
const MINUTE = 60;

/** A policy whose only stage may be moved until five minutes after the tests' time begins. */
function closingSoon(): Policy {
  const windows = [parseWindow('allow', 'Mon-Sun 12:00-12:05 UTC') as Window];
  const prod = { name: 'prod', soak: null, windows, verified: false, require: [] };
  return { file: 'promotion.yml', images: [], stages: [prod], trustFile: null, trustRoots: null };
}

/** Promotes to another repository by a copy that takes so many seconds. */
function promote(seconds: number, given: Partial<PromoteRequest> = {}): Promise<Played> {
  const request = promoting('1.0.0', { destinations: [SHOP], policy: closingSoon(), stages: ['prod'], ...given });
  return stage.play(request, { deps: { copier: memoryCopier(stage, seconds) } });
}

describe('a window is judged again when the write begins', () => {
  beforeEach(() => {
    stage = new Stage();
    stage.release('1.0.0');
  });

  test('a promotion moves its environment after a copy that ends in time', async () => {
    must(await promote(2 * MINUTE));
    expect(stage.at('prod', SHOP)).toBe(stage.at('1.0.0'));
  });

  test('a promotion is refused after a copy that took until the window was closed, and moves nothing', async () => {
    const { code, message } = await promote(10 * MINUTE);
    expect([code, message]).toEqual(['WINDOW_CLOSED', expect.stringContaining('it opens at 2026-03-02 12:00 UTC')]);
    expect([stage.at('prod', SHOP), stage.at('prod-history', SHOP)]).toEqual([null, null]);
    // what was copied stays for the next run
    expect(stage.at('1.0.0', SHOP)).toBe(stage.at('1.0.0'));
  });

  test('a promotion that overrides the window goes on, and its history says so', async () => {
    must(await promote(10 * MINUTE, { allow: ['window'] }));
    expect(stage.at('prod', SHOP)).toBe(stage.at('1.0.0'));
  });

  test('a build that took until the window was closed keeps its tags, and leaves the environment', async () => {
    const commit = commitOf('c0ffee1');
    const build = async () => {
      await stage.clock.sleep(600_000);
      return addIndex(stage.registry, APP, { revision: commit, build: '{}' }).digest;
    };
    const request = buildRequest({
      commit,
      environment: 'prod',
      policy: closingSoon(),
      stages: ['prod'],
      tags: ['2.0.0'],
    });
    const { warnings, outputs } = must(await stage.play(request, { deps: { build } }));
    expect(outputs.built).toBe('true');
    expect([stage.at('2.0.0'), stage.at('prod')]).toEqual([outputs.digest ? expect.any(String) : null, null]);
    expect(warnings).toContainEqual(expect.stringContaining('prod is closed now'));
  });

  describe('also where the record of a deployment takes its time', () => {
    /** Promotes with a record of the deployment that takes so many seconds to begin. */
    async function record(seconds: number, given: Partial<PromoteRequest> = {}) {
      const calls: string[] = [];
      const writing = {
        begin: async () => {
          calls.push('begin');
          await stage.clock.sleep(seconds * 1000);
        },
        replanned: async () => void calls.push('replanned'),
        end: async ({ kind }: Result) => void calls.push(kind),
      };
      const request = promoting('1.0.0', { policy: closingSoon(), stages: ['prod'], ...given });
      return { calls, played: await stage.play(request, { deps: { writing } }) };
    }

    test('a promotion that begins before the window closes is refused after that, and its deployment has failed', async () => {
      const { calls, played } = await record(6 * MINUTE);
      expect([played.code, calls]).toEqual(['WINDOW_CLOSED', ['begin', 'failed']]);
      expect([stage.at('prod'), stage.at('prod-history')]).toEqual([null, null]);
    });

    test('a promotion that is in time goes on, and one that overrides the window', async () => {
      const { calls, played } = await record(2);
      must(played);
      expect([calls, stage.live('prod')]).toEqual([['begin', 'done'], '1.0.0']);
      stage.release('1.1.0');
      const late = await record(6 * MINUTE, { source: promoting('1.1.0').source, allow: ['window'] });
      must(late.played);
      expect([late.calls.at(-1), stage.live('prod')]).toEqual(['done', '1.1.0']);
    });
  });

  test('a rollback goes on after the window was closed', async () => {
    stage.release('1.1.0');
    await stage.promote('prod', '1.0.0', '1.1.0');
    await stage.clock.sleep(600_000);
    must(await stage.play(rollbackRequest({ policy: closingSoon(), stages: ['prod'] })));
    expect(stage.live('prod')).toBe('1.0.0');
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { Expected, MarkRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { holdRequest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const STAGES = ['staging', 'prod'];
let stage: Stage;

async function mark(as: 'blocked' | 'cleared', version: string): Promise<void> {
  const { until: _, ...common } = holdRequest();
  const request: MarkRequest = { ...common, mode: 'mark', environment: 'staging', as, version, reason: 'CVE 1' };
  must(await stage.play(request));
}

describe('a rollback past a blocked image:', () => {
  beforeEach(async () => {
    stage = new Stage();
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) stage.release(version);
    await stage.promote('prod', '1.0.0', '1.1.0', '1.2.0');
    await stage.promote('staging', '1.2.0');
  });

  test('a rollback does not go to an image that is blocked in the previous stage, and names the next', async () => {
    await mark('blocked', '1.1.0');
    for (const version of [null, '1.1.0']) {
      const { code, message } = await stage.play(rollbackRequest({ stages: STAGES, version }));
      expect(code).toBe('BLOCKED');
      expect(message).toContain('1.1.0 is blocked in staging');
      expect(message).toContain('CVE 1');
    }
    const { message } = await stage.play(rollbackRequest({ stages: STAGES }));
    expect(message).toContain('set version: 1.0.0');
    expect(stage.live('prod')).toBe('1.2.0');
  });

  test('the next image that it names is not blocked in the previous stage either', async () => {
    for (const version of ['1.1.0', '1.0.0']) await mark('blocked', version);
    const { code, message } = await stage.play(rollbackRequest({ stages: STAGES }));
    expect([code, message.includes('set version')]).toEqual(['BLOCKED', false]);
  });

  test.each([
    ['it is cleared', { stages: STAGES }, true],
    ['the guard is overridden', { stages: STAGES, allow: ['blocked' as const] }, false],
    ['no stages are known', {}, false],
  ])('it goes there where %s', async (_, given, isCleared) => {
    await mark('blocked', '1.1.0');
    if (isCleared) await mark('cleared', '1.1.0');
    must(await stage.play(rollbackRequest(given)));
    expect(stage.live('prod')).toBe('1.1.0');
  });

  test('a history of the previous stage that cannot be read ends no rollback, and is warned of', async () => {
    stage.registry.around = async (asked, act) => {
      if (asked.method === 'get' && asked.reference === 'staging-history') throw new ActionError('FORBIDDEN', 'denied');
      return act();
    };
    const { warnings } = must(await stage.play(rollbackRequest({ stages: STAGES })));
    expect(stage.live('prod')).toBe('1.1.0');
    expect(warnings.join()).toContain('whether staging has blocked the image is unknown. denied');
  });
});

const WEB: Repository = { ...APP, repository: 'team/web' };
const images = [APP, WEB];

const digests = (app: string | null, web: string | null): Expected => ({
  kind: 'images',
  digests: new Map([
    ['reg.test/team/app', app && stage.at(app)],
    ['reg.test/team/web', web && stage.at(web, WEB)],
  ]),
});
const live = (): (string | null)[] => images.map((image) => stage.live('prod', image));

describe('a rollback that expects something to be live', () => {
  /** 1.1.0 is live in prod of both images, after 1.0.0. */
  beforeEach(async () => {
    stage = new Stage();
    for (const image of images) for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
    for (const version of ['1.0.0', '1.1.0']) must(await stage.play(promoting(version, { images })));
  });

  test.each<[string, () => Expected, string[]]>([
    ['the version', () => ({ kind: 'version', version: '1.1.0' }), ['1.0.0', '1.0.0']],
    ['another version', () => ({ kind: 'version', version: '1.0.0' }), ['1.1.0', '1.1.0']],
    ['the digest of one image', () => ({ kind: 'digest', digest: stage.at('1.1.0') ?? '' }), ['1.0.0', '1.1.0']],
    ['the digests of both', () => digests('1.1.0', '1.1.0'), ['1.0.0', '1.0.0']],
    ['the digest of one, and another of the other', () => digests('1.0.0', '1.1.0'), ['1.1.0', '1.0.0']],
    ['nothing of one', () => digests(null, '1.1.0'), ['1.1.0', '1.0.0']],
    ['nothing', () => ({ kind: 'images', digests: new Map() }), ['1.1.0', '1.1.0']],
  ])('rolls back where that is live: %s', async (_name, expected, after) => {
    const { outputs, warnings, entries } = must(await stage.play(rollbackRequest({ images, expect: expected() })));
    expect(live()).toEqual(after);
    expect(entries.map(({ version }) => version)).toEqual(after);
    expect(outputs.changed).toBe(String(after.includes('1.0.0')));
    const left = images.filter((_, index) => after[index] === '1.1.0').map(({ repository }) => repository.slice(5));
    const why = 'prod is at 1.1.0, not at what expect names';
    expect(warnings).toEqual(left.length > 0 ? [expect.stringContaining(why)] : []);
    for (const name of left) expect(warnings[0]).toMatch(new RegExp(`\\b${name}\\b`));
  });

  test('is done in a later attempt of its run, though something else is live by then', async () => {
    const request = rollbackRequest({ images, expect: { kind: 'version', version: '1.1.0' } });
    must(await stage.play(request, { as: [9, 1] }));
    const again = must(await stage.play(request, { as: [9, 2] }));
    expect([live(), again.writes, again.outputs.version]).toEqual([['1.0.0', '1.0.0'], [], '1.0.0']);
  });

  test('does nothing where nothing is live', async () => {
    const request = rollbackRequest({ environment: 'qa', expect: { kind: 'version', version: '1.1.0' } });
    const { writes, outputs } = must(await stage.play(request));
    expect([writes, outputs.changed]).toEqual([[], 'false']);
  });
});

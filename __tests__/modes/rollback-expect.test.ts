import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Repository } from '../../src/image/reference.ts';
import type { Expected } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { promoting, rollbackRequest } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const WEB: Repository = { ...APP, repository: 'team/web' };
const images = [APP, WEB];
let stage: Stage;

/** 1.1.0 is live in prod of both images, after 1.0.0. */
beforeEach(async () => {
  stage = new Stage();
  for (const image of images) for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
  for (const version of ['1.0.0', '1.1.0']) must(await stage.play(promoting(version, { images })));
});

const digests = (app: string | null, web: string | null): Expected => ({
  kind: 'images',
  digests: new Map([
    ['reg.test/team/app', app && stage.at(app)],
    ['reg.test/team/web', web && stage.at(web, WEB)],
  ]),
});
const live = (): (string | null)[] => images.map((image) => stage.live('prod', image));

describe('a rollback that expects something to be live', () => {
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

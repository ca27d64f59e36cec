import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { MarkRequest } from '../../src/request/request.ts';
import type { Around } from '../support/registries/memory-registry.ts';
import { holdRequest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const API: Repository = { registry: 'reg.test', repository: 'team/api' };
const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
const images = [API, WEB];
let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  for (const image of images) for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
  for (const version of ['1.0.0', '1.1.0']) must(await stage.play(promoting(version, { images })));
});

const actions = async (image: Repository): Promise<(string | undefined)[]> =>
  (await stage.history('prod', image))?.map((line) => line.split(' ')[0]) ?? [];

/** Refuses the push of a tag of one image, a number of times. */
function refusing(tag: string, image: Repository, times = Number.POSITIVE_INFINITY): Around {
  let left = times;
  return async (asked, act) => {
    const isIt = asked.method === 'put' && asked.reference === tag && asked.image.endsWith(image.repository);
    if (isIt && left-- > 0) throw new ActionError('FORBIDDEN', `${asked.image}:${tag} is refused`);
    return act();
  };
}

describe('a hold of several images', () => {
  test('holds all of them', async () => {
    const { outputs, entries } = must(await stage.play(holdRequest({ images })));
    expect([outputs.changed, entries.length]).toEqual(['false', 2]);
    for (const image of images) expect(await actions(image)).toEqual(['promote', 'promote', 'hold']);
  });

  test('holds none where the history of one cannot be written', async () => {
    stage.registry.around = refusing('prod-history', WEB, 1);
    expect((await stage.play(holdRequest({ images }))).code).toBe('FORBIDDEN');
    for (const image of images) expect(await actions(image)).toEqual(['promote', 'promote']);
  });
});

describe('a hold of an image or environment that does not exist', () => {
  test('warns of an image that does not exist, also where the stage is in the list of stages', async () => {
    const nowhere: Repository = { registry: 'reg.test', repository: 'team/nowhere' };
    for (const stages of [[], ['prod']]) {
      const { warnings } = must(await stage.play(holdRequest({ images: [nowhere], stages })));
      expect(warnings).toEqual(['reg.test/team/nowhere: there is no such repository, or it has no tags. Check image.']);
      stage.registry.repositories.clear();
    }
  });

  test('warns of an environment with a similar name, and not of a listed stage', async () => {
    const { warnings } = must(await stage.play(holdRequest({ images: [API], environment: 'prd' })));
    expect(warnings).toEqual([expect.stringContaining('Did you mean prod?')]);
    const listed = holdRequest({ images: [WEB], environment: 'prd', stages: ['prd'] });
    expect(must(await stage.play(listed)).warnings).toEqual([]);
  });
});

describe('a rollback that holds', () => {
  const rollback = rollbackRequest({ images, hold: { until: null }, reason: 'x' });

  test('neither moves nor holds where a tag cannot be written', async () => {
    stage.registry.around = refusing('prod', WEB);
    expect((await stage.play(rollback)).code).toBe('FORBIDDEN');
    for (const image of images) expect(await actions(image)).toEqual(['promote', 'promote']);
    expect(images.map((image) => stage.live('prod', image))).toEqual(['1.1.0', '1.1.0']);
  });

  test('is finished by a later attempt where it was interrupted before its tags, with one hold', async () => {
    const before = new Map(images.map((image) => [image, stage.at('prod', image) ?? '']));
    must(await stage.play(rollback, { as: [90, 1] }));
    for (const image of images) stage.registry.point(image, 'prod', before.get(image) ?? '');
    must(await stage.play(rollback, { as: [90, 2] }));
    expect(images.map((image) => stage.live('prod', image))).toEqual(['1.0.0', '1.0.0']);
    for (const image of images) expect(await actions(image)).toEqual(['promote', 'promote', 'rollback', 'hold']);
    must(await stage.play(rollback, { as: [90, 3] }));
    for (const image of images) expect(await actions(image)).toEqual(['promote', 'promote', 'rollback', 'hold']);
  });

  test('holds what is live already, and what another run put there and stays', async () => {
    const { code } = await stage.play(
      rollbackRequest({ images, version: '1.1.0', hold: { until: null }, reason: 'x' }),
    );
    expect(code).toBeNull();
    for (const image of images) expect(await actions(image)).toEqual(['promote', 'promote', 'hold']);
  });
});

describe('a record', () => {
  const { until: _, ...common } = holdRequest({ images: [API] });
  const mark = (version: string | null): MarkRequest => ({ ...common, mode: 'mark', as: 'blocked', version });

  test('that ends in the past is refused, and nothing is written', async () => {
    const until = { kind: 'at', time: '2020-01-01T00:00:00.000Z' } as const;
    const { code, writes } = await stage.play(holdRequest({ images: [API], until }));
    expect([code, writes]).toEqual(['INPUT_INVALID', []]);
  });

  test('is not made again by a later attempt', async () => {
    for (const request of [holdRequest({ images: [API] }), mark(null)]) {
      must(await stage.play(request, { as: [50, 1] }));
      const again = must(await stage.play(request, { as: [50, 2] }));
      expect([again.writes, again.notices]).toEqual([
        [],
        [expect.stringContaining('by an earlier attempt of this run')],
      ]);
    }
  });

  test('of its end does not end a hold that others have set since', async () => {
    const resume = { ...common, mode: 'resume' } as const;
    must(await stage.play(holdRequest({ images: [API] })));
    must(await stage.play(resume, { as: [60, 1] }));
    must(await stage.play(holdRequest({ images: [API] })));
    const again = must(await stage.play(resume, { as: [60, 2] }));
    expect([again.writes, again.warnings]).toEqual([[], [expect.stringContaining('is on hold again since')]]);
  });

  test('may mark an image that is gone, if the history has it; where nothing is live a version is needed', async () => {
    const gone = stage.at('1.0.0', API) ?? '';
    const { tags, manifests } = stage.registry.repository(API);
    for (const [tag, digest] of [...tags]) if (digest === gone) tags.delete(tag);
    manifests.delete(gone);
    must(await stage.play(mark('1.0.0')));
    expect((await stage.history('prod', API))?.at(-1)).toBe('blocked 1.0.0');
    expect((await stage.play(mark('9.9.9'))).code).toBe('NOT_FOUND');
    const nowhere = await stage.play({ ...mark(null), environment: 'qa' });
    expect([nowhere.code, nowhere.message]).toEqual(['NOT_FOUND', expect.stringContaining('nothing is live in qa')]);
  });
});

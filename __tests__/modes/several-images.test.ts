import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { Around } from '../support/registries/memory-registry.ts';
import { promoteRequest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const API: Repository = { registry: 'reg.test', repository: 'team/api' };
const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
const JOB: Repository = { registry: 'other.test:5000', repository: 'job' };
const ALL = [API, WEB, JOB];
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const image of ALL) for (const version of ['1.0.0', '1.1.0', '1.2.0']) stage.release(version, {}, image);
});

const live = (): (string | null)[] => ALL.map((image) => stage.live('prod', image));

/** Refuses the push of one tag with this text as its error. */
function refusing(tag: string, image: Repository, code: 'FORBIDDEN' | 'REGISTRY_UNAVAILABLE' = 'FORBIDDEN'): Around {
  return async (asked, act) => {
    if (asked.method === 'put' && asked.reference === tag && asked.image.endsWith(image.repository))
      throw new ActionError(code, `${asked.image}:${tag} is refused`);
    return act();
  };
}

describe('a promotion of several images', () => {
  test('moves all of them, in any registry', async () => {
    const { entries, outputs } = must(await stage.play(promoting('1.0.0', { images: ALL })));
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    expect(entries.map(({ image, digest, changed }) => ({ image, digest, changed }))).toEqual(
      ALL.map((image) => ({
        image: `${image.registry}/${image.repository}`,
        digest: stage.at('1.0.0', image),
        changed: true,
      })),
    );
    expect(outputs.digest).toBe(stage.at('1.0.0', API));
  });

  test('moves only the images that are not live yet, and outputs which', async () => {
    must(await stage.play(promoting('1.0.0', { images: [WEB] })));
    const { entries } = must(await stage.play(promoting('1.0.0', { images: ALL })));
    expect(entries.map(({ changed }) => changed)).toEqual([true, false, true]);
  });

  test('moves none where one does not exist, and names each missing image', async () => {
    for (const image of [API, JOB]) stage.registry.repository(image).tags.delete('1.2.0');
    const { code, message, writes } = await stage.play(promoting('1.2.0', { images: ALL }));
    expect({ code, writes }).toEqual({ code: 'NOT_FOUND', writes: [] });
    expect(message).toContain('reg.test/team/api has no image');
    expect(message).toContain('other.test:5000/job has no image');
    expect(message).not.toContain('team/web');
  });

  test('moves none where a guard refuses one, and names each refused image', async () => {
    must(await stage.play(promoting('1.1.0', { images: [API, WEB] })));
    const { code, message, writes } = await stage.play(promoting('1.0.0', { images: ALL }));
    expect({ code, writes }).toEqual({ code: 'DOWNGRADE', writes: [] });
    expect(message).toBe(
      '1.0.0 is older than 1.1.0, which is live in prod (2 images). To go back to an older image use mode: rollback. To override, set allow: downgrade. Images of reg.test/team/: api, web.',
    );
  });

  test('promotes the digest of each image in a file', async () => {
    const entry = (image: Repository, version: string) => ({
      ...{ image, source: null, version, environment: null, previousDigest: null },
      digest: stage.at(version, image) ?? '',
    });
    const entries = [entry(API, '1.0.0'), entry(WEB, '1.1.0'), entry(JOB, '1.2.0')];
    must(await stage.play(promoteRequest({ images: ALL, source: { kind: 'file', entries } })));
    expect(live()).toEqual(['1.0.0', '1.1.0', '1.2.0']);
  });

  test('finds each image of a file without a search through all of them', async () => {
    const images = Array.from({ length: 300 }, (_, index) => ({ ...API, repository: `team/app-${index}` }));
    let looks = 0;
    const entries = images.map((image) => ({
      ...{ image, version: '1.0.0', environment: null, previousDigest: null },
      digest: stage.release('1.0.0', {}, image).digest,
      get source() {
        looks += 1;
        return null;
      },
    }));
    must(await stage.play(promoteRequest({ images, source: { kind: 'file', entries } })));
    expect(images.map((image) => stage.live('prod', image))).toEqual(images.map(() => '1.0.0'));
    expect(looks).toBeLessThan(20 * images.length);
  });
});

describe('a failure between two images', () => {
  beforeEach(async () => {
    must(await stage.play(promoting('1.0.0', { images: ALL })));
  });

  test('restores the moved tags and reverts the events', async () => {
    const before = await Promise.all(ALL.map((image) => stage.history('prod', image)));
    stage.registry.around = refusing('prod', WEB);
    const { code, outputs } = await stage.play(promoting('1.1.0', { images: ALL }));
    stage.registry.around = async (_asked, act) => act();
    expect(code).toBe('FORBIDDEN');
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    expect(await Promise.all(ALL.map((image) => stage.history('prod', image)))).toEqual(before);
    expect(outputs).toMatchObject({ digest: stage.at('1.1.0', API), 'previous-digest': stage.at('1.0.0', API) });
  });

  test('to write a history comes before any tag has moved', async () => {
    stage.registry.around = refusing('prod-history', WEB);
    const { code, writes } = await stage.play(promoting('1.1.0', { images: ALL }));
    expect(code).toBe('FORBIDDEN');
    expect(writes.filter((name) => !name.endsWith('-history'))).toEqual([]);
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  test('reports the tags that could not be restored', async () => {
    const refuse = refusing('prod', WEB);
    let puts = 0;
    stage.registry.around = (asked, act) => {
      const isApi = asked.method === 'put' && asked.reference === 'prod' && asked.image.endsWith('team/api');
      if (isApi && ++puts > 1) throw new ActionError('REGISTRY_UNAVAILABLE', 'it does not answer');
      return refuse(asked, act);
    };
    const { code, message } = await stage.play(promoting('1.1.0', { images: ALL }));
    expect(code).toBe('FORBIDDEN');
    expect(message).toContain('Could not be restored: reg.test/team/api:prod (it does not answer)');
    expect(message).not.toContain('job:prod (');
  });

  test('names together what could not be restored for one reason', async () => {
    const refuse = refusing('prod', JOB);
    const puts = new Map<string, number>();
    stage.registry.around = async (asked, act) => {
      if (asked.method !== 'put' || asked.reference !== 'prod') return act();
      const number = (puts.get(asked.image) ?? 0) + 1;
      puts.set(asked.image, number);
      const message = `Could not push ${asked.image}:prod: it is down.`;
      if (number > 1) throw new ActionError('REGISTRY_UNAVAILABLE', message);
      return refuse(asked, act);
    };
    const { message } = await stage.play(promoting('1.1.0', { images: ALL }));
    expect(message).toMatch(
      /restored: reg\.test\/team\/\w+:prod, reg\.test\/team\/\w+:prod \(Could not push: it is down\)\./,
    );
  });

  test('of a first promotion reports that a new tag could not be removed', async () => {
    stage.registry.around = refusing('qa', WEB);
    const { message } = await stage.play(promoting('1.0.0', { images: [API, WEB], environment: 'qa' }));
    expect(message).toMatch(/Could not be restored: reg\.test\/team\/api:qa \(it did not exist before/);
    expect(await stage.history('qa', API)).toEqual(['promote 1.0.0']);
    expect(await stage.history('qa', WEB)).toEqual([]);
  });

  test('is completed by the next attempt of the run', async () => {
    stage.registry.around = refusing('prod', WEB);
    await stage.play(promoting('1.1.0', { images: ALL }), { as: [5, 1] });
    stage.registry.around = async (_asked, act) => act();
    must(await stage.play(promoting('1.1.0', { images: ALL }), { as: [5, 2] }));
    expect(await Promise.all(ALL.map((image) => stage.history('prod', image)))).toEqual(
      ALL.map(() => ['promote 1.0.0', 'promote 1.1.0']),
    );
  });
});

describe('a rollback of several images without a version', () => {
  const promote = async (version: string, ...images: Repository[]) =>
    must(await stage.play(promoting(version, { images })));
  const rollBack = (as?: readonly [number, number]) => stage.play(rollbackRequest({ images: ALL }), as ? { as } : {});

  test('undoes only the newest run, and reports the images that it did not move', async () => {
    await promote('1.0.0', ...ALL);
    await promote('1.1.0', API, WEB);
    const { warnings, entries } = must(await rollBack());
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^other\.test:5000\/job: prod stays at 1\.0\.0, which came from another run \(.*runs\/1\/.*\)/,
      ),
    ]);
    expect(entries.map(({ changed }) => changed)).toEqual([true, true, false]);
  });

  test('does not move images whose current image is from an older run', async () => {
    await promote('1.0.0', ...ALL);
    await promote('1.1.0', JOB);
    await promote('1.2.0', API);
    must(await rollBack());
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.1.0']);
  });

  test('undoes the run before the newest one the second time', async () => {
    await promote('1.0.0', ...ALL);
    await promote('1.1.0', JOB, WEB);
    await promote('1.2.0', API);
    must(await rollBack());
    must(await rollBack());
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  test('treats the attempts of one run as one run', async () => {
    await promote('1.0.0', ...ALL);
    must(await stage.play(promoting('1.1.0', { images: [API] }), { as: [9, 1] }));
    must(await stage.play(promoting('1.1.0', { images: [WEB] }), { as: [9, 2] }));
    must(await rollBack());
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  test('goes no further in a later attempt, also where the first was interrupted', async () => {
    await promote('1.0.0', ...ALL);
    await promote('1.1.0', ...ALL);
    await promote('1.2.0', ...ALL);
    must(await rollBack([20, 1]));
    expect(must(await rollBack([20, 2])).writes).toEqual([]);
    stage.registry.point(WEB, 'prod', stage.at('1.2.0', WEB) ?? '');
    must(await rollBack([20, 3]));
    expect(live()).toEqual(['1.1.0', '1.1.0', '1.1.0']);
  });

  test('moves none where one has no previous image, and names each of these', async () => {
    await promote('1.0.0', API, WEB);
    const { code, message, writes } = await rollBack();
    expect({ code, writes }).toEqual({ code: 'NO_PREVIOUS', writes: [] });
    for (const name of ['team/api', 'team/web', 'job']) expect(message).toContain(name);
  });

  test('moves all of them when it is given a version instead', async () => {
    await promote('1.0.0', ...ALL);
    await promote('1.1.0', WEB);
    await promote('1.2.0', API);
    must(await stage.play(rollbackRequest({ images: ALL, version: '1.0.0' })));
    expect(live()).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { PipelineDeps } from '../../src/execute/pipeline.ts';
import type { RollbackRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { promoting, rollbackRequest, runUrl, TestClock } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const POLL_MS = 1000;
const WEB = { ...APP, repository: 'team/web' };
let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) stage.release(version);
  await stage.promote('prod', '1.0.0', '1.1.0');
});

/** Kills a run before it writes one tag: its other writes are in the registry. */
const killedAt = (killed: string): Partial<PipelineDeps> => ({
  putTag: async (image, tag, manifest) => {
    if (tag === killed) throw new ActionError('CANCELLED', 'killed');
    await stage.registry.put(image, tag, manifest);
  },
});

describe('a rollback that finds an unfinished promotion', () => {
  const PROMOTED: readonly [number, number] = [7, 1];

  /** The clock of a run that begins 2 seconds after the promotion's event. */
  let clock: TestClock;

  beforeEach(async () => {
    const { code } = await stage.play(promoting('1.2.0'), { as: PROMOTED, deps: killedAt('prod') });
    expect({ code, live: stage.live('prod') }).toEqual({ code: 'CANCELLED', live: '1.1.0' });
    clock = new TestClock(stage.clock.now() + 2000);
  });

  const rollBack = (as: readonly [number, number], given: Partial<RollbackRequest> = {}): Promise<Played> =>
    stage.play(rollbackRequest(given), { as, deps: { clock } });

  /** Ends the other run during the n-th sleep of this one. */
  function endsDuring(nap: number): void {
    const { sleep } = clock;
    clock.sleep = async (milliseconds) => {
      await sleep.call(clock, milliseconds);
      if (clock.sleeps.length === nap) stage.registry.point(APP, 'prod', stage.at('1.2.0') ?? '');
    };
  }

  test.each([1, 3, 5])('waits, and rolls back the image that was promoted after %i s', async (nap) => {
    endsDuring(nap);
    const { outputs, lines } = must(await rollBack([8, 1]));
    expect(clock.sleeps).toEqual(Array.from({ length: nap }, () => POLL_MS));
    expect(lines).toContainEqual(expect.stringContaining(runUrl(...PROMOTED)));
    expect(outputs).toMatchObject({ version: '1.1.0', 'previous-version': '1.2.0' });
    expect(stage.live('prod')).toBe('1.1.0');
    expect(await stage.history('prod')).toEqual(['promote 1.0.0', 'promote 1.1.0', 'promote 1.2.0', 'rollback 1.1.0']);
  });

  test('to a version waits too', async () => {
    endsDuring(1);
    expect(must(await rollBack([8, 1], { version: '1.0.0' })).outputs['previous-version']).toBe('1.2.0');
    expect(clock.sleeps).toEqual([POLL_MS]);
  });

  const superseded = ['promote 1.0.0', 'promote 1.1.0', 'superseded 1.2.0', 'rollback 1.0.0'];

  test('continues after five seconds, and rolls back the live image', async () => {
    must(await rollBack([8, 1]));
    expect(clock.sleeps).toEqual(Array.from({ length: 5 }, () => POLL_MS));
    expect(stage.live('prod')).toBe('1.0.0');
    expect(await stage.history('prod')).toEqual(superseded);
  });

  test.each<[string, readonly [number, number], number]>([
    ['of an earlier attempt of its own run', [7, 2], 2000],
    ['that is a minute old', [8, 1], 60_000],
  ])('does not wait for a promotion %s', async (_name, as, age) => {
    clock = new TestClock(stage.clock.now() + age);
    must(await rollBack(as));
    expect(clock.sleeps).toEqual([]);
    expect(await stage.history('prod')).toEqual(superseded);
  });

  test('waits before it fails for want of a previous image', async () => {
    must(await stage.play(promoting('1.0.0', { environment: 'qa' })));
    await stage.play(promoting('1.1.0', { environment: 'qa' }), { deps: killedAt('qa') });
    clock = new TestClock(stage.clock.now() + 2000);
    const finished = clock.sleep.bind(clock);
    clock.sleep = async (milliseconds) => {
      await finished(milliseconds);
      stage.registry.point(APP, 'qa', stage.at('1.1.0') ?? '');
    };
    must(await rollBack([20, 1], { environment: 'qa' }));
    expect(stage.live('qa')).toBe('1.0.0');
    expect(await stage.history('qa')).toEqual(['promote 1.0.0', 'promote 1.1.0', 'rollback 1.0.0']);
  });

  test('does not wait in a dry run', async () => {
    expect(must(await rollBack([8, 1], { dryRun: true })).outputs.version).toBe('1.0.0');
    expect(clock.sleeps).toEqual([]);
  });
});

test('a later attempt is refused where another run has moved one of its images since, though it would leave that one', async () => {
  const images = [APP, WEB];
  for (const version of ['1.2.0', '2.0.0', '3.0.0']) stage.release(version, {}, WEB);
  for (const version of ['1.2.0', '2.0.0']) {
    stage.release(version);
    must(await stage.play(promoting(version, { images, environment: 'qa' })));
  }
  const undo = rollbackRequest({ images, environment: 'qa' });
  must(await stage.play(undo, { as: [20, 1] }));
  must(await stage.play(promoting('3.0.0', { images: [WEB], environment: 'qa' })));
  const again = await stage.play(undo, { as: [20, 2] });
  expect([again.code, again.writes]).toEqual(['TAG_MOVED', []]);
  expect([again.message.includes('team/web'), again.message.includes('team/app')]).toEqual([true, false]);
  must(await stage.play({ ...undo, allow: ['moved'] }, { as: [20, 3] }));
  expect(stage.live('qa', WEB)).toBe('3.0.0');
});

describe('a rollback whose first attempt was killed between two tags', () => {
  const environmentTags = ['{{environment}}', 'stable'];

  beforeEach(async () => {
    must(await stage.play(promoting('1.2.0', { environmentTags })));
    const killed = await stage.play(rollbackRequest({ environmentTags }), { as: [9, 1], deps: killedAt('stable') });
    expect({ code: killed.code, live: stage.live('prod') }).toEqual({ code: 'CANCELLED', live: '1.1.0' });
  });

  test('run again writes nothing where every tag is correct by then', async () => {
    stage.registry.point(APP, 'stable', stage.at('1.1.0') ?? '');
    const { writes, outputs } = must(await stage.play(rollbackRequest({ environmentTags }), { as: [9, 2] }));
    expect({ writes, changed: outputs.changed }).toEqual({ writes: [], changed: 'false' });
  });

  test.each<[string, () => unknown]>([
    ['still names the image that was rolled back', () => expect(stage.live('stable')).toBe('1.2.0')],
    ['does not exist', () => stage.registry.repository(APP).tags.delete('stable')],
  ])('run again writes the tag that %s, and neither moves the environment nor adds an event', async (_name, set) => {
    set();
    const before = await stage.history('prod');
    const { writes, notices, outputs } = must(await stage.play(rollbackRequest({ environmentTags }), { as: [9, 2] }));
    expect(writes).toEqual(['reg.test/team/app:stable']);
    expect([stage.live('prod'), stage.live('stable')]).toEqual(['1.1.0', '1.1.0']);
    expect(await stage.history('prod')).toEqual(before);
    expect(notices).toEqual([expect.stringContaining('an earlier attempt of this run has rolled prod back already')]);
    expect(outputs).toMatchObject({
      ...{ version: '1.1.0', 'previous-version': '1.2.0', changed: 'true' },
      tags: 'reg.test/team/app:prod\nreg.test/team/app:stable',
    });
  });
});

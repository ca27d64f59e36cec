import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Count } from '../../src/copy/plan.ts';
import { Progress } from '../../src/copy/progress.ts';
import { formatCopyStats } from '../../src/copy/stats.ts';
import { BESIDE, CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { VirtualClock } from '../support/requests/virtual-clock.ts';

const none: Count = { blobs: 0, bytes: 0 };
const one: Count = { blobs: 1, bytes: 1 };
const many: Count = { blobs: 12, bytes: 600_000_000 };

interface Given {
  readonly sent?: Count;
  readonly mounted?: Count;
  readonly there?: Count;
  readonly manifests?: number;
  readonly referrers?: number;
}

describe('the statistics of a copy:', () => {
  test.each<[given: Given, done: string, planned: string]>([
    [{}, 'no blob sent, 0 manifests', 'no blob to send, 0 manifests'],
    [{ sent: one, manifests: 1 }, '1 B sent in 1 blob, 1 manifest', '1 B to send in 1 blob, 1 manifest'],
    [{ sent: many, manifests: 3 }, '600 MB sent in 12 blobs, 3 manifests', '600 MB to send in 12 blobs, 3 manifests'],
    [{ sent: { blobs: 2, bytes: 0 } }, '0 B sent in 2 blobs, 0 manifests', '0 B to send in 2 blobs, 0 manifests'],
    [
      { mounted: one, manifests: 1 },
      'no blob sent, 1 blob mounted (1 B), 1 manifest',
      'no blob to send, 1 blob to mount (1 B), 1 manifest',
    ],
    [
      { sent: one, mounted: many, manifests: 1 },
      '1 B sent in 1 blob, 12 blobs mounted (600 MB), 1 manifest',
      '1 B to send in 1 blob, 12 blobs to mount (600 MB), 1 manifest',
    ],
    [
      { there: one, manifests: 1 },
      'no blob sent, 1 blob there already (1 B), 1 manifest',
      'no blob to send, 1 blob there already (1 B), 1 manifest',
    ],
    [
      { sent: one, mounted: one, there: many, manifests: 2, referrers: 1 },
      '1 B sent in 1 blob, 1 blob mounted (1 B), 12 blobs there already (600 MB), 2 manifests, 1 referrer or signature',
      '1 B to send in 1 blob, 1 blob to mount (1 B), 12 blobs there already (600 MB), 2 manifests, 1 referrer or signature',
    ],
    [
      { referrers: 2 },
      'no blob sent, 0 manifests, 2 referrers and signatures',
      'no blob to send, 0 manifests, 2 referrers and signatures',
    ],
  ])('%j', (given, done, planned) => {
    const counts = { sent: none, mounted: none, there: none, manifests: 0, referrers: 0, ...given };
    expect(formatCopyStats(counts, true)).toBe(done);
    expect(formatCopyStats(counts, false)).toBe(planned);
  });
});

describe('a progress line', () => {
  test.each([
    {
      name: 'half',
      done: 50e6,
      total: 100e6,
      ms: 10_000,
      says: 'copied 50.0 MB of 100 MB (50 %), 5.0 MB/s, 10 s left',
    },
    { name: 'nothing yet', done: 0, total: 100, ms: 10_000, says: 'copied 0 B of 100 B (0 %), 0 B/s' },
    { name: 'nothing to do', done: 0, total: 0, ms: 100, says: 'copied 0 B of 0 B (100 %), 0 B/s' },
    {
      name: 'never 100 too early',
      done: 999,
      total: 1000,
      ms: 1000,
      says: 'copied 999 B of 1.0 kB (99 %), 999 B/s, 0.0 s left',
    },
  ])('$name', ({ done, total, ms, says }) => {
    const clock = new VirtualClock();
    const texts: string[] = [];
    const progress = new Progress(
      total,
      clock,
      () => {},
      (_share, text) => texts.push(text),
    );
    clock.pass(ms);
    progress.add(done);
    expect(texts).toEqual([says]);
  });

  test('is logged every ten seconds, without bytes that have to be sent again', () => {
    const clock = new VirtualClock();
    const lines: string[] = [];
    const progress = new Progress(1000, clock, (line) => lines.push(line));
    progress.add(400);
    clock.pass(9_999);
    progress.add(100);
    expect(lines).toEqual([]);
    progress.add(-200);
    clock.pass(1);
    progress.add(200);
    progress.add(1);
    expect(lines).toEqual(['copied 500 B of 1.0 kB (50 %), 50 B/s, 10 s left']);
  });

  test('is drawn ten times a second on a terminal, and then not logged', () => {
    const clock = new VirtualClock();
    const lines: string[] = [];
    const shares: number[] = [];
    const progress = new Progress(
      1000,
      clock,
      (line) => lines.push(line),
      (share) => shares.push(share),
    );
    for (const count of [100, 200]) {
      clock.pass(100);
      progress.add(count);
    }
    progress.add(700);
    clock.pass(10_000);
    progress.add(0);
    expect([lines, shares]).toEqual([[], [0.1, 0.3, 1]]);
  });
});

describe('a copy in progress:', () => {
  let scene: CopyScene;

  /** How long every request takes, in milliseconds. */
  const slow = (milliseconds: number): void => {
    scene.store.around = async (_, act) => {
      scene.clock.pass(milliseconds);
      return act();
    };
  };

  beforeEach(() => {
    scene = new CopyScene();
  });

  describe('a copy logs its counts', () => {
    test('with referrers and signatures, and its duration', async () => {
      scene.image('app', ['base']);
      scene.referrer('sbom', 'app');
      scene.list('app', ['sbom']);
      scene.image('signature', ['payload'], { tags: [scene.tag('app', '.sig')] });
      const plan = await scene.gather('app');
      slow(100);
      const [outcome] = await scene.bring([{ plan, to: TO }]);
      expect(scene.lines).toEqual([
        'copied dev.test/team/app → prod.test/shop/app: 450 B sent in 6 blobs, 3 manifests, 2 referrers and signatures, in 2.3 s',
      ]);
      expect(outcome).toEqual({
        ...{ source: FROM, to: TO, sent: { blobs: 6, bytes: 450 }, mounted: { blobs: 0, bytes: 0 } },
        ...{ there: { blobs: 0, bytes: 0 }, manifests: 3, referrers: 2, milliseconds: 2300 },
        ...{ hasWritten: true, warnings: [] },
      });
    });

    test('with blobs found before the copy and blobs found when mounting them failed', async () => {
      scene.store.mounting.set(FROM.registry, 'opens');
      scene.image('app', ['base', 'own']);
      scene.arrive(['base'], BESIDE);
      const [inside] = await scene.bring([{ plan: await scene.gather('app', 'image', BESIDE), to: BESIDE }]);
      expect(inside).toMatchObject({ there: { blobs: 1, bytes: 100 }, sent: { blobs: 2, bytes: 150 } });
      scene.arrive(['base', 'own']);
      const [outside] = await scene.bring([{ plan: await scene.gather('app', 'image'), to: TO }]);
      expect(outside).toMatchObject({ there: { blobs: 2, bytes: 200 }, sent: { blobs: 1, bytes: 50 } });
      expect(scene.lines.at(-1)).toContain('50 B sent in 1 blob, 2 blobs there already (200 B), 1 manifest');
    });

    test('one line per image, in the order of the images', async () => {
      scene.image('app', ['base']);
      scene.image('web', ['base']);
      const web = { ...TO, repository: 'shop/web' };
      const plans = [await scene.gather('web', 'image', web), await scene.gather('app', 'image')];
      const outcomes = await scene.bring([
        { plan: plans[0]!, to: web },
        { plan: plans[1]!, to: TO },
      ]);
      expect(outcomes.map(({ to }) => to.repository)).toEqual(['shop/web', 'shop/app']);
      expect(scene.lines.map((line) => line.slice(0, line.indexOf(', 1 manifest')))).toEqual([
        'copied dev.test/team/app → prod.test/shop/web: 150 B sent in 2 blobs',
        'copied dev.test/team/app → prod.test/shop/app: 50 B sent in 1 blob, 1 blob mounted (100 B)',
      ]);
    });
  });

  describe('a signature that another client pushed to the destination during the copy', () => {
    const LEFT = 'prod.test/shop/app:~app.sig was changed by another client during the copy; it was not overwritten';

    beforeEach(() => {
      scene.image('app', ['base']);
      scene.image('signature', ['payload'], { tags: [scene.tag('app', '.sig')] });
    });

    test.each<[name: string, milliseconds: number, there: string | null, asked: string[], log: string[]]>([
      ['is not looked for after a short copy', 100, null, ['put ~app.sig = signature'], []],
      ['is looked for after a long one', 1000, null, ['head ~app.sig', 'put ~app.sig = signature'], []],
      ['stays', 1000, 'own', ['head ~app.sig'], [LEFT]],
      ['need not be put where it is the same', 1000, 'signature', ['head ~app.sig'], []],
    ])('%s', async (_, milliseconds, there, asked, log) => {
      const plan = await scene.gather('app');
      const before = scene.asked(TO).length;
      slow(milliseconds);
      if (there) scene.image(there, ['payload'], { at: TO, tags: [scene.tag('app', '.sig')] });
      await scene.bring([{ plan, to: TO }]);
      expect(scene.asked(TO).slice(before)).toEqual(expect.arrayContaining(asked));
      expect(scene.asked(TO, 'head', 'put').slice(-asked.length)).toEqual(asked);
      expect(scene.lines.filter((line) => line.includes('.sig'))).toEqual(log);
    });

    test('is kept even if it replaced an older one', async () => {
      scene.image('older', [], { at: TO, tags: [scene.tag('app', '.sig')] });
      const plan = await scene.gather('app');
      expect(plan.cosignTags).toMatchObject([{ was: scene.digest('older') }]);
      slow(1000);
      scene.image('own', ['own payload'], { at: TO, tags: [scene.tag('app', '.sig')] });
      await scene.bring([{ plan, to: TO }]);
      expect(scene.store.look(TO, scene.tag('app', '.sig'))?.digest).toBe(scene.digest('own'));
      expect(scene.lines).toContain(LEFT);
    });
  });

  describe('progress is logged', () => {
    const progressLines = (): string[] => scene.lines.filter((line) => line.includes('%'));

    test('for blobs that are sent, not for mounts', async () => {
      const web = { ...TO, repository: 'shop/web' };
      scene.image('app', ['base']);
      scene.image('web', ['base']);
      const plans = [await scene.gather('app', 'image'), await scene.gather('web', 'image', web)];
      slow(5000);
      await scene.bring([
        { plan: plans[0]!, to: TO },
        { plan: plans[1]!, to: web },
      ]);
      expect(progressLines()).toEqual(['copied 100 B of 200 B (50 %), 3 B/s, 30 s left']);
    });

    test('for blobs that have to be sent because the mount failed', async () => {
      scene.store.mounting.set(FROM.registry, 'opens');
      scene.image('app');
      const plan = await scene.gather('app', 'image', BESIDE);
      slow(5000);
      await scene.bring([{ plan, to: BESIDE }]);
      expect(progressLines()).toEqual(['copied 50 B of 50 B (100 %), 3 B/s, 0.0 s left']);
    });
  });
});

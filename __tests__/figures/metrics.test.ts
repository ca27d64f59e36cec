import { describe, expect, test } from '@jest/globals';
import { metricsOf } from '../../src/figures/metrics.ts';
import type { FiguresWindow } from '../../src/figures/types.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { event, events, historyOf } from '../support/images/histories.ts';
import { digest, START } from '../support/requests/requests.ts';

const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** The figures of the last 30 days. @param live the name of the live image; by default that of the last event */
function figures(list: readonly HistoryEvent[], live?: string | null, now = START + 100 * SECOND): FiguresWindow {
  const last = list.findLast(({ action }) => action !== 'superseded')?.digest ?? null;
  const at = live === undefined ? last : live === null ? null : digest(live);
  const subject = {
    image: 'app',
    environment: 'prod',
    live: at === null ? null : { digest: at },
    history: historyOf(list),
  };
  return metricsOf(subject, now).windows[0]!;
}

const at = (milliseconds: number): string => new Date(START + milliseconds).toISOString();
const mark = (action: string, name: string, second: number): HistoryEvent =>
  ({ ...event('superseded', name, { at: at(second * SECOND) }), action }) as HistoryEvent;

describe('deployments', () => {
  test.each<[string, string[], number]>([
    ['a build and promotions count', ['build A', 'promote B', 'promote C'], 3],
    ['the same image promoted again later counts again', ['promote A', 'promote B', 'promote A'], 3],
    ['a repeat that only renames does not count', ['promote A', 'promote A'], 1],
    ['a rollback does not count', ['promote A', 'promote B', 'rollback A'], 2],
    ['a change outside does not count', ['promote A', 'promote B', 'observed C', 'promote D'], 2],
    ['the one that the tag had left by hand does not count', ['promote A', 'observed B', 'promote C'], 1],
    ['what was superseded does not count', ['promote A', 'superseded B', 'promote C'], 2],
    ['a history that was capped counts what it keeps', ['rollback A', 'promote B'], 1],
  ])('%s', (_name, lines, count) => {
    expect(figures(events(...lines)).deploymentFrequency).toEqual({ value: count / (30 / 7), events: count });
  });

  test('one whose tag never moved does not count, nor the last one that the tag has left by hand', () => {
    expect(figures(events('promote A', 'promote B'), 'A').deploymentFrequency.events).toBe(1);
    expect(figures(events('promote A', 'promote B'), 'X').deploymentFrequency.events).toBe(1);
  });

  test('only those of the window count, and the window divides also where the history is younger', () => {
    const [first, ...rest] = events('promote A', 'promote B', 'promote C');
    const list = [{ ...first!, at: at(-40 * DAY) }, ...rest];
    expect(figures(list).deploymentFrequency).toEqual({ value: 2 / (30 / 7), events: 2 });
    const subject = { image: 'app', environment: 'prod', live: { digest: digest('C') }, history: historyOf(list) };
    const all = metricsOf(subject, START + 100 * SECOND);
    expect(all.since).toBe(at(-40 * DAY));
    expect(all.windows.map(({ days, deploymentFrequency }) => [days, deploymentFrequency.events])).toEqual([
      [30, 2],
      [90, 3],
    ]);
  });

  test('without a history all is unknown', () => {
    const subject = { image: 'app', environment: 'prod', live: { digest: digest('A') }, history: null };
    const nothing = { value: null, events: 0 };
    const all = metricsOf(subject, START);
    expect(all.since).toBeNull();
    for (const { days, ...each } of all.windows) {
      expect([30, 90]).toContain(days);
      expect(Object.values(each)).toEqual([nothing, nothing, nothing, nothing, nothing]);
    }
  });

  test('a history without a deployment in the window has none a week, and unknown shares', () => {
    const list = events('promote A').map((each) => ({ ...each, at: at(-100 * DAY) }));
    const { deploymentFrequency, changeFailRate } = figures(list);
    expect([deploymentFrequency, changeFailRate]).toEqual([
      { value: 0, events: 0 },
      { value: null, events: 0 },
    ]);
  });
});

describe('lead time', () => {
  const withCreated = (lines: string[], created: (string | null)[]): HistoryEvent[] =>
    events(...lines).map((each, index) => ({ ...each, created: created[index] ?? null }));

  test('is the median from the commit to the promotion, in seconds', () => {
    const lines = ['promote A', 'promote B', 'promote C'];
    const odd = withCreated(lines, [at(-9 * SECOND), at(-1 * SECOND), at(-1 * SECOND)]);
    expect(figures(odd).changeLeadTime).toEqual({ value: 3, events: 3 });
    const even = withCreated(lines.slice(0, 2), [at(-9 * SECOND), at(-1 * SECOND)]);
    expect(figures(even).changeLeadTime).toEqual({ value: 5.5, events: 2 });
  });

  test('leaves out a commit of unknown time, and one later than the promotion', () => {
    const list = withCreated(['promote A', 'promote B', 'promote C'], [null, at(2 * SECOND), 'yesterday']);
    expect(figures(list).changeLeadTime).toEqual({ value: null, events: 0 });
  });
});

describe('failures', () => {
  test.each<[string, string[], number, number | null, number]>([
    ['nothing failed', ['promote A', 'promote B'], 0, null, 0],
    ['one of two was rolled back', ['promote A', 'promote B', 'rollback A'], 1 / 2, 1, 1],
    [
      'two rollbacks fail two deployments',
      ['promote A', 'promote B', 'promote C', 'rollback B', 'rollback A'],
      2 / 3,
      1,
      2,
    ],
    [
      'a deployment that is repeated after its rollback is another one',
      ['promote A', 'promote B', 'rollback A', 'promote B'],
      1 / 3,
      1,
      1,
    ],
    ['a rollback to what is live fails nothing', ['promote A', 'rollback A'], 0, null, 0],
    [
      'a rollback of what was found by hand fails nothing',
      ['promote A', 'promote B', 'observed C', 'rollback A'],
      0,
      null,
      0,
    ],
    ['a rollback of a rollback fails what it leaves', ['promote A', 'promote B', 'rollback A', 'rollback B'], 1, 1, 2],
    ['a rollback whose deployment is not kept fails nothing', ['rollback A', 'rollback B', 'promote C'], 0, null, 0],
  ])('%s', (_name, lines, rate, recovery, recovered) => {
    const { changeFailRate, failedDeploymentRecoveryTime } = figures(events(...lines));
    expect(changeFailRate.value).toBe(rate);
    expect(failedDeploymentRecoveryTime).toEqual({ value: recovery, events: recovered });
  });

  test('an image that is promoted again where its tag was deleted is another deployment, and it is that which fails', () => {
    const [a, b, , again, back] = events('promote A', 'promote B', 'observed A', 'promote B', 'rollback A');
    const list = [a!, b!, { ...again!, previous: null }, back!];
    const { changeFailRate, failedDeploymentRecoveryTime } = figures(list);
    expect(changeFailRate).toEqual({ value: 1 / 3, events: 3 });
    // from the second promotion, not from the first
    expect(failedDeploymentRecoveryTime).toEqual({ value: 1, events: 1 });
  });

  test('a rollback that only restores a deleted tag fails nothing', () => {
    const [a, back] = events('promote A', 'rollback A');
    expect(figures([a!, { ...back!, previous: null }]).changeFailRate.value).toBe(0);
  });

  test('a rollback that never moved the tag fails nothing', () => {
    expect(figures(events('promote A', 'promote B', 'rollback A'), 'B').changeFailRate.value).toBe(0);
  });

  test('a blocked image is a failure, recovered by the next move forward', () => {
    const [a, b, c] = events('promote A', 'promote B', 'promote C');
    const { changeFailRate, failedDeploymentRecoveryTime } = figures([a!, b!, mark('blocked', 'B', 1), c!], 'C');
    expect(changeFailRate).toEqual({ value: 1 / 3, events: 3 });
    expect(failedDeploymentRecoveryTime).toEqual({ value: 1, events: 1 });
  });

  test('a blocked image that is still live has not recovered, and a cleared one has not failed', () => {
    const [a, b] = events('promote A', 'promote B');
    const blocked = figures([a!, b!, mark('blocked', 'B', 2)], 'B');
    expect([blocked.changeFailRate.value, blocked.failedDeploymentRecoveryTime.events]).toEqual([1 / 2, 0]);
    const cleared = figures([a!, b!, mark('blocked', 'B', 2), mark('cleared', 'B', 3)], 'B');
    expect(cleared.changeFailRate.value).toBe(0);
  });

  test('holds change nothing', () => {
    const [a, b] = events('promote A', 'promote B');
    expect(figures([a!, mark('hold', 'A', 0), b!, mark('resume', 'B', 1)], 'B')).toEqual(figures([a!, b!]));
  });

  test('a clock that goes back gives no negative time', () => {
    const [a, b, c] = events('promote A', 'promote B', 'rollback A');
    const list = [a!, b!, { ...c!, at: at(-5 * SECOND) }];
    expect(figures(list).failedDeploymentRecoveryTime).toEqual({ value: 0, events: 1 });
  });
});

describe('rework', () => {
  const withReasons = (...reasons: (string | null)[]): HistoryEvent[] =>
    events(...reasons.map((_, index) => `promote ${'ABCDEF'[index]}`)).map((each, index) => ({
      ...each,
      reason: reasons[index] ?? null,
    }));

  test.each<[string, (string | null)[], number | null]>([
    ['unknown where nobody gave a reason', [null, null], null],
    ['none where no reason names a repair', ['weekly release', null], 0],
    ['the word hotfix or fix, in any case', ['Hotfix for the basket', 'FIX: login', null, 'release'], 1 / 2],
    ['only as a whole word', ['prefix, fixture, hotfixes and fixed', 'suffix_fix'], 0],
  ])('%s', (_name, reasons, share) => {
    const events = share === null ? 0 : reasons.length;
    expect(figures(withReasons(...reasons)).deploymentReworkRate).toEqual({ value: share, events });
  });
});

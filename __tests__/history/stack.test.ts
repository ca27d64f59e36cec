import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Action, HistoryEvent } from '../../src/history/event.ts';
import { type Replay, replay, rollbackTargets } from '../../src/history/stack.ts';
import { event, events, linesOf, nameOfDigest, type TestEvent } from '../support/images/histories.ts';
import { digest } from '../support/requests/requests.ts';

const ACTIONS: readonly Action[] = ['build', 'promote', 'rollback', 'observed', 'superseded'];
const IMAGES = ['A', 'B', 'C'];
const DIGESTS = IMAGES.map(digest);
/** All 813,615 sequences of up to five events; in the quick loop all 54,240 of up to four. */
const LONGEST = process.env.QUICK_TESTS ? 4 : 5;

/** Every event that a sequence can be made of: five actions about three images. */
const EVERY: readonly TestEvent[] = ACTIONS.flatMap((action) => IMAGES.map((name) => event(action, name)));

const ROLLBACK = event('rollback', 'A');

const top = ({ stack }: Replay): string | undefined => stack.at(-1)?.digest;
const target = (state: Replay): string | undefined => rollbackTargets(state)[0]?.digest;
const names = (list: readonly { digest: string }[]): string[] => list.map(({ digest }) => nameOfDigest(digest));

/** What one sequence of events and its last event come to; a law says what is wrong with it, if anything is. */
interface Case {
  readonly list: readonly TestEvent[];
  readonly last: TestEvent;
  /** without the last event */
  readonly before: Replay;
  readonly after: Replay;
}
type Law = (seen: Case) => string | null;

/**
 * Holds laws against every sequence of up to five events.
 * @returns for each law the first sequence that breaks it, or null; and how many sequences there were
 */
function walk(laws: readonly (readonly [string, Law])[]): { broken: Map<string, string | null>; tried: number } {
  let tried = 0;
  const broken = new Map<string, string | null>(laws.map(([name]) => [name, null]));
  const grow = (list: readonly TestEvent[], before: Replay): void => {
    for (const last of EVERY) {
      const longer = [...list, last];
      const after = replay(longer);
      tried++;
      for (const [name, law] of laws) {
        const wrong = broken.get(name) === null ? law({ list: longer, last, before, after }) : null;
        if (wrong !== null) broken.set(name, `${linesOf(longer).join(', ')}: ${wrong}`);
      }
      if (longer.length < LONGEST) grow(longer, after);
    }
  };
  grow([], replay([]));
  return { broken, tried };
}

/** 15 + 15² + … + 15⁵ */
const ALL = EVERY.reduce((sum, _, index) => (index < LONGEST ? sum + EVERY.length ** (index + 1) : sum), 0);

const wasLive = (list: readonly HistoryEvent[], digest: string): boolean =>
  list.some((one) => one.action !== 'superseded' && one.digest === digest);

const same = (a: Replay, b: Replay): boolean =>
  a.stack.length === b.stack.length &&
  a.stack.every(({ digest }, index) => digest === b.stack[index]?.digest) &&
  a.rolledBack.size === b.rolledBack.size &&
  [...a.rolledBack].every((digest) => b.rolledBack.has(digest));

const LAWS: [string, Law][] = [
  [
    'a rollback without a version never targets a rolled-back image or the current one, always one that was live',
    ({ list, after }) => {
      const to = target(after);
      if (to === undefined) return null;
      if (after.rolledBack.has(to)) return `it lands on ${nameOfDigest(to)}, which is marked`;
      if (to === top(after)) return 'it lands on what is live';
      return wasLive(list.slice(0, -1), to) ? null : `${nameOfDigest(to)} was never live before`;
    },
  ],
  [
    'the top is the image of the last event that was not superseded',
    ({ list, after }) => {
      const last = list.findLast(({ action }) => action !== 'superseded');
      return top(after) === last?.digest ? null : `the top is ${top(after)}`;
    },
  ],
  [
    'a build and a promotion push an image that is not the top, and clear the rolled-back mark',
    ({ last, before, after }) => {
      if (last.action !== 'build' && last.action !== 'promote') return null;
      if (after.rolledBack.has(last.digest)) return 'it is still marked';
      const pushed = top(before) === last.digest ? 0 : 1;
      if (after.stack.length !== before.stack.length + pushed) return `${after.stack.length} are on the stack`;
      return [...after.rolledBack].every((digest) => before.rolledBack.has(digest)) ? null : 'it marks';
    },
  ],
  [
    'a rollback marks the image it leaves, clears the mark of its target, and never grows the stack',
    ({ last, before, after }) => {
      if (last.action !== 'rollback') return null;
      const left = top(before);
      if (after.rolledBack.has(last.digest)) return 'what it went to is marked';
      if (left !== undefined && left !== last.digest && !after.rolledBack.has(left))
        return 'what it left is not marked';
      return after.stack.length <= Math.max(1, before.stack.length) ? null : 'the stack has grown';
    },
  ],
  [
    'an observed event sets and clears no mark',
    ({ last, before, after }) =>
      last.action !== 'observed' || same({ ...after, stack: before.stack }, before) ? null : 'the marks have changed',
  ],
  [
    'a superseded event changes nothing',
    ({ last, before, after }) => {
      if (last.action !== 'superseded') return null;
      return same(before, after) && before.seen.size === after.seen.size ? null : 'it changed something';
    },
  ],
  [
    'returning to an image on the stack keeps the entries below it',
    ({ last, before, after }) => {
      const place = before.stack.findLastIndex(({ digest }) => digest === last.digest);
      if ((last.action !== 'rollback' && last.action !== 'observed') || place < 0) return null;
      return same({ ...after, rolledBack: before.rolledBack }, { ...before, stack: before.stack.slice(0, place + 1) })
        ? null
        : 'another stack';
    },
  ],
  [
    'exactly the images that were live are seen',
    ({ list, after }) =>
      DIGESTS.every((digest) => after.seen.has(digest) === wasLive(list, digest))
        ? null
        : `seen is ${[...after.seen].map(nameOfDigest).join(' ')}`,
  ],
  [
    'repeated rollbacks end and never return to an image they left',
    ({ list, after }) => {
      const visited = rollBackToTheEnd(list, after);
      if (visited === null) return 'it does not end';
      const all = [top(after), ...visited];
      return new Set(all).size === all.length ? null : `it goes ${visited.map(nameOfDigest).join(', ')}`;
    },
  ],
];

/** Rolls back until there is nothing to go back to, and gives what was gone to; null where that does not end. */
function rollBackToTheEnd(list: readonly HistoryEvent[], from: Replay): string[] | null {
  const visited: string[] = [];
  let all = list;
  for (let to = target(from); to !== undefined; to = target(replay(all))) {
    if (visited.length > IMAGES.length) return null;
    visited.push(to);
    all = [...all, { ...ROLLBACK, digest: to }];
  }
  return visited;
}

describe('over every sequence of up to five events about three images', () => {
  let seen: ReturnType<typeof walk>;
  beforeAll(() => {
    seen = walk(LAWS);
  });

  test.each(LAWS)('%s', (name) => {
    expect(seen.broken.get(name)).toBeNull();
  });

  test('every sequence was checked', () => {
    expect(seen.tried).toBe(ALL);
  });
});

describe('replaying', () => {
  test.each<[string, string[], string[], string[]]>([
    ['A, B, C, then a rollback', ['promote A', 'promote B', 'promote C', 'rollback B'], ['A', 'B'], ['C']],
    [
      'A, B, C, rollback, rollback ends at A',
      ['promote A', 'promote B', 'promote C', 'rollback B', 'rollback A'],
      ['A'],
      ['B', 'C'],
    ],
    [
      'a rollback to an image that is not on the stack replaces the top',
      ['promote A', 'promote B', 'rollback C'],
      ['A', 'C'],
      ['B'],
    ],
    [
      'a rollback cuts the stack at the last occurrence, not the first',
      ['promote A', 'promote B', 'promote A', 'promote C', 'rollback A'],
      ['A', 'B', 'A'],
      ['C'],
    ],
    ['a promotion clears the rolled-back mark', ['promote A', 'promote B', 'rollback A', 'promote B'], ['A', 'B'], []],
    ['an outside change to an image on the stack marks nothing', ['promote A', 'promote B', 'observed A'], ['A'], []],
    ['an outside change to a new image pushes it', ['promote A', 'observed C'], ['A', 'C'], []],
    ['a rollback after an outside change', ['promote A', 'observed C', 'rollback A'], ['A'], ['C']],
    ['an outside change keeps marks', ['promote A', 'promote B', 'rollback A', 'observed B'], ['A', 'B'], ['B']],
    ['a rollback as the first event', ['rollback A'], ['A'], []],
    ['an event about the top renames it', ['promote A', 'promote B', 'promote B'], ['A', 'B'], []],
    ['no events', [], [], []],
  ])('%s', (_name, lines, stack, marked) => {
    const state = replay(events(...lines));
    expect(names(state.stack)).toEqual(stack);
    expect([...state.rolledBack].map(nameOfDigest).sort()).toEqual(marked);
  });

  test.each<[string, string[], string[]]>([
    ['nearest first', ['promote A', 'promote B', 'promote C'], ['B', 'A']],
    ['each image once', ['promote A', 'promote B', 'promote A', 'promote B', 'promote C'], ['B', 'A']],
    ['not the live image, even if it is further down too', ['promote A', 'promote B', 'promote A'], ['B']],
    ['not the image that was promoted twice', ['promote A', 'promote A'], []],
    ['not what was rolled back from', ['promote A', 'promote B', 'rollback A', 'promote C'], ['A']],
    ['none if all images below the top are marked', ['promote A', 'promote A', 'rollback B'], []],
    ['none if the environment had one image', ['promote A'], []],
  ])('rollback targets: %s', (_name, lines, targets) => {
    expect(names(rollbackTargets(replay(events(...lines))))).toEqual(targets);
  });

  test('each stack entry keeps the event that pushed it', () => {
    const list = events('promote A', 'promote B', 'rollback A');
    expect(replay(list).stack.map(({ by }) => by)).toEqual([list[0]]);
  });
});

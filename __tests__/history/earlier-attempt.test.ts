import { describe, expect, test } from '@jest/globals';
import { earlierAttempt } from '../../src/history/earlier-attempt.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { event, events, historyOf } from '../support/images/histories.ts';
import { digest, runUrl } from '../support/requests/requests.ts';

const OURS = { action: 'promote', run: runUrl(9, 2) } as const;
const earlier = (given: Partial<HistoryEvent> = {}) =>
  event('promote', 'C', { run: runUrl(9, 1), previous: digest('B'), ...given });
const before = events('promote A', 'promote B');
const later = event('promote', 'D', { run: runUrl(10), previous: digest('C') });
const elsewhere = runUrl(9, 1).replace('/team/', '/other/');

function kindOf(live: string | null, list: readonly HistoryEvent[], own: Parameters<typeof earlierAttempt>[2] = OURS) {
  return earlierAttempt(live === null ? null : { digest: digest(live) }, historyOf(list), own)?.kind ?? null;
}

describe('an earlier attempt of a run', () => {
  test.each<[string, string | null, readonly HistoryEvent[], string | null]>([
    ['is done where its image is live', 'C', [...before, earlier()], 'done'],
    ['is done where its image is live again', 'C', [...before, earlier(), later, event('rollback', 'C')], 'done'],
    ['is unfinished where the image before is live', 'B', [...before, earlier()], 'unfinished'],
    ['was overtaken where another image was promoted since', 'D', [...before, earlier(), later], 'moved'],
    ['was overtaken where the image before was restored since', 'B', [...before, earlier(), later], 'moved'],
    ['was overtaken where the tag was moved by hand', 'X', [...before, earlier()], 'moved'],
    ['was overtaken where the tag is gone', null, [...before, earlier()], 'moved'],
    ['that lost a race has done nothing', 'D', [...before, earlier({ action: 'superseded' }), later], null],
    ['that did something else has done nothing of this', 'D', [...before, earlier({ action: 'rollback' })], null],
    ['of a run of that number in another repository is another run', 'C', [earlier({ run: elsewhere })], null],
    ['does not count once this attempt has moved the environment', 'D', [earlier(), earlier({ run: OURS.run })], null],
  ])('%s', (_name, live, list, kind) => expect(kindOf(live, list)).toBe(kind));

  test.each<[string, string | null]>([
    ['a run without a URL', null],
    ['a run of another service', 'https://ci.example/9'],
    ['a first attempt', runUrl(9, 1)],
  ])('is not there for %s', (_name, run) => {
    expect(kindOf('D', [...before, earlier({ run }), later], { action: 'promote', run })).toBeNull();
  });

  test('is not there without a history', () => {
    expect(earlierAttempt({ digest: digest('A') }, null, OURS)).toBeNull();
  });
});

import { describe, expect, test } from '@jest/globals';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import { downgrade } from '../../src/guards/downgrade.ts';
import { type Check, type GuardSubject, violation } from '../../src/guards/guard.ts';
import { moved } from '../../src/guards/moved.ts';
import { neverLive } from '../../src/guards/never-live.ts';
import { rolledBack } from '../../src/guards/rolled-back.ts';
import { skip } from '../../src/guards/skip.ts';
import { GUARDS, guardWarnings, refusals } from '../../src/guards/table.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { type Identity, UNKNOWN } from '../../src/image/identity.ts';
import { event, events, historyOf } from '../support/images/histories.ts';
import { at, digest } from '../support/requests/requests.ts';

const IMAGE = 'reg.test/team/app';

function identity(version: string | null, created: string | null = null): Identity {
  return { version, revision: null, created };
}

/** What is asked about the image M. */
function asked(given: Partial<GuardSubject> = {}): GuardSubject {
  return { image: IMAGE, digest: digest('M'), identity: identity('2.0.0'), allow: [], ...given };
}

function environment(live: string | null, list: readonly HistoryEvent[] | null, known = UNKNOWN): EnvironmentFacts {
  return { name: 'staging', live: at(live), history: list && historyOf(list), known };
}

describe('skip: the previous stage', () => {
  test.each<[string, EnvironmentFacts, Check['verdict'], RegExp]>([
    ['has it live', environment('M', events('promote M')), 'passed', /live in staging/],
    ['has it live without any history', environment('M', null), 'passed', /live in staging/],
    [
      'has it live, rolled back from and set back outside this action',
      environment('M', events('promote A', 'promote M', 'rollback A')),
      'passed',
      /is live/,
    ],
    ['had it live', environment('B', events('promote M', 'promote B')), 'passed', /was live/],
    [
      'went back to it, then on',
      environment('C', events('promote M', 'promote B', 'rollback M', 'promote C')),
      'passed',
      /was live/,
    ],
    [
      'was rolled back from it',
      environment('A', events('promote A', 'promote M', 'rollback A')),
      'refused',
      /was rolled back in staging; .* is live there/,
    ],
    [
      'never had it',
      environment('A', events('promote A'), identity('1.0.0')),
      'refused',
      /has not been live in staging; 1\.0\.0 \(sha256:.*\) is live there/,
    ],
    ['has nothing at all', environment(null, null), 'refused', /has not been live in staging; nothing is live there/],
    [
      'has its promotion unfinished',
      environment('A', events('promote A', 'promote M')),
      'refused',
      /has not been live/,
    ],
    [
      'has its promotion superseded',
      environment('B', events('promote B', 'superseded M')),
      'refused',
      /has not been live/,
    ],
    [
      'has its rollback unfinished',
      environment('M', events('promote A', 'promote M', 'rollback A')),
      'passed',
      /is live/,
    ],
    [
      'had it live before its tag was deleted',
      environment(null, events('promote A', 'promote M')),
      'passed',
      /was live/,
    ],
  ])('%s', (_name, below, verdict, text) => {
    expect(skip.check(asked(), below, null)).toEqual({
      guard: 'skip',
      image: IMAGE,
      verdict,
      text: expect.stringMatching(text),
    });
  });
});

describe('skip names the repository of the previous stage where it is another', () => {
  const source = 'reg.test/dev/app';
  test.each<[string, EnvironmentFacts, RegExp]>([
    ['where it passes', environment('M', events('promote M')), /^it is live in staging of reg\.test\/dev\/app$/],
    ['where it refuses', environment(null, null), /has not been live in staging of reg\.test\/dev\/app; nothing/],
  ])('%s', (_name, below, text) => {
    expect(skip.check(asked(), below, source).text).toMatch(text);
  });
});

describe('downgrade: the image is', () => {
  const old = '2026-01-01T00:00:00Z';
  const young = '2026-01-01T00:00:00.5+00:00';
  test.each<[string, Identity, Identity, Check['verdict'], RegExp]>([
    ['of a higher version', identity('2.0.0'), identity('1.9.9'), 'passed', /not older than 1\.9\.9/],
    ['of the same version', identity('2.0.0'), identity('2.0.0'), 'passed', /not older/],
    [
      'of a lower version',
      identity('1.9.9'),
      identity('1.10.0'),
      'refused',
      /1\.9\.9 \(.*\) is older than 1\.10\.0 \(.*\), which is live in staging/,
    ],
    ['a prerelease of what is live', identity('2.0.0-rc.1'), identity('2.0.0'), 'refused', /is older/],
    ['an earlier build of what is live', identity('2.0.0+build.9'), identity('2.0.0+build.10'), 'refused', /is older/],
    ['of a higher version, but made earlier', identity('2.0.0', old), identity('1.0.0', young), 'passed', /not older/],
    ['made earlier, with no version', identity(null, old), identity('1.0.0', young), 'refused', /is older/],
    ['made later, with no version', identity(null, young), identity('1.0.0', old), 'passed', /not older/],
    [
      'made at the same time in another zone',
      identity(null, '2026-01-01T01:00:00+01:00'),
      identity(null, old),
      'passed',
      /not older/,
    ],
    [
      'of a version, but what is live says nothing',
      identity('1.0.0', old),
      UNKNOWN,
      'unknown',
      /cannot determine which image is older/,
    ],
    ['unknown altogether', UNKNOWN, UNKNOWN, 'unknown', /cannot determine which image is older/],
  ])('%s', (_name, candidate, known, verdict, text) => {
    const check = downgrade.check(asked({ identity: candidate }), environment('A', null, known));
    expect(check).toEqual({ guard: 'downgrade', image: IMAGE, verdict, text: expect.stringMatching(text) });
  });

  test('passed where nothing is live', () => {
    expect(downgrade.check(asked(), environment(null, null))).toMatchObject({
      verdict: 'passed',
      text: 'nothing is live in staging',
    });
  });
});

describe('rolled-back: the environment', () => {
  test.each<[string, EnvironmentFacts, Check['verdict']]>([
    ['has no history', environment('A', null), 'passed'],
    ['was never at it', environment('A', events('promote A')), 'passed'],
    ['was promoted on from it', environment('B', events('promote M', 'promote B')), 'passed'],
    ['was rolled back from it', environment('A', events('promote A', 'promote M', 'rollback A')), 'refused'],
    [
      'was rolled back from it, and went back to it',
      environment('B', events('promote A', 'promote M', 'rollback A', 'rollback M', 'promote B')),
      'passed',
    ],
    [
      'was rolled back from it, then was set to it outside this action',
      environment('B', events('promote A', 'promote M', 'rollback A', 'observed M', 'promote B')),
      'refused',
    ],
    ['was about to be rolled back from it', environment('M', events('promote A', 'promote M', 'rollback A')), 'passed'],
    [
      'was moved from it outside this action',
      environment('A', events('promote A', 'promote M', 'observed A')),
      'passed',
    ],
  ])('%s', (_name, here, verdict) => {
    const check = rolledBack.check(asked(), here);
    expect(check).toMatchObject({ guard: 'rolled-back', image: IMAGE, verdict });
    if (verdict === 'refused') expect(check.text).toMatch(/^staging was rolled back from 2\.0\.0 \(sha256:/);
  });
});

describe('moved, by a file of an earlier run: the environment', () => {
  test.each<[string, string | null, string | null, Check['verdict']]>([
    ['is where the file says', 'A', 'A', 'passed'],
    ['has nothing live, as the file says', null, null, 'passed'],
    ['is elsewhere', 'B', 'A', 'refused'],
    ['is gone', null, 'A', 'refused'],
    ['is there by now', 'A', null, 'refused'],
  ])('%s', (_name, live, seen, verdict) => {
    const check = moved.check(asked(), environment(live, null), seen && digest(seen));
    expect(check).toMatchObject({ guard: 'moved', image: IMAGE, verdict });
    const named = [live, seen].map((name) => (name === null ? 'no image' : digest(name)));
    for (const name of verdict === 'refused' ? named : []) expect(check.text).toContain(name);
  });
});

describe('never-live: the image of a rollback', () => {
  test.each<[string, EnvironmentFacts, Check['verdict'] | null]>([
    ['was live', environment('B', events('promote M', 'promote B')), 'passed'],
    ['was never live', environment('B', events('promote B')), 'refused'],
    ['is live', environment('M', events('promote B')), null],
    ['cannot be checked without a history', environment('B', null), null],
    ['cannot be checked in an empty history', environment('B', []), null],
  ])('%s', (_name, here, verdict) => expect(neverLive.check(asked(), here)?.verdict ?? null).toBe(verdict));
});

describe('a guard', () => {
  const codes: [string, string, RegExp][] = [
    ['overwrite', 'VERSION_EXISTS', /release a new version/],
    ['rebuild', 'VERSION_EXISTS', /first build/],
    ['skip', 'STAGE_SKIPPED', /Promote it to that environment first/],
    ['downgrade', 'DOWNGRADE', /mode: rollback/],
    ['rolled-back', 'ROLLED_BACK', /new version, or use mode: rollback with version/],
    ['never-live', 'NEVER_LIVE', /Promote it instead/],
    ['moved', 'TAG_MOVED', /mode: status/],
  ];
  const guardOf = (name: string) => {
    const guard = GUARDS.find((each) => each.name === name);
    if (!guard) throw new Error(`there is no guard ${name}`);
    return guard;
  };

  test('is in the table of this test', () => {
    expect(codes.map(([name]) => name)).toEqual(GUARDS.map(({ name }) => name));
  });

  test.each(codes)('%s refuses with %s; the message names image, finding and fix', (name, code, remedy) => {
    const [error] = refusals([violation(guardOf(name), IMAGE, 'this was found.', [])]);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^reg\.test\/team\/app: this was found\. /);
    expect(error?.message).toMatch(remedy);
    if (name !== 'rebuild') expect(error?.message).toContain(`allow: ${name}`);
  });

  test.each(codes)('%s is overridden by its own name and no other, with a warning', (name) => {
    const overridden = violation(guardOf(name), IMAGE, 'this was found.', [name]);
    expect(refusals([overridden])).toEqual([]);
    expect(guardWarnings([overridden])).toEqual([`${IMAGE}: this was found. Guard ${name} was overridden.`]);
    const others = GUARDS.map((guard) => guard.name).filter((other) => other !== name);
    expect(violation(guardOf(name), IMAGE, '', others).verdict).toBe('refused');
  });

  test('that passed, refused or skipped gives no warning', () => {
    const checks = (['passed', 'refused', 'skipped'] as const).map((verdict) => ({
      ...violation(skip, IMAGE, 'x', []),
      verdict,
    }));
    expect(guardWarnings(checks)).toEqual([]);
  });

  test('that cannot determine its result passes with a warning', () => {
    const check: Check = { guard: 'downgrade', image: IMAGE, verdict: 'unknown', text: 'cannot determine.' };
    expect(refusals([check])).toEqual([]);
    expect(guardWarnings([check])).toEqual([`${IMAGE}: cannot determine. Guard downgrade passed.`]);
  });

  test('does not count a superseded event', () => {
    const list = [...events('promote A'), event('superseded', 'M')];
    expect(skip.check(asked(), environment('A', list), null).verdict).toBe('refused');
  });
});

import { describe, expect, test } from '@jest/globals';
import type { EnvironmentFacts } from '../../src/facts/types.ts';
import {
  checkDowngrade,
  checkRolledBack,
  checkSkip,
  checkUnmoved,
  type GuardSubject,
  refusals,
  warningsOf,
} from '../../src/guards/checks.ts';
import { type Check, GUARDS, type Guard, refusalOf, violation } from '../../src/guards/guard.ts';
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

describe('skip: the rung below', () => {
  test.each<[string, EnvironmentFacts, Check['verdict'], RegExp]>([
    ['has it live', environment('M', events('promote M')), 'passed', /live in staging/],
    ['has it live without any history', environment('M', null), 'passed', /live in staging/],
    [
      'has it live, rolled back from and put back by other hands',
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
      /was rolled back in staging; there .* is live/,
    ],
    [
      'never had it',
      environment('A', events('promote A'), identity('1.0.0')),
      'refused',
      /has not been live in staging; there 1\.0\.0 \(sha256:.*\) is live/,
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
    expect(checkSkip(asked(), below)).toEqual({
      guard: 'skip',
      image: IMAGE,
      verdict,
      text: expect.stringMatching(text),
    });
  });
});

describe('skip names the repository whose rung was asked', () => {
  const source = 'reg.test/dev/app';
  test.each<[string, EnvironmentFacts, RegExp]>([
    ['where it passes', environment('M', events('promote M')), /^it is live in staging of reg\.test\/dev\/app$/],
    ['where it refuses', environment(null, null), /has not been live in staging of reg\.test\/dev\/app; nothing/],
  ])('%s', (_name, below, text) => {
    expect(checkSkip(asked(), below, source).text).toMatch(text);
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
    ['of a version, but what is live says nothing', identity('1.0.0', old), UNKNOWN, 'unsure', /nobody can tell/],
    ['unknown altogether', UNKNOWN, UNKNOWN, 'unsure', /nobody can tell/],
  ])('%s', (_name, candidate, known, verdict, text) => {
    const check = checkDowngrade(asked({ identity: candidate }), environment('A', null, known));
    expect(check).toEqual({ guard: 'downgrade', image: IMAGE, verdict, text: expect.stringMatching(text) });
  });

  test('passed where nothing is live', () => {
    expect(checkDowngrade(asked(), environment(null, null))).toMatchObject({
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
      'was rolled back from it, then had it by other hands',
      environment('B', events('promote A', 'promote M', 'rollback A', 'observed M', 'promote B')),
      'refused',
    ],
    ['was about to be rolled back from it', environment('M', events('promote A', 'promote M', 'rollback A')), 'passed'],
    ['was moved off it by other hands', environment('A', events('promote A', 'promote M', 'observed A')), 'passed'],
  ])('%s', (_name, here, verdict) => {
    const check = checkRolledBack(asked(), here);
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
    const check = checkUnmoved(asked(), environment(live, null), seen && digest(seen));
    expect(check).toMatchObject({ guard: 'moved', image: IMAGE, verdict });
    const named = [live, seen].map((name) => (name === null ? 'no image' : digest(name)));
    for (const name of verdict === 'refused' ? named : []) expect(check.text).toContain(name);
  });
});

describe('what a guard finds', () => {
  const codes: [Guard, string, RegExp][] = [
    ['overwrite', 'VERSION_EXISTS', /release under a new version/],
    ['rebuild', 'VERSION_EXISTS', /first build/],
    ['skip', 'STAGE_SKIPPED', /Promote it to that environment first/],
    ['downgrade', 'DOWNGRADE', /mode: rollback/],
    ['rolled-back', 'ROLLED_BACK', /new version, or go to it with mode: rollback and version/],
    ['never-live', 'NEVER_LIVE', /Promote it instead/],
    ['moved', 'TAG_MOVED', /mode: status/],
  ];

  test('each guard is in this table', () => {
    expect(codes.map(([guard]) => guard)).toEqual([...GUARDS]);
  });

  test.each(codes)('%s is refused as %s, and says what to do', (guard, code, remedy) => {
    const [error] = refusals([violation(guard, IMAGE, 'this was found.', [])]);
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(/^reg\.test\/team\/app: this was found\. /);
    expect(error?.message).toMatch(remedy);
    if (guard !== 'rebuild') expect(error?.message).toContain(`allow: ${guard}`);
  });

  test.each(codes)('%s is lifted by its own name and no other, with a warning', (guard) => {
    const lifted = violation(guard, IMAGE, 'this was found.', [guard]);
    expect(refusals([lifted])).toEqual([]);
    expect(warningsOf([lifted])).toEqual([`${IMAGE}: this was found. The guard ${guard} was lifted.`]);
    const others = GUARDS.filter((other) => other !== guard);
    expect(violation(guard, IMAGE, '', others).verdict).toBe('refused');
  });

  test('what passed, was refused, or leaves something is no warning of this kind', () => {
    const checks = (['passed', 'refused', 'left'] as const).map((verdict) => ({
      ...violation('skip', IMAGE, 'x', []),
      verdict,
    }));
    expect(warningsOf(checks)).toEqual([]);
  });

  test('what nobody can tell passes with a warning', () => {
    const check: Check = { guard: 'downgrade', image: IMAGE, verdict: 'unsure', text: 'nobody can tell.' };
    expect(refusals([check])).toEqual([]);
    expect(warningsOf([check])).toEqual([`${IMAGE}: nobody can tell. The guard downgrade lets it pass.`]);
  });

  test('a refusal names image, finding and remedy, in this order', () => {
    expect(refusalOf(violation('skip', IMAGE, 'It was not there.', []), 'Do this.').message).toBe(
      `${IMAGE}: It was not there. Do this.`,
    );
  });

  test('an event that was superseded is none that a guard goes by', () => {
    const list = [...events('promote A'), event('superseded', 'M')];
    expect(checkSkip(asked(), environment('A', list)).verdict).toBe('refused');
  });
});

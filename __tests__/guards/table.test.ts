import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Check, violation } from '../../src/guards/guard.ts';
import { skip } from '../../src/guards/skip.ts';
import { GUARDS, guardLines, guardWarnings, refusals } from '../../src/guards/table.ts';
import type { Repository } from '../../src/image/reference.ts';
import { readPolicyText } from '../../src/policy/document.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { holdRequest, promoting } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';
import { IMAGE } from './facts.ts';

describe('each guard', () => {
  const codes: [string, string, RegExp][] = [
    ['overwrite', 'VERSION_EXISTS', /release a new version/],
    ['rebuild', 'VERSION_EXISTS', /first build/],
    ['skip', 'STAGE_SKIPPED', /Promote it to that environment first/],
    ['downgrade', 'DOWNGRADE', /mode: rollback/],
    ['rolled-back', 'ROLLED_BACK', /new version, or use mode: rollback with version/],
    ['never-live', 'NEVER_LIVE', /Promote it instead/],
    ['moved', 'TAG_MOVED', /mode: status/],
    ['incomplete', 'INCOMPLETE', /build this one again/],
    ['held', 'HELD', /mode: resume/],
    ['soak', 'SOAKING', /Promote it when it has been/],
    ['window', 'WINDOW_CLOSED', /Run it then/],
    ['blocked', 'BLOCKED', /as: cleared/],
    ['verified', 'NOT_VERIFIED', /as: verified/],
    ['require', 'UNTRUSTED', /allow: rebuild/],
  ];
  const guardOf = (name: string) => {
    const guard = GUARDS.find((each) => each.name === name);
    if (!guard) throw new Error(`there is no guard ${name}`);
    return guard;
  };

  test('has an expected error code in this test', () => {
    expect(codes.map(([name]) => name)).toEqual(GUARDS.map(({ name }) => name));
  });

  test.each(codes)(
    '%s refuses with %s; the message has the image, what was found and the fix',
    (name, code, remedy) => {
      const [error] = refusals([violation(guardOf(name), IMAGE, 'this was found.', [])]);
      expect(error?.code).toBe(code);
      expect(error?.message).toMatch(/^this was found \(reg\.test\/team\/app\)\. /);
      expect(error?.message).toMatch(remedy);
      if (name !== 'rebuild') expect(error?.message).toContain(`allow: ${name}`);
    },
  );

  test.each(codes)('%s is overridden with a warning by its own name in allow, and by no other', (name) => {
    const overridden = violation(guardOf(name), IMAGE, 'this was found.', [name]);
    expect(refusals([overridden])).toEqual([]);
    expect(guardWarnings([overridden])).toEqual([`this was found (${IMAGE}). Guard ${name} was overridden.`]);
    const others = GUARDS.map((guard) => guard.name).filter((other) => other !== name);
    expect(violation(guardOf(name), IMAGE, '', others).verdict).toBe('refused');
  });
});

describe('the warnings of guards', () => {
  test('leave out checks that passed, refused or were skipped', () => {
    const checks = (['passed', 'refused', 'skipped'] as const).map((verdict) => ({
      ...violation(skip, IMAGE, 'x', []),
      verdict,
    }));
    expect(guardWarnings(checks)).toEqual([]);
  });

  test('have a check that could not be determined, which does not refuse the run', () => {
    const check: Check = { guard: 'downgrade', image: IMAGE, verdict: 'unknown', text: 'cannot determine.' };
    expect(refusals([check])).toEqual([]);
    expect(guardWarnings([check])).toEqual([`Cannot determine (${IMAGE}). Guard downgrade passed.`]);
  });
});

describe('the log lines of guards', () => {
  const check = (guard: string, verdict: Check['verdict'], image: string): Check => ({
    guard,
    image,
    verdict,
    text: `text of ${image}`,
  });

  test.each<{ name: string; checks: Check[]; lines: string[] }>([
    { name: 'are empty where no guard ran', checks: [], lines: [] },
    {
      name: 'name the guards that passed in one line',
      checks: [check('skip', 'passed', 'api'), check('downgrade', 'unknown', 'api')],
      lines: ['guards passed: skip', 'guard downgrade: unknown: text of api (api).'],
    },
    {
      name: 'have one line for each check that did not pass',
      checks: [
        check('skip', 'passed', 'api'),
        check('downgrade', 'refused', 'api'),
        check('skip', 'passed', 'web'),
        check('downgrade', 'passed', 'web'),
        check('skip', 'overridden', 'mail'),
      ],
      lines: ['guard downgrade: refused: text of api (api).', 'guard skip: overridden: text of mail (mail).'],
    },
  ])('$name', ({ checks, lines }) => expect(guardLines(checks)).toEqual(lines));
});

const API: Repository = { registry: 'reg.test', repository: 'team/api' };
const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
const images = [API, WEB];

describe('guards of several images:', () => {
  let stage: Stage;

  beforeEach(() => {
    stage = new Stage();
    for (const image of images) stage.release('1.0.0', {}, image);
  });

  test('a hold of several images is refused in one sentence, with who set it and why', async () => {
    must(await stage.play(holdRequest({ images, reason: 'incident 7' })));
    const { code, message } = await stage.play(promoting('1.0.0', { images }));
    expect(code).toBe('HELD');
    expect(message).toMatch(/^prod is on hold, set by \S+ at .+ UTC: incident 7 \(2 images\)\. Wait/);
    expect(message).toContain('Images of reg.test/team/: api, web.');
  });

  test('holds of several images with different reasons are reported one by one', async () => {
    for (const [image, reason] of [[API, 'incident 7'] as const, [WEB, 'incident 8'] as const])
      must(await stage.play(holdRequest({ images: [image], reason })));
    const { message, result } = await stage.play(promoting('1.0.0', { images }));
    for (const part of ['incident 7 (reg.test/team/api)', 'incident 8 (reg.test/team/web)'])
      expect(message).toContain(part);
    expect(result?.kind).toBe('failed');
  });

  test('a soak of several images says since when it counts and when it passes', async () => {
    const policy = readPolicyText('environments:\n  dev: {}\n  prod: { soak: 24h }\n', 'promotion.yml') as Policy;
    must(await stage.play(promoting('1.0.0', { images, environment: 'dev' })));
    const { code, message } = await stage.play(promoting('1.0.0', { images, policy, stages: ['dev', 'prod'] }));
    expect(code).toBe('SOAKING');
    expect(message).toMatch(
      /^1\.0\.0 has not been live in dev for 1d without interruption: it counts since .+ UTC, and will pass at .+ UTC \(2 images\)\./,
    );
  });

  test('images of other versions that soak since the same minute are one sentence, with both times', async () => {
    const policy = readPolicyText('environments:\n  dev: {}\n  prod: { soak: 24h }\n', 'promotion.yml') as Policy;
    stage.release('2.0.0', {}, WEB);
    const source = { kind: 'named', text: '1.0.0', texts: ['1.0.0', '2.0.0'] } as const;
    must(await stage.play(promoting('1.0.0', { images, source, environment: 'dev' })));
    const { message } = await stage.play(promoting('1.0.0', { images, source, policy, stages: ['dev', 'prod'] }));
    expect(message).toMatch(
      /^2 images have not been live in dev for 1d without interruption: it counts since .+, and will pass at .+? UTC\. Promote it/s,
    );
  });
});

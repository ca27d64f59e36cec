import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { EMPTY_PLAN } from '../../src/plan/plan.ts';
import type { ChangesEntry } from '../../src/recording/types.ts';
import { changesBlocks } from '../../src/report/changes.ts';
import { stageLines, stagesBlock } from '../../src/report/stage-gates.ts';
import { failureSummary } from '../../src/report/summary.ts';

const commit = (number: number) => ({
  ...{ sha: String(number).padStart(40, '0'), title: `Commit ${number}`, author: 'mona', date: null },
  pulls: [{ number, title: 'x', url: `https://github.com/team/app/pull/${number}` }],
});
const changes = (total: number): ChangesEntry => ({
  ...{ image: 'reg.test/team/app', base: 'a'.repeat(40), head: 'b'.repeat(40) },
  ...{ url: 'https://github.com/team/app/compare/a...b', direction: 'forward', total, truncated: total > 2 },
  commits: [commit(1), commit(2)] as ChangesEntry['commits'],
});

describe('what goes out', () => {
  const said = (total: number): string => changesBlocks([changes(total)], 'https://github.com', false)[0] ?? '';

  test('has all commits, pull requests and authors', () => {
    expect(said(2)).toContain('[2 commits](https://github.com/team/app/compare/a...b), 2 pull requests, by mona\n');
  });

  test('does not count the pull requests and authors of commits that were not read', () => {
    expect(said(300)).toContain('), at least 2 pull requests, by mona and maybe others\n');
  });
});

test('the gates of all stages are phrases without a period', () => {
  const check = { guard: 'skip', image: 'reg.test/team/app', verdict: 'refused', text: 'it was not there.' } as const;
  const stages = [{ image: check.image, stage: 'prod', isLive: false, checks: [check] }];
  expect(stagesBlock({ ...EMPTY_PLAN, stages })).toContain('❌ it was not there |');
});

test('the gates of all stages are told once for all images of which the same is said', () => {
  const check = (image: string, text: string) => ({ guard: 'held', image, verdict: 'passed', text }) as const;
  const stages = ['reg.test/api', 'reg.test/jobs', 'reg.test/web', 'reg.test/zoo'].flatMap((image, index) => [
    { image, stage: 'dev', isLive: true, checks: [] },
    { image, stage: 'prod', isLive: false, checks: [check(image, index === 1 ? 'no' : 'yes')] },
  ]);
  const plan = { ...EMPTY_PLAN, stages };
  expect(stagesBlock(plan).split('\n').slice(-3)).toEqual([
    '| **dev** | – | ✅ live there | all |',
    '| **prod** | `held` | ✅ yes | `api` `web` `zoo` |',
    '| **prod** | `held` | ✅ no | `jobs` |',
  ]);
  expect(stageLines(plan)).toEqual([
    'gates of dev: all 4 images are live there',
    'gates of prod: held passed: yes (reg.test/api, reg.test/web, reg.test/zoo)',
    'gates of prod: held passed: no (reg.test/jobs)',
  ]);
});

describe('the summary of a run without a plan', () => {
  test('has the code of each error', () => {
    const text = failureSummary('promote', new ActionError('NOT_FOUND', 'There is none.\nFORBIDDEN: It is refused.'));
    expect(text).toContain('> `NOT_FOUND`\n>\n> There is none.\n>\n> `FORBIDDEN`: It is refused.');
  });

  test('does not name a mode that does not exist', () => {
    expect(failureSummary('promot', new ActionError('INPUT_INVALID', 'no')).split('\n')[0]).toBe(
      '### ❌ Invalid input',
    );
  });

  test('has the reason of a build that failed', () => {
    const title = 'Build failed: "/x": not found';
    const error = new ActionError('BUILD_FAILED', 'no', undefined, { title });
    expect(failureSummary('build', error).split('\n')[0]).toBe('### ❌ Build failed: &#34;/x&#34;&#58; not found');
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ActionError } from '../../src/errors.ts';
import type { Repository } from '../../src/image/reference.ts';
import { EMPTY_PLAN } from '../../src/plan/plan.ts';
import type { ChangesEntry } from '../../src/recording/types.ts';
import { changeLines, changesBlocks } from '../../src/report/changes.ts';
import { deployBlock, deployLines } from '../../src/report/deploy.ts';
import { stageLines, stagesBlock } from '../../src/report/stage-gates.ts';
import { failureSummary } from '../../src/report/summary.ts';
import type { PromoteRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { promoting } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';

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

  test('of many images has one line each, with the commits folded', () => {
    const entries = Array.from({ length: 14 }, (_, at) => ({
      ...changes(2),
      ...{ image: `reg.test/team/app${at}`, url: `https://github.com/team/app${at}/compare/a...b` },
    }));
    const twice = { ...entries[0]!, image: 'reg.test/team/twin' };
    const [shown = '', more = '', commits = ''] = changesBlocks([...entries, twice, null], 'https://github.com', false);
    expect(shown.split('\n').slice(0, 3)).toEqual([
      '**What goes out**:',
      '',
      expect.stringMatching(/^- `app0`, `twin`: \[2 commits\]/),
    ]);
    expect(shown.split('\n')).toHaveLength(12);
    expect(more).toContain('<summary>4 more images</summary>');
    expect(commits.match(/\/commit\/0+1\)/g)).toHaveLength(14);
    const log = changeLines([...entries, twice, null], false);
    expect(log[0]).toBe(
      'What goes out of reg.test/team/app0 and 1 more: 2 commits, https://github.com/team/app0/compare/a...b',
    );
    expect(log).toHaveLength(14);
  });

  test('folds what is beyond ten commits, and links to those that were not read', () => {
    const commits = Array.from({ length: 12 }, (_, at) => commit(at + 1));
    const entry = { ...changes(20), commits, behind: 1 };
    const [text = ''] = changesBlocks([entry], 'https://github.com', false);
    expect(text).toContain('1 commit of what was live is not in it');
    expect(text).toContain('<summary>10 more commits</summary>');
    expect(text).toContain('- [8 more](https://github.com/team/app/compare/a...b)');
    expect(changeLines([entry], true).at(-1)).toBe('  … and 10 more');
    const link = { ...changes(0), direction: null, total: null, commits: [] };
    expect(changesBlocks([link], 'https://github.com', true)[0]).toMatch(/^\*\*What is taken back\*\*: \[compare\]/);
  });

  test('links a pull request only where it is on this server', () => {
    const pull = { number: 7, title: 'x', url: 'https://evil.example/team/app/pull/7' };
    const entry = { ...changes(1), commits: [{ ...commit(1), author: null, pulls: [pull] }] };
    expect(changesBlocks([entry], 'https://github.com', false)[0]).toContain(') Commit 1 (&#35;7)');
  });
});

test('the gates of all stages are phrases without a period', () => {
  const check = { guard: 'skip', image: 'reg.test/team/app', verdict: 'refused', text: 'it was not there.' } as const;
  const stages = [{ image: check.image, stage: 'prod', isLive: false, checks: [check] }];
  expect(stagesBlock({ ...EMPTY_PLAN, stages })).toContain('❌ it was not there |');
});

test('the gates of all stages are reported once for all images with the same result', () => {
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

const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };

describe('a deployment by hand:', () => {
  let stage: Stage;

  beforeEach(() => {
    stage = new Stage();
    for (const image of [APP, WEB]) stage.release('1.0.0', {}, image);
  });

  /** The YAML blocks of the summary, and the log's lines without their title. */
  async function shown(request: PromoteRequest) {
    const { result } = await stage.play(request);
    if (!result) throw new Error('the run failed while reading');
    const block = deployBlock(result.plan.images);
    const blocks = [...block.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => parse(text));
    const [title, ...lines] = deployLines(result.plan.images);
    return { block, blocks, title, log: parse(lines.join('\n')) };
  }

  test('one image is shown as a service of Compose', async () => {
    const { blocks, title } = await shown(promoting('1.0.0'));
    expect(blocks).toEqual([{ services: { app: { image: `reg.test/team/app@${stage.at('1.0.0')}` } } }]);
    // the log has a line of its own
    expect(title).toBeUndefined();
  });

  test('a train is shown for Compose and as images of a kustomization, in the log too', async () => {
    const { blocks, title, log } = await shown(promoting('1.0.0', { images: [APP, WEB] }));
    const digests = [APP, WEB].map((image) => stage.at('1.0.0', image));
    const kustomization = {
      images: [
        { name: 'reg.test/team/app', digest: digests[0] },
        { name: 'reg.test/team/web', digest: digests[1] },
      ],
    };
    const services = {
      app: { image: `reg.test/team/app@${digests[0]}` },
      web: { image: `reg.test/team/web@${digests[1]}` },
    };
    expect(blocks).toEqual([{ services }, kustomization]);
    expect([title, log]).toEqual(['kustomization.yaml:', kustomization]);
  });

  test('many images are only in the summary', async () => {
    const images = Array.from({ length: 11 }, (_, index) => ({
      registry: 'reg.test',
      repository: `many/app-${index}`,
    }));
    for (const image of images) stage.release('1.0.0', {}, image);
    const { blocks, title } = await shown(promoting('1.0.0', { images }));
    expect(blocks[1].images).toHaveLength(11);
    expect(title).toBeUndefined();
  });
});

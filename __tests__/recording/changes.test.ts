import { beforeEach, describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/github/api/api-error.ts';
import { EMPTY_PLAN, type ImagePlan, type Plan } from '../../src/plan/plan.ts';
import { ChangesReader } from '../../src/recording/changes.ts';
import { Problems } from '../../src/recording/problems.ts';
import { revisionsOf } from '../../src/recording/revisions.ts';
import { json } from '../support/github/github-server.ts';
import { clientOf } from '../support/github/played-client.ts';
import { RecordedStage, WITH_TOKEN } from '../support/github/recorded-run.ts';
import { pullOf } from '../support/github/story.ts';
import { APP } from '../support/images/memory-images.ts';
import { contextOf, digest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { commitOfVersion as commit } from '../support/requests/stage.ts';

const URL = 'https://github.com/team/app';
const compare = (from: string, to: string): string => `${commit(from)}...${commit(to)}`;
let stage: RecordedStage;

/** 1.0.0 is live in prod. */
beforeEach(async () => {
  stage = new RecordedStage();
  stage.releaseAll(['1.0.0', '1.1.0', '1.2.0'], (version) => ({ pulls: version === '1.1.0' ? [pullOf(30)] : [] }));
  await stage.promote('prod', '1.0.0');
});

describe('what goes out by a promotion', () => {
  test('has the commits with their pull requests', async () => {
    const { recorded } = await stage.record(promoting('1.2.0', WITH_TOKEN));
    const of = (version: string) => ({
      ...{ sha: commit(version), title: `Release ${version}`, author: 'mona', date: '2026-02-01T10:00:00Z' },
      pulls: version === '1.1.0' ? [expect.objectContaining({ number: 30, title: 'Pull 30' })] : [],
    });
    expect(recorded.changes).toEqual([
      {
        ...{ image: 'reg.test/team/app', base: commit('1.0.0'), head: commit('1.2.0'), direction: 'forward' },
        ...{ url: `${URL}/compare/${compare('1.0.0', '1.2.0')}`, total: 2, truncated: false },
        commits: ['1.1.0', '1.2.0'].map(of),
      },
    ]);
    expect(stage.asked()).toEqual([`GET /repos/team/app/compare/${compare('1.0.0', '1.2.0')}`, 'POST /graphql']);
  });

  test('is nothing where the commit stays, or one is unknown: GitHub is not asked', async () => {
    const again = await stage.record(promoting('1.0.0', WITH_TOKEN));
    const [entry] = again.recorded.changes ?? [];
    expect(entry).toMatchObject({ direction: 'same', commits: [], total: 0, truncated: false });
    const { recorded } = await stage.record(promoting('1.0.0', { ...WITH_TOKEN, environment: 'dev' }));
    expect([recorded.changes, stage.connections]).toEqual([[null], 0]);
  });

  test('is not read without a token, without an environment that moves, or after a refusal', async () => {
    expect((await stage.record(promoting('1.1.0'))).recorded.changes).toBeNull();
    const refused = await stage.record(promoting('1.0.0', WITH_TOKEN));
    expect([refused.code, refused.recorded.changes, stage.connections]).toEqual(['DOWNGRADE', null, 0]);
  });

  test('counts what is lost where the commits are of another line', async () => {
    stage.github.commits.get(commit('1.2.0'))!.parent = commit('1.0.0');
    await stage.promote('prod', '1.1.0');
    const { recorded } = await stage.record(promoting('1.2.0', WITH_TOKEN));
    expect(recorded.changes).toMatchObject([{ direction: 'diverged', total: 1, behind: 1 }]);
  });
});

test('a rollback compares the other way round first, and a promotion to an older commit second', async () => {
  await stage.promote('prod', '1.2.0');
  const back = await stage.record(rollbackRequest(WITH_TOKEN));
  expect(back.recorded.changes).toMatchObject([
    { direction: 'backward', total: 2, base: commit('1.2.0'), url: `${URL}/compare/${compare('1.0.0', '1.2.0')}` },
  ]);
  expect(stage.asked().slice(0, -1)).toEqual([`GET /repos/team/app/compare/${compare('1.0.0', '1.2.0')}`]);
  await stage.promote('prod', '1.1.0');
  const older = await stage.record(promoting('1.0.0', { ...WITH_TOKEN, allow: ['downgrade'] }));
  expect(older.recorded.changes).toMatchObject([{ direction: 'backward', total: 1 }]);
  expect(stage.asked().slice(0, -1)).toEqual([
    `GET /repos/team/app/compare/${compare('1.1.0', '1.0.0')}`,
    `GET /repos/team/app/compare/${compare('1.0.0', '1.1.0')}`,
  ]);
});

test('of many commits the newest 250 are kept, and their pull requests are asked for by hundreds', async () => {
  let parent = commit('1.0.0');
  for (let number = 1; number <= 300; number++) {
    const sha = number === 300 ? commit('1.2.0') : String(number).padStart(40, '0');
    const pulls = number === 300 ? [] : [pullOf(number)];
    stage.github.commits.set(sha, { ...stage.github.commits.get(parent)!, sha, parent, pulls });
    parent = sha;
  }
  const { recorded } = await stage.record(promoting('1.2.0', WITH_TOKEN));
  const [entry] = recorded.changes ?? [];
  expect([entry?.total, entry?.truncated, entry?.commits.length]).toEqual([300, true, 250]);
  expect(entry?.commits.map(({ pulls }) => pulls.length)).toEqual([...Array.from({ length: 249 }, () => 1), 0]);
  expect(stage.asked().filter((kind) => kind === 'POST /graphql')).toHaveLength(3);
});

describe('changes that cannot be read', () => {
  test.each<[string, object, RegExp]>([
    ['a refusal', json(403, { message: 'Resource not accessible by integration' }), /contents: read/],
    ['wrong credentials', json(401, { message: 'Bad credentials' }), /Check the input github-token\./],
    ['something else', json(200, { status: 'sideways' }), /not a comparison/],
    ['nothing', json(200, null), /not a comparison/],
    ['a contradiction', json(200, { status: 'behind' }), /contradicts itself/],
  ])('because of %s are a link and a warning', async (_name, reply, warning) => {
    stage.github.rule = () => reply;
    const { code, recorded } = await stage.record(promoting('1.2.0', WITH_TOKEN));
    const link = { direction: null, total: null, commits: [], url: `${URL}/compare/${compare('1.0.0', '1.2.0')}` };
    expect([code, recorded.changes]).toEqual([null, [expect.objectContaining(link)]]);
    expect(recorded.warnings).toEqual([expect.stringMatching(warning)]);
  });

  test('because the client cannot be loaded are a link and a warning', async () => {
    const connect = () => Promise.reject(new Error('no such\nmodule'));
    const { recorded } = await stage.record(promoting('1.2.0', WITH_TOKEN), { connect });
    expect(recorded.changes).toMatchObject([{ total: null }]);
    expect(recorded.warnings).toEqual([expect.stringContaining('could not be loaded (no such module)')]);
  });

  test('but for their pull requests are kept', async () => {
    const errors = [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }];
    stage.github.rule = ({ path }) =>
      path === '/graphql' ? json(200, { data: { repository: null }, errors }) : undefined;
    const { recorded } = await stage.record(promoting('1.2.0', WITH_TOKEN));
    expect(recorded.changes).toMatchObject([{ total: 2, commits: [{ pulls: [] }, { pulls: [] }] }]);
    expect(recorded.warnings).toEqual([expect.stringContaining('`pull-requests: read`')]);
  });

  test('leave out what is not a commit or a pull request', async () => {
    const known = { sha: 'd'.repeat(40), commit: { message: 'x'.repeat(600), author: { name: 'Ada', date: 'then' } } };
    const commits = [null, { sha: 'main' }, { sha: '../..' }, known];
    const node = (url: unknown, merged = true) => ({ number: 1, title: 't', url, merged });
    const nodes = [
      null,
      node('javascript:alert(1)'),
      node('https://x/"><script>'),
      { ...node('https://x'), number: '1' },
    ];
    const found = {
      associatedPullRequests: { nodes: [...nodes, node('https://open', false), node('https://merged')] },
    };
    stage.github.rule = ({ path }) =>
      path === '/graphql'
        ? json(200, { data: { repository: { c0: found } } })
        : json(200, { status: 'ahead', ahead_by: -4, commits });
    const { recorded } = await stage.record(promoting('1.2.0', WITH_TOKEN));
    const [entry] = recorded.changes ?? [];
    expect(entry).toMatchObject({ direction: 'forward', total: 1 });
    expect(entry?.commits).toEqual([
      {
        ...{ sha: known.sha, title: `${'x'.repeat(500)}…`, author: 'Ada', date: 'then' },
        pulls: [{ number: 1, title: 't', url: 'https://merged' }],
      },
    ]);
  });
});

/** The part of a plan that is compared. */
const planOf = (name: string, base: string, head: string, label?: string): ImagePlan => {
  const annotations = label === undefined ? {} : { 'org.opencontainers.image.source': label };
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [], annotations }));
  return {
    ...{
      kind: 'ready',
      image: { ...APP, repository: name },
      identity: { revision: head },
      previous: { revision: base },
    },
    target: { bytes, digest: digest('new'), size: bytes.length, mediaType: 'application/vnd.oci.image.index.v1+json' },
  } as unknown as ImagePlan;
};
const planned = (...images: ImagePlan[]): Plan => ({ ...EMPTY_PLAN, images });

describe('the repository that is compared', () => {
  test.each<[string, string | undefined, object | null]>([
    ['is that of the run where the image names none', undefined, { owner: 'team', name: 'app' }],
    ['is the one that the image names', 'https://github.com/acme/other.git', { owner: 'acme', name: 'other' }],
    ['is none where the image is from another server', 'https://gitlab.example/acme/other', null],
  ])('%s', (_name, label, repository) => {
    const found = revisionsOf(planOf('api', 'a'.repeat(40), 'b'.repeat(40), label), contextOf());
    expect(found?.repository ?? null).toEqual(repository);
  });

  test('is compared at one revision where the environment does not move, and at none where the run has no repository', () => {
    const plan = planOf('api', 'a'.repeat(40), 'b'.repeat(40));
    const live = { base: 'a'.repeat(40), head: 'a'.repeat(40) };
    expect(revisionsOf({ ...plan, isLeft: true } as ImagePlan, contextOf())).toMatchObject(live);
    expect(revisionsOf(plan, { ...contextOf(), repository: null })).toBeNull();
  });
});

describe('a reader of changes', () => {
  const [base, head] = [commit('1.0.0'), commit('1.1.0')];
  function reader(repository: string, source: { owner: string; name: string } | null) {
    const [problems, log] = [new Problems(), [] as string[]];
    const made = new ChangesReader({
      ...{ context: { ...contextOf(), repository }, isRollback: false, reserveMs: 0, problems },
      client: async () => clientOf(stage.github, stage.clock),
      sourceOf: async () => source,
      log: (line) => void log.push(line),
    });
    return { made, problems, log };
  }

  test('asks the repository that the labels name where that of the run does not have the commits', async () => {
    const { made, problems } = reader('acme/deploys', { owner: 'team', name: 'app' });
    const [entry] = await made.finish(planned(planOf('api', base, head)));
    expect([entry?.total, entry?.url, problems.warnings()]).toEqual([1, `${URL}/compare/${base}...${head}`, []]);
    expect(stage.asked()[0]).toBe(`GET /repos/acme/deploys/compare/${base}...${head}`);
  });

  test('says once in the log that another repository cannot be read', async () => {
    const { made, problems, log } = reader('team/app', null);
    const other = (name: string) => planOf(name, base, head, 'https://github.com/acme/private');
    const entries = await made.finish(planned(other('api'), other('web')));
    expect(entries.map((entry) => entry?.total)).toEqual([null, null]);
    expect([problems.warnings(), log]).toEqual([[], [expect.stringContaining('acme/private')]]);
    expect(stage.asked()).toHaveLength(1);
  });

  test('keeps fewer commits of each image where all would be too large for an output', async () => {
    const many = Array.from({ length: 250 }, (_, at) => ({
      sha: String(at).padStart(40, '0'),
      commit: { message: 'x'.repeat(500) },
    }));
    stage.github.rule = ({ path }) =>
      path === '/graphql' ? json(200, { data: {} }) : json(200, { status: 'ahead', ahead_by: 250, commits: many });
    const { made } = reader('team/app', null);
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const plans = names.map((name, at) => planOf(name, String(at).repeat(40), head));
    const entries = await made.finish(planned(...plans));
    expect(JSON.stringify(entries).length).toBeLessThan(400_000);
    expect(entries.map((entry) => [entry?.commits.length, entry?.truncated])).toEqual(names.map(() => [64, true]));
    expect(entries[0]?.commits.at(-1)?.sha).toBe(String(249).padStart(40, '0'));
  });
});

test('what GitHub did not do is one warning, each reason once', () => {
  const problems = new Problems();
  expect(problems.warnings()).toEqual([]);
  const slow = new ApiError('slow', null, 'it was slow.');
  problems.add('a', 'contents: read', slow);
  problems.add('a', 'contents: read', slow);
  problems.add('b', 'contents: read', slow);
  problems.add('c', 'pull-requests: read', new ApiError('forbidden', 403, 'no'));
  expect(problems.warnings()).toEqual([
    "GitHub's API: a and b: it was slow; c: no. The token may lack a permission: add `pull-requests: read` to the job's permissions. The images are not affected.",
  ]);
});

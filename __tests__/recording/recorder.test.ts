import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Repository } from '../../src/image/reference.ts';
import { recorderOf } from '../../src/recording/recorder.ts';
import { json, type PlayedDeployment } from '../support/github/github-server.ts';
import { clientOf } from '../support/github/played-client.ts';
import { RecordedStage, WITH_TOKEN } from '../support/github/recorded-run.ts';
import { APP } from '../support/images/memory-images.ts';
import { buildRequest, contextOf, promoting, rollbackRequest, runUrl } from '../support/requests/requests.ts';
import { commitOfVersion as commit } from '../support/requests/stage.ts';

const DEPLOY = { ...WITH_TOKEN, deployment: true } as const;
const RECORDS = { ...WITH_TOKEN, records: true } as const;
const NAME = 'reg.test/team/app';
let stage: RecordedStage;

beforeEach(() => {
  stage = new RecordedStage();
  stage.releaseAll(['1.0.0', '1.1.0', '1.2.0']);
});

const statesOf = ({ statuses }: PlayedDeployment) => statuses.map(({ state }) => state);
const states = () => stage.github.deployments.map(statesOf);

/** Refuses the push of a tag. */
function refuse(tag: string, code: 'FORBIDDEN' | 'CANCELLED' = 'FORBIDDEN'): void {
  stage.registry.around = async ({ method, reference }, act) => {
    if (method === 'put' && reference === tag) throw new ActionError(code, 'no');
    return act();
  };
}

describe('the deployment of a run', () => {
  test('is of the commit of the image, and its earlier ones become inactive', async () => {
    const site = { ...DEPLOY, environmentUrl: 'https://shop.example.com' };
    const first = await stage.record(promoting('1.0.0', site));
    expect(stage.github.deployments[0]).toMatchObject({
      ...{ ref: commit('1.0.0'), environment: 'prod', production_environment: true },
      payload: {
        ...{ by: 'build-once-promote', total: 1 },
        images: [{ image: NAME, digest: stage.at('1.0.0'), version: '1.0.0', previousDigest: null }],
      },
    });
    expect(stage.github.deployments[0]?.statuses).toMatchObject([
      { state: 'in_progress', log_url: runUrl(1) },
      { state: 'success', log_url: runUrl(1), environment_url: 'https://shop.example.com' },
    ]);
    expect(first.recorded.deploymentId).toBe('1000');
    await stage.record(promoting('1.1.0', DEPLOY));
    const back = await stage.record(rollbackRequest(DEPLOY));
    const replaced = ['in_progress', 'success', 'inactive'];
    expect(states()).toEqual([replaced, replaced, ['in_progress', 'success']]);
    expect([back.recorded.deploymentId, back.recorded.warnings]).toEqual(['1002', []]);
    expect(back.log).toContain(`GitHub Deployment 1002 of commit ${commit('1.0.0').slice(0, 7)} in prod: in progress`);
    const again = await stage.record(promoting('1.0.0', DEPLOY));
    expect([again.recorded.deploymentId, stage.github.deployments.length]).toEqual([null, 3]);
  });

  test('is begun before the first write, and no other request is sent until the last', async () => {
    await stage.promote('prod', '1.0.0');
    const asked: string[][] = [];
    stage.registry.around = async ({ method }, act) => {
      if (method === 'put') asked.push(stage.asked());
      return act();
    };
    await stage.record(promoting('1.1.0', DEPLOY));
    const [before = [], ...between] = asked;
    expect(before[0]).toBe(`GET /repos/team/app/compare/${commit('1.0.0')}...${commit('1.1.0')}`);
    expect(before.filter((kind) => kind.includes('/deployments'))).toEqual([
      'POST /repos/team/app/deployments',
      'POST /repos/team/app/deployments/1000/statuses',
    ]);
    expect(between).toEqual([[]]);
    expect(stage.asked()).toContain('POST /repos/team/app/deployments/1000/statuses');
  });

  test('is not made by a dry run, a refusal, or a run without a token', async () => {
    await stage.promote('prod', '1.1.0');
    await stage.record(promoting('1.2.0', { ...DEPLOY, dryRun: true }));
    await stage.record(promoting('1.0.0', DEPLOY));
    const { recorded } = await stage.record(promoting('1.2.0', { deployment: true, records: true }));
    expect(stage.github.deployments).toEqual([]);
    expect(recorded.warnings).toEqual([
      'deployment and records: nothing is recorded on GitHub, because github-token is empty.',
    ]);
    const nowhere = { ...contextOf(), repository: null };
    const other = await stage.record(promoting('1.0.0', { ...DEPLOY, context: nowhere, allow: ['downgrade'] }));
    expect(other.recorded.warnings).toEqual([expect.stringContaining('the repository of the run is unknown')]);
  });

  test('fails where the move fails, and where another plan replaces its own', async () => {
    refuse('prod');
    const run = await stage.record(promoting('1.0.0', DEPLOY));
    expect([run.code, states(), run.recorded.deploymentId]).toEqual([
      'FORBIDDEN',
      [['in_progress', 'failure']],
      '1000',
    ]);
    stage.registry.around = async (_asked, act) => act();
    const request = { ...promoting('1.1.0', DEPLOY), context: contextOf(9) };
    const connect = async () => clientOf(stage.github, stage.clock);
    const recorder = recorderOf(request, {
      ...{ registry: stage.registry, connect, now: () => stage.clock.now(), log: () => {} },
      ...{ isPlainHttp: () => false, declare: () => null },
    });
    const plans = await Promise.all(
      ['1.1.0', '1.2.0'].map(
        async (version) => (await stage.play({ ...promoting(version), dryRun: true })).result!.plan,
      ),
    );
    for (const plan of [...plans, plans[1]!]) await recorder.writing.begin(plan);
    expect(states().slice(1)).toEqual([['in_progress', 'failure'], ['in_progress']]);
  });

  test.each<[string, string, string[]]>([
    ['history', 'prod-history', ['in_progress', 'failure']],
    // nobody knows whether it was written: a later run ends it
    ['tag', 'prod', ['in_progress']],
  ])('of a run that is cancelled while it writes its %s ends by what is known', async (_name, tag, expected) => {
    refuse(tag, 'CANCELLED');
    const run = await stage.record(promoting('1.0.0', DEPLOY));
    expect([run.code, states()]).toEqual(['CANCELLED', [expected]]);
  });

  test('is one for each commit of the images that move; images without a commit are reported', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const images = names.map((name): Repository => ({ ...APP, repository: `team/${name}` }));
    for (const [at, image] of images.entries())
      stage.release('1.0.0', at < 2 ? { revision: commit(`1.${at}.0`) } : { revision: '' }, image);
    const { recorded } = await stage.record(promoting('1.0.0', { ...DEPLOY, images }));
    expect(stage.github.deployments.map(({ ref }) => ref).sort()).toEqual([commit('1.0.0'), commit('1.1.0')].sort());
    expect(recorded.notices).toEqual([
      `No GitHub Deployment was made for ${names
        .slice(2, 7)
        .map((name) => `reg.test/team/${name}`)
        .join(', ')} and 1 more: the commit is unknown.`,
    ]);
    expect(recorded.deploymentId).toBe(String(stage.github.deployments.find(({ ref }) => ref === commit('1.0.0'))?.id));
  });

  test('of a commit that is not in the repository is not made, with a notice', async () => {
    stage.github.commits.delete(commit('1.0.0'));
    const { code, recorded } = await stage.record(promoting('1.0.0', DEPLOY));
    expect([code, recorded.warnings, recorded.notices]).toEqual([
      null,
      [],
      [`No GitHub Deployment was made for ${NAME}: team/app has no commit ${commit('1.0.0')}.`],
    ]);
  });

  test.each([
    [403, { message: 'Resource not accessible by integration' }, /`deployments: write`/],
    [422, { message: 'Validation Failed', errors: [{ message: 'Environment is too long' }] }, /too long/],
    [201, { id: 'one' }, /no deployment/],
  ])('that GitHub answers with %s costs a warning, and the move is made', async (status, body, warning) => {
    stage.github.rule = ({ method }) => (method === 'POST' ? json(status, body) : undefined);
    const { code, recorded } = await stage.record(promoting('1.0.0', DEPLOY));
    expect([code, stage.live('prod'), recorded.deploymentId]).toEqual([null, '1.0.0', null]);
    expect(recorded.warnings).toEqual([expect.stringMatching(warning)]);
  });

  test.each([
    ['prod', [], true],
    ['production', [], true],
    ['preview', [], false],
    ['prod', ['dev', 'prod', 'live'], false],
    ['live', ['dev', 'live'], true],
  ])('to %s of the stages %j is production: %s', async (environment, stages, expected) => {
    await stage.record(promoting('1.0.0', { ...DEPLOY, environment, stages, allow: ['skip'] }));
    expect(stage.github.deployments).toMatchObject([{ environment, production_environment: expected }]);
  });
});

describe('the records of an organisation', () => {
  const adopting = () =>
    buildRequest({ ...RECORDS, digest: stage.at('1.0.0'), commit: commit('1.0.0'), environment: 'dev' });

  test('say where an adopted image is stored and live, and it is declared', async () => {
    const declared: string[] = [];
    const declare = (references: readonly string[]): string => {
      declared.push(...references);
      return 'left out';
    };
    const { recorded, log } = await stage.record(adopting(), { declare });
    const common = {
      name: NAME,
      digest: stage.at('1.0.0'),
      version: '1.0.0',
      github_repository: 'app',
      return_records: false,
    };
    expect(stage.github.storageRecords).toEqual([
      { ...common, registry_url: 'https://reg.test/', repository: 'team/app', status: 'active' },
    ]);
    expect(stage.github.deploymentRecords).toEqual([
      { ...common, status: 'deployed', deployment_name: 'team/app', logical_environment: 'dev' },
    ]);
    expect([declared, recorded.notices, recorded.warnings]).toEqual([
      [`${NAME}@${stage.at('1.0.0')}`],
      ['left out'],
      [],
    ]);
    expect(log).toContain('Records of team: 1 stored, 1 deployed');
  });

  test('of a registry without HTTPS say only where the image is live', async () => {
    const { recorded } = await stage.record(adopting(), { isPlainHttp: () => true });
    expect([stage.github.storageRecords.length, stage.github.deploymentRecords.length]).toEqual([0, 1]);
    expect(recorded.notices).toEqual([expect.stringContaining('plain HTTP')]);
  });

  test('are not there for a user, with a notice, and cost nothing where nothing is stored or moved', async () => {
    stage.github.ownerType = 'User';
    const { recorded } = await stage.record(adopting());
    expect(recorded.notices).toEqual([expect.stringContaining('team is not an organisation')]);
    expect([stage.github.storageRecords, stage.github.deploymentRecords]).toEqual([[], []]);
    await stage.record(promoting('1.0.0', { ...RECORDS, environment: 'dev' }));
    expect(stage.asked().filter((kind) => kind === 'GET /repos/team/app')).toHaveLength(1);
  });

  test.each([
    ['a refusal', json(403, { message: 'Forbidden' }), /`artifact-metadata: write`/],
    ['no repository', json(200, {}), /not a repository/],
  ])('cost a warning where GitHub answers with %s', async (_name, reply, warning) => {
    stage.github.rule = () => reply;
    const { code, recorded } = await stage.record(adopting());
    expect([code, recorded.warnings]).toEqual([null, [expect.stringMatching(warning)]]);
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { gatherStatus } from '../../src/modes/status.ts';
import { type ResultEntry, statusOutputs } from '../../src/report/outputs.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import type { Asked } from '../support/registries/memory-registry.ts';
import { buildRequest, promoting, rollbackRequest, statusRequest } from '../support/requests/requests.ts';
import { commitOfVersion, must, Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('c0ffee1');
const NAME = 'reg.test/team/app';
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0']) stage.release(version);
});

const KEYS = [
  ...['built', 'changed', 'changes', 'digest', 'environment', 'image', 'previous-digest', 'previous-version'],
  ...['result', 'revision', 'tags', 'version'],
];
const ENTRY_KEYS = [
  ...['image', 'digest', 'version', 'revision', 'environment', 'previousDigest', 'previousVersion'],
  ...['previousRevision', 'tags', 'changed', 'built'],
];

describe('the outputs of a successful run', () => {
  test('have exactly the documented names', async () => {
    const { outputs, entries } = must(await stage.play(promoting('1.0.0')));
    expect(Object.keys(outputs).sort()).toEqual([...KEYS, 'history-digest'].sort());
    expect(entries.map((entry) => Object.keys(entry))).toEqual([ENTRY_KEYS]);
  });

  test('are those of the first image, and equal its entry in the result', async () => {
    await stage.promote('prod', '1.0.0');
    const { outputs, entries } = must(await stage.play(promoting('1.1.0')));
    const [entry] = entries as [ResultEntry];
    expect(outputs).toEqual({
      image: `${NAME}@${stage.at('1.1.0')}`,
      digest: entry.digest,
      version: entry.version,
      revision: commitOfVersion('1.1.0'),
      environment: 'prod',
      tags: `${NAME}:prod`,
      'previous-digest': stage.at('1.0.0'),
      'previous-version': '1.0.0',
      'history-digest': stage.at('prod-history'),
      ...{ changed: 'true', built: 'false', changes: 'null', result: JSON.stringify(entries) },
    });
  });

  test('are empty where a value is unknown, which is null in the result', async () => {
    addIndex(stage.registry, APP, { seed: 'silent' }, ['silent']);
    const { outputs, entries } = must(await stage.play(promoting('silent')));
    expect(outputs).toMatchObject({ version: '', revision: '', 'previous-digest': '', 'previous-version': '' });
    expect(entries).toMatchObject([{ version: null, revision: null, previousDigest: null, previousVersion: null }]);
  });

  test('of a build without an environment have no environment and no history', async () => {
    const deps = { build: async () => addIndex(stage.registry, APP, { revision: COMMIT, build: '{}' }).digest };
    const { outputs, entries } = must(await stage.play(buildRequest(), { deps }));
    expect(Object.keys(outputs).sort()).toEqual(KEYS);
    expect(outputs).toMatchObject({ environment: '', built: 'true', revision: COMMIT });
    expect(entries).toMatchObject([{ environment: null, built: true, changed: true, tags: [`${NAME}:git-c0ffee1`] }]);
  });

  test('are one line each, except the tags', async () => {
    const { outputs } = must(await stage.play(promoting('1.0.0', { reason: 'two\nlines' })));
    const long = Object.entries(outputs).filter(([, value]) => value.includes('\n'));
    expect(long).toEqual([]);
  });

  test('have changed: true where only another tag than the environment’s was written', async () => {
    await stage.promote('prod', '1.0.0');
    const environmentTags = ['{{environment}}', 'stable'];
    const { outputs } = must(await stage.play(promoting('1.0.0', { environmentTags })));
    expect(outputs).toMatchObject({ changed: 'true', tags: `${NAME}:prod\n${NAME}:stable` });
  });
});

describe('the outputs of a run that failed', () => {
  test('at its guards have the known values, changed: false and no tags', async () => {
    await stage.promote('prod', '1.1.0');
    const { outputs, entries } = await stage.play(promoting('1.0.0'));
    expect(outputs).toMatchObject({
      image: `${NAME}@${stage.at('1.0.0')}`,
      ...{ version: '1.0.0', 'previous-version': '1.1.0', tags: '', changed: 'false', built: 'false' },
      'history-digest': stage.at('prod-history'),
    });
    expect(entries).toMatchObject([{ changed: false, tags: [] }]);
  });

  test('during its writes leave out changed', async () => {
    stage.registry.around = async (asked, act) => {
      if (asked.method === 'put' && asked.reference === 'prod') throw new ActionError('FORBIDDEN', 'no');
      return act();
    };
    const { outputs, code } = await stage.play(promoting('1.0.0'));
    expect(code).toBe('FORBIDDEN');
    expect(outputs).not.toHaveProperty('changed');
    expect(outputs).toMatchObject({ digest: stage.at('1.0.0'), tags: '' });
  });

  /** Refuses one request. */
  const refusing = (method: Asked['method'], reference: string | null = null): void => {
    stage.registry.around = async (asked, act) => {
      if (asked.method === method && (reference === null || asked.reference === reference))
        throw new ActionError('FORBIDDEN', 'no');
      return act();
    };
  };

  test.each(['prod', 'prod-history'])('at the push of %s leave out what cannot be determined', async (tag) => {
    await stage.promote('prod', '1.0.0');
    refusing('put', tag);
    const { outputs, entries, code } = await stage.play(promoting('1.1.0'));
    expect(code).toBe('FORBIDDEN');
    expect(Object.keys(outputs).sort()).toEqual(KEYS.filter((key) => key !== 'changed'));
    expect(entries).toMatchObject([
      { digest: stage.at('1.1.0'), version: '1.1.0', previousVersion: '1.0.0', tags: [] },
    ]);
    expect(entries.map(({ changed }) => changed)).toEqual([null]);
  });

  test.each<[string, Asked['method'], string | null]>([
    ['the commit tag', 'put', 'git-c0ffee1'],
    ['the blob of a history', 'ensureBlob', null],
    ['the history', 'put', 'dev-history'],
  ])('of a build at the push of %s have the known values', async (_name, method, reference) => {
    const deps = { build: async () => addIndex(stage.registry, APP, { revision: COMMIT, build: '{}' }).digest };
    refusing(method, reference);
    const played = await stage.play(buildRequest({ version: '2.0.0', environment: 'dev' }), { deps });
    expect(played.code).toBe('FORBIDDEN');
    const known = { revision: COMMIT, version: '2.0.0', environment: 'dev' };
    expect(played.outputs).toMatchObject({ ...known, built: 'true', digest: expect.stringMatching(/^sha256:/) });
    for (const key of ['changed', 'history-digest']) expect(played.outputs).not.toHaveProperty(key);
    expect(played.entries).toMatchObject([{ ...known, changed: null, built: true }]);
  });

  test('before the first tag was written have changed: false', async () => {
    refusing('ensureBlob');
    const { outputs, entries, code } = await stage.play(promoting('1.0.0'));
    expect(code).toBe('FORBIDDEN');
    expect(outputs).toMatchObject({ version: '1.0.0', environment: 'prod', changed: 'false', tags: '' });
    expect(entries).toMatchObject([{ changed: false }]);
  });

  test('during docker build have no digest, but the image and commit of the request', async () => {
    const build = async () => {
      throw new ActionError('BUILD_FAILED', 'no');
    };
    const given = buildRequest({ version: '2.0.0', environment: 'dev' });
    const { outputs, code } = await stage.play(given, { deps: { build } });
    expect(code).toBe('BUILD_FAILED');
    const known = { revision: COMMIT, version: '2.0.0', environment: 'dev' };
    expect(outputs).toMatchObject({ ...known, digest: '', built: 'false', changed: 'false' });
    expect(outputs).not.toHaveProperty('image');
  });

  test('before the build have no digest', async () => {
    const { outputs, entries } = await stage.play(buildRequest({ version: '1.0.0', tags: ['1.0.0'] }));
    expect(outputs).not.toHaveProperty('image');
    expect(outputs).toMatchObject({ digest: '', version: '1.0.0', revision: COMMIT, changed: 'false' });
    expect(entries).toMatchObject([{ digest: null }]);
  });
});

test('the outputs of a rollback that an earlier attempt completed equal the outputs of that attempt, with changed: false', async () => {
  await stage.promote('prod', '1.0.0', '1.1.0');
  const first = must(await stage.play(rollbackRequest(), { as: [9, 1] }));
  const again = must(await stage.play(rollbackRequest(), { as: [9, 2] }));
  const { result: _first, ...before } = first.outputs;
  const { result: _again, ...after } = again.outputs;
  expect(after).toEqual({ ...before, changed: 'false' });
});

describe('the outputs of status', () => {
  test('have the rows of all environments, and the history digest where there is one environment', async () => {
    await stage.promote('prod', '1.0.0');
    const one = statusRequest({ environments: ['prod'] });
    const outputs = statusOutputs(await gatherStatus(one, stage.registry, '2026-03-01T12:00:00Z'), one);
    expect(Object.keys(outputs).sort()).toEqual(['built', 'changed', 'environments', 'history-digest', 'metrics']);
    expect(outputs).toMatchObject({ changed: 'false', built: 'false', 'history-digest': stage.at('prod-history') });
    const two = statusRequest({ environments: ['dev', 'prod'] });
    expect(statusOutputs(await gatherStatus(two, stage.registry, '2026-03-01T12:00:00Z'), two)).not.toHaveProperty(
      'history-digest',
    );
  });

  test('have an environment only where the image is live in exactly one', async () => {
    await stage.promote('dev', '1.0.0');
    const request = statusRequest({ version: '1.0.0' });
    expect(
      statusOutputs(await gatherStatus(request, stage.registry, '2026-03-01T12:00:00Z'), request).environment,
    ).toBe('dev');
    await stage.promote('prod', '1.0.0');
    expect(
      statusOutputs(await gatherStatus(request, stage.registry, '2026-03-01T12:00:00Z'), request).environment,
    ).toBe('');
  });

  test('have no rows where there is nothing', () => {
    expect(
      statusOutputs({ environments: [], locations: [], warnings: [], exists: null, notices: [] }, statusRequest())
        .environments,
    ).toBe('[]');
  });
});

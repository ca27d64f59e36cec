import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Writing } from '../../src/execute/pipeline.ts';
import type { BuildRequest, PromoteRequest, RollbackRequest } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { buildRequest, promoting, rollbackRequest } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('c0ffee1');
let stage: Stage;
let moments: string[];
let writesAtBegin: number;

beforeEach(async () => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) stage.release(version);
  await stage.promote('prod', '1.0.0', '1.1.0');
  moments = [];
});

const writing: Writing = {
  begin: async () => {
    moments.push('begin');
    writesAtBegin = stage.registry.writes().length;
  },
  end: async ({ kind }) => void moments.push(`end: ${kind}`),
};

async function play(request: BuildRequest | PromoteRequest | RollbackRequest, putTag?: () => Promise<void>) {
  const build = async () => addIndex(stage.registry, APP, { revision: COMMIT, build: '{}' }).digest;
  const before = stage.registry.writes().length;
  const played = await stage.play(request, { deps: { writing, build, ...(putTag ? { putTag } : {}) } });
  return { ...played, writesBeforeBegin: writesAtBegin - before };
}

describe('writing begins once, before the first write, and ends once, after the last', () => {
  test.each<[string, BuildRequest | PromoteRequest | RollbackRequest]>([
    ['a promotion', promoting('2.0.0')],
    ['a rollback', rollbackRequest()],
    ['a build with an environment', buildRequest({ commit: COMMIT, version: '3.0.0', environment: 'dev' })],
  ])('in %s', async (_name, request) => {
    const { code, writesBeforeBegin } = await play(request);
    expect({ code, moments, writesBeforeBegin }).toEqual({
      code: null,
      moments: ['begin', 'end: done'],
      writesBeforeBegin: 0,
    });
  });
});

describe('writing ends', () => {
  test('with the failure of a write', async () => {
    const refuse = () => Promise.reject(new ActionError('FORBIDDEN', 'prod is refused'));
    const { code } = await play(promoting('2.0.0'), refuse);
    expect({ code, moments }).toEqual({ code: 'FORBIDDEN', moments: ['begin', 'end: failed'] });
  });
});

describe('writing never begins', () => {
  test.each<[string, PromoteRequest]>([
    ['in a dry run', promoting('2.0.0', { dryRun: true })],
    ['after a refusal', promoting('1.0.0')],
    ['where an image is missing', promoting('9.9.9')],
    ['where nothing changes', promoting('1.1.0')],
  ])('%s', async (_name, request) => {
    await play(request);
    expect(moments).toEqual([]);
  });
});

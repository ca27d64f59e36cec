import { beforeEach, describe, expect, test } from '@jest/globals';
import type { FileEntry, PromoteRequest } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import { digest, promoteRequest, promoting } from '../support/requests/requests.ts';
import { commitOfVersion, must, Stage } from '../support/requests/stage.ts';

const STAGES = ['dev', 'staging', 'prod'];
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) stage.release(version);
});

/** Runs a promotion, expects its refusal and that nothing was written, and returns the error message. */
async function refused(request: PromoteRequest): Promise<{ code: string | null; message: string }> {
  const before = stage.snapshot();
  const { code, message, writes } = await stage.play(request);
  expect(writes).toEqual([]);
  expect(stage.snapshot()).toEqual(before);
  return { code, message };
}

describe('a promotion to the next stage', () => {
  test('needs the same digest in the previous stage', async () => {
    for (const environment of STAGES) must(await stage.play(promoting('1.0.0', { environment, stages: STAGES })));
    expect(STAGES.map((name) => stage.live(name))).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  });

  test('is refused where the image was not live in the previous stage, with the image, the stage, its live image and the fix', async () => {
    await stage.promote('staging', '1.0.0');
    const { code, message } = await refused(promoting('1.1.0', { stages: STAGES }));
    expect(code).toBe('STAGE_SKIPPED');
    expect(message).toMatch(/^1\.1\.0 has not been in staging; 1\.0\.0 is live there \(reg\.test\/team\/app\)\. /);
    expect(message).toContain('allow: skip');
  });

  test('has no condition where that is the first stage', async () => {
    must(await stage.play(promoting('1.0.0', { environment: 'dev', stages: STAGES })));
  });

  test('passes where another image has replaced it in the previous stage since', async () => {
    await stage.promote('staging', '1.0.0', '1.1.0');
    must(await stage.play(promoting('1.0.0', { stages: STAGES })));
  });

  test('is refused where the previous stage was rolled back from the image', async () => {
    await stage.promote('staging', '1.0.0', '1.1.0');
    await stage.rollBack('staging');
    expect(await refused(promoting('1.1.0', { stages: STAGES }))).toMatchObject({
      code: 'STAGE_SKIPPED',
      message: expect.stringContaining('was rolled back in staging'),
    });
  });

  test('passes with allow: skip, with a warning and an entry in the history', async () => {
    const { warnings } = must(await stage.play(promoting('1.0.0', { stages: STAGES, allow: ['skip'] })));
    expect(warnings).toContainEqual(expect.stringContaining('Guard skip was overridden.'));
  });
});

describe('a downgrade', () => {
  test('is refused with both versions', async () => {
    await stage.promote('prod', '2.0.0');
    const { code, message } = await refused(promoting('1.1.0'));
    expect(code).toBe('DOWNGRADE');
    expect(message).toMatch(/1\.1\.0 is older than 2\.0\.0, which is live in prod \(.*\)\. .*mode: rollback/);
  });

  test('is refused by creation time where the live image has no version', async () => {
    const made = (created: string, tag: string) => addIndex(stage.registry, APP, { created, seed: tag }, [tag]);
    made('2026-01-02T00:00:00Z', 'young');
    made('2026-01-01T00:00:00Z', 'old');
    must(await stage.play(promoting('young')));
    expect(await refused(promoting('old'))).toMatchObject({ code: 'DOWNGRADE' });
  });

  test('that cannot be determined passes with a warning', async () => {
    addIndex(stage.registry, APP, { seed: 'silent' }, ['silent']);
    must(await stage.play(promoting('silent')));
    const { warnings } = must(await stage.play(promoting('1.0.0')));
    expect(warnings).toContainEqual(expect.stringContaining('Cannot determine which image is older'));
  });

  test('is refused where the live image got its version only after it went live', async () => {
    const revision = commitOf('1a7e');
    const { digest: named } = addIndex(stage.registry, APP, { revision, build: '{}', seed: 'late' }, ['git-1a7e000']);
    must(await stage.play(promoting('git-1a7e000')));
    stage.registry.point(APP, '1.5.0-1a7e000', named);
    expect(await refused(promoting('1.1.0'))).toMatchObject({
      code: 'DOWNGRADE',
      message: expect.stringContaining('is older than 1.5.0'),
    });
  });

  test('is refused where the live image was set outside this action', async () => {
    await stage.promote('prod', '1.0.0');
    stage.registry.point(APP, 'prod', stage.at('2.0.0') ?? '');
    expect(await refused(promoting('1.1.0'))).toMatchObject({ code: 'DOWNGRADE' });
  });
});

describe('the promotion of an image that its environment was rolled back from', () => {
  beforeEach(async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    await stage.rollBack('prod');
  });

  test('is refused', async () => {
    const { code, message } = await refused(promoting('1.1.0'));
    expect(code).toBe('ROLLED_BACK');
    expect(message).toMatch(/prod was rolled back from 1\.1\.0 \(.*\)\. .*allow: rolled-back/);
  });

  test('passes to another environment, and the next version passes to this one', async () => {
    await stage.promote('dev', '1.1.0');
    await stage.promote('prod', '2.0.0');
  });

  test('passes with allow: rolled-back, and the image can then be replaced and promoted again', async () => {
    must(await stage.play(promoting('1.1.0', { allow: ['rolled-back'] })));
    await stage.promote('prod', '2.0.0');
    must(await stage.play(promoting('1.1.0', { allow: ['downgrade'] })));
  });
});

describe('a promotion that several guards refuse', () => {
  test('fails with the code of the first, and the message has every refusal with its code', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    await stage.rollBack('prod');
    await stage.promote('prod', '2.0.0');
    const { code, message } = await refused(promoting('1.1.0', { stages: STAGES }));
    expect(code).toBe('STAGE_SKIPPED');
    expect(message.split('\n')).toEqual([
      expect.stringContaining('has not been in staging'),
      expect.stringMatching(/^DOWNGRADE: .*is older/),
      expect.stringMatching(/^ROLLED_BACK: .*was rolled back/),
    ]);
  });
});

describe('a tag of environment-tags', () => {
  const environmentTags = ['{{environment}}', '{{version}}-{{environment}}'];

  test('is refused where it names another image', async () => {
    stage.registry.point(APP, '1.1.0-prod', stage.at('1.0.0') ?? '');
    expect(await refused(promoting('1.1.0', { environmentTags }))).toMatchObject({ code: 'VERSION_EXISTS' });
    must(await stage.play(promoting('1.1.0', { environmentTags, allow: ['overwrite'] })));
    expect(stage.live('1.1.0-prod')).toBe('1.1.0');
  });

  test('is refused where it names another build, also with allow: rebuild', async () => {
    const tag = `1.1.0-${commitOfVersion('1.1.0').slice(0, 7)}`;
    stage.registry.point(APP, tag, stage.at('1.0.0') ?? '');
    const given = { environmentTags: ['{{environment}}', '{{version}}-{{sha}}'], allow: ['rebuild'] } as const;
    expect(await refused(promoting('1.1.0', given))).toMatchObject({ code: 'VERSION_EXISTS' });
    expect(stage.at(tag)).toBe(stage.at('1.0.0'));
  });

  test('is refused where it is the tag of an environment', async () => {
    await stage.promote('dev', '1.0.0');
    const given = { environmentTags: ['{{environment}}', 'dev'] };
    expect(await refused(promoting('1.1.0', given))).toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('a promotion from the file of an earlier run', () => {
  const entry = (given: Partial<FileEntry> = {}): FileEntry => ({
    image: APP,
    source: null,
    digest: stage.at('1.1.0') ?? '',
    version: '1.1.0',
    environment: 'prod',
    previousDigest: stage.at('1.0.0'),
    ...given,
  });
  const fromFile = (given: Partial<FileEntry> = {}, more: Partial<PromoteRequest> = {}): PromoteRequest =>
    promoteRequest({ source: { kind: 'file', entries: [entry(given)] }, ...more });

  test('promotes the digest in the file, with the version in the file', async () => {
    await stage.promote('prod', '1.0.0');
    const { outputs } = must(await stage.play(fromFile()));
    expect(outputs).toMatchObject({ digest: stage.at('1.1.0'), version: '1.1.0' });
  });

  test('is refused where the environment has moved since', async () => {
    await stage.promote('prod', '1.0.0', '2.0.0');
    const { code, message } = await refused(fromFile({}, { allow: ['downgrade'] }));
    expect(code).toBe('TAG_MOVED');
    expect(message).toContain(stage.at('2.0.0'));
    expect(message).toContain(stage.at('1.0.0'));
    // first of all that is wrong: what was approved is another move by now
    expect((await refused(fromFile())).code).toBe('TAG_MOVED');
    must(await stage.play(fromFile({}, { allow: ['downgrade', 'moved'] })));
  });

  test.each<[string, () => Partial<FileEntry>]>([
    ['is for another environment', () => ({ environment: 'staging', previousDigest: digest('other') })],
    ['is from a build without an environment', () => ({ environment: null, previousDigest: null })],
  ])('does not check the live image where the file %s', async (_name, given) => {
    await stage.promote('prod', '1.0.0');
    must(await stage.play(fromFile(given())));
  });

  test('fails with NOT_FOUND where the image was deleted', async () => {
    expect(await refused(fromFile({ digest: digest('gone') }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('fails with NOT_FOUND and the fix where the image was not copied to this repository yet', async () => {
    const { code, message } = await refused(fromFile({ digest: digest('gone'), environment: 'staging' }));
    expect(code).toBe('NOT_FOUND');
    expect(message).toContain('The file is of staging: promote it to staging first');
  });

  test('changes nothing when it runs again', async () => {
    await stage.promote('prod', '1.0.0');
    must(await stage.play(fromFile()));
    expect(must(await stage.play(fromFile())).writes).toEqual([]);
  });
});

describe('an image that was asked for by another name than its version', () => {
  test('is called by both in the refusal of a promotion', async () => {
    await stage.promote('staging', '1.0.0');
    const sha = commitOfVersion('1.1.0').slice(0, 9);
    const { message } = await refused(promoting(sha, { stages: STAGES }));
    expect(message).toContain(`1.1.0 (${sha}) has not been in staging`);
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { APP, addImage, addIndex, commitOf } from '../support/images/memory-images.ts';
import { digest, promoteRequest, promoting, runUrl } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const COMMIT = commitOf('abcdef1234567');
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
});

describe('the image of a promotion', () => {
  beforeEach(() => {
    stage.release('1.2.3', { revision: COMMIT });
    stage.release('1.2.4');
    stage.release('2.0.0-rc.1+build.5');
    addIndex(stage.registry, APP, { seed: 'main' }, ['main']);
  });

  test.each<[string, string, string, string | null]>([
    ['a version', '1.2.3', '1.2.3', '1.2.3'],
    ['a version with a v', 'v1.2.3', '1.2.3', '1.2.3'],
    ['a version with build metadata', '2.0.0-rc.1+build.5', '2.0.0-rc.1_build.5', '2.0.0-rc.1+build.5'],
    ['a version with build metadata and a v', 'v2.0.0-rc.1+build.5', '2.0.0-rc.1_build.5', '2.0.0-rc.1+build.5'],
    ['a version as it is written in a tag', '2.0.0-rc.1_build.5', '2.0.0-rc.1_build.5', '2.0.0-rc.1+build.5'],
    ['a version with its short commit', '1.2.3-abcdef1', '1.2.3', '1.2.3'],
    ['the first 7 characters of a commit', 'abcdef1', '1.2.3', '1.2.3'],
    ['the first 12 characters of a commit', 'abcdef123456', '1.2.3', '1.2.3'],
    ['a commit in upper case', 'ABCDEF12', '1.2.3', '1.2.3'],
    ['a full commit', COMMIT, '1.2.3', '1.2.3'],
    ['a commit tag', 'git-abcdef1', '1.2.3', '1.2.3'],
    ['a tag that is not a version', 'main', 'main', null],
  ])('is found by %s', async (_name, text, tag, version) => {
    const { outputs } = must(await stage.play(promoting(text)));
    expect(outputs).toMatchObject({ digest: stage.at(tag), version: version ?? '', changed: 'true' });
    expect(stage.at('prod')).toBe(stage.at(tag));
  });

  test('is found by digest', async () => {
    const named = stage.at('1.2.4') ?? '';
    must(await stage.play(promoting(named)));
    expect(stage.live('prod')).toBe('1.2.4');
  });

  test.each([12, 40])('is found by a short commit where commit tags have %i characters', async (length) => {
    const revision = commitOf('fedcba9876543210');
    const { digest: named } = addIndex(stage.registry, APP, { revision, seed: 'x' }, [
      `git-${revision.slice(0, length)}`,
    ]);
    must(await stage.play(promoting('fedcba98', { shaLength: length })));
    expect(stage.at('prod')).toBe(named);
  });

  test('is found by the commit tag with 40 characters where the short one names another commit', async () => {
    const other = commitOf('abcdef1999');
    const { digest: named } = addIndex(stage.registry, APP, { revision: other, seed: 'other' }, [`git-${other}`]);
    must(await stage.play(promoting('abcdef1999')));
    expect(stage.at('prod')).toBe(named);
    must(await stage.play(promoting(other, { environment: 'dev' })));
    expect(stage.at('dev')).toBe(named);
  });

  test('is refused where a short commit matches two builds, with both names', async () => {
    for (const rest of ['1', '2']) {
      const revision = commitOf(`beefbee${rest}`);
      addIndex(stage.registry, APP, { revision, seed: revision }, [`git-${revision}`]);
    }
    const { code, message } = await stage.play(promoting('beefbee'));
    expect(code).toBe('NOT_FOUND');
    expect(message).toContain(`git-${commitOf('beefbee1')}`);
    expect(message).toContain(`git-${commitOf('beefbee2')}`);
  });

  test('is found by commit with a warning where the image has no revision', async () => {
    addImage(stage.registry, APP, { seed: 'silent' }, ['git-5117e47']);
    const { warnings } = must(await stage.play(promoting('5117e47')));
    expect(warnings).toContainEqual(expect.stringContaining('has no revision'));
  });

  test('is found by a tag of that exact name before a commit', async () => {
    const { digest: named } = addIndex(stage.registry, APP, { seed: 'cafe' }, ['abcdef1']);
    must(await stage.play(promoting('abcdef1')));
    expect(stage.at('prod')).toBe(named);
  });
});

describe('a promotion of an image that does not exist', () => {
  test.each<[string, string]>([
    ['a version', '1.2.5'],
    ['a commit', '0badcaf'],
    ['a digest', digest('nowhere')],
    ['a tag', 'nightly'],
    ['a text that cannot be a tag', 'no such/thing'],
  ])('named by %s fails with NOT_FOUND and writes nothing', async (_name, text) => {
    stage.release('1.2.3');
    const before = stage.snapshot();
    const { code, message } = await stage.play(promoting(text));
    expect(code).toBe('NOT_FOUND');
    expect(message).toContain(`reg.test/team/app has no image "${text}"`);
    expect(stage.snapshot()).toEqual(before);
  });

  test('suggests the most similar tags in order, without history tags', async () => {
    for (const version of ['1.2.3', '1.2.4', '9.9.9', '1.20.5']) stage.release(version);
    await stage.promote('prod', '1.2.3');
    const { message } = await stage.play(promoting('1.2.5'));
    expect(message).toMatch(
      /The nearest tags are 1\.20\.5, 1\.2\.3, 1\.2\.4,|The nearest tags are 1\.2\.3, 1\.2\.4, 1\.20\.5,/,
    );
    expect(message).not.toContain('-history');
  });

  test('fails where the name is a history tag or the digest of a history', async () => {
    stage.release('1.0.0');
    await stage.promote('prod', '1.0.0');
    for (const text of ['prod-history', stage.at('prod-history') ?? ''])
      expect(await stage.play(promoting(text, { environment: 'dev' }))).toMatchObject({
        code: 'NOT_FOUND',
        writes: [],
      });
  });

  test('reports an empty repository', async () => {
    expect((await stage.play(promoting('1.0.0'))).message).toContain('no such repository, or it has no tags');
  });

  test('fails where nothing is live in the environment it is promoted from', async () => {
    const { code, message } = await stage.play(promoteRequest({ source: { kind: 'environment', name: 'dev' } }));
    expect(code).toBe('NOT_FOUND');
    expect(message).toContain('nothing is live in dev');
  });
});

describe('a promotion', () => {
  beforeEach(() => {
    for (const version of ['1.0.0', '1.1.0', '2.0.0']) stage.release(version);
  });

  test('writes the history first, then the tag, and outputs the previous and the new image', async () => {
    await stage.promote('prod', '1.0.0');
    const played = must(await stage.play(promoting('1.1.0', { reason: 'because' })));
    expect(played.writes).toEqual(['reg.test/team/app:prod-history', 'reg.test/team/app:prod']);
    expect(played.entries).toEqual([
      {
        image: 'reg.test/team/app',
        digest: stage.at('1.1.0'),
        version: '1.1.0',
        revision: expect.stringMatching(/^[0-9a-f]{40}$/),
        environment: 'prod',
        previousDigest: stage.at('1.0.0'),
        previousVersion: '1.0.0',
        previousRevision: expect.stringMatching(/^[0-9a-f]{40}$/),
        tags: ['reg.test/team/app:prod'],
        ...{ changed: true, built: false },
      },
    ]);
    expect(played.outputs['history-digest']).toBe(stage.at('prod-history'));
    expect(await stage.history('prod')).toEqual(['promote 1.0.0', 'promote 1.1.0']);
  });

  test('of the live image writes nothing and runs no guard', async () => {
    await stage.promote('prod', '1.0.0');
    const { writes, outputs, result } = must(await stage.play(promoting('1.0.0', { stages: ['dev', 'prod'] })));
    expect({ writes, changed: outputs.changed, checks: result?.plan.checks }).toEqual({
      writes: [],
      changed: 'false',
      checks: [],
    });
    expect(outputs.tags).toBe('reg.test/team/app:prod');
  });

  test('from another environment takes its live image, with the version in its history', async () => {
    const { digest: named } = addIndex(stage.registry, APP, { revision: COMMIT, seed: 'no version' }, ['3.0.0']);
    await stage.promote('staging', '3.0.0');
    const from = promoteRequest({ source: { kind: 'environment', name: 'staging' }, stages: ['staging', 'prod'] });
    const { outputs } = must(await stage.play(from));
    expect(outputs).toMatchObject({ digest: named, version: '3.0.0' });
  });

  test('writes environment-tags also where the image is live already', async () => {
    await stage.promote('prod', '1.0.0');
    const environmentTags = ['{{environment}}', '{{version}}-{{environment}}'];
    const { outputs, writes } = must(await stage.play(promoting('1.0.0', { environmentTags })));
    expect(writes).toEqual(['reg.test/team/app:1.0.0-prod']);
    expect(outputs.changed).toBe('true');
    expect(outputs.tags?.split('\n').sort()).toEqual(['reg.test/team/app:1.0.0-prod', 'reg.test/team/app:prod']);
  });

  test('with history: false moves the tag and writes no event, but guards still use the existing history', async () => {
    await stage.promote('prod', '2.0.0');
    expect(await stage.play(promoting('1.0.0', { history: false }))).toMatchObject({ code: 'DOWNGRADE', writes: [] });
    const { writes } = must(await stage.play(promoting('1.0.0', { history: false, allow: ['downgrade'] })));
    expect(writes).toEqual(['reg.test/team/app:prod']);
    expect(await stage.history('prod')).toEqual(['promote 2.0.0']);
  });

  test('records actor, time, run, reason and overridden guards', async () => {
    await stage.promote('prod', '2.0.0');
    must(await stage.play(promoting('1.0.0', { allow: ['downgrade'], reason: 'it burns' })));
    const bytes = stage.registry.look(APP, 'prod-history')?.bytes.toString() ?? '';
    const annotations = (JSON.parse(bytes) as { annotations: Record<string, string> }).annotations;
    expect(JSON.parse(annotations['vnd.build-once-promote.event.000002'] ?? '')).toMatchObject({
      ...{ action: 'promote', actor: 'ana', run: runUrl(2), reason: 'it burns', allowed: ['downgrade'] },
      previous: stage.at('2.0.0'),
    });
  });

  test('fails on a history that cannot be read, and does not overwrite it', async () => {
    stage.registry.point(APP, 'prod-history', stage.at('1.0.0') ?? '');
    expect(await stage.play(promoting('1.0.0'))).toMatchObject({ code: 'HISTORY_INVALID', writes: [] });
  });
});

test('a later attempt promotes what the first one did, and warns that its inputs now name another image', async () => {
  for (const version of ['1.0.0', '1.1.0']) stage.release(version);
  await stage.promote('dev', '1.0.0');
  const request = promoteRequest({ source: { kind: 'environment', name: 'dev' } });
  must(await stage.play(request, { as: [9, 1] }));
  await stage.promote('dev', '1.1.0');
  const again = must(await stage.play(request, { as: [9, 2] }));
  expect([stage.live('prod'), again.writes, again.outputs.version]).toEqual(['1.0.0', [], '1.0.0']);
  expect(again.warnings).toEqual([expect.stringContaining(`${stage.at('1.1.0')}, which its inputs name now`)]);
});

import { beforeEach, expect, test } from '@jest/globals';
import type { Repository } from '../../src/image/reference.ts';
import { readPolicyText } from '../../src/policy/document.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { holdRequest, promoting } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const API: Repository = { registry: 'reg.test', repository: 'team/api' };
const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
const images = [API, WEB];
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

test('holds of several images with other reasons are told one by one', async () => {
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

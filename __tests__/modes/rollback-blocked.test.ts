import { beforeEach, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { MarkRequest } from '../../src/request/request.ts';
import { holdRequest, rollbackRequest } from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const STAGES = ['staging', 'prod'];
let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) stage.release(version);
  await stage.promote('prod', '1.0.0', '1.1.0', '1.2.0');
  await stage.promote('staging', '1.2.0');
});

async function mark(as: 'blocked' | 'cleared', version: string): Promise<void> {
  const { until: _, ...common } = holdRequest();
  const request: MarkRequest = { ...common, mode: 'mark', environment: 'staging', as, version, reason: 'CVE 1' };
  must(await stage.play(request));
}

test('a rollback does not go to an image that is blocked in the stage below, and names the next', async () => {
  await mark('blocked', '1.1.0');
  for (const version of [null, '1.1.0']) {
    const { code, message } = await stage.play(rollbackRequest({ stages: STAGES, version }));
    expect(code).toBe('BLOCKED');
    expect(message).toContain('1.1.0 is blocked in staging');
    expect(message).toContain('CVE 1');
  }
  const { message } = await stage.play(rollbackRequest({ stages: STAGES }));
  expect(message).toContain('set version: 1.0.0');
  expect(stage.live('prod')).toBe('1.2.0');
});

test('the next image that it names is not blocked in the stage below either', async () => {
  for (const version of ['1.1.0', '1.0.0']) await mark('blocked', version);
  const { code, message } = await stage.play(rollbackRequest({ stages: STAGES }));
  expect([code, message.includes('set version')]).toEqual(['BLOCKED', false]);
});

test.each([
  ['it is cleared', { stages: STAGES }, true],
  ['the guard is overridden', { stages: STAGES, allow: ['blocked' as const] }, false],
  ['no stages are known', {}, false],
])('it goes there where %s', async (_, given, isCleared) => {
  await mark('blocked', '1.1.0');
  if (isCleared) await mark('cleared', '1.1.0');
  must(await stage.play(rollbackRequest(given)));
  expect(stage.live('prod')).toBe('1.1.0');
});

test('a history of the stage below that cannot be read ends no rollback, and is warned of', async () => {
  stage.registry.around = async (asked, act) => {
    if (asked.method === 'get' && asked.reference === 'staging-history') throw new ActionError('FORBIDDEN', 'denied');
    return act();
  };
  const { warnings } = must(await stage.play(rollbackRequest({ stages: STAGES })));
  expect(stage.live('prod')).toBe('1.1.0');
  expect(warnings.join()).toContain('whether staging has blocked the image is unknown. denied');
});

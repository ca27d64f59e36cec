import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Repository } from '../../src/image/reference.ts';
import { gatherStatus } from '../../src/modes/status.ts';
import { lastLines } from '../../src/report/lines.ts';
import { statusSummary } from '../../src/report/status-summary.ts';
import { summaryOf } from '../../src/report/summary.ts';
import type { MarkRequest, PlanningRequest, ResumeRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { holdRequest, promoting, statusRequest } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';
import { problemsOf } from '../support/runner/markdown.ts';

const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
const BOTH = [APP, WEB];
const UNTIL = { kind: 'at', time: '2099-01-01T00:00:00Z' } as const;
let stage: Stage;

beforeEach(async () => {
  stage = new Stage();
  for (const image of BOTH) for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
  await stage.play(promoting('1.0.0', { images: BOTH }));
});

async function summary(request: PlanningRequest): Promise<{ heading: string; text: string; log: string[] }> {
  const { result, outputs } = await stage.play(request);
  if (!result) throw new Error('the run failed while reading');
  const text = summaryOf(request, result);
  expect(problemsOf(text)).toEqual([]);
  return { heading: text.split('\n')[0] ?? '', text, log: lastLines(request, result, outputs) };
}

const { until: _, ...common } = holdRequest();
const mark = (given: Partial<MarkRequest> = {}): MarkRequest => ({
  ...{ ...common, mode: 'mark', as: 'blocked', version: '1.1.0' },
  ...given,
});
const resume = (given: Partial<ResumeRequest> = {}): ResumeRequest => ({ ...common, mode: 'resume', ...given });

describe('the summary of a hold', () => {
  test('says once who holds the environment, and why', async () => {
    const { heading, text } = await summary(holdRequest({ reason: 'incident 7', until: UNTIL }));
    expect(heading).toBe('### ⏸️ Put prod on hold until 2099-01-01 00:00 UTC');
    expect(text.match(/incident 7/g)).toHaveLength(1);
    expect(text).toContain('| on hold | until 2099-01-01 00:00 UTC |');
  });

  test('of several images has what is live in one column, and counts the images', async () => {
    const { heading, text, log } = await summary(holdRequest({ images: BOTH }));
    expect(heading).toBe('### ⏸️ Put prod on hold (2 images)');
    expect(text).toContain('| in prod | live | commit | result |');
    expect(log.filter((line) => line.includes('has been live'))).toEqual([]);
  });

  test('says in a later run by whom the environment is held', async () => {
    await stage.play(holdRequest({ reason: 'incident 7' }));
    const { text } = await summary(mark({ as: 'verified', version: null }));
    expect(text).toMatch(/\| on hold \| until it is ended, since .*incident 7 \|/);
  });
});

describe('the summary of the end of a hold', () => {
  test('says where there is no hold', async () => {
    expect((await summary(resume())).heading).toBe('### ✅ No change: prod is not on hold');
  });
});

describe('the summary of status', () => {
  test('has the holds and marks of several images once where they are equal', async () => {
    await stage.play(holdRequest({ images: BOTH, reason: 'incident 7' }));
    await stage.play(mark({ images: [WEB], as: 'verified', version: null, reason: 'smoke tests' }));
    const request = statusRequest({ images: BOTH });
    const text = statusSummary(request, await gatherStatus(request, stage.registry, '2026-03-01T12:00:00Z'));
    expect(problemsOf(text)).toEqual([]);
    expect(text.match(/^- \*\*prod\*\* until it is ended, .*incident 7$/gm)).toHaveLength(1);
    expect(text.match(/^- \*\*prod\*\* of `web` 1\.0\.0 verified at .*smoke tests$/gm)).toHaveLength(1);
  });
});

describe('the summary of a mark', () => {
  test('of an image that is not live says what is live', async () => {
    const { heading, text } = await summary(mark());
    expect(heading).toBe('### ⛔ Marked 1.1.0 as blocked in prod');
    expect(text).toContain('|  | this run |');
    expect(text).toContain('| live in prod | **1.0.0**');
    expect(text).toContain('| marked | **1.1.0** |');
  });

  test('of several images does not say that the marked images are live', async () => {
    const { text } = await summary(mark({ images: BOTH }));
    expect(text).toContain('| in prod | live | marked | commit | result |');
    expect(text).toContain('| 1.0.0 | **1.1.0** |');
  });
});

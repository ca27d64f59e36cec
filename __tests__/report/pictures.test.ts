import { beforeEach, describe, expect, test } from '@jest/globals';
import { gatherStatus } from '../../src/modes/status.ts';
import { mermaidText } from '../../src/report/mermaid.ts';
import { statusSummary } from '../../src/report/status-summary.ts';
import { summaryOf } from '../../src/report/summary.ts';
import type { PromoteRequest, StatusRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { promoting, rollbackRequest, statusRequest } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';
import { problemsOf } from '../support/runner/markdown.ts';

const STAGES = ['dev', 'staging', 'prod'];
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) stage.release(version);
});

async function statusOf(given: Partial<StatusRequest> = {}): Promise<string> {
  const request = statusRequest({ environments: STAGES, ...given });
  const facts = await gatherStatus(request, stage.registry, '2026-03-01T12:00:00Z');
  const text = statusSummary(request, facts, [], Date.parse('2026-03-04T12:00:00Z'));
  expect(problemsOf(text)).toEqual([]);
  return text;
}

async function promoted(request: PromoteRequest): Promise<string> {
  const { result } = await stage.play(request);
  if (!result) throw new Error('the run failed while reading');
  const text = summaryOf(request, result);
  expect(problemsOf(text)).toEqual([]);
  return text;
}

describe('the summary of a promotion', () => {
  test('draws the stages, with what moved in one of them', async () => {
    await stage.promote('staging', '1.0.0', '1.1.0');
    await stage.promote('prod', '1.0.0');
    const text = await promoted(promoting('1.1.0', { stages: STAGES }));
    expect(text).toContain('  s2["prod: 1.0.0 → 1.1.0"]:::moved');
    expect(text).toContain('  s0 --> s1\n  s1 ==> s2');
    expect(text).not.toContain('stroke-dasharray');
    const dry = await promoted(promoting('1.1.0', { stages: STAGES, environment: 'dev', dryRun: true }));
    expect(dry).toContain('stroke-dasharray');
  });

  test('of many images has warnings first, then what moves, then the table', async () => {
    const images = Array.from({ length: 11 }, (_, index) => ({ ...APP, repository: `team/app-${index}` }));
    for (const image of images) for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
    await stage.play(promoting('1.1.0', { images }));
    const text = await promoted(promoting('1.0.0', { images, stages: ['prod', 'live'], allow: ['downgrade'] }));
    const order = ['[!WARNING]', 'prod: 1.1.0 → 1.0.0 (11\u00a0images)', '| `app-0` |'].map((part) =>
      text.indexOf(part),
    );
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('draws nothing without stages, or where nothing moves', async () => {
    expect(await promoted(promoting('1.0.0'))).not.toContain('mermaid');
    const again = promoting('1.0.0', { stages: ['prod', 'other'] });
    expect(await promoted(again)).not.toContain('mermaid');
  });
});

describe('the summary of status', () => {
  test('has ages, and how many images a stage is behind the one before it', async () => {
    await stage.promote('dev', '1.0.0', '1.1.0', '1.2.0');
    await stage.promote('staging', '1.0.0', '1.1.0');
    await stage.promote('prod', '1.1.0');
    const rows = (await statusOf()).split('\n').filter((line) => line.startsWith('| **'));
    expect(rows.map((line) => line.split(' | ').slice(1, 3))).toEqual([
      ['1.2.0', '–'],
      ['1.1.0', '1&nbsp;behind'],
      ['1.1.0', '–'],
    ]);
    for (const row of rows) expect(row).toMatch(/UTC \(2&nbsp;d\)/);
  });

  test('says where a stage is ahead, or has an image that the one before never had', async () => {
    await stage.promote('staging', '1.0.0');
    await stage.promote('prod', '1.0.0', '1.1.0');
    expect(await statusOf({ environments: ['staging', 'prod'] })).toContain('| 1.1.0 | ahead |');
    expect(await statusOf({ environments: ['prod', 'staging'] })).toContain('| 1.0.0 | 1&nbsp;behind |');
    await stage.promote('dev', '1.2.0');
    expect(await statusOf({ environments: ['dev', 'staging'] })).toContain('| 1.0.0 | not in dev |');
  });

  test('has a timeline of the last releases, rollbacks among them', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    await stage.play(rollbackRequest());
    const text = await statusOf();
    expect(text).toContain('```mermaid\ntimeline\n');
    expect(text).toMatch(/2026-03-01 : prod 1\.0\.0 : prod 1\.1\.0 : prod back to 1\.0\.0/);
  });

  test('of several images has those with drift first', async () => {
    const others = ['alpha', 'beta', 'gamma'].map((name) => ({ ...APP, repository: `team/${name}` }));
    for (const image of others) {
      for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
      await stage.play(promoting('1.0.0', { images: [image] }));
    }
    const [, beta] = others;
    stage.registry.point(beta!, 'prod', stage.at('1.1.0', beta) ?? '');
    const rows = (await statusOf({ images: others })).split('\n').filter((line) => /^\| `\w+` \|/.test(line));
    expect(rows.map((line) => /`(\w+)`/.exec(line)?.[1])).toEqual(['beta', 'alpha', 'gamma']);
    const heading = (await statusOf({ images: others })).split('\n')[0];
    expect(heading).toBe('### ⚠️ prod of beta was changed outside this action');
  });

  test('of several images marks a history that cannot be read, and a tag that was deleted', async () => {
    const other = { ...APP, repository: 'team/other' };
    for (const image of [APP, other]) {
      stage.release('1.0.0', {}, image);
      await stage.play(promoting('1.0.0', { images: [image] }));
    }
    stage.registry.point(APP, 'prod-history', stage.at('1.0.0') ?? '');
    stage.registry.repository(other).tags.delete('prod');
    const text = await statusOf({ images: [APP, other] });
    expect(text).toMatch(/^\| `app` \|.*\*\*1\.0\.0\*\* ⚠️ \|$/m);
    expect(text).toMatch(/^\| `other` \|.* – ⚠️ \|$/m);
  });
});

test('text in a diagram has only the characters of names', () => {
  const evil = 'x : y; "<script>" %%{init}%% [a](b) #lt; `c`\n  section z\u202e';
  expect(mermaidText(evil)).toMatch(/^[\w.+ ()-]+…?$/);
  expect(mermaidText('1.0.0-rc.1+build.5')).toBe('1.0.0-rc.1+build.5');
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import type { FiguresWindow, Metrics } from '../../src/figures/types.ts';
import { type EnvironmentReport, gatherStatus } from '../../src/modes/status.ts';
import { figuresBlock, figuresLine } from '../../src/report/figures.ts';
import { mermaidText } from '../../src/report/mermaid.ts';
import { statusSummary } from '../../src/report/status-summary.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { timelineBlock } from '../../src/report/timeline.ts';
import type { PromoteRequest, StatusRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { reportOf } from '../support/images/reports.ts';
import { promoting, rollbackRequest, statusRequest } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';
import { problemsOf } from '../support/runner/markdown.ts';

const STAGES = ['dev', 'staging', 'prod'];

describe('pictures of a summary:', () => {
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
});

const none = { value: null, events: 0 };
const window = (more: Partial<FiguresWindow> = {}): FiguresWindow => ({
  days: 30,
  deploymentFrequency: { value: 2.8, events: 12 },
  changeLeadTime: { value: 3 * 86_400, events: 11 },
  changeFailRate: { value: 1 / 12, events: 12 },
  failedDeploymentRecoveryTime: none,
  deploymentReworkRate: none,
  ...more,
});
const metrics = (windows: FiguresWindow[]): Metrics => ({
  image: 'ghcr.io/acme/shop',
  environment: 'prod',
  since: null,
  windows,
});

describe('the figures', () => {
  test('are a folded table, in which what is unknown is a dash', () => {
    const text = figuresBlock([metrics([window()])]);
    expect(text).toMatch(/^<details>/);
    expect(text).toContain('| prod | 30 | 2.8 a week (12) | 3.0 days (11) | at least 8 % (12) | – | – |');
    expect(text).toContain('how many events a figure rests on');
  });

  test('are no text where nothing was promoted', () => {
    const nothing = window({ deploymentFrequency: { value: 0, events: 0 } });
    expect(figuresBlock([metrics([nothing])])).toBe('');
    expect(figuresLine(nothing)).toBeNull();
  });

  test('are one line of those that are known', () => {
    expect(figuresLine(window())).toBe(
      'in 30 days: promotions 2.8 a week (12); lead time 3.0 days (11); rolled back or blocked at least 8 % (12)',
    );
    expect(figuresLine(window({ deploymentReworkRate: { value: 0.5, events: 2 } }))).toMatch(/; rework 50 % \(2\)$/);
  });
});

/** The report of an image that was promoted to prod once a day. @param releases their numbers, oldest first */
function daily(image: string, releases: readonly number[]): EnvironmentReport {
  return reportOf({ image, environment: 'prod', releases }).report;
}

/** The columns of a timeline, without the year and month of their days. */
function columns(block: string): string[] {
  return [...block.matchAll(/^ {2}\d{4}-\d\d-(\d\d : .*)$/gm)].map(([, column = '']) => column);
}

describe('the timeline of a status', () => {
  test('has the last six days on which something was released, the oldest first', () => {
    const days = columns(timelineBlock([daily('one', [1, 2, 3, 4, 5, 6, 7, 8])]));
    expect(days.map((day) => day.slice(' 1 : '.length))).toEqual([
      ...['prod 1.3.0', 'prod 1.4.0', 'prod 1.5.0', 'prod 1.6.0', 'prod 1.7.0', 'prod 1.8.0'],
    ]);
    expect(days.toSorted()).toEqual(days);
  });

  test('counts images that were released as one version on one day', () => {
    const [day] = columns(timelineBlock(['a', 'b', 'c'].map((image) => daily(image, [1]))));
    expect(day).toMatch(/^\d\d : prod 1\.1\.0 \(3 images\)$/);
  });

  test('shows the last three of a long day', () => {
    const [day] = columns(timelineBlock([1, 2, 3, 4, 5].map((number) => daily(`image-${number}`, [number]))));
    expect(day).toMatch(/^\d\d : 2 more : prod 1\.3\.0 : prod 1\.4\.0 : prod 1\.5\.0$/);
  });

  test('is empty where fewer than two images were released', () => {
    expect(timelineBlock([daily('one', [1])])).toBe('');
    expect(timelineBlock([])).toBe('');
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { encodeHistory } from '../../src/history/codec.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { prepareHistory } from '../../src/history/store.ts';
import type { Repository } from '../../src/image/reference.ts';
import { gatherStatus } from '../../src/modes/status.ts';
import { statusSummary } from '../../src/report/status-summary.ts';
import type { StatusRequest } from '../../src/request/request.ts';
import { event, historyOf } from '../support/images/histories.ts';
import { APP } from '../support/images/memory-images.ts';
import { holdRequest, promoting, runUrl, SOURCE, statusRequest } from '../support/requests/requests.ts';
import { commitOfVersion, Stage } from '../support/requests/stage.ts';
import { HOSTILE, problemsOf } from '../support/runner/markdown.ts';

const STAGES = ['dev', 'staging', 'prod'];
const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const version of ['1.0.0', '1.1.0']) for (const image of [APP, WEB]) stage.release(version, {}, image);
});

/** The job summary of `status`, whose Markdown must be valid. */
async function summary(given: Partial<StatusRequest> = {}): Promise<string> {
  const request = statusRequest({ environments: STAGES, ...given });
  const text = statusSummary(request, await gatherStatus(request, stage.registry, '2026-03-01T12:00:00Z'));
  expect(problemsOf(text)).toEqual([]);
  return text;
}

/** The row of an environment. */
async function row(environment: string): Promise<string> {
  return (await summary()).split('\n').find((line) => line.startsWith(`| **${environment}**`)) ?? '';
}

describe('the summary of status', () => {
  test('has one row per stage in order, also where nothing is live', async () => {
    await stage.promote('prod', '1.0.0');
    const rows = (await summary()).split('\n').flatMap((line) => /^\| \*\*(\w+)\*\*/.exec(line)?.[1] ?? []);
    expect(rows).toEqual(STAGES);
  });

  test('has the image, commit, time, actor and run of each environment', async () => {
    await stage.promote('prod', '1.0.0');
    const line = await row('prod');
    expect(line).toContain('| 1.0.0 |');
    expect(line).toContain(`\`${(stage.at('1.0.0') ?? '').slice(0, 19)}\``);
    expect(line).toContain(`](${SOURCE}/commit/${commitOfVersion('1.0.0')})`);
    expect(line).toContain('2026&#8209;03&#8209;01&nbsp;12:01&nbsp;UTC');
    expect(line).toContain('| ana |');
    expect(line).toContain(`[promote](${runUrl(1)})`);
  });

  test('reports a change made outside this action', async () => {
    await stage.promote('prod', '1.0.0');
    stage.registry.point(APP, 'prod', stage.at('1.1.0') ?? '');
    expect(await row('prod')).toContain('⚠️');
    expect(await summary()).toContain('changed outside this action');
  });

  test('reports a deleted tag', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    stage.registry.repository(APP).tags.delete('prod');
    expect(await summary()).toContain('deleted outside this action');
  });

  test('reports an interrupted run and its target', async () => {
    await stage.promote('prod', '1.0.0', '1.1.0');
    stage.registry.point(APP, 'prod', stage.at('1.0.0') ?? '');
    const text = await summary();
    expect(await row('prod')).toContain('⏳');
    expect(text).toContain('a promotion of 1.1.0 started');
    expect(text.split('\n')[0]).toBe('### ⏳ A promotion to prod was interrupted');
  });

  test('reports a history that cannot be read, once and in full, and nothing else of that environment', async () => {
    await stage.promote('dev', '1.0.0');
    stage.registry.point(APP, 'staging-history', stage.at('1.0.0') ?? '');
    const text = await summary();
    expect(text.split('\n')[0]).toBe('### ⚠️ The history of staging cannot be read');
    expect(text.match(/Could not read the history/g)).toHaveLength(1);
    expect(text).toContain('this loses the history, but no image.');
    expect(text).not.toContain('nothing was ever live in staging');
  });

  test('says in its first line which environments are on hold', async () => {
    await stage.promote('dev', '1.0.0');
    await stage.promote('prod', '1.0.0');
    await stage.play(holdRequest());
    expect((await summary()).split('\n')[0]).toBe('### 🔭 prod 1.0.0 (on hold) · dev 1.0.0');
  });

  test('has the state of an environment before what may be cut at the right', async () => {
    await stage.promote('prod', '1.0.0');
    expect(await summary()).toContain('| environment | version | lag | action | since | by | commit | digest |');
  });

  test('of several images has one column per environment, with the details folded', async () => {
    const images = [APP, WEB];
    await stage.play(promoting('1.0.0', { images }));
    const text = await summary({ images });
    expect(text).toMatch(/\| {2}\| dev \| staging \| prod \|/);
    expect(text.split('\n').filter((line) => /^\| `(app|web)` \|/.test(line))).toHaveLength(2);
    expect(text).toContain('<details>');
  });

  test('of a thousand images is written in linear time', async () => {
    await stage.promote('prod', '1.0.0');
    const { environments: rowsOfMany } = await gatherStatus(
      statusRequest({ environments: STAGES }),
      stage.registry,
      '2026-03-01T12:00:00Z',
    );
    let looks = 0;
    const many = Array.from({ length: 1000 }, (_, index) =>
      rowsOfMany.map((standing) => ({
        ...standing,
        get row() {
          looks += 1;
          return { ...standing.row, image: `${standing.row.image}-${index}` };
        },
      })),
    ).flat();
    const text = statusSummary(statusRequest(), {
      environments: many,
      locations: [],
      warnings: [],
      exists: null,
      notices: [],
    });
    expect(text.split('\n').filter((line) => line.startsWith('| **prod** |'))).toHaveLength(1000);
    expect(looks).toBeLessThan(40 * many.length);
  });

  test('of several images has its warnings above the table, which may be long', async () => {
    await stage.play(promoting('1.0.0', { images: [APP, WEB] }));
    stage.registry.point(WEB, 'prod', stage.at('1.1.0', WEB) ?? '');
    expect(await summary({ images: [APP, WEB] })).toMatch(/changed outside this action[\s\S]*\| `web` \|/);
  });

  test('of several images names the images of a reason that is not for all', async () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ registry: 'reg.test', repository: `team/${name}` }));
    for (const image of many) stage.release('1.0.0', {}, image);
    const images = [APP, WEB, ...many];
    await stage.play(promoting('1.0.0', { images, reason: 'Spring' }));
    expect(await summary({ images })).toMatch(/- \*\*prod\*\*: Spring\n/);
    await stage.play(promoting('1.1.0', { images: [WEB], reason: 'Autumn' }));
    const text = await summary({ images });
    expect(text).toContain('- **prod** of `web`: Autumn');
    expect(text).toContain('- **prod** of `app`, `a`, `b`, `c`, `d` and 2 more: Spring');
  });

  test('reports that there are no environments', async () => {
    expect(await summary({ environments: [] })).toContain('No environment has a history here yet');
  });

  test('with a version has the environments and tags of that image', async () => {
    await stage.promote('dev', '1.0.0');
    const text = await summary({ version: '1.0.0' });
    expect(text).toContain('| live in | `dev` |');
    expect(text).toContain('`1.0.0`');
    expect(text).toContain(`image: reg.test/team/app@${stage.at('1.0.0')}`);
  });

  test('with a version has one row per image of several', async () => {
    await stage.promote('dev', '1.0.0');
    const text = await summary({ images: [APP, WEB], version: '1.0.0' });
    expect(text).toMatch(/\| `app` \| 1\.0\.0 \| `sha256:\w+` \| .* \| `dev` \| .*`1\.0\.0`.* \|/);
    expect(text).toMatch(/\| `web` \| 1\.0\.0 \| `sha256:\w+` \| .* \| no environment \|/);
  });
});

describe('untrusted text in a history is escaped in the summary of status', () => {
  /** Writes a history whose last event has untrusted text. */
  async function write(given: Partial<HistoryEvent>, live: string): Promise<void> {
    const digest = stage.at('1.0.0') ?? '';
    const before = event('promote', 'A', { digest: stage.at('1.1.0') ?? '' });
    const last = { ...event('promote', 'A', { previous: before.digest, ...given }), digest };
    await prepareHistory(stage.registry, APP);
    await stage.registry.put(APP, 'prod-history', encodeHistory(historyOf([before, last])));
    stage.registry.point(APP, 'prod', stage.at(live) ?? '');
  }

  test.each(Object.entries(HOSTILE))('%s as actor, run, reason and version', async (_name, hostile) => {
    const given = {
      actor: hostile,
      run: hostile,
      reason: hostile,
      version: hostile,
      revision: hostile,
      created: hostile,
    };
    for (const live of ['1.0.0', '1.1.0']) {
      await write(given, live);
      await summary();
      await summary({ images: [APP, WEB], version: '1.0.0' });
    }
  });

  test.each(Object.entries(HOSTILE))('%s as a tag', async (_name, hostile) => {
    stage.registry.point(APP, hostile, stage.at('1.0.0') ?? '');
    await summary({ version: '1.0.0' });
  });
});

import { lstatSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { entryOf } from '../../src/board/entry.ts';
import { escapeHtml, jsonForScript, linkTo } from '../../src/board/html.ts';
import { boardOf } from '../../src/board/model.ts';
import type { Board } from '../../src/board/types.ts';
import { writeBoard } from '../../src/board/write.ts';
import { metricsOf } from '../../src/figures/metrics.ts';
import { type ReportOptions, reportOf } from '../support/images/reports.ts';
import { START } from '../support/requests/requests.ts';

const AT = new Date(START).toISOString();

function board(reports: readonly ReportOptions[], stages: readonly string[] = []): Board {
  const entries = reports.map((options) => {
    const studied = reportOf(options);
    return entryOf(studied, metricsOf({ ...studied.report.row, ...studied }, START));
  });
  return boardOf(entries, AT, stages);
}

/** An image with the releases that are live in its stages: the last of each list. */
const image = (name: string, stages: Record<string, number[]>, more: Partial<ReportOptions> = {}): ReportOptions[] =>
  Object.entries(stages).map(([environment, releases]) => ({ image: name, environment, releases, ...more }));

describe('the rows of a board', () => {
  test('are ordered: drift, lag, name', () => {
    const { rows } = board([
      ...image('r/acme/alpha', { dev: [1], prod: [1] }),
      ...image('r/acme/beta', { dev: [1, 2], prod: [1] }),
      ...image('r/acme/gamma', { dev: [1], prod: [1] }, { movedTo: 'x' }),
    ]);
    expect(rows.map(({ name }) => name)).toEqual(['gamma', 'beta', 'alpha']);
    expect(rows[1]?.cells.map((cell) => cell?.lag)).toEqual([null, '1 behind dev']);
  });

  test('have those on hold after drift and before lag, with who, until when and why', () => {
    const { report, ...studied } = reportOf({ image: 'r/acme/held', environment: 'prod', releases: [1] });
    const held = { by: 'ada', since: AT, until: '2026-12-01T00:00:00Z', reason: 'sale' };
    const onHold = { ...studied, report: { ...report, row: { ...report.row, held } } };
    const others = [
      ...image('r/acme/behind', { dev: [1, 2], prod: [1] }),
      ...image('r/acme/drift', { prod: [1] }, { movedTo: 'x' }),
    ].map(reportOf);
    const { rows } = boardOf(
      [...others, onHold].map((each) => entryOf(each, metricsOf({ ...each.report.row, ...each }, START))),
      AT,
    );
    expect(rows.map(({ name }) => name)).toEqual(['drift', 'held', 'behind']);
    expect(rows[1]?.cells.at(-1)?.held).toBe('sale, by ada, until 2026-12-01T00:00:00Z');
  });

  test.each<[string, Record<string, number[]>, string | null]>([
    ['the same image', { dev: [1, 2], prod: [1, 2] }, null],
    ['images behind', { dev: [1, 2, 3], prod: [1] }, '2 behind dev'],
    ['an image that was there before is no newer one', { dev: [2, 1, 2, 3], prod: [1] }, '1 behind dev'],
    ['an image that the previous stage has left', { dev: [1], prod: [1, 2] }, 'ahead of dev'],
    ['an image that the previous stage never had', { dev: [1], prod: [2] }, 'not in dev'],
    ['nothing yet', { dev: [1], prod: [] }, 'behind dev'],
    ['what the previous stage lacks', { dev: [], prod: [1] }, null],
  ])('say how a stage compares with the previous one: %s', (_name, stages, lag) => {
    const [row] = board(image('r/a/shop', stages)).rows;
    expect(row?.cells[1]?.lag).toBe(lag);
  });

  test('count at least one image where the previous stage was changed by hand', () => {
    const [row] = board([
      ...image('r/a/shop', { dev: [1, 2] }, { movedTo: 'x' }),
      ...image('r/a/shop', { prod: [1] }),
    ]).rows;
    expect(row?.cells[1]?.lag).toBe('1 behind dev');
  });

  test('do not say that an image was never in the previous stage, where the history of that cannot be read', () => {
    const rowOf = (prod: number[]) =>
      board([...image('r/a/shop', { dev: [1, 2] }, { problem: 'no' }), ...image('r/a/shop', { prod })]).rows[0];
    expect(rowOf([1])?.cells[1]?.lag).toBe('not as in dev');
    // its own history tells
    expect(rowOf([2, 3])?.cells[1]?.lag).toBe('ahead of dev');
  });

  test('join an image that goes to another registry for its last stage', () => {
    const { rows, stages } = board(
      [
        ...image('ghcr.io/acme/shop', { dev: [1], prod: [] }),
        ...image('registry.example.com/live/shop', { dev: [], prod: [1] }),
      ],
      ['dev', 'prod'],
    );
    expect(stages).toEqual(['dev', 'prod']);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.cells.map((cell) => cell?.image)).toEqual(['ghcr.io/acme/shop', 'registry.example.com/live/shop']);
    // the same digest in both is no lag
    expect(rows[0]?.cells[1]?.lag).toBeNull();
  });

  test('do not join images that have the same stage, or are in one registry', () => {
    expect(board([...image('a.io/x/shop', { prod: [1] }), ...image('b.io/x/shop', { prod: [1] })]).rows).toHaveLength(
      2,
    );
    expect(board([...image('a.io/x/shop', { dev: [1] }), ...image('a.io/y/shop', { prod: [1] })]).rows).toHaveLength(2);
  });

  test('have the stages of all images, each in its place', () => {
    const { stages } = board([
      ...image('r/a/one', { dev: [1], prod: [1] }),
      ...image('r/a/two', { dev: [1], staging: [1], prod: [1] }),
    ]);
    expect(stages).toEqual(['dev', 'staging', 'prod']);
  });
});

describe('a cell', () => {
  test('says what a rollback would restore', () => {
    const [row] = board(image('r/a/shop', { dev: [1, 2, 3], prod: [1] })).rows;
    expect(row?.cells.map((cell) => cell?.restores)).toEqual(['1.2.0', null]);
  });

  test('has its newest events first, and counts the older ones', () => {
    const [row] = board(image('r/a/shop', { prod: Array.from({ length: 60 }, (_, index) => index + 1) })).rows;
    const cell = row?.cells[0];
    expect([cell?.events.length, cell?.older, cell?.events[0]?.name]).toEqual([50, 10, '1.60.0']);
  });
});

test('the last moves are those of all images, newest first, twenty at most', () => {
  const releases = Array.from({ length: 15 }, (_, index) => index + 1);
  const { moves } = board([...image('r/a/one', { prod: releases }), ...image('r/a/two', { prod: [1] })]);
  expect(moves).toHaveLength(16);
  expect(moves[0]).toMatchObject({ image: 'r/a/one', from: '1.14.0', event: { name: '1.15.0' } });
  const many = board([...image('r/a/one', { prod: releases }), ...image('r/a/two', { prod: releases })]);
  expect(many.moves).toHaveLength(20);
});

describe('untrusted text in a page', () => {
  test('has no meaning', () => {
    expect(escapeHtml('<b a="1" c=\'2\'>&\u0000\u202e')).toBe('&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;');
    expect(jsonForScript({ text: '</script><!--' })).not.toContain('<');
    expect(JSON.parse(jsonForScript({ text: '</script>' }))).toEqual({ text: '</script>' });
  });

  test('is a link only where it is an address of the web', () => {
    expect(linkTo('https://ci.example/1', 'run')).toMatch(/^<a href="https:\/\/ci\.example\/1" /);
    for (const url of ['javascript:alert(1)', 'https://x"onclick=', 'data:text/html,x'])
      expect(linkTo(url, 'run')).toBe('run');
  });
});

const folder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`));
const EMPTY = { entries: [], rows: [], metrics: [], stages: [], generated: '2026-03-01T12:00:00Z' };

describe('the files of a board:', () => {
  test('symbolic links in the folder of the page lead nowhere', async () => {
    const [workspace, outside] = [folder('workspace'), folder('outside')];
    // as a checked-out repository may have them
    for (const name of ['index.html', 'status.json'])
      for (const link of [name, `.${name}.${process.pid}`]) symlinkSync(join(outside, link), join(workspace, link));
    const page = await writeBoard({ folder: workspace, root: workspace }, EMPTY);
    expect(readdirSync(outside)).toEqual([]);
    expect(lstatSync(page).isFile()).toBe(true);
    expect(readFileSync(page, 'utf8')).toContain('<!doctype html>');
  });

  test('a link to a folder that is missing is not followed', async () => {
    const [workspace, outside] = [folder('workspace'), folder('outside')];
    symlinkSync(join(outside, 'missing'), join(workspace, 'link'));
    for (const name of ['link', 'link/deeper'])
      await expect(writeBoard({ folder: join(workspace, name), root: workspace }, EMPTY)).rejects.toThrow();
    expect(readdirSync(outside)).toEqual([]);
  });

  test('a text of any length in a history does not make a page of that length', async () => {
    const workspace = folder('workspace');
    const reason = 'r'.repeat(3_000_000);
    const studied = reportOf({ image: 'r/acme/shop', environment: 'prod', releases: [1, 2], reason, actor: reason });
    const entries = [entryOf(studied, metricsOf({ ...studied.report.row, ...studied }, START))];
    const page = await writeBoard({ folder: workspace, root: workspace }, { ...EMPTY, entries });
    expect(statSync(page).size).toBeLessThan(200_000);
  });

  test('a folder that cannot be made is an error', async () => {
    // mkdir of Node with recursive never ends there
    const parent = folder('parent');
    const page = process.platform === 'linux' ? '/proc/board' : join(parent, '\0');
    await expect(writeBoard({ folder: page, root: null }, EMPTY)).rejects.toMatchObject({ code: 'RUNNER_FAILED' });
    const made = await writeBoard({ folder: join(parent, 'a/b/c'), root: parent }, EMPTY);
    expect(lstatSync(made).isFile()).toBe(true);
  });
});

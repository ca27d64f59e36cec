import { lstatSync, mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { entryOf } from '../../src/board/entry.ts';
import { writeBoard } from '../../src/board/write.ts';
import { metricsOf } from '../../src/figures/metrics.ts';
import { reportOf } from '../support/images/reports.ts';
import { START } from '../support/requests/requests.ts';

const folder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`));
const EMPTY = { entries: [], rows: [], metrics: [], stages: [], generated: '2026-03-01T12:00:00Z' };

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

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { entryOf } from '../../src/board/entry.ts';
import { boardOf } from '../../src/board/model.ts';
import { boardPage } from '../../src/board/page.ts';
import { metricsOf } from '../../src/figures/metrics.ts';
import type { Studied } from '../../src/modes/status.ts';
import { reportOf } from '../support/images/reports.ts';
import { START } from '../support/requests/requests.ts';
import { needs, parts } from '../support/runner/available.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NOW = START + 12 * 86_400_000;
const SIZES = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];
const THEMES = ['light', 'dark'] as const;
const HOSTILE = `<img src=x onerror=alert(1)>"'\`\${1}</script><script>alert(2)</script><!--\u202e\u001b[31m`;
const STAGES = ['dev', 'staging', 'prod'];

/** For what hangs. */
const timeout = 300_000;

/** A page as a browser opens it, and everything that went wrong in it. */
interface Opened {
  page: Page;
  problems: string[];
  /** addresses that were asked for */
  requests: string[];
}

needs('chromium')('the page of the board in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: parts().chromium.path!, args: ['--no-sandbox'], timeout });
  });
  afterAll(() => browser.close());

  const fileOf = (reports: readonly Studied[], stages = STAGES): string => {
    const entries = reports.map((studied) => entryOf(studied, metricsOf({ ...studied.report.row, ...studied }, NOW)));
    const html = boardPage(boardOf(entries, new Date(NOW).toISOString(), stages));
    const file = join(mkdtempSync(join(tmpdir(), 'page-')), 'index.html');
    writeFileSync(file, html);
    return file;
  };
  const open = async (file: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> => {
    const page = await browser.newPage({ viewport: SIZES[0]!, ...options });
    page.setDefaultTimeout(timeout);
    const problems: string[] = [];
    const requests: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => problems.push(message.text()));
    page.on('dialog', (dialog) => {
      problems.push(`alert ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector('html.ready', { state: 'attached' });
    return { page, problems, requests };
  };
  const axe = async (page: Page): Promise<string[]> => {
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate('axe.run()')) as { violations: { id: string; nodes: unknown[] }[] };
    return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0]).slice(0, 300)}`);
  };
  const few = (): Studied[] => [
    ...['dev', 'staging'].map((environment) =>
      reportOf({ image: 'ghcr.io/acme/users', environment, releases: [1, 2] }),
    ),
    reportOf({ image: 'registry.example.com/prod/users', environment: 'prod', releases: [1, 2, 1], reason: 'slow' }),
    reportOf({ image: 'ghcr.io/acme/basket', environment: 'dev', releases: [1, 2, 3] }),
    reportOf({ image: 'ghcr.io/acme/basket', environment: 'staging', releases: [1, 2], movedTo: 'by hand' }),
    reportOf({
      image: 'ghcr.io/acme/basket',
      environment: 'prod',
      releases: [1],
      problem: 'Could not read the history',
    }),
    reportOf({ image: 'ghcr.io/acme/zoo', environment: 'dev', releases: [1] }),
    reportOf({ image: 'ghcr.io/acme/zoo', environment: 'staging', releases: [1] }),
    reportOf({ image: 'ghcr.io/acme/zoo', environment: 'prod', releases: [] }),
  ];

  test.each(THEMES.flatMap((theme) => SIZES.map((viewport) => [theme, viewport.width, viewport] as const)))(
    'has no error, asks for nothing, and axe finds nothing: %s, %i wide',
    async (colorScheme, width, viewport) => {
      const file = fileOf(few());
      const { page, problems, requests } = await open(file, { colorScheme, viewport });
      expect(await axe(page)).toEqual([]);
      await page.click('[data-cell="0,0"]');
      expect(await axe(page)).toEqual([]);
      expect(problems).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(width);
      await page.close();
    },
  );

  test('has drift first, then lag, then the rest, one row for an image of two registries', async () => {
    const { page } = await open(fileOf(few()));
    const names = await page.locator('#board tbody th').allTextContents();
    expect(names).toEqual(
      ['ghcr.io/acme/basket', 'ghcr.io/acme/users', 'ghcr.io/acme/zoo'].map((name) =>
        name.slice('ghcr.io/acme/'.length),
      ),
    );
    const users = page.locator('#board tbody tr').nth(1);
    expect(await users.locator('td').nth(2).textContent()).toContain('registry.example.com');
    expect(await page.locator('#board tbody tr').nth(0).textContent()).toContain('unreadable history');
    await page.close();
  });

  test('shows the timeline of a cell, by keyboard too, and what a rollback would restore', async () => {
    const { page } = await open(fileOf(few()));
    await page.focus('[data-cell="1,1"]');
    await page.keyboard.press('Enter');
    expect(await page.locator('dialog h2').textContent()).toBe('ghcr.io/acme/users in staging');
    expect(await page.locator('.timeline li b').allTextContents()).toEqual(['promote 1.2.0', 'promote 1.1.0']);
    expect(await page.locator('dialog dl').first().textContent()).toContain('A rollback restores1.1.0');
    expect(await page.locator('dialog').textContent()).toContain('Figures of the last 30 days');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
    expect(await page.evaluate('document.activeElement.dataset.cell')).toBe('1,1');
    await page.close();
  });

  test('searches, filters, and compares two stages', async () => {
    const { page } = await open(fileOf(few()));
    const shown = (): Promise<number> => page.locator('#board tbody tr:visible').count();
    await page.fill('#search', 'ZOO');
    expect(await shown()).toBe(1);
    await page.fill('#search', '');
    await page.selectOption('#show', 'drift');
    expect(await shown()).toBe(1);
    await page.selectOption('#show', 'held');
    expect(await shown()).toBe(0);
    expect(await page.locator('#count').textContent()).toBe('0 of 3 images');
    await page.selectOption('#from', { label: 'dev' });
    await page.selectOption('#to', { label: 'staging' });
    expect(await page.locator('#difference-table tbody tr').allTextContents()).toEqual([
      expect.stringMatching(/^basket1\.3\.0/),
    ]);
    expect(await page.locator('section[aria-labelledby=moves] tbody tr').count()).toBeLessThanOrEqual(20);
    await page.close();
  });

  test('keeps the words of the last moves together on a tablet', async () => {
    const { page } = await open(fileOf(few()), { viewport: { width: 700, height: 900 } });
    const by = page.locator('section[aria-labelledby=moves] td[data-label=By]').first();
    expect((await by.boundingBox())!.width).toBeGreaterThan(80);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(700);
    await page.close();
  });

  test('takes hostile text in every field as text', async () => {
    const hostile = {
      image: `ghcr.io/acme/${HOSTILE}`,
      actor: HOSTILE,
      reason: HOSTILE + 'x'.repeat(3000),
      run: `javascript:alert(3)//${HOSTILE}`,
    };
    const reports = ['dev', `prod${HOSTILE}`].map((environment) =>
      reportOf({ ...hostile, environment, releases: [1, 2, 1] }),
    );
    const { page, problems } = await open(fileOf(reports, ['dev', `prod${HOSTILE}`]));
    await page.click('[data-cell="0,1"]');
    await page.waitForTimeout(100);
    expect(problems).toEqual([]);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    expect(await page.content()).not.toMatch(/[\u001b\u202e]/);
    await page.close();
  });

  test('works with one image, and without any', async () => {
    const one = await open(fileOf([reportOf({ image: 'ghcr.io/acme/shop', environment: 'prod', releases: [1] })], []));
    expect(await one.page.locator('#board tbody th').textContent()).toBe('ghcr.io/acme/shop');
    const none = await open(fileOf([], []));
    expect([one.problems, none.problems, await axe(none.page)]).toEqual([[], [], []]);
  });

  test('opens with 200 images by 4 stages and whole histories, and prints', async () => {
    const stages = ['dev', 'test', 'staging', 'prod'];
    const releases = Array.from({ length: 60 }, (_, index) => index + 1);
    const reports = Array.from({ length: 200 }, (_, index) =>
      stages.map((environment) => reportOf({ image: `ghcr.io/acme/service-${index}`, environment, releases })),
    ).flat();
    const file = fileOf(reports, stages);
    // what it costs to open does not depend on this machine
    expect(readFileSync(file).length).toBeLessThan(5_000_000);
    const { page, problems } = await open(file);
    expect(await page.locator('#board tbody tr').count()).toBe(200);
    expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(10_000);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.length).toBeGreaterThan(50_000);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.controls').first().isVisible()).toBe(false);
    expect(problems).toEqual([]);
  });
});

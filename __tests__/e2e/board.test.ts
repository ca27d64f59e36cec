import { existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { runCli } from '../support/runner/cli.ts';
import { schemaProblems } from '../support/schemas.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'board-'));
const STAGES = 'dev, prod';

needs('registry')('the board', () => {
  let registry: Registry;
  let app: Scene;
  beforeAll(async () => {
    registry = await startRegistry();
    app = sceneOf(registry, 'acme/shop');
    for (const [number, version] of ['1.0.0', '1.1.0'].entries()) await app.release(number + 1, version, 'dev');
    for (const version of ['1.0.0', '1.1.0'])
      await app.ok({ mode: 'promote', environment: 'prod', version, reason: `<i>${version}</i>` });
  });
  afterAll(() => registry.stop());

  test('is a page and its data in a folder of the workspace', async () => {
    const workspace = folder();
    const run = await app.ok({ mode: 'status', environments: STAGES, page: 'public/board' }, { workspace });
    const page = join(workspace, 'public/board/index.html');
    expect(run.outputs.page).toBe(page);
    const data = JSON.parse(readFileSync(join(workspace, 'public/board/status.json'), 'utf8'));
    expect(schemaProblems('status', data)).toEqual([]);
    expect(data.environments).toEqual(JSON.parse(run.outputs.environments!));
    expect(data.metrics).toEqual(JSON.parse(run.outputs.metrics!));
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('1.1.0');
    expect(html).not.toContain('<i>1.0.0</i>');
    expect(html).toContain('&lt;i&gt;1.0.0&lt;/i&gt;');
    // the bundler has not put anything into the script that a browser does not know
    const script = /<script>(.*)<\/script>/s.exec(html)?.[1] ?? '';
    expect(script).not.toContain('__');
    expect(() => new Script(script)).not.toThrow();
    // nothing is loaded from anywhere
    expect(html).not.toMatch(/(?:src|href)="(?!data:,|https:\/\/github\.com\/acme\/app\/actions)/);
    // a second run replaces it
    await app.ok({ mode: 'status', environments: STAGES, page: 'public/board' }, { workspace });
  });

  test('is also written by the command line, to an absolute path too', async () => {
    const cwd = folder();
    const elsewhere = join(folder(), 'site');
    for (const [out, at] of [
      ['site', join(cwd, 'site')],
      [elsewhere, elsewhere],
    ] as const) {
      const run = await runCli(['board', app.image, '--out', out, '--environments', STAGES], { cwd });
      expect([run.exitCode, run.stdout]).toEqual([0, `${join(at, 'index.html')}\n`]);
      expect(existsSync(join(at, 'status.json'))).toBe(true);
    }
    const none = await runCli(['board', app.image], { cwd });
    expect(none.exitCode).toBe(2);
  });

  test('is not written outside of the workspace', async () => {
    const workspace = folder();
    symlinkSync(folder(), join(workspace, 'link'));
    for (const page of ['..', '../x', '/tmp/x', 'a/../../x', 'link', 'link/deeper'])
      await app.refused('INPUT_INVALID', { mode: 'status', environments: STAGES, page }, { workspace });
    const run = await runCli(['board', app.image, '--out', '../x'], { cwd: workspace });
    expect(run.exitCode).toBe(2);
  });

  test('shows the rest where a history cannot be read, and fails', async () => {
    const other = sceneOf(registry, 'acme/broken');
    await other.release(3, '2.0.0', 'dev');
    await images.pushIndex(registry, 'acme/broken', { tags: ['prod-history'] });
    const workspace = folder();
    const run = await app.run(
      { mode: 'status', image: `${app.image}\n${other.image}`, environments: STAGES, page: 'out' },
      { workspace },
    );
    expect(run.exitCode).toBe(1);
    expect(run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      expect.stringContaining('HISTORY_INVALID'),
    ]);
    const rows = JSON.parse(readFileSync(join(workspace, 'out/status.json'), 'utf8')).environments;
    expect(rows).toHaveLength(4);
    expect(rows.map(({ problem = '' }) => problem.split(':')[0])).toEqual([
      '',
      '',
      '',
      'Could not read the history 127.0.0.1',
    ]);
    expect(schemaProblems('status', { environments: rows, metrics: [] })).toEqual([]);
    expect(run.stdout).not.toContain('nothing was ever live in prod');
    const html = readFileSync(run.outputs.page!, 'utf8');
    expect(html).toContain('unreadable history');
    expect(html).toContain('1.1.0');
    // without a page it is a warning in its row
    await app.ok({ mode: 'status', image: other.image, environments: STAGES });
  });
});

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type CliResult, runCli } from '../support/runner/cli.ts';
import { schemaProblems } from '../support/schemas.ts';

needs('registry')('the command line and gates', () => {
  let registry: Registry;
  let app: Scene;
  /** a folder with a policy file at its usual place */
  let cwd: string;
  beforeAll(async () => {
    registry = await startRegistry();
    app = sceneOf(registry, 'acme/gated');
    await app.release(1, '1.0.0', 'dev');
    cwd = mkdtempSync(join(tmpdir(), 'policy-'));
    mkdirSync(join(cwd, '.github'));
    const policy = `images: [${app.image}]\nenvironments:\n  dev: {}\n  live:\n    soak: 1s\n    windows: [{allow: Mon-Sun 00:00-24:00 UTC}]\n`;
    writeFileSync(join(cwd, '.github/promotion.yml'), policy);
  });
  afterAll(() => registry.stop());

  const run = (...args: string[]): Promise<CliResult> => runCli([...args, '--json'], { cwd });

  test('takes images and stages from the policy file of the folder', async () => {
    const status = await run('status');
    expect(status.json().environments.map((row: { environment: string }) => row.environment)).toEqual(['dev', 'live']);
    expect((await run('history', 'dev')).json()).toMatchObject({ environment: 'dev', events: [{ action: 'build' }] });
    expect((await run('history', 'prod')).exitCode).toBe(2);
    expect((await run('diff', 'dev', 'live')).json()).toMatchObject([{ image: app.image, to: { digest: null } }]);
    // the last stage is that of the policy
    const asked = await run('promote', 'live', '--from', 'dev');
    expect([asked.exitCode, asked.stderr]).toEqual([2, expect.stringContaining('--yes')]);
  });

  test('holds, resumes and marks', async () => {
    const hold = await run('hold', 'live', '--reason', 'sale', '--until', '2h');
    expect([hold.exitCode, schemaProblems('result', hold.json())]).toEqual([0, []]);
    expect(schemaProblems('status', (await run('status')).json())).toEqual([]);
    expect((await run('status')).json().environments[1].held).toMatchObject({ reason: 'sale' });
    const held = await run('promote', 'live', '--from', 'dev', '--yes', '--allow', 'soak');
    expect([held.exitCode, held.json().error.code]).toEqual([1, 'HELD']);
    expect((await run('resume', 'live', '--reason', 'over')).exitCode).toBe(0);
    expect((await run('promote', 'live', '--from', 'dev', '--yes', '--allow', 'soak')).exitCode).toBe(0);
    expect((await run('mark', 'live', '--as', 'blocked', '--reason', 'slow')).exitCode).toBe(0);
    expect((await run('status')).json().environments[1].marks).toMatchObject([{ as: 'blocked', reason: 'slow' }]);
    expect((await run('hold', 'live')).exitCode).toBe(2);
  });

  test('checks a policy file', async () => {
    const good = await run('check');
    expect([good.exitCode, good.json().result.environments[1]]).toEqual([
      0,
      { name: 'live', soak: 1, verified: false, windows: ['allow: Mon-Sun 00:00-24:00 UTC'], open: true, opens: null },
    ]);
    expect((await runCli(['check'], { cwd })).stdout).toMatch(/^live +1s +open +allow/m);
    writeFileSync(join(cwd, 'bad.yml'), 'environments:\n  prod: {soack: 1h}\n');
    const bad = await run('check', '--policy', 'bad.yml');
    expect([bad.exitCode, bad.json().error]).toEqual([
      2,
      { code: 'INPUT_INVALID', message: expect.stringContaining('soak') },
    ]);
    expect((await runCli(['check'])).exitCode).toBe(2);
  });
});

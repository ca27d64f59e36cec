import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { type CliResult, runCli } from '../support/runner/cli.ts';
import { schemaProblems } from '../support/schemas.ts';

/** A stage as `check` tells of it. */
interface Told {
  environment: string;
  live: boolean;
  gates: { gate: string; verdict: string; passes: string | null }[];
}

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

  test('warns in a folder below that the policy file is not used', async () => {
    mkdirSync(join(cwd, 'api'));
    const below = (...args: string[]): Promise<CliResult> =>
      runCli(['status', app.image, ...args], { cwd: join(cwd, 'api') });
    expect((await below()).stderr).toMatch(
      /^warning: \.\.\/\.github\/promotion\.yml is not used: run from \.\. to use it\.$/m,
    );
    expect((await below('--environments', 'dev,live')).stderr).not.toContain('promotion.yml');
  });

  test('holds, resumes and marks', async () => {
    const hold = await run('hold', 'live', '--reason', 'sale', '--until', '2h');
    expect([hold.exitCode, schemaProblems('result', hold.json())]).toEqual([0, []]);
    expect(schemaProblems('status', (await run('status')).json())).toEqual([]);
    expect((await run('status')).json().environments[1].held).toMatchObject({ reason: 'sale' });
    const shown = await runCli(['status'], { cwd });
    expect([shown.stdout, shown.stderr]).toEqual([
      expect.stringMatching(/^live .* on hold$/m),
      expect.stringMatching(/^live is on hold until .*, since .*, reason: sale$/m),
    ]);
    expect(shown.stderr).toMatch(/^dev in 30 days: promotions 0\.2 a week \(1\); lead time .* \(1\)/m);
    const held = await run('promote', 'live', '--from', 'dev', '--yes', '--allow', 'soak');
    expect([held.exitCode, held.json().error.code]).toEqual([1, 'HELD']);
    expect((await run('resume', 'live', '--reason', 'over')).exitCode).toBe(0);
    expect((await run('promote', 'live', '--from', 'dev', '--yes', '--allow', 'soak')).exitCode).toBe(0);
    expect((await run('mark', 'live', '--as', 'blocked', '--reason', 'slow')).exitCode).toBe(0);
    expect((await run('status')).json().environments[1].marks).toMatchObject([{ as: 'blocked', reason: 'slow' }]);
    expect((await run('hold', 'live')).exitCode).toBe(2);
  });

  test('says of a repository without environments that nothing was promoted', async () => {
    const fresh = sceneOf(registry, 'acme/fresh');
    await fresh.release(1, '1.0.0');
    const run = await runCli(['status', fresh.image]);
    expect([run.exitCode, run.stdout, run.stderr]).toEqual([0, '', expect.stringContaining('nothing was promoted')]);
  });

  test('tells what the gates of all stages say of an image, and when they pass', async () => {
    writeFileSync(
      join(cwd, 'later.yml'),
      `images: [${app.image}]\nenvironments:\n  dev: {}\n  next:\n    soak: 24h\n  last:\n    verified: true\n    windows: [{deny: 2020-01-01/2098-12-31 UTC}]\n`,
    );
    const policy = ['--policy', 'later.yml'];
    const before = await app.state();
    for (const asked of [
      ['--version', '1.0.0'],
      [app.image, '--from', 'dev'],
    ]) {
      const told = await run('check', ...asked, ...policy);
      expect([told.exitCode, schemaProblems('check', told.json())]).toEqual([0, []]);
      const [{ environments, ...image }] = told.json().result;
      expect(image).toMatchObject({ image: app.image, version: '1.0.0', digest: expect.stringMatching(/^sha256:/) });
      const rows = environments.map(({ environment, live, gates }: Told) => [
        ...[environment, live],
        Object.fromEntries(gates.map(({ gate, verdict }) => [gate, verdict])),
      ]);
      expect(rows).toEqual([
        ['dev', true, {}],
        ['next', false, { skip: 'passed', held: 'passed', soak: 'refused', blocked: 'passed' }],
        [
          ...['last', false],
          { skip: 'refused', held: 'passed', window: 'refused', blocked: 'passed', verified: 'refused' },
        ],
      ]);
      const passes = (environment: Told, name: string) => environment.gates.find(({ gate }) => gate === name)?.passes;
      expect(passes(environments[2], 'window')).toBe('2099-01-01T00:00:00.000Z');
      expect(Date.parse(passes(environments[1], 'soak') ?? '') - Date.now()).toBeGreaterThan(86_000_000);
      expect(passes(environments[2], 'verified')).toBeNull();
    }
    const table = await runCli(['check', '--version', '1.0.0', ...policy], { cwd });
    expect(table.stdout).toMatch(/^dev +– +live$/m);
    expect(table.stdout).toMatch(/^last +window +refused +2099-01-01 00:00 UTC +last is closed/m);
    expect(await app.state()).toEqual(before);
  });

  test('tells the gates of what is live in the last stage, of an override, and not of an image that is missing', async () => {
    const policy = ['--policy', 'later.yml'];
    const overridden = await run('check', '--version', '1.0.0', '--allow', 'window', ...policy);
    expect(overridden.json().result[0].environments[2].gates).toContainEqual(
      expect.objectContaining({ gate: 'window', verdict: 'overridden' }),
    );
    expect((await run('check', '--from', 'live')).json().result[0].environments).toMatchObject([{}, { live: true }]);
    const missing = await run('check', '--version', '7.0.0', ...policy);
    expect([missing.exitCode, missing.json().error.code]).toEqual([1, 'NOT_FOUND']);
    // it is not said which image
    expect((await run('check', app.image, ...policy)).exitCode).toBe(2);
    expect((await run('check', '--version', '1.0.0', '--policy', 'missing.yml')).exitCode).toBe(2);
  });

  test('checks a policy file', async () => {
    const good = await run('check');
    expect(schemaProblems('check', good.json())).toEqual([]);
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

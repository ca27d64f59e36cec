import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import { gate } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { openTerminal, type Terminal, type TerminalOptions } from '../support/runner/terminal.ts';

needs('registry', 'tmux')('the command line in a terminal', () => {
  let registry: Registry;
  let proxy: TestProxy;
  let app: Scene;
  let digests: string[];
  const open: Terminal[] = [];
  const terminal = async (args: string[], options?: TerminalOptions): Promise<Terminal> => {
    const opened = await openTerminal(args, options);
    open.push(opened);
    return opened;
  };
  beforeAll(async () => {
    registry = await startRegistry();
    proxy = await startProxy(registry.url);
    app = sceneOf(registry, 'acme/shop');
    digests = [await app.release(1, '1.0.0', 'dev'), await app.release(2, '1.1.0', 'dev')];
    await app.ok({ mode: 'promote', environment: 'prod', version: '1.0.0', reason: 'first \u001b[31m漢字\u009b2J' });
  });
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    proxy.rules = [];
  });
  afterAll(async () => {
    await proxy.stop();
    await registry.stop();
  });

  test.each([80, 40])('fits its tables to %i columns', async (columns) => {
    for (const args of [
      ['status', app.image, '--environments', 'dev,staging,prod'],
      ['history', 'prod', app.image],
    ]) {
      const { exitCode, screen } = await (await terminal(args, { columns })).ended();
      expect(exitCode).toBe(0);
      const lines = screen.split('\n').filter((line) => line.trim() !== '');
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(screen).toContain(args[0] === 'status' ? '1.1.0' : 'promote');
      // a table that did not fit would have been wrapped into more lines
      if (args[0] === 'history') expect(lines).toHaveLength(3);
    }
  });

  test.each([80, 40])('fits its help to %i columns', async (columns) => {
    for (const args of [['--help'], ['promote', '--help']]) {
      const { exitCode, screen } = await (await terminal(args, { columns, lines: 120 })).ended();
      expect([exitCode, screen]).toEqual([0, expect.stringContaining('$ build-once-promote')]);
      // a word that is cut by the edge of the terminal goes on at the beginning of the next line
      const described = screen.slice(screen.indexOf('Options:'), screen.indexOf('Example'));
      for (const line of described.split('\n')) expect(line).toMatch(/^(?:$| |Options:|Commands:)/);
    }
  });

  test('shows text of others without what controls the terminal, and in colour only where it is wanted', async () => {
    const coloured = await terminal(['history', 'prod', app.image], { columns: 160 });
    await coloured.ended();
    expect(coloured.raw()).toContain('漢字');
    expect(coloured.raw()).toContain('\u001b[1m');
    expect(coloured.raw()).not.toContain('\u001b[31m');
    expect(coloured.raw()).not.toContain('\u009b');
    const plain = await terminal(['history', 'prod', app.image], { env: { NO_COLOR: '1' } });
    await plain.ended();
    expect(plain.raw()).not.toContain('\u001b[1m');
  });

  test('asks for the name of the last stage, and moves it then', async () => {
    const asked = await terminal(['promote', 'prod', app.image, '--version', '1.1.0']);
    const shown = await asked.waitFor(/Type prod to confirm/);
    expect(shown).toMatch(/1\.0\.0 → 1\.1\.0/);
    expect(await app.at('prod')).toBe(digests[0]);
    await asked.type('prod');
    await asked.press('Enter');
    expect((await asked.ended()).exitCode).toBe(0);
    expect(await app.at('prod')).toBe(digests[1]);
  });

  test.each([
    ['another name', 'staging', 'Enter', 1],
    ['no answer', '', 'C-d', 1],
    ['Ctrl-C', '', 'C-c', 130],
  ])('writes nothing after %s', async (_what, answer, key, exitCode) => {
    const before = await app.state();
    const asked = await terminal(['rollback', 'prod', app.image]);
    await asked.waitFor(/Type prod to confirm/);
    if (answer !== '') await asked.type(answer);
    await asked.press(key);
    const ended = await asked.ended();
    expect([ended.exitCode, ended.screen]).toEqual([exitCode, expect.stringContaining('CANCELLED')]);
    expect(await app.state()).toEqual(before);
  });

  test('asks again where the environment was moved while it waited', async () => {
    const asked = await terminal(['promote', 'production', app.image, '--version', '1.0.0']);
    await asked.waitFor(/Type production to confirm/);
    await app.ok({ mode: 'promote', environment: 'production', version: '1.1.0' });
    await asked.type('production');
    await asked.press('Enter');
    // now it would set the environment back
    const ended = await asked.ended();
    expect([ended.exitCode, ended.screen]).toEqual([1, expect.stringContaining('DOWNGRADE')]);
    expect(await app.at('production')).toBe(digests[1]);
  });

  test('Ctrl-C between two writes ends with 130, and the next run goes on', async () => {
    const written = gate();
    proxy.rules = [
      ({ method, path }) => {
        if (method === 'PUT' && path.includes('/manifests/qa-history')) written.open();
        return method === 'PUT' && path.endsWith('/manifests/qa') ? 'never' : undefined;
      },
    ];
    const image = app.image.replace(registry.host, proxy.host);
    const args = ['promote', 'qa', image, '--version', '1.0.0'];
    const running = await terminal(args);
    await written.opened;
    await running.press('C-c');
    const ended = await running.ended();
    expect([ended.exitCode, ended.screen]).toEqual([130, expect.stringContaining('CANCELLED')]);
    expect(await app.at('qa')).toBeUndefined();
    proxy.rules = [];
    expect((await (await terminal(args)).ended()).exitCode).toBe(0);
    expect(await app.at('qa')).toBe(digests[0]);
  });
});

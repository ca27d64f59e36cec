import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import { gate, pause } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { openTerminal, type Terminal } from '../support/runner/terminal.ts';

/** A bar, whole or in part. */
const BAR = /\[[#-]{3,}\]?/;

needs('registry', 'tmux')('the progress bar of a copy in a terminal', () => {
  let registry: Registry;
  let proxy: TestProxy;
  let app: Scene;
  const open: Terminal[] = [];
  beforeAll(async () => {
    registry = await startRegistry();
    proxy = await startProxy(registry.url);
    app = sceneOf(registry, 'acme/shop');
    await app.release(1, '1.0.0');
  });
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });
  afterAll(async () => {
    await proxy.stop();
    await registry.stop();
  });

  /** Starts a copy whose first blob is slow, so that a bar is drawn, and whose others wait until `release`. */
  const copying = async (columns: number, to: string): Promise<{ terminal: Terminal; release: () => void }> => {
    const rest = gate();
    let blobs = 0;
    proxy.rules = [
      ({ method, path }) => {
        if (method !== 'GET' || !path.includes('/blobs/')) return undefined;
        blobs += 1;
        return blobs === 1 ? { before: () => pause(300) } : { before: () => rest.opened };
      },
    ];
    const source = app.image.replace(registry.host, proxy.host);
    const args = ['promote', 'qa', source, '--version', '1.0.0', '--destination', `${registry.host}/acme/${to}`];
    const terminal = await openTerminal(args, { columns });
    open.push(terminal);
    return { terminal, release: rest.open };
  };

  test.each([80, 40])('fits one line of %i columns, and is gone when the copy has ended', async (columns) => {
    const { terminal, release } = await copying(columns, `copy-${columns}`);
    const during = (await terminal.waitFor(BAR)).split('\n').filter((line) => BAR.test(line));
    expect(during).toHaveLength(1);
    expect(stringWidth(during[0]!)).toBeLessThan(columns);
    release();
    const { exitCode, screen } = await terminal.ended();
    expect([exitCode, screen]).toEqual([0, expect.not.stringMatching(BAR)]);
  });

  test('leaves a clean line after Ctrl-C', async () => {
    const { terminal, release } = await copying(80, 'interrupted');
    await terminal.waitFor(BAR);
    await terminal.press('C-c');
    const { exitCode, screen } = await terminal.ended();
    release();
    expect([exitCode, screen]).toEqual([130, expect.not.stringMatching(BAR)]);
    expect(screen).toMatch(/^error: CANCELLED/m);
  });
});

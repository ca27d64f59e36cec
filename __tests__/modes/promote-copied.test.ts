import { beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { loadHistory, saveHistory } from '../../src/history/store.ts';
import { successor } from '../../src/history/successor.ts';
import type { Repository } from '../../src/image/reference.ts';
import { APP, addIndex } from '../support/images/memory-images.ts';
import { memoryCopier } from '../support/requests/memory-copier.ts';
import { promoting, runUrl } from '../support/requests/requests.ts';
import { must, type Played, Stage } from '../support/requests/stage.ts';

const SHOP: Repository = { registry: 'other.test', repository: 'shop/app' };
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  stage.release('1.0.0');
});

function promote(seconds: number, meanwhile: (round: number) => unknown): Promise<Played> {
  const request = promoting('1.0.0', { destinations: [SHOP] });
  return stage.play(request, { deps: { copier: memoryCopier(stage, seconds, meanwhile) } });
}

describe('a promotion that copies its image', () => {
  test('writes the tags and moves the environment after the copy', async () => {
    must(await promote(600, () => {}));
    expect(stage.at('1.0.0', SHOP)).toBe(stage.at('1.0.0'));
    expect(stage.at('prod', SHOP)).toBe(stage.at('1.0.0'));
  });

  test('fails where another image gets the version during the copy, and the environment does not move', async () => {
    const others = addIndex(stage.registry, SHOP, { seed: 'others' });
    const { code, message, writes } = await promote(600, () => stage.registry.point(SHOP, '1.0.0', others.digest));
    expect(code).toBe('VERSION_EXISTS');
    expect(message).toContain('The tag 1.0.0 exists and names');
    expect(stage.at('1.0.0', SHOP)).toBe(others.digest);
    expect(stage.at('prod', SHOP)).toBeNull();
    expect(writes).toEqual([]);
  });

  test('logs the guards once, before the copy', async () => {
    const told: string[] = [];
    let before = 0;
    const deps = {
      copier: memoryCopier(stage, 600, () => (before = told.length)),
      log: (line: string) => void told.push(line),
    };
    must(await stage.play(promoting('1.0.0', { destinations: [SHOP] }), { deps }));
    const guards = told.map((line) => line.startsWith('guards passed: '));
    expect(guards.slice(0, before)).toContain(true);
    expect(guards.slice(before)).not.toContain(true);
  });

  test('reads no tag again after a short copy', async () => {
    must(await promote(1, () => {}));
    const asked = stage.registry.requests.filter(
      ({ image, reference }) => image.startsWith('other') && reference === '1.0.0',
    );
    expect(asked.map(({ method }) => method)).toEqual(['head', 'put']);
  });

  test('reports the copied image where the source cannot be read after the copy', async () => {
    const { outputs, entries, code, result } = await promote(600, () => {
      stage.registry.point(SHOP, '1.0.0', addIndex(stage.registry, SHOP, { seed: 'others' }).digest);
      stage.registry.around = async ({ image }, act) => {
        if (image.startsWith('other')) return act();
        throw new ActionError('REGISTRY_UNAVAILABLE', 'gone');
      };
    });
    expect(code).toBe('REGISTRY_UNAVAILABLE');
    expect(result?.copied).toHaveLength(1);
    // the run cannot determine whether anything changed
    expect(outputs).not.toHaveProperty('changed');
    expect(entries).toMatchObject([{ image: 'other.test/shop/app', changed: null }]);
  });

  test('waits for a run that begins to move the environment during the copy', async () => {
    const others = addIndex(stage.registry, SHOP, { version: '0.9.0', seed: 'others' });
    const played = await promote(600, async (round) => {
      if (round > 1) return;
      const { digest, mediaType, size } = others;
      const event: HistoryEvent = {
        ...{ action: 'promote', at: new Date(stage.clock.now()).toISOString(), digest, mediaType, size },
        ...{ version: '0.9.0', revision: null, created: null, previous: null },
        ...{ actor: 'bob', run: runUrl(77), reason: null, allowed: [], set: null },
      };
      await saveHistory(stage.registry, SHOP, 'prod', successor(null, [event]));
    });
    expect(played.lines).toContainEqual(expect.stringContaining('runs/77'));
    must(played);
    expect((await loadHistory(stage.registry, SHOP, 'prod'))?.events.map(({ action }) => action)).toEqual([
      'superseded',
      'promote',
    ]);
  });

  test('reports the copied image where the environment moves and the image is deleted during the copy', async () => {
    const { tags } = stage.registry.repository(APP);
    const others = addIndex(stage.registry, SHOP, { seed: 'others' });
    const { code, writes, outputs, entries } = await promote(1, () => {
      stage.registry.point(SHOP, 'prod', others.digest);
      tags.clear();
    });
    expect(code).toBe('NOT_FOUND');
    expect(writes).toContain('other.test/shop/app:1.0.0');
    expect(outputs).not.toHaveProperty('changed');
    expect(entries).toMatchObject([{ image: 'other.test/shop/app', version: '1.0.0', changed: null }]);
  });
});

import { expect, test } from '@jest/globals';
import { errorOf } from '../../src/execute/result.ts';
import { race } from './race.ts';

test('parallel promotions and rollbacks of one environment conflict: some succeed, some fail with TAG_MOVED', async () => {
  const codes = new Map<string, number>();
  for (let seed = 1; seed <= 200; seed++) {
    const { ended } = await race(seed, { least: 5, most: 100 });
    for (const { result } of ended) {
      const code = result instanceof Error ? 'thrown' : (errorOf(result)?.code ?? 'ok');
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  }
  expect(codes.get('ok')).toBeGreaterThan(100);
  expect(codes.get('TAG_MOVED')).toBeGreaterThan(50);
});

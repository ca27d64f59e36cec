import { describe, expect, test } from '@jest/globals';
import { type GatesOfImage, gateLines } from '../../src/cli/gates-view.ts';

const WHY = '1.3.0 has not been live in dev for 1h without interruption';
const found: GatesOfImage = {
  ...{ image: 'ghcr.io/acme/shop', digest: `sha256:${'a'.repeat(64)}`, version: '1.3.0', revision: null },
  environments: [
    { environment: 'dev', live: true, gates: [] },
    {
      environment: 'staging',
      live: false,
      gates: [
        {
          gate: 'held',
          verdict: 'passed',
          text: `staging is not on hold, and ${'never was '.repeat(9)}`,
          passes: null,
        },
        { gate: 'soak', verdict: 'refused', text: WHY, passes: '2026-11-29T19:26:00Z' },
      ],
    },
  ],
};
const lines = (width: number): string[] => gateLines([found], { width, now: 0, bold: (text) => text });

describe('what the gates say of an image', () => {
  test('is a table with all in full where there is room', () => {
    expect(lines(Number.POSITIVE_INFINITY)).toHaveLength(5);
    expect(lines(Number.POSITIVE_INFINITY).at(-1)).toContain(WHY);
  });

  test('has below a narrow table why a gate refuses', () => {
    const narrow = lines(60);
    for (const line of narrow.slice(1, -1)) expect(line.length).toBeLessThanOrEqual(60);
    expect(narrow.slice(5)).toEqual([`staging soak: ${WHY}`]);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { FiguresWindow, Metrics } from '../../src/figures/types.ts';
import { figuresBlock, figuresLine } from '../../src/report/figures.ts';

const none = { value: null, events: 0 };
const window = (more: Partial<FiguresWindow> = {}): FiguresWindow => ({
  days: 30,
  deploymentFrequency: { value: 2.8, events: 12 },
  changeLeadTime: { value: 3 * 86_400, events: 11 },
  changeFailRate: { value: 1 / 12, events: 12 },
  failedDeploymentRecoveryTime: none,
  deploymentReworkRate: none,
  ...more,
});
const metrics = (windows: FiguresWindow[]): Metrics => ({
  image: 'ghcr.io/acme/shop',
  environment: 'prod',
  since: null,
  windows,
});

describe('the figures', () => {
  test('are a folded table, in which what is unknown is a dash', () => {
    const text = figuresBlock([metrics([window()])]);
    expect(text).toMatch(/^<details>/);
    expect(text).toContain('| prod | 30 | 2.8 a week (12) | 3.0 days (11) | at least 8 % (12) | – | – |');
    expect(text).toContain('how many events a figure rests on');
  });

  test('are no text where nothing was promoted', () => {
    const nothing = window({ deploymentFrequency: { value: 0, events: 0 } });
    expect(figuresBlock([metrics([nothing])])).toBe('');
    expect(figuresLine(nothing)).toBeNull();
  });

  test('are one line of those that are known', () => {
    expect(figuresLine(window())).toBe(
      'in 30 days: promotions 2.8 a week (12); lead time 3.0 days (11); rolled back or blocked at least 8 % (12)',
    );
    expect(figuresLine(window({ deploymentReworkRate: { value: 0.5, events: 2 } }))).toMatch(/; rework 50 % \(2\)$/);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { EnvironmentReport } from '../../src/modes/status.ts';
import { timelineBlock } from '../../src/report/timeline.ts';
import { reportOf } from '../support/images/reports.ts';

/** The report of an image that was promoted to prod once a day. @param releases their numbers, oldest first */
function daily(image: string, releases: readonly number[]): EnvironmentReport {
  return reportOf({ image, environment: 'prod', releases }).report;
}

/** The columns of a timeline, without the year and month of their days. */
function columns(block: string): string[] {
  return [...block.matchAll(/^ {2}\d{4}-\d\d-(\d\d : .*)$/gm)].map(([, column = '']) => column);
}

describe('the timeline of a status', () => {
  test('has the last six days on which something was released, the oldest first', () => {
    const days = columns(timelineBlock([daily('one', [1, 2, 3, 4, 5, 6, 7, 8])]));
    expect(days.map((day) => day.slice(' 1 : '.length))).toEqual([
      ...['prod 1.3.0', 'prod 1.4.0', 'prod 1.5.0', 'prod 1.6.0', 'prod 1.7.0', 'prod 1.8.0'],
    ]);
    expect(days.toSorted()).toEqual(days);
  });

  test('counts images that were released as one version on one day', () => {
    const [day] = columns(timelineBlock(['a', 'b', 'c'].map((image) => daily(image, [1]))));
    expect(day).toMatch(/^\d\d : prod 1\.1\.0 \(3 images\)$/);
  });

  test('shows the last three of a long day', () => {
    const [day] = columns(timelineBlock([1, 2, 3, 4, 5].map((number) => daily(`image-${number}`, [number]))));
    expect(day).toMatch(/^\d\d : 2 more : prod 1\.3\.0 : prod 1\.4\.0 : prod 1\.5\.0$/);
  });

  test('is empty where fewer than two images were released', () => {
    expect(timelineBlock([daily('one', [1])])).toBe('');
    expect(timelineBlock([])).toBe('');
  });
});

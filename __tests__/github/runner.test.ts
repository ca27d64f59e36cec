import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ActionError } from '../../src/errors.ts';
import { watchSignals } from '../../src/github/cancellation.ts';
import { actionsReporter } from '../../src/github/commands.ts';
import { refusalOf, rejectionOf } from '../support/requests/refusals.ts';
import { outputsOf } from '../support/runner/commands.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

function watched() {
  const ended: ActionError[] = [];
  return { cancel: watchSignals((error) => ended.push(error)), ended };
}

describe('a cancelled job:', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    for (const signal of SIGNALS) process.removeAllListeners(signal);
  });

  test('without a signal nothing is cancelled', () => {
    const { cancel, ended } = watched();
    jest.advanceTimersByTime(60_000);
    expect([cancel.reads.aborted, cancel.writes.aborted, ended.length]).toEqual([false, false, 0]);
    expect(() => cancel.check()).not.toThrow();
  });

  describe.each(SIGNALS)('%s', (signal) => {
    test('aborts reads immediately, writes after a second, and ends the run within two seconds', () => {
      const { cancel, ended } = watched();
      process.emit(signal, signal);
      expect([cancel.reads.aborted, cancel.writes.aborted]).toEqual([true, false]);
      expect(refusalOf(() => cancel.check())).toMatchObject({
        code: 'CANCELLED',
        message: expect.stringContaining(signal),
      });
      jest.advanceTimersByTime(999);
      expect([cancel.writes.aborted, ended.length]).toEqual([false, 0]);
      jest.advanceTimersByTime(1);
      expect([cancel.writes.aborted, ended.length]).toEqual([true, 0]);
      jest.advanceTimersByTime(900);
      expect(ended.map(({ code }) => code)).toEqual(['CANCELLED']);
    });

    test('ends a wait immediately, even one that starts later', async () => {
      const { cancel } = watched();
      const done = cancel.sleep(1000);
      jest.advanceTimersByTime(1000);
      await done;
      const waits = [cancel.sleep(30_000), cancel.sleep(1)].map(rejectionOf);
      process.emit(signal, signal);
      waits.push(rejectionOf(cancel.sleep(5)));
      expect((await Promise.all(waits)).map((error) => error.code)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
    });

    test('is ignored the second time', () => {
      const { cancel, ended } = watched();
      process.emit(signal, signal);
      jest.advanceTimersByTime(500);
      process.emit('SIGINT', 'SIGINT');
      process.emit('SIGTERM', 'SIGTERM');
      jest.advanceTimersByTime(10_000);
      expect(ended).toHaveLength(1);
      expect(refusalOf(() => cancel.check()).message).toContain(signal);
    });
  });
});
const before = { ...process.env };

const list = (size: number): string => JSON.stringify(['x'.repeat(size)]);

describe('large outputs of status:', () => {
  let folder: string;
  let printed = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'large-'));
    process.env.GITHUB_OUTPUT = join(folder, 'output');
    process.env.RUNNER_TEMP = folder;
    writeFileSync(process.env.GITHUB_OUTPUT, '');
    printed = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.env = { ...before };
    rmSync(folder, { recursive: true });
  });

  async function write(outputs: Record<string, string>): Promise<Record<string, string>> {
    expect(await actionsReporter(process.env).write(outputs, '')).toBeNull();
    return outputsOf(readFileSync(join(folder, 'output'), 'utf8'));
  }

  test('rows that fit a job are outputs', async () => {
    const outputs = { environments: list(400_000), metrics: list(500_000) };
    expect(await write(outputs)).toMatchObject(outputs);
  });

  test('figures that do not fit beside the rows go into status.json, and the output says so', async () => {
    const [environments, metrics] = [list(400_000), list(700_000)];
    const written = await write({ environments, metrics });
    expect(written.environments).toBe(environments);
    const { file } = JSON.parse(written.metrics!);
    const data = JSON.parse(readFileSync(file, 'utf8'));
    expect(data).toEqual({
      generated: expect.stringMatching(/^\d{4}-/),
      environments: JSON.parse(environments),
      metrics: JSON.parse(metrics),
    });
    expect(printed).toContain('status.json');
  });

  test('rows that do not fit alone go there, too; beside a page it is the file of the page', async () => {
    const page = join(folder, 'board', 'index.html');
    const written = await write({ environments: list(1_100_000), metrics: list(10), page });
    const says = { file: join(folder, 'board', 'status.json'), reason: 'larger than 1 MB' };
    expect(JSON.parse(written.environments!)).toEqual(says);
    expect(JSON.parse(written.metrics!)).toEqual(says);
    expect(existsSync(join(folder, 'board'))).toBe(false);
  });
});

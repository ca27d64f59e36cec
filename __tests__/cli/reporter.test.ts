import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { type Reported, terminalReporter } from '../../src/cli/reporter.ts';
import { ActionError } from '../../src/errors.ts';

/** A stream that keeps what is written. */
class Screen extends Writable {
  readonly isTTY: boolean;
  readonly columns = 60;
  text = '';
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  override write(text: unknown): boolean {
    this.text += String(text);
    return true;
  }
}

function reporterOn(stderr: Screen, showsSteps = true) {
  const reported: Reported = { outputs: {}, error: null };
  return { reported, reporter: terminalReporter({ stderr, showsSteps, showsDebug: false }, reported) };
}

test('steps, warnings and the error are lines without control characters', () => {
  const screen = new Screen(false);
  const { reporter, reported } = reporterOn(screen);
  reporter.info('one\u001b[2J');
  reporter.warn('two\u009b3A');
  reporter.debug('unseen');
  const error = new ActionError('NOT_FOUND', 'three\u0007');
  reporter.fail(error);
  expect(screen.text).toBe('one [2J\nwarning: two 3A\nerror: NOT_FOUND: three \n');
  expect(reported.error).toBe(error);
});

test('a command that only reads shows no steps', () => {
  const screen = new Screen(false);
  reporterOn(screen, false).reporter.info('step');
  expect(screen.text).toBe('');
});

test("a program's output is shown line by line, and cannot control the terminal", async () => {
  const screen = new Screen(false);
  await reporterOn(screen).reporter.group('docker build', async (write) => {
    write('a\u001b[31m\nb');
    write('c\r\n::error::x');
  });
  expect(screen.text).toBe('docker build\n  a [31m\n  bc\n  : :error::x\n');
});

test('progress is a bar on a terminal only, and gives way to lines', () => {
  expect(reporterOn(new Screen(false)).reporter.progress).toBeUndefined();
  const screen = new Screen(true);
  const { reporter } = reporterOn(screen);
  reporter.progress?.(0.5, `copied half of it, ${'and more '.repeat(20)}`);
  const [, bar = ''] = screen.text.split('\r\u001b[K');
  expect(bar).toMatch(/^\[#{10}-{9}\] copied half/);
  expect(bar.length).toBeLessThanOrEqual(59);
  reporter.info('a line');
  expect(screen.text.endsWith('\r\u001b[Ka line\n')).toBe(true);
});

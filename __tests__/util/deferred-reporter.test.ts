import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { deferredReporter } from '../../src/util/deferred-reporter.ts';
import { redact } from '../../src/util/redact.ts';
import type { Reporter } from '../../src/util/reporter.ts';

/** A reporter that notes what it gets, and how often it was loaded. */
function noting() {
  const notes: string[] = [];
  let loads = 0;
  const note =
    (kind: string) =>
    (text: unknown): void =>
      void notes.push(`${kind} ${text instanceof ActionError ? text.code : text}`);
  const target: Reporter = {
    ...{ info: note('info'), debug: note('debug'), warn: note('warn'), notice: note('notice') },
    ...{ fail: note('fail'), mask: note('mask') },
    group: async (title, act) => {
      notes.push(`group ${title}`);
      return act(() => {});
    },
    write: async () => {
      notes.push('write');
      return null;
    },
  };
  const load = async () => {
    loads += 1;
    return target;
  };
  return { notes, load, loads: () => loads };
}

describe('a deferred reporter', () => {
  test('passes on in order what was reported before it was loaded', async () => {
    const { notes, load, loads } = noting();
    const { reporter, attach } = deferredReporter(load);
    reporter.mask('secret-1');
    reporter.info('one');
    reporter.warn('two');
    reporter.notice('three');
    reporter.debug('four');
    reporter.fail(new ActionError('CANCELLED', 'five'));
    expect([notes, loads()]).toEqual([[], 0]);
    await attach();
    reporter.info('six');
    expect(notes).toEqual([
      ...['mask secret-1', 'info one', 'warn two', 'notice three', 'debug four', 'fail CANCELLED', 'info six'],
    ]);
    expect(loads()).toBe(1);
  });

  test('loads itself where a result is needed, once', async () => {
    const { notes, load, loads } = noting();
    const { reporter, attach } = deferredReporter(load);
    reporter.info('one');
    expect(await reporter.group('docker build', async () => 7)).toBe(7);
    expect(await reporter.write({}, '')).toBeNull();
    await attach();
    expect([notes, loads()]).toEqual([['info one', 'group docker build', 'write'], 1]);
  });

  test('redacts a secret in texts that are made before it is loaded', () => {
    deferredReporter(noting().load).reporter.mask('hunter2-hunter2');
    expect(redact('the password is hunter2-hunter2')).not.toContain('hunter2');
  });
});

test('a cancellation is told once, other errors each time', async () => {
  const { notes, load } = noting();
  const { reporter, attach } = deferredReporter(load);
  await attach();
  for (const code of ['CANCELLED', 'CANCELLED', 'FORBIDDEN', 'FORBIDDEN'] as const)
    reporter.fail(new ActionError(code, 'stopped'));
  expect(notes).toEqual(['fail CANCELLED', 'fail FORBIDDEN', 'fail FORBIDDEN']);
});

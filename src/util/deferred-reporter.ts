import { addSecret } from './redact.ts';
import type { Reporter } from './reporter.ts';

/**
 * A reporter that is loaded later, so that loading it does not delay the first request. What is reported until then is
 * kept, and passed on in order.
 * @param load loads the reporter; called once, by `attach` or by the first report that has to wait for its result
 * @returns the reporter, and `attach`, which resolves when it is loaded
 */
export function deferredReporter(load: () => Promise<Reporter>): { reporter: Reporter; attach: () => Promise<void> } {
  const kept: ((target: Reporter) => void)[] = [];
  let target: Reporter | null = null;
  let loading: Promise<Reporter> | null = null;
  const loaded = (): Promise<Reporter> => {
    loading ??= load().then((to) => {
      for (const report of kept.splice(0)) report(to);
      target = to;
      return to;
    });
    return loading;
  };
  let isCancelled = false;
  const pass = (report: (target: Reporter) => void): void => {
    if (target) report(target);
    else kept.push(report);
  };
  const reporter: Reporter = {
    info: (line) => pass((to) => to.info(line)),
    debug: (line) => pass((to) => to.debug(line)),
    warn: (text) => pass((to) => to.warn(text)),
    notice: (text) => pass((to) => to.notice(text)),
    fail: (error) => {
      // the time limit of a cancelled run may end while the run itself reports that it was cancelled
      if (error.code === 'CANCELLED' && isCancelled) return;
      isCancelled ||= error.code === 'CANCELLED';
      pass((to) => to.fail(error));
    },
    mask: (secret) => {
      // texts that are made before it is loaded must not show it
      addSecret(secret);
      pass((to) => to.mask(secret));
    },
    get progress() {
      return target?.progress;
    },
    group: async (title, act) => (await loaded()).group(title, act),
    write: async (outputs, summary) => (await loaded()).write(outputs, summary),
  };
  return { reporter, attach: async () => void (await loaded()) };
}

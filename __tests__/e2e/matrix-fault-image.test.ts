import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault, Rule } from '../support/faults/proxy.ts';
import { type FaultedRun, runWithFaults, startImage } from '../support/faults/subjects.ts';
import {
  codesOf,
  type End,
  endOf,
  expectUntouched,
  on,
  several,
  undisturbed,
  writesOf,
} from '../support/faults/trials.ts';
import { needs } from '../support/runner/available.ts';

let image: Awaited<ReturnType<typeof startImage>>;

/** That a run succeeded and ended as if nothing had happened. */
function expectFine({ run, end }: FaultedRun<End>, once: { end: End }): void {
  expect({ code: run.exitCode, errors: codesOf(run), end }).toEqual({ code: 0, errors: [], end: once.end });
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** Runs that wait for a registry that has gone silent: by name, all at once, since they take long and do little. */
function startSilent(): Map<string, Promise<FaultedRun<End>>> {
  const cases: [string, Fault, number][] = [
    ['GET 1.1.0', 'stall', 1],
    ['GET prod-history', 'stall', 1],
    ['PUT prod-history', 'never', 1],
    ['PUT prod', 'never', 1],
    ['GET prod-history', 'stall', 99],
    ['PUT prod-history', 'never', 99],
    ['PUT prod', 'never', 99],
  ];
  const started = cases.map(([name, fault, times]): [string, Promise<FaultedRun<End>>] => {
    const [method = '', reference = ''] = name.split(' ');
    const trying = runWithFaults(image.subject.second, on(method, reference, fault, times));
    trying.catch(() => {});
    return [times === 1 ? name : `${name} always`, trying];
  });
  return new Map(started);
}

needs('registry')('a registry that fails', () => {
  let silent: Map<string, Promise<FaultedRun<End>>>;
  beforeAll(async () => {
    image = await startImage();
    silent = startSilent();
  });
  afterAll(() => image.stop());

  describe.each([
    { name: 'a promotion', job: 'second' as const },
    { name: 'the first promotion ever', job: 'first' as const },
    { name: 'a rollback', job: 'back' as const },
    { name: 'the tagging of a build', job: 'release' as const },
  ])('once', ({ name, job }) => {
    const faults: [string, Fault][] = [
      ['answers 503', { status: 503, body: '<html>busy</html>' }],
      ['resets the connection', 'reset'],
    ];
    const everyOne = async (count: number, rule: (at: number) => Rule, end: End): Promise<void> => {
      const numbers = Array.from({ length: count }, (_, index) => index + 1);
      const all = await several(numbers, (at) => runWithFaults(image.subject[job], rule(at)), 6);
      expect(all.map(({ run }) => [run.exitCode, codesOf(run)])).toEqual(numbers.map(() => [0, []]));
      expect(all.map((one) => one.end)).toEqual(numbers.map(() => end));
    };

    test.each(faults)(`at any request of ${name}: it %s`, async (_, fault) => {
      const { requests, end } = await undisturbed(image.jobs, image.jobs.job[job]);
      await everyOne(requests, (at) => (request) => (request.n === at ? fault : undefined), end);
    });

    // without its answer, a read is as one whose connection is reset
    test(`at any write of ${name}: it loses the answer`, async () => {
      const { writes, end } = await undisturbed(image.jobs, image.jobs.job[job]);
      const loses = (at: number): Rule => {
        let seen = 0;
        return ({ method }) => (!isRead(method) && ++seen === at ? 'drop-answer' : undefined);
      };
      await everyOne(writes, loses, end);
    });
  });

  describe('for a while', () => {
    test('answers 500 three times, then as it should', async () => {
      const once = await undisturbed(image.jobs, image.jobs.job.second);
      const references = ['GET 1.1.0', 'GET prod-history', 'PUT prod-history', 'PUT prod'];
      const all = await several(references, (reference) => {
        const [method = '', name = ''] = reference.split(' ');
        return runWithFaults(image.subject.second, on(method, name, { status: 500, body: '{"errors":[]}' }, 3));
      });
      for (const one of all) expectFine(one, once);
    });

    test('asks for a second of patience, and gets it', async () => {
      const once = await undisturbed(image.jobs, image.jobs.job.second);
      const limit = { status: 429, headers: { 'retry-after': '1' }, body: '{"errors":[{"code":"TOOMANYREQUESTS"}]}' };
      const all = await several(['GET', 'PUT'], (method) =>
        runWithFaults(image.subject.second, on(method, 'prod-history', limit)),
      );
      for (const one of all) {
        expectFine(one, once);
        expect(one.run.waitedMs).toBeGreaterThanOrEqual(1000);
      }
    });
  });

  describe('goes silent', () => {
    test.each(['GET 1.1.0', 'GET prod-history', 'PUT prod-history', 'PUT prod'])('once at %s', async (name) => {
      expectFine(await silent.get(name)!, await undisturbed(image.jobs, image.jobs.job.second));
    });

    test('in every answer to a read', async () => {
      const one = await silent.get('GET prod-history always')!;
      expectUntouched(
        { ...one, writes: writesOf(one.trace) },
        'REGISTRY_UNAVAILABLE',
        await endOf(image.registry, 'one'),
      );
      expect(one.run.annotations[0]?.message).toMatch(/did not respond \(the response stalled for 10 s\)/);
    });

    test.each(['PUT prod-history', 'PUT prod'])('at every %s', async (name) => {
      const { run, end } = await silent.get(`${name} always`)!;
      expect({ code: run.exitCode, errors: codesOf(run) }).toEqual({ code: 1, errors: ['REGISTRY_UNAVAILABLE'] });
      expect(run.annotations[0]?.message).toMatch(/did not respond \(no response within 20 s\)/);
      expect(run.waitedMs).toBeLessThan(75_000);
      const before = await endOf(image.registry, 'one');
      expect(end).toEqual({ ...before, histories: before.histories + (name === 'PUT prod' ? 2 : 0) });
    });
  });
});

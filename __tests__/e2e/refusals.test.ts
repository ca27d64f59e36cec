import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { watchRun } from '../support/faults/lockstep.ts';
import type { Rule } from '../support/faults/proxy.ts';
import {
  act,
  actOrThrow,
  attempt,
  behindProxy,
  codesOf,
  endOf,
  expectUntouched,
  fresh,
  type Jobs,
  on,
  prepareJobs,
  promote,
  RUN,
  runJobWithFaults,
  undisturbed,
} from '../support/faults/trials.ts';
import * as images from '../support/images/images.ts';
import { gate } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { needs } from '../support/runner/available.ts';

let registry: Registry;
let jobs: Jobs;

const digestHeader = (value: string) => (headers: object) => ({ ...headers, 'docker-content-digest': value });
const OTHER = `sha256:${'0'.repeat(64)}`;
const longer = (body: Buffer): Buffer => Buffer.concat([body, Buffer.from(' ')]);

const refused = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
const immutable = {
  status: 400,
  body: '{"errors":[{"code":"TAG_INVALID","message":"The image tag already exists and the repository is immutable"}]}',
};

needs('registry')('a registry that', () => {
  beforeAll(async () => {
    registry = await startRegistry();
    jobs = await prepareJobs(registry);
  });
  afterAll(() => registry.stop());

  describe('gives an invalid answer', () => {
    test('makes the run fail where the history is answered with 500, which is not "no history"', async () => {
      const before = await endOf(registry, 'one');
      const broken = await runJobWithFaults(jobs, jobs.job.second, on('GET', 'prod-history', { status: 500 }, 9));
      expectUntouched(broken, 'REGISTRY_UNAVAILABLE', before);
      const forbidden = await runJobWithFaults(jobs, jobs.job.second, on('GET', 'prod-history', { status: 403 }, 9));
      expectUntouched(forbidden, 'FORBIDDEN', before);
    });

    test('makes the run fail where the history tag names an image', async () => {
      const job = jobs.job.second;
      const repo = fresh(jobs, 'one');
      await images.putTag(registry, repo, 'prod-history', '1.0.0');
      const before = await images.tagsAndDigests(registry, repo);
      const run = await act(registry, repo, job.inputs, attempt(RUN));
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'HISTORY_INVALID']);
      expect(await images.tagsAndDigests(registry, repo)).toEqual(before);
    });

    test.each([
      { name: 'the image', job: 'second' as const, reference: '1.1.0', lie: { mutate: longer } },
      { name: 'the history', job: 'second' as const, reference: 'prod-history', lie: { mutate: longer } },
      { name: 'an image asked for by digest', job: 'back' as const, reference: '', lie: { mutate: longer } },
      {
        name: 'the digest of the environment',
        job: 'second' as const,
        reference: '1.1.0',
        lie: { mutateHeaders: digestHeader(OTHER) },
      },
    ])('makes the run fail where bytes do not match the digest: $name', async ({ job, reference, lie }) => {
      const before = await endOf(registry, jobs.job[job].from);
      const all = await runJobWithFaults(jobs, jobs.job[job], on('GET', reference || jobs.digests['1.0.0'], lie, 9));
      expectUntouched(all, 'DIGEST_MISMATCH', before);
    });
  });

  describe('refuses a write', () => {
    test('of the history makes the run fail before a tag moves', async () => {
      const before = await endOf(registry, 'one');
      const { run, end, writes } = await runJobWithFaults(jobs, jobs.job.second, on('PUT', 'prod-history', refused, 9));
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'FORBIDDEN']);
      expect(writes).toEqual(['PUT prod-history']);
      expect(end).toEqual(before);
    });

    test.each([
      { name: 'forbidden', answer: refused, code: 'FORBIDDEN' },
      { name: 'immutable', answer: immutable, code: 'TAG_IMMUTABLE' },
    ])('of the environment tag, $name, makes the run revert its event', async ({ answer, code }) => {
      const before = await endOf(registry, 'one');
      const { run, end, repo, writes } = await runJobWithFaults(jobs, jobs.job.second, on('PUT', 'prod', answer, 9));
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, code]);
      expect(writes).toEqual(['PUT prod-history', 'PUT prod', 'PUT prod-history']);
      // the linked histories: before, with the event, without it
      expect(end).toEqual({ ...before, histories: before.histories + 2 });
      await actOrThrow(registry, repo, promote('1.1.0'), attempt(RUN, 2));
      expect((await endOf(registry, repo)).story).toEqual((await undisturbed(jobs, jobs.job.second)).end.story);
    });

    test('or the read of the tag after that of the history makes the run revert its event', async () => {
      const before = await endOf(registry, 'one');
      const isRefused = gate();
      const second: Rule = ({ method, path, nth }) => {
        // a refused HEAD is repeated as GET
        if (!path.endsWith('/prod') || !(method === 'GET' || (method === 'HEAD' && nth === 2))) return undefined;
        if (method === 'GET') isRefused.open();
        return refused;
      };
      // the write ends when the run knows of the refusal
      const { onStart, asleep } = watchRun();
      const hold = (): Promise<void> => isRefused.opened.then(asleep);
      const rules = [second, on('PUT', 'prod-history', { before: hold })];
      const { from, inputs } = jobs.job.second;
      const repo = fresh(jobs, from);
      const options = { ...attempt(RUN), onStart, ownTime: { isSteady: true } };
      const run = await behindProxy(registry, rules, (proxy) => act(proxy, repo, inputs, options));
      const end = await endOf(registry, repo);
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'FORBIDDEN']);
      expect(end).toEqual({ ...before, histories: before.histories + 2 });
    });

    test('of another tag makes the run restore the environment', async () => {
      const before = await endOf(registry, 'one');
      const inputs = { ...promote('1.1.0'), 'environment-tags': 'live' };
      const { run, end } = await runJobWithFaults(jobs, { from: 'one', inputs }, on('PUT', 'live', refused, 9));
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'FORBIDDEN']);
      expect(end).toEqual({ ...before, histories: before.histories + 2 });
    });

    test('of the first environment tag lets the next run start again', async () => {
      const repo = fresh(jobs, 'fresh');
      const run = await behindProxy(registry, on('PUT', 'prod', refused), (proxy) =>
        act(proxy, repo, promote('1.0.0'), attempt(RUN)),
      );
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'FORBIDDEN']);
      await actOrThrow(registry, repo, promote('1.0.0'), attempt(RUN, 2));
      const { end } = await undisturbed(jobs, jobs.job.first);
      expect(await endOf(registry, repo)).toEqual({ ...end, histories: 3 });
    });
  });

  describe('stores other bytes than it was sent', () => {
    const lie = { mutateHeaders: digestHeader(OTHER) };

    test.each(['prod', 'prod-history'])('under the tag %s makes the run restore what it moved', async (tag) => {
      const before = await endOf(registry, 'one');
      const { run, end } = await runJobWithFaults(jobs, jobs.job.second, on('PUT', tag, lie));
      expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'DIGEST_MISMATCH']);
      expect(end).toEqual({ ...before, histories: before.histories + 2 });
    });
  });
});

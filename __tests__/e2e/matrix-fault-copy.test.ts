import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CopyEnd, type CopyJobs, kindOf, onKinds } from '../support/faults/copy-trials.ts';
import type { Fault, Rule, Ruled } from '../support/faults/proxy.ts';
import { type FaultedRun, runWithFaults, startCopy } from '../support/faults/subjects.ts';
import { codesOf, several } from '../support/faults/trials.ts';
import { needs } from '../support/runner/available.ts';

let copy: Awaited<ReturnType<typeof startCopy>>;
let once: Record<keyof CopyJobs['job'], CopyEnd[]>;

const busy = { status: 503, body: '<html>busy</html>' };
const broken = { status: 500, body: '{"errors":[]}' };
const patience = { status: 429, headers: { 'retry-after': '1' }, body: '{"errors":[{"code":"TOOMANYREQUESTS"}]}' };
const OTHER = `sha256:${'0'.repeat(64)}`;
const lost = { status: 404, body: '{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN","message":"unknown to registry"}]}' };
const refused = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };

/** Every request the first time it is made; of uploads the first few that are begun, and of each blob's its first end. */
function eachOnce(fault: Fault, share: (count: number) => boolean = () => true): Rule {
  const seen = new Map<string, number>();
  let distinct = 0;
  return ({ via, method, path, query }: Ruled) => {
    const blob = new URLSearchParams(query).get('digest');
    const name = [via, method, blob === null ? path + query : blob].join(' ');
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const isFirst = name.endsWith('/uploads/') ? nth <= 6 || (nth > 12 && nth <= 18) : nth === 1;
    return isFirst && share(distinct++) ? fault : undefined;
  };
}

function expectFine({ run, end }: FaultedRun<CopyEnd[]>, key: keyof CopyJobs['job']): void {
  expect(run.annotations.map(({ message }) => message)).toEqual([]);
  expect({ code: run.exitCode, end }).toEqual({ code: 0, end: once[key] });
}

/** That a copy failed with one error and no environment moved; and that, run again without faults, it ends as if once. */
async function expectStopped(
  { run, trial, end }: FaultedRun<CopyEnd[]>,
  key: keyof CopyJobs['job'],
  code: string,
): Promise<string> {
  expect({ code: run.exitCode, errors: codesOf(run) }).toEqual({ code: 1, errors: [code] });
  expect(end.map(({ tags, story }) => [tags.prod, story])).toEqual(end.map(() => [undefined, []]));
  // what is named by a tag is whole: it was read so
  await trial.again();
  expect(await trial.end()).toEqual(once[key]);
  return run.annotations.find(({ level }) => level === 'error')!.message;
}

const SILENT: [string, string, Fault][] = [
  ['a manifest at the source', 'source GET manifest', 'stall'],
  ['a blob at the source', 'source GET blob', 'stall'],
  ['the end of an upload', 'destination PUT upload', 'never'],
  ['a manifest at the destination', 'destination PUT manifest', 'never'],
];

const KINDS = [
  ...['source GET tag', 'source GET manifest', 'source GET blob', 'destination HEAD manifest'],
  ...['destination POST upload', 'destination PUT upload', 'destination PUT manifest', 'destination PUT tag'],
  ...['destination PUT list', 'destination PUT signature'],
];

const ONCE: [string, Fault][] = [
  ['answers 503', busy],
  ['resets the connection', 'reset'],
  ['loses the answer', 'drop-answer'],
];
const SHARES: [keyof CopyJobs['job'], (count: number) => boolean][] = [
  ['between', () => true],
  ['between', (count) => count % 2 === 0],
  ['between', (count) => count % 2 === 1],
  ['within', () => true],
  ['train', () => true],
];

/** Runs that wait a lot and do little, begun before all else: by name. */
function startWaiting(): Map<string, Promise<FaultedRun<CopyEnd[]>[]>> {
  const { between } = copy.subject;
  const cases: [string, () => Promise<FaultedRun<CopyEnd[]>[]>][] = [
    ...SILENT.map(([name, kind, fault]): [string, () => Promise<FaultedRun<CopyEnd[]>[]>] => [
      name,
      async () => [await runWithFaults(between, onKinds([kind], fault))],
    ]),
    ...ONCE.map(([name, fault]): [string, () => Promise<FaultedRun<CopyEnd[]>[]>] => [
      name,
      () => several(SHARES, ([key, share]) => runWithFaults(copy.subject[key], eachOnce(fault, share)), 3),
    ]),
    ['three times', async () => [await runWithFaults(between, onKinds(KINDS, broken, 3))]],
    ['patience', async () => [await runWithFaults(between, onKinds(KINDS, patience))]],
  ];
  return new Map(
    cases.map(([name, begin]) => {
      const begun = begin();
      begun.catch(() => {});
      return [name, begun];
    }),
  );
}

needs('registry')('a copy, where a registry', () => {
  let waiting: Map<string, Promise<FaultedRun<CopyEnd[]>[]>>;
  beforeAll(async () => {
    copy = await startCopy();
    const ends = await several(Object.entries(copy.subject), async ([key, subject]) => [
      key,
      (await runWithFaults(subject, [])).end,
    ]);
    once = Object.fromEntries(ends) as typeof once;
    for (const end of Object.values(once)) expect(end.map(({ story }) => story.length)).toEqual(end.map(() => 1));
    waiting = startWaiting();
  });
  afterAll(() => copy.stop());

  describe('loses what is under way', () => {
    const cut = (): Promise<never> => Promise.reject(new Error('cut'));
    test.each([
      { name: 'a source blob breaks off in the middle', rules: onKinds(['source GET blob'], { midway: cut }, 3) },
      { name: 'an upload session is lost', rules: onKinds(['destination PUT upload'], lost, 2) },
      {
        name: 'an upload ends with another digest in the answer',
        rules: onKinds(['destination PUT upload'], {
          mutateHeaders: (headers) => ({ ...headers, 'docker-content-digest': OTHER }),
        }),
      },
    ])('$name: it is sent again', async ({ rules }) =>
      expectFine(await runWithFaults(copy.subject.between, rules), 'between'),
    );

    test('the destination fails in the middle of an upload: it is sent again', async () => {
      let cuts = 0;
      const cutsBody = ({ via, method, path }: Ruled): number | undefined =>
        via === 'destination' && method === 'PUT' && path.includes('/uploads/') && cuts++ < 3 ? 20 : undefined;
      expectFine(await runWithFaults(copy.subject.between, [], { cutsBody }), 'between');
      expect(cuts).toBeGreaterThan(3);
    });

    test('mounts are refused: the blobs are sent', async () => {
      const unmounted: Rule = async (request) => {
        if (!kindOf(request).endsWith('POST mount')) return undefined;
        const begun = await fetch(`${copy.there.url}${request.path}`, { method: 'POST' });
        const { pathname, search } = new URL(begun.headers.get('location') ?? '');
        return { status: begun.status, headers: { location: pathname + search } };
      };
      const one = await runWithFaults(copy.subject.within, unmounted);
      expectFine(one, 'within');
      expect(one.trace.of('PUT', /uploads/).length).toBeGreaterThan(8);
      expect(one.run.stdout).toMatch(/copied .*: \d+ kB sent in \d+ blobs/);
    });
  });

  describe('returns wrong content on each attempt', () => {
    const longer = (body: Buffer): Buffer => Buffer.concat([body, Buffer.from(' ')]);
    const shorter = (body: Buffer): Buffer => body.subarray(0, -1);
    const other = (body: Buffer): Buffer => Buffer.from(body.map((byte, index) => (index === 9 ? byte ^ 1 : byte)));
    const always = (kind: string, fault: Fault): Rule => onKinds([kind], fault, Number.POSITIVE_INFINITY);
    const says = (digest: string): Fault => ({
      mutateHeaders: (headers) => ({ ...headers, 'docker-content-digest': digest }),
    });
    test.each([
      { name: 'wrong bytes in a blob', rule: always('source GET blob', { mutate: other }) },
      { name: 'a blob too long', rule: always('source GET blob', { mutate: longer }) },
      { name: 'a blob too short', rule: always('source GET blob', { mutate: shorter }) },
      { name: 'wrong bytes in a manifest', rule: always('source GET manifest', { mutate: longer }) },
      { name: 'another digest stored', rule: always('destination PUT manifest', says(OTHER)) },
      { name: 'another digest under a tag', rule: always('destination PUT tag', says(OTHER)) },
    ])('$name: nothing wrong is stored, and no environment moves', async ({ rule }) => {
      await expectStopped(await runWithFaults(copy.subject.between, rule), 'between', 'DIGEST_MISMATCH');
    });

    test('a blob that never comes from the source: the error names it', async () => {
      const fault = { midway: () => Promise.reject(new Error('cut')) };
      const one = await runWithFaults(copy.subject.between, always('source GET blob', fault));
      const message = await expectStopped(one, 'between', 'REGISTRY_UNAVAILABLE');
      expect(message).toMatch(/^REGISTRY_UNAVAILABLE: Could not read the blob sha256:\w+ of \S+\/dev\/app: /);
    });

    test('a blob that never arrives: the error says where, and gives the state of each image of a train', async () => {
      const one = await runWithFaults(copy.subject.train, always('destination PUT upload', lost));
      const message = await expectStopped(one, 'train', 'REGISTRY_UNAVAILABLE');
      expect(message).toMatch(/ to \S+\/shop\/\d+\/train-\w+: .* not sent again/);
      expect(one.run.summary.match(/\| as before \|/g)).toHaveLength(3);
      for (const repo of one.trial.repos) expect(one.run.stdout).toContain(`${repo}: prod is at no image (as before)`);
    });

    test('a write that is not allowed: one error, and the others of the train stay where they are', async () => {
      const rule: Rule = (request) =>
        request.path.endsWith('train-web/manifests/1.1.0') && request.method === 'PUT' ? refused : undefined;
      const one = await runWithFaults(copy.subject.train, rule);
      expect(await expectStopped(one, 'train', 'FORBIDDEN')).toContain('train-web');
      expect(one.end.map(({ tags }) => tags['1.1.0'] !== undefined)).toEqual([true, false, true]);
    });
  });

  test.each(ONCE)('%s once, at every request: it ends as if nothing had happened', async (name) => {
    const all = await waiting.get(name)!;
    for (const [index, one] of all.entries()) expectFine(one, SHARES[index]![0]);
  });

  test('answers 500 three times, then as it should', async () => {
    for (const one of await waiting.get('three times')!) expectFine(one, 'between');
  });

  test('asks for a second of patience, and gets it', async () => {
    const [one] = await waiting.get('patience')!;
    expectFine(one!, 'between');
    expect(one!.run.waitedMs).toBeGreaterThan(KINDS.length * 500);
  });

  test.each(SILENT)('goes silent once at %s', async (name) => {
    for (const one of await waiting.get(name)!) expectFine(one, 'between');
  });
});

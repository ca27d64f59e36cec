import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Fault, Rule } from '../support/faults/proxy.ts';
import { startTrain } from '../support/faults/subjects.ts';
import { codesOf, type End } from '../support/faults/trials.ts';
import { needs } from '../support/runner/available.ts';

const refused = { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' };
const OTHER = `sha256:${'0'.repeat(64)}`;
const lie: Fault = { mutateHeaders: (headers) => ({ ...headers, 'docker-content-digest': OTHER }) };

/** A fault at the second image, from the nth request of its kind on. */
function atSecond(method: string, tag: string, fault: Fault, from = 1, to = Number.POSITIVE_INFINITY): Rule {
  return (request) =>
    request.method === method &&
    request.path.endsWith(`/web/manifests/${tag}`) &&
    request.nth >= from &&
    request.nth <= to
      ? fault
      : undefined;
}

const live = (end: End[]) => end.map(({ tags, story }) => [tags.prod, story]);

needs('registry')('a train of three of which one image fails in the middle', () => {
  let trains: Awaited<ReturnType<typeof startTrain>>;
  beforeAll(async () => {
    trains = await startTrain();
  });
  afterAll(() => trains.stop());

  const cases = [
    { name: 'the write of its tag is refused', rule: () => atSecond('PUT', 'prod', refused), code: 'FORBIDDEN' },
    {
      name: 'the write of its history is refused',
      rule: () => atSecond('PUT', 'prod-history', refused),
      code: 'FORBIDDEN',
    },
    { name: 'its tag is stored as another', rule: () => atSecond('PUT', 'prod', lie, 1, 1), code: 'DIGEST_MISMATCH' },
  ].flatMap((one) => (['second', 'back'] as const).map((job) => ({ ...one, job })));

  test.each(cases)('$name ($job): all are restored, and each is reported', async ({ job, rule, code }) => {
    const train = trains.subject[job].begin();
    const before = await train.end();
    const { run } = await train.run(rule());
    expect([run.exitCode, ...codesOf(run)]).toEqual([1, code]);
    expect(run.annotations.find(({ level }) => level === 'error')!.message).toContain(train.repos[1]);
    expect(live(await train.end())).toEqual(live(before));
    expect(run.summary.match(/\| as before \|/g)).toHaveLength(3);
    for (const [index, repo] of train.repos.entries())
      expect(run.stdout).toContain(`${repo}: prod is at ${before[index]!.tags.prod} (as before)`);
    await train.again();
    const undisturbed = trains.subject[job].begin();
    expect((await undisturbed.run([])).run.exitCode).toBe(0);
    expect(live(await train.end())).toEqual(live(await undisturbed.end()));
  });

  test('and cannot be restored: the others are, and the state of each is reported', async () => {
    const train = trains.subject.second.begin();
    const before = await train.end();
    // its tag is moved, and said to be another; putting it back is refused
    const rules = [atSecond('PUT', 'prod', lie, 1, 1), atSecond('PUT', 'prod', refused, 2)];
    const { run } = await train.run(rules);
    expect([run.exitCode, ...codesOf(run)]).toEqual([1, 'DIGEST_MISMATCH']);
    expect(run.annotations.find(({ level }) => level === 'error')!.message).toMatch(
      /Could not be restored: \S+\/web:prod \(.*The next run resumes/,
    );
    const end = await train.end();
    expect(end.map(({ tags }) => tags.prod)).toEqual([
      before[0]!.tags.prod,
      trains.trains.digests['1.1.0'][1],
      before[2]!.tags.prod,
    ]);
    expect(run.stdout).toContain(`${train.repos[1]}: prod is at ${trains.trains.digests['1.1.0'][1]} (moved)`);
    expect(run.summary.match(/\| as before \|/g)).toHaveLength(2);
    expect(run.summary).toContain('⚠️ moved');
    await train.again();
    expect((await train.end()).map(({ tags }) => tags.prod)).toEqual(trains.trains.digests['1.1.0']);
  });
});

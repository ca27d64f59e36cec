import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SLOWLY } from '../support/faults/lockstep.ts';
import { type Rule, startProxy } from '../support/faults/proxy.ts';
import { attempt, codesOf, promote, ROLLBACK, several, silentFrom } from '../support/faults/trials.ts';
import * as images from '../support/images/images.ts';
import { copyRepository } from '../support/registries/copy-repository.ts';
import { pause } from '../support/registries/gate.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { readWhole } from '../support/requests/copies.ts';
import { needs } from '../support/runner/available.ts';
import { type RunResult, runAction } from '../support/runner/runner.ts';

const NAMES = ['api', 'web', 'jobs', 'mail'];
const VERSIONS = ['1.0.0', '1.1.0', '1.2.0', '1.3.0', '1.4.0'] as const;
type Version = (typeof VERSIONS)[number];

/** A round trip, as between any two machines: what a run can do between another's look and its write takes some. */
const LATENCY_MS = 20;

let here: Registry;
let there: Registry;
/** the digest of an image in a version */
const digests = new Map<string, string>();
let rounds = 0;
let runs = 1000;

/** One train: which images go to which version, or back, and what befalls it. */
interface Train {
  names: string[];
  /** null: a rollback */
  version: Version | null;
  /** it sets out so much later */
  lateMs?: number;
  /** killed when it has put this tag of one of its images */
  killedAt?: 'prod' | 'prod-history';
}

interface Ridden {
  run: number;
  train: Train;
  result: RunResult;
}

/** Where trains go: `state`, for this round alone, with the images under their versions there, or at the source. */
interface Round {
  state: string;
  hasDestination: boolean;
}

function freshRound(hasDestination: boolean): Round {
  const state = `round-${++rounds}`;
  for (const name of NAMES) copyRepository(there, `${hasDestination ? 'shop' : 'dev'}/${name}`, `${state}/${name}`);
  return { state, hasDestination };
}

/** Sets out a train by way of a proxy; `run` again is its second attempt. */
async function ride({ state, hasDestination }: Round, train: Train, run = ++runs, number = 1): Promise<Ridden> {
  const { names, version, killedAt, lateMs = 0 } = train;
  const { rule, reached } = silentFrom(
    ({ method, path }) => method === 'PUT' && path.endsWith(`/${killedAt}`),
    'after',
  );
  const isKilled = killedAt !== undefined && number === 1;
  const rules: Rule[] = isKilled ? [rule] : [];
  const proxy = await startProxy(there.url, { rules, latencyMs: LATENCY_MS });
  const at = (host: string, folder: string): string => names.map((name) => `${host}/${folder}/${name}`).join('\n');
  const places = at(proxy.host, state);
  const isCopied = hasDestination && version !== null;
  const where = isCopied ? { image: at(here.host, 'dev'), destination: places } : { image: places };
  const what = version === null ? ROLLBACK : { ...promote(version), allow: 'downgrade, rolled-back' };
  await pause(lateMs);
  const kill = { signal: 'SIGKILL' as const, when: reached };
  const options = { ...attempt(run, number), ...(isKilled && { kill }), ownTime: SLOWLY };
  const result = await runAction({ ...what, ...where }, options);
  await proxy.stop();
  return { run, train, result };
}

/** How a run ended: `ok`, its code, or the signal. */
function outcomeOf({ result }: Pick<Ridden, 'result'>): string {
  return result.signal ?? (result.exitCode === 0 ? 'ok' : codesOf(result).join(' '));
}

/** The digests that trains have promoted in vain, and that restored all they had moved. */
function failedOf(ridden: readonly Ridden[]): string[] {
  const arrived = ridden.filter((one) => outcomeOf(one) === 'ok').map(({ train }) => train.version);
  return ridden.flatMap(({ train: { names, version }, result: { annotations } }) => {
    const isStuck = annotations.some(({ message }) => message.includes('Could not be restored'));
    return version === null || arrived.includes(version) || isStuck ? [] : Object.values(release(names, version));
  });
}

/**
 * What docs/design.md promises of every image: one history, which ends with what is live, and tells nothing twice.
 * @returns the digest that is live, by the image's name
 */
async function expectTruth({ state }: Round): Promise<Record<string, string | undefined>> {
  const live: Record<string, string | undefined> = {};
  for (const name of NAMES) {
    const repo = `${state}/${name}`;
    const events = (await images.readHistory(there, repo, 'prod'))?.events ?? [];
    live[name] = await images.headTag(there, repo, 'prod');
    // where two runs have lost, what one of them put there as superseded may stand behind: it changes nothing
    const last = events.findLast(({ action }) => action !== 'superseded');
    expect([name, last?.digest]).toEqual([name, live[name]]);
    const own = events.filter(({ run }) => run !== null).map(({ run, at, digest }) => `${run} ${at} ${digest}`);
    expect([name, new Set(own).size]).toEqual([name, own.length]);
    // whoever finds a tag finds all that it names
    for (const tag of await images.listTags(there, repo)) await readWhole(there, repo, tag);
  }
  return live;
}

const release = (names: string[], version: Version): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, digests.get(`${name} ${version}`) ?? '']));

const promotion = (names: string[], version: Version, more: Partial<Train> = {}): Train => ({
  names,
  version,
  ...more,
});
const FIRST = ['api', 'web', 'jobs'];
const SECOND = ['web', 'jobs', 'mail'];
const BACK: Train = { names: NAMES, version: null };

/** A folder of one registry with its images, one per line. */
function imagesAt(host: string, folder: string): string {
  return NAMES.map((name) => `${host}/${folder}/${name}`).join('\n');
}

/** Every image in every version at both registries, and 1.0.0, then 1.1.0 live in `dev` and in `shop`. */
async function prepare(): Promise<void> {
  const every = VERSIONS.flatMap((version) => NAMES.map((name) => ({ name, version })));
  await several(every, async ({ name, version }) => {
    const annotations = { 'org.opencontainers.image.version': version };
    const options = { tags: [version], seed: `${name} ${version}`, annotations };
    for (const registry of [here, there])
      digests.set(`${name} ${version}`, (await images.pushManifest(registry, `dev/${name}`, options)).digest);
  });
  for (const version of ['1.0.0', '1.1.0']) {
    const across = { image: imagesAt(here.host, 'dev'), destination: imagesAt(there.host, 'shop') };
    for (const where of [{ image: imagesAt(there.host, 'dev') }, across]) {
      const result = await runAction({ ...promote(version), ...where }, attempt(++runs));
      expect(outcomeOf({ result })).toBe('ok');
    }
  }
}

/** Trains that stay in their repositories, and the same that go to a destination. */
const bothWays = (races: Train[][]) =>
  [false, true].flatMap((hasDestination) => races.map((trains) => ({ trains, hasDestination })));

needs('registry')('trains at once that share some of their images', () => {
  beforeAll(async () => {
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
    await prepare();
  });
  afterAll(() => Promise.all([here.stop(), there.stop()]));

  test('leave each image one true history, and the next train all in order', async () => {
    const races = [
      [promotion(FIRST, '1.2.0'), promotion(SECOND, '1.3.0')],
      [promotion(FIRST, '1.2.0'), promotion(SECOND, '1.3.0', { lateMs: 60 }), BACK],
      [promotion(FIRST, '1.2.0'), promotion(NAMES, '1.2.0', { lateMs: 30 })],
    ];
    await several(bothWays(races), async ({ trains, hasDestination }) => {
      const round = freshRound(hasDestination);
      const ridden = await Promise.all(trains.map((train) => ride(round, train)));
      const outcomes = ridden.map(outcomeOf);
      expect(outcomes.filter((outcome) => !['ok', 'TAG_MOVED'].includes(outcome))).toEqual([]);
      const live = Object.values(await expectTruth(round));
      // a third may have set out from what another has put back since: then it puts that back in its turn
      if (trains.length === 2) for (const digest of failedOf(ridden)) expect(live).not.toContain(digest);
      expect(outcomeOf(await ride(round, promotion(NAMES, '1.4.0')))).toBe('ok');
      expect(await expectTruth(round)).toEqual(release(NAMES, '1.4.0'));
    });
  });

  test('of which one is killed end in order when that run, or a new one, completes it', async () => {
    const races = [
      [promotion(FIRST, '1.2.0', { killedAt: 'prod' }), promotion(SECOND, '1.3.0')],
      [promotion(FIRST, '1.2.0', { killedAt: 'prod-history' }), promotion(SECOND, '1.3.0', { lateMs: 60 }), BACK],
    ];
    await several(bothWays(races), async ({ trains, hasDestination }) => {
      const round = freshRound(hasDestination);
      const [killed, ...others] = await Promise.all(trains.map((train) => ride(round, train)));
      // a run that has lost before it came so far is not killed
      expect(['SIGKILL', 'TAG_MOVED']).toContain(outcomeOf(killed!));
      for (const other of others) expect(['ok', 'TAG_MOVED']).toContain(outcomeOf(other));
      const again = outcomeOf(await ride(round, killed!.train, killed!.run, 2));
      // where others have moved what it had moved, a later attempt does not undo that: it takes a new run
      expect(['ok', 'TAG_MOVED']).toContain(again);
      await expectTruth(round);
      if (again !== 'ok') expect(outcomeOf(await ride(round, promotion(FIRST, '1.2.0')))).toBe('ok');
      expect(await expectTruth(round)).toMatchObject(release(FIRST, '1.2.0'));
    });
  });
});

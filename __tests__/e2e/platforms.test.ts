import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { repositoryName } from '../../src/image/reference.ts';
import { addIndex, manifestOf } from '../support/images/memory-images.ts';
import { keyOf, type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import { type RunResult, runAction, SHA } from '../support/runner/runner.ts';

/** An entry of an index, as far as the tests use it. */
interface Entry {
  digest: string;
  size: number;
  mediaType: string;
  platform?: { os: string; architecture: string };
  annotations?: Record<string, string>;
}

let here: LyingRegistry;
let image: string;

beforeEach(async () => {
  here = await lyingRegistry(() => {});
  image = repositoryName(here.image);
});
afterEach(() => here.server.stop());

/** An image of two platforms in the registry; its entries. */
function release(version: string, revision = SHA): { digest: string; entries: Entry[] } {
  const tags = [version, `git-${revision.slice(0, 7)}`];
  const says = { version, revision, build: '{}', created: '2026-01-01T00:00:00Z', seed: version };
  const index = addIndex(here.store, here.image, says, tags);
  return { digest: index.digest, entries: JSON.parse(index.bytes.toString()).manifests };
}

/** Deletes a manifest, as a clean-up does. */
function drop(entry: Entry | undefined): void {
  here.store.repository(here.image).manifests.delete(entry?.digest ?? '');
}

const run = (inputs: Record<string, string>): Promise<RunResult> => {
  here.server.seen.length = 0;
  return runAction({ image, ...inputs });
};
const promotion = (version: string, more = {}) => ({ mode: 'promote', environment: 'prod', version, ...more });

describe('an index whose arm64 manifest was deleted', () => {
  const refused = async (inputs: Record<string, string>): Promise<string> => {
    const message = refusalOf('INCOMPLETE', await run(inputs));
    expect(here.writes()).toEqual([]);
    return message;
  };

  test('is not promoted, in a dry run neither, and nothing is written', async () => {
    const { entries } = release('1.0.0');
    drop(entries[1]);
    for (const dry of ['true', 'false']) {
      const message = await refused(promotion('1.0.0', { 'dry-run': dry }));
      expect(message).toContain(image);
      expect(message).toContain(`linux/arm64 (${entries[1]?.digest})`);
      expect(message).not.toContain('linux/amd64');
      expect(message).toContain('allow: incomplete');
    }
  });

  test('is promoted with allow: incomplete, with a warning, and the history names the guard', async () => {
    const { digest, entries } = release('1.0.0');
    drop(entries[1]);
    const { annotations } = doneOf(await run(promotion('1.0.0', { allow: 'incomplete' })));
    expect(annotations.map(({ level }) => level)).toEqual(['warning']);
    expect(here.store.look(here.image, 'prod')?.digest).toBe(digest);
    expect(here.store.look(here.image, 'prod-history')?.bytes.toString()).toContain('allowed\\":[\\"incomplete\\"]');
  });

  test('is not a target of a rollback, named or not', async () => {
    const { entries } = release('1.0.0');
    doneOf(await run(promotion('1.0.0')));
    release('1.1.0', '2'.repeat(40));
    doneOf(await run(promotion('1.1.0')));
    drop(entries[0]);
    const rollback = { mode: 'rollback', environment: 'prod' };
    expect(await refused(rollback)).toContain('linux/amd64');
    expect(await refused({ ...rollback, version: '1.0.0' })).toContain('linux/amd64');
    const { outputs } = doneOf(await run({ ...rollback, allow: 'incomplete' }));
    expect(outputs.version).toBe('1.0.0');
  });

  test('that is already live is not changed, without a message', async () => {
    const { entries } = release('1.0.0');
    doneOf(await run(promotion('1.0.0')));
    drop(entries[1]);
    const again = doneOf(await run(promotion('1.0.0')));
    expect([again.changed, again.annotations]).toEqual([false, []]);
    expect(here.server.seen.map(keyOf)).not.toContainEqual(expect.stringContaining(entries[0]?.digest ?? ''));
    doneOf(await run({ mode: 'status', environments: 'prod' }));
  });

  test('is not adopted, and gives an existing build neither an environment nor a tag', async () => {
    const { digest, entries } = release('1.0.0');
    drop(entries[1]);
    here.store.repository(here.image).tags.delete(`git-${SHA.slice(0, 7)}`);
    await refused({ mode: 'build', digest, sha: SHA });
    here.store.point(here.image, `git-${SHA.slice(0, 7)}`, digest);
    await refused({ mode: 'build', sha: SHA, environment: 'dev' });
    await refused({ mode: 'build', sha: SHA, version: '1.0.0' });
    // nothing is left to write
    doneOf(await run({ mode: 'build', sha: SHA }));
  });

  test('is checked by GET where HEAD answers 404', async () => {
    const { entries } = release('1.0.0');
    const isChild = (path: string): boolean => entries.some(({ digest }) => path.includes(digest));
    here.lie = ({ method, path }) => (method === 'HEAD' && isChild(path) ? { status: 404 } : undefined);
    doneOf(await run(promotion('1.0.0')));
    drop(entries[1]);
    await refused(promotion('1.0.0', { environment: 'qa' }));
  });
});

test('a missing attestation only gives a warning', async () => {
  const { entries } = release('1.0.0');
  const attestation = {
    ...(entries[0] as Entry),
    digest: `sha256:${'a'.repeat(64)}`,
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };
  const index = manifestOf({
    ...{ schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: [...entries, attestation] },
  } as { mediaType: string });
  here.store.repository(here.image).manifests.set(index.digest, index);
  const { annotations } = doneOf(await run(promotion(index.digest)));
  expect(annotations.filter(({ level }) => level === 'warning')).toEqual([
    expect.objectContaining({ message: expect.stringContaining('attestation') }),
  ]);
  expect(here.store.look(here.image, 'prod')?.digest).toBe(index.digest);
});

describe('a copy of an incomplete image', () => {
  let there: LyingRegistry;
  beforeEach(async () => {
    there = await lyingRegistry(() => {});
  });
  afterEach(() => there.server.stop());

  test('is refused before a byte is sent, and names the platform and the source', async () => {
    const { entries } = release('1.0.0');
    drop(entries[1]);
    const message = refusalOf(
      'INCOMPLETE',
      await run(promotion('1.0.0', { destination: repositoryName(there.image) })),
    );
    expect(message).toContain(image);
    expect(message).toContain('linux/arm64');
    expect(there.writes()).toEqual([]);
  });
});

import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { githubInstance, type LazyRoot } from '../../src/trust/roots.ts';
import { digestOfSigned, GITHUB, refreshRoot, type TufRepository } from '../../src/trust/tuf.ts';
import { type Root, rootOf } from '../../src/trust/verify.ts';
import { provenance, type Sigstore, startSigstore } from '../support/registries/sigstore.ts';
import { startTufServer, type TufServer } from '../support/registries/tuf-server.ts';
import { COMMIT, judge, SIGNER, sourceOf, TARGET } from '../support/requests/evidence.ts';

let sigstore: Sigstore;
/** another instance, whose root is the one at hand */
let stranger: Sigstore;
let server: TufServer;
let folder: string;
beforeAll(async () => {
  [sigstore, stranger] = await Promise.all([startSigstore(), startSigstore()]);
  server = await startTufServer(sigstore.rootWithoutLogs);
  folder = mkdtempSync(join(tmpdir(), 'tuf-'));
});
afterAll(() => Promise.all([sigstore.stop(), stranger.stop(), server.stop()]));
beforeEach(() => {
  server.asked = [];
  server.rule = () => undefined;
});

const instance = (digest = digestOfSigned(server.root.signed)): TufRepository => ({
  mirror: server.url,
  start: { version: 1, digest },
});
/** Nothing has to come within three seconds but where that is the question. */
const refreshed = (repository = instance()) => refreshRoot(repository, folder, 120_000);

describe('a trusted root by The Update Framework, from a first root that is known by its digest', () => {
  test('is what the repository publishes now, and nothing is left on the disk', async () => {
    const json = (await refreshed()) as { certificateAuthorities: unknown[] };
    expect(json.certificateAuthorities).toHaveLength(1);
    expect(server.asked).toContain('/2.root.json');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is null where the first root is another one, however it is signed', async () => {
    const other = await startTufServer(sigstore.rootWithoutLogs);
    try {
      expect(await refreshed({ ...instance(), mirror: other.url })).toBeNull();
      expect(other.asked).toEqual(['/1.root.json']);
    } finally {
      await other.stop();
    }
  });

  test('is null where what it refers to was changed, or does not exist', async () => {
    for (const reply of [{ status: 200, body: JSON.stringify(sigstore.root) }, { status: 503 }, { status: 404 }]) {
      server.rule = (path) => (path.startsWith('/targets/') ? reply : undefined);
      expect(await refreshed()).toBeNull();
      server.rule = (path) => (path === '/1.root.json' ? { ...reply, body: '{}' } : undefined);
      expect(await refreshed()).toBeNull();
    }
    server.rule = () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } });
    expect(await refreshed()).toBeNull();
    expect(await refreshed({ ...instance(), mirror: 'http://127.0.0.1:9' })).toBeNull();
  });

  test('is null where it does not arrive within three seconds', async () => {
    server.rule = () => new Promise(() => {});
    expect(await refreshRoot(instance(), folder)).toBeNull();
  });

  test("is known for GitHub's instance", () => {
    expect(GITHUB.mirror).toBe('https://tuf-repo.github.com');
    expect(GITHUB.start).toEqual({ version: 9, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(githubInstance(async () => null).organization).toBe('GitHub, Inc.');
  });
});

describe('an instance whose trusted root is loaded only where it is needed', () => {
  /** The authority of these tests, as an instance beside another one, and how often its root was loaded. */
  function lazy(organization: string, load: () => Promise<Root | null>) {
    const loads: number[] = [];
    const made: LazyRoot = {
      ...{ organization, missing: 'It could not be loaded.' },
      load: () => {
        loads.push(1);
        return load();
      },
    };
    return { made, loads };
  }
  const own = async () => rootOf(await refreshed());
  async function asked(organization: string, load: () => Promise<Root | null>, signer = SIGNER) {
    const { made, loads } = lazy(organization, load);
    const bundle = await sigstore.attest(provenance(TARGET.digest, COMMIT), signer);
    const { verdicts, unread } = await judge(sourceOf({ bundles: [bundle] }), stranger.rootWithoutLogs, {}, null, made);
    return { verdicts, unread, loads: loads.length };
  }

  test('a statement that it has signed is verified by it', async () => {
    expect(await asked('sigstore.mock', own)).toEqual({ verdicts: ['passed'], unread: [], loads: 1 });
  });

  test('what another authority or another signer has signed loads nothing', async () => {
    expect(await asked('GitHub, Inc.', own)).toEqual({ verdicts: ['refused'], unread: [], loads: 0 });
    const other = await asked('sigstore.mock', own, `${SIGNER}-other`);
    expect(other).toEqual({ verdicts: ['refused'], unread: [], loads: 0 });
  });

  test('where it cannot be loaded the statement is refused, and the reason is given', async () => {
    const { verdicts, unread } = await asked('sigstore.mock', async () => null);
    expect([verdicts, unread]).toEqual([['refused'], ['It could not be loaded.']]);
  });

  test('it is loaded once, and is null after a failure', async () => {
    let loads = 0;
    const github = githubInstance(async () => {
      loads += 1;
      throw new Error('x');
    });
    expect([await github.load(), await github.load(), loads]).toEqual([null, null, 1]);
    expect(github.missing).toContain('tuf-repo.github.com');
  });
});

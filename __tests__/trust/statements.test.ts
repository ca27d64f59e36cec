import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { require as guard } from '../../src/guards/require.ts';
import { digestOf } from '../../src/image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import { GITHUB_ISSUER, isSigner, type Requirement } from '../../src/policy/requirement.ts';
import type { Source } from '../../src/trust/candidates.ts';
import { evidenceReader } from '../../src/trust/evidence.ts';
import { githubBundles } from '../../src/trust/github.ts';
import { trustedRoots } from '../../src/trust/roots.ts';
import { readSimpleSigning, readStatement } from '../../src/trust/statement.ts';
import { rootOf } from '../../src/trust/verify.ts';
import { APP } from '../support/images/memory-images.ts';
import { provenance, type Sigstore, startSigstore } from '../support/registries/sigstore.ts';

const bytes = (json: unknown): Buffer => Buffer.from(JSON.stringify(json));
const COMMIT = 'a'.repeat(40);
const V1 = 'https://slsa.dev/provenance/v1';

describe('a signed statement', () => {
  const read = (more: object) => readStatement(bytes({ _type: 'https://in-toto.io/Statement/v1', ...more }));

  test('has its subjects by SHA-256, and the commits of a provenance of any version', () => {
    const subject = [{ digest: { sha256: 'b' } }, { digest: { sha512: 'c' } }, {}, null, 'x'];
    const buildDefinition = {
      resolvedDependencies: [
        { uri: 'git+https://github.com/acme/app', digest: { gitCommit: COMMIT } },
        { uri: 'pkg:docker/alpine', digest: { sha1: 'd' } },
        { uri: 'https://gitlab.example/acme/app.git', digest: 7 },
      ],
    };
    const found = read({ predicateType: V1, subject, predicate: { buildDefinition } });
    expect(found).toEqual({ predicateType: V1, subjects: ['sha256:b'], commits: [COMMIT] });
    const source = { uri: 'https://github.com/acme/app', digest: { sha1: COMMIT } };
    const old = { materials: [source], invocation: { configSource: source } };
    const v02 = read({ predicateType: 'https://slsa.dev/provenance/v0.2', predicate: old });
    expect(v02?.commits).toEqual([COMMIT, COMMIT]);
  });

  test('that is not a provenance has no commits, and what is not a statement is null', () => {
    expect(read({ predicateType: 'https://spdx.dev/Document' })?.commits).toBeNull();
    expect(read({ predicateType: 7, subject: {} })).toEqual({ predicateType: null, subjects: [], commits: null });
    for (const other of [Buffer.from('{'), bytes([]), bytes(null), bytes({ _type: 'x' })])
      expect(readStatement(other)).toBeNull();
  });

  test('of cosign names a digest, or nothing', () => {
    const image = { 'docker-manifest-digest': 'sha256:b' };
    expect(readSimpleSigning(bytes({ critical: { image } }))).toBe('sha256:b');
    for (const other of [{}, { critical: [] }, { critical: { image: { 'docker-manifest-digest': 1 } } }, null])
      expect(readSimpleSigning(bytes(other))).toBeNull();
  });
});

describe("GitHub's attestations", () => {
  /** Reads those of a digest, page by page; the last page is repeated. */
  function reader(...pages: (Error | { bundles: number; link: string | null })[]) {
    const asked: unknown[] = [];
    const page = async (_route: string, { after = null }: Record<string, unknown>) => {
      const answer = pages[Math.min(asked.push(after), pages.length) - 1];
      if (answer instanceof Error || answer === undefined) throw answer;
      const body = { attestations: Array.from({ length: answer.bundles }, () => ({ bundle: { a: 1 } })) };
      return { body, link: answer.link };
    };
    const read = githubBundles({ repository: 'acme/app', connect: async () => ({ apiUrl: 'https://api.test', page }) });
    return { asked, read: () => read('sha256:b') };
  }
  const next = (url: string): string => `<${url}>; rel="next"`;

  test('are read page by page, by the cursor of the link alone, and once', async () => {
    const { asked, read } = reader(
      { bundles: 2, link: next('https://api.test/elsewhere?after=c1&owner=eve') },
      { bundles: 1, link: null },
    );
    for (let times = 0; times < 2; times++)
      expect(await read()).toEqual({ bundles: [{ a: 1 }, { a: 1 }, { a: 1 }], unread: [] });
    expect(asked).toEqual([null, 'c1']);
  });

  test.each([
    ['on another host', next('https://evil.example/?after=c1'), /on another host, evil\.example/, 1],
    ['without a cursor', next('https://api.test/x'), /has no cursor for its next page/, 1],
    [
      'without end',
      next('https://api.test/x?after=c1'),
      /more than 1000 attestations.*only the newest 10 were read/,
      10,
    ],
  ])('%s are left out, with a warning', async (_name, link, why, pages) => {
    const { asked, read } = reader({ bundles: 1, link });
    const { bundles, unread } = await read();
    expect([bundles.length, unread, asked.length]).toEqual([pages, [expect.stringMatching(why)], pages]);
  });

  test('that could not be read are asked for again', async () => {
    const { read } = reader(new Error('reset'), { bundles: 1, link: null });
    expect((await read()).unread).toEqual([expect.stringContaining('(reset)')]);
    expect(await read()).toEqual({ bundles: [{ a: 1 }], unread: [] });
  });
});

test.each([
  [[], 'it is empty'],
  [[{}], 'it has no certificateAuthorities'],
  [[null], 'it has no certificateAuthorities'],
  [[{ certificateAuthorities: [] }], 'it has no certificateAuthorities'],
])('trusted roots of a policy that are not valid are refused: %j', async (trustRoots, why) => {
  const policy = { file: 'p.yml', images: [], stages: [], trustFile: 'roots.json', trustRoots };
  await expect(trustedRoots(policy, async () => null)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: `policy p.yml: roots.json is not a trusted root of Sigstore (${why}).`,
  });
});
const WORKFLOW = 'acme/app/.github/workflows/build.yml@refs/heads/main';
const SIGNER = `https://github.com/${WORKFLOW}`;
const REQUIREMENT: Requirement = {
  ...{ kind: 'attestation', predicateType: 'https://slsa.dev/provenance/v1', signer: WORKFLOW, issuer: GITHUB_ISSUER },
  ...{ maxAge: null, level: 'error' },
};

function manifestOf(json: object): Manifest {
  const bytes = Buffer.from(JSON.stringify(json));
  return { bytes, digest: digestOf(bytes), size: bytes.length, mediaType: MEDIA_TYPES.ociManifest };
}
const TARGET = manifestOf({ schemaVersion: 2, config: {}, layers: [] });

/** A registry with bundles as referrers. */
function sourceOf(bundles: readonly object[]): Source {
  const blobs = bundles.map((bundle) => Buffer.from(JSON.stringify(bundle)));
  const manifests = blobs.map((blob) =>
    manifestOf({
      schemaVersion: 2,
      layers: [
        { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', digest: digestOf(blob), size: blob.length },
      ],
    }),
  );
  return {
    referrers: async () =>
      manifests.map(({ digest, size }) => ({
        ...{ digest, size, mediaType: MEDIA_TYPES.ociManifest, annotations: {} },
        artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      })),
    get: async (_image, reference) => manifests.find(({ digest }) => digest === reference) ?? null,
    blob: async (_image, { digest }) => blobs.find((blob) => digestOf(blob) === digest) ?? null,
  };
}

describe('the signed statements about an image', () => {
  let sigstore: Sigstore;
  beforeAll(async () => {
    sigstore = await startSigstore();
  });
  afterAll(() => sigstore.stop());

  async function verdicts(
    bundles: readonly object[],
    given: Partial<Requirement> = {},
    root = sigstore.rootWithoutLogs,
  ) {
    const requirement = { ...REQUIREMENT, ...given };
    const read = evidenceReader({ source: sourceOf(bundles), roots: async () => [rootOf(root)], github: null });
    const evidence = await read(APP, TARGET.digest, Promise.resolve(TARGET), [requirement]);
    const identity = { version: '1.0.0', revision: COMMIT, created: null };
    const subject = { image: 'reg.test/team/app', digest: TARGET.digest, identity, allow: [] };
    return guard.check(subject, [requirement], evidence, new Date().toISOString()).map(({ verdict }) => verdict);
  }
  const good = (options = {}) => sigstore.attest(provenance(TARGET.digest, COMMIT), SIGNER, options);

  test('count with a timestamp, or with a log entry where the root has logs', async () => {
    expect(await verdicts([await good()])).toEqual(['passed']);
    expect(await verdicts([await good({ log: true })], {}, sigstore.root)).toEqual(['passed']);
    expect(await verdicts([await good()], {}, sigstore.root)).toEqual(['refused']);
  });

  test('count where what is required is a signature', async () => {
    expect(await verdicts([await good()], { kind: 'signature', predicateType: null })).toEqual(['passed']);
    const own = await sigstore.sign(TARGET.bytes, SIGNER);
    expect(await verdicts([own], { kind: 'signature', predicateType: null })).toEqual(['passed']);
    const other = await sigstore.sign(Buffer.from('other'), SIGNER);
    expect(await verdicts([other], { kind: 'signature', predicateType: null })).toEqual(['refused']);
  });

  test.each<[string, object, string]>([
    ['of another digest', provenance(`sha256:${'0'.repeat(64)}`, COMMIT), SIGNER],
    ['of another commit', provenance(TARGET.digest, 'b'.repeat(40)), SIGNER],
    ['by a longer name', provenance(TARGET.digest, COMMIT), `${SIGNER}x`],
    ['by a name that ends so', provenance(TARGET.digest, COMMIT), `https://github.com/evil/${WORKFLOW}`],
    ['that is none', { predicateType: 'https://slsa.dev/provenance/v1' }, SIGNER],
  ])('do not count %s', async (_name, statement, signer) => {
    expect(await verdicts([await sigstore.attest(statement, signer)])).toEqual(['refused']);
  });

  test('that were changed refuse, or warn if there is also a good one', async () => {
    const bundle = (await good()) as { dsseEnvelope: object };
    const payload = Buffer.from(JSON.stringify({ ...provenance(TARGET.digest, COMMIT), x: 1 })).toString('base64');
    const changed = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } };
    expect(await verdicts([changed])).toEqual(['refused']);
    expect(await verdicts([changed, bundle])).toEqual(['passed', 'unknown']);
    expect(await verdicts([{ x: 1 }, [] as object, bundle])).toEqual(['passed']);
  });

  test('of an issuer that is not asked for do not count', async () => {
    const other = await good({ issuer: 'https://evil.example' });
    expect(await verdicts([other])).toEqual(['refused']);
    expect(await verdicts([other], { issuer: 'https://evil.example' })).toEqual(['passed']);
  });

  test('that are too old do not count', async () => {
    const bundle = await good();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await verdicts([bundle], { maxAge: 1 })).toEqual(['refused']);
    expect(await verdicts([bundle], { maxAge: 60_000 })).toEqual(['passed']);
  });

  test('that are missing only warn where the level says so', async () => {
    expect(await verdicts([], { level: 'warn' })).toEqual(['unknown']);
  });

  test('are trusted by the root that is bundled where the policy names none', async () => {
    const policy = { file: 'p', images: [], stages: [], trustFile: null, trustRoots: null };
    expect(await trustedRoots(policy, async () => null)).toHaveLength(1);
    expect(await trustedRoots(policy, async () => sigstore.root)).toHaveLength(1);
  });
});

test.each([
  [WORKFLOW, SIGNER, true],
  ['acme/app/.github/workflows/*@refs/heads/main', SIGNER, true],
  ['acme/*/.github/workflows/build.yml@refs/heads/main', SIGNER, true],
  ['acme/*@refs/heads/main', SIGNER, false],
  ['acme/app/.github/workflows/build.yml@refs/heads/mai', SIGNER, false],
  ['acme/app/.github/workflows/build-yml@refs/heads/main', SIGNER, false],
  ['app/.github/workflows/build.yml@refs/heads/main', SIGNER, false],
])('the signer %s matches %s: %p', (signer, identity, expected) =>
  expect(isSigner({ signer }, identity)).toBe(expected),
);

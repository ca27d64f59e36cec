import { describe, expect, test } from '@jest/globals';
import { githubBundles } from '../../src/trust/github.ts';
import { trustedRoots } from '../../src/trust/roots.ts';
import { readSimpleSigning, readStatement } from '../../src/trust/statement.ts';

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

  test('that is no provenance has no commits, and what is none is null', () => {
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
    ['without a cursor', next('https://api.test/x'), /does not say where its attestations go on/, 1],
    [
      'without end',
      next('https://api.test/x?after=c1'),
      /more than 1000 attestations.*only the newest 10 were read/,
      10,
    ],
  ])('%s are left out, and that is told', async (_name, link, why, pages) => {
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
])('trusted roots of a policy that are none are refused: %j', async (trustRoots, why) => {
  const policy = { file: 'p.yml', images: [], stages: [], trustFile: 'roots.json', trustRoots };
  await expect(trustedRoots(policy, async () => null)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: `policy p.yml: roots.json is not a trusted root of Sigstore (${why}).`,
  });
});

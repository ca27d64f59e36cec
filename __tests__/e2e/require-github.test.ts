import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { json, type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { onGitHub, TOKEN } from '../support/github/story.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { provenance, type Sigstore, startSigstore } from '../support/registries/sigstore.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { commitOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const WORKFLOW = 'acme/app/.github/workflows/build.yml@refs/heads/main';
const PROMOTE = { mode: 'promote', policy: 'promotion.yml', environment: 'prod', version: '1.1.0', allow: 'skip' };

needs('registry')("a policy that requires statements, with GitHub's attestations", () => {
  let registry: Registry;
  let sigstore: Sigstore;
  let github: PlayedGitHub;
  let workspace: string;
  beforeAll(async () => {
    [registry, sigstore] = await Promise.all([startRegistry(), startSigstore()]);
    workspace = workspaceWith(
      `environments:\n  staging:\n  prod:\n    require:\n      - attestation: https://slsa.dev/provenance/v1\n        signer: ${WORKFLOW}\ntrust:\n  root: root.json\n`,
    );
    writeFileSync(join(workspace, 'root.json'), JSON.stringify(sigstore.rootWithoutLogs));
  });
  afterAll(() => Promise.all([registry.stop(), sigstore.stop()]));
  beforeEach(async () => {
    github = await playGitHub();
  });
  afterEach(() => github.stop());

  /** An image, and a GitHub that gives these attestations of it. */
  async function shop(name: string, answer: (digest: string) => Promise<unknown>) {
    const app = sceneOf(registry, `attested/${name}`);
    const digest = await app.release(1, '1.1.0');
    const body = await answer(digest);
    const path = `/repos/acme/app/attestations/${digest}`;
    github.rule = ({ kind }) => {
      if (kind !== `GET ${path}`) return undefined;
      return body === null ? json(404, { message: 'Not Found' }) : json(200, body);
    };
    return { app, digest };
  }
  const around = () => ({ ...onGitHub(github), workspace });
  const bundleOf = (digest: string) =>
    sigstore.attest(provenance(digest, commitOf(1)), `https://github.com/${WORKFLOW}`);
  const asksOf = () => github.asked.filter(({ kind }) => kind.includes('/attestations/'));
  const warningsOf = (run: Awaited<ReturnType<Scene['ok']>>) =>
    run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

  test('lets an image go out whose statement only GitHub has, and asks with the token of the run', async () => {
    const { app } = await shop('found', async (digest) => ({ attestations: [{ bundle: await bundleOf(digest) }] }));
    await app.refused('UNTRUSTED', PROMOTE, { workspace });
    expect(asksOf()).toEqual([]);
    const run = await app.ok({ ...PROMOTE, ...TOKEN }, around());
    expect(warningsOf(run).filter((text) => text.includes('statement'))).toEqual([]);
    expect(asksOf()[0]?.headers.authorization).toBe(`token ${TOKEN['github-token']}`);
  });

  test('refuses an image without attestations on GitHub', async () => {
    const { app } = await shop('none', async () => null);
    expect(await app.refused('UNTRUSTED', { ...PROMOTE, ...TOKEN }, around())).toContain('none was found');
    expect(asksOf().length).toBeGreaterThan(0);
  });

  /** GitHub's answers page by page; a header `Link` leads from each to the next. */
  const paged = (digest: string, pageOf: (number: number) => unknown[] | null, host?: string) => {
    github.rule = ({ kind, query }) => {
      if (kind !== `GET /repos/acme/app/attestations/${digest}`) return undefined;
      const number = Number(query.get('after')?.replace('cursor', '') ?? 1);
      const attestations = pageOf(number);
      const url = `${host ?? github.url}/repositories/1/attestations/${digest}?per_page=100`;
      const links = `<${url}&before=x>; rel="prev", <${url}&after=cursor${number + 1}>; rel="next"`;
      return json(200, { attestations: attestations ?? [] }, attestations === null ? {} : { link: links });
    };
  };

  test('finds a statement on the second page, and follows the pages to their end', async () => {
    const { app, digest } = await shop('paged', async () => null);
    const bundle = await bundleOf(digest);
    const others = Array.from({ length: 100 }, () => ({ bundle: {} }));
    paged(digest, (number) => [others, [{ bundle }], null][number - 1] ?? null);
    await app.ok({ ...PROMOTE, ...TOKEN }, around());
    expect(asksOf().map(({ query }) => [query.get('per_page'), query.get('after')])).toEqual([
      ['100', null],
      ['100', 'cursor2'],
      ['100', 'cursor3'],
    ]);
  });

  test('reads ten pages of endless ones, and says so', async () => {
    const { app, digest } = await shop('endless', async () => null);
    const bundle = await bundleOf(digest);
    paged(digest, (number) => (number === 11 ? [{ bundle }] : []));
    expect(await app.refused('UNTRUSTED', { ...PROMOTE, ...TOKEN }, around())).toContain('more than 1000 attestations');
    expect(asksOf()).toHaveLength(10);
    paged(digest, (number) => (number === 10 ? [{ bundle }] : []));
    const run = await app.ok({ ...PROMOTE, ...TOKEN }, around());
    expect(warningsOf(run).join()).toContain('more than 1000 attestations');
  });

  test('follows no link to another host', async () => {
    const { app, digest } = await shop('elsewhere', async () => null);
    const other = await playGitHub();
    try {
      paged(digest, () => [{ bundle: {} }], other.url);
      expect(await app.refused('UNTRUSTED', { ...PROMOTE, ...TOKEN }, around())).toContain('on another host');
      expect([asksOf().length, other.asked]).toEqual([1, []]);
    } finally {
      await other.stop();
    }
  });

  test('asks GitHub for nothing more in this run where it limits the rate of these requests', async () => {
    const { app, digest } = await shop('limited', async () => null);
    const limit = { 'retry-after': '3600', 'x-ratelimit-remaining': '0' };
    github.rule = ({ kind }) =>
      kind.includes('/attestations/') ? json(429, { message: 'API rate limit exceeded' }, limit) : undefined;
    const inputs = { ...PROMOTE, ...TOKEN, deployment: 'true', allow: 'skip, require' };
    const run = await app.ok(inputs, around());
    expect(github.asked.map(({ kind }) => kind.replace(digest, ''))).toEqual(['GET /repos/acme/app/attestations/']);
    expect(warningsOf(run).filter((text) => text.includes("GitHub's API"))).toEqual([
      expect.stringContaining('limits the rate'),
    ]);
  });

  test('says in the refusal that some are only linked, and that the API could not be read', async () => {
    const linked = { attestations: [{ bundle: null, bundle_url: 'https://blob.example/x' }] };
    const { app } = await shop('linked', async () => linked);
    expect(await app.refused('UNTRUSTED', { ...PROMOTE, ...TOKEN }, around())).toContain('only links to');
    github.rule = ({ kind }) =>
      kind.includes('/attestations/') ? json(403, { message: 'Resource not accessible' }) : undefined;
    expect(await app.refused('UNTRUSTED', { ...PROMOTE, ...TOKEN }, around())).toContain('could not be read');
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putTag } from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { provenance, type Sigstore, startSigstore } from '../support/registries/sigstore.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { attempt, commitOf, copiedScene, type Scene, sceneOf } from '../support/requests/scene.ts';
import { pushBundles, pushCosign2 } from '../support/requests/trust.ts';
import { needs } from '../support/runner/available.ts';

const SLSA = 'https://slsa.dev/provenance/v1';
const WORKFLOW = 'acme/app/.github/workflows/build.yml@refs/heads/main';
const SIGNER = `https://github.com/${WORKFLOW}`;
const PROMOTE = { mode: 'promote', policy: 'promotion.yml', environment: 'prod', version: '1.1.0', allow: 'skip' };

needs('registry')('a policy that requires signed statements', () => {
  let registry: Registry;
  let sigstore: Sigstore;
  beforeAll(async () => {
    [registry, sigstore] = await Promise.all([startRegistry(), startSigstore()]);
  });
  afterAll(() => Promise.all([registry.stop(), sigstore.stop()]));

  /** A workspace with a policy for prod. */
  function policy(requirement: string, root: object = sigstore.rootWithoutLogs): { workspace: string } {
    const workspace = workspaceWith(
      `environments:\n  staging:\n  prod:\n    require:\n${requirement}trust:\n  root: root.json\n`,
    );
    writeFileSync(join(workspace, 'root.json'), JSON.stringify(root));
    return { workspace };
  }
  const needsProvenance = (more = '') => policy(`      - attestation: ${SLSA}\n        signer: ${WORKFLOW}\n${more}`);

  async function shop(name: string): Promise<{ app: Scene; digest: string }> {
    const app = sceneOf(registry, name);
    const digest = await copiedScene(registry, 'shop', name, (first) => first.release(1, '1.1.0'));
    return { app, digest };
  }
  const attach = async (app: Scene, digest: string, bundle: object) =>
    pushBundles(registry, app.repo, digest, [bundle]);

  test('lets an image with them go out, and refuses one without', async () => {
    const { app, digest } = await shop('plain');
    const around = needsProvenance();
    for (const dry of ['true', 'false']) {
      const message = await app.refused('UNTRUSTED', { ...PROMOTE, 'dry-run': dry }, around);
      for (const part of ['1.1.0', SLSA, WORKFLOW, 'none was found', app.image]) expect(message).toContain(part);
    }
    await attach(app, digest, await sigstore.attest(provenance(digest, commitOf(1)), SIGNER));
    await app.rehearsed(PROMOTE, around);
    await app.ok({ ...PROMOTE, version: digest }, around);
  });

  test.each<[string, (digest: string) => Promise<object>, RegExp]>([
    [
      'of another digest',
      (_) => sigstore.attest(provenance(`sha256:${'0'.repeat(64)}`, commitOf(1)), SIGNER),
      /another digest/,
    ],
    ['of another commit', (digest) => sigstore.attest(provenance(digest, commitOf(2)), SIGNER), /of commit/],
    [
      'by another workflow',
      (digest) => sigstore.attest(provenance(digest, commitOf(1)), SIGNER.replace('build', 'other')),
      /none was found/,
    ],
    [
      'by a longer name',
      (digest) => sigstore.attest(provenance(digest, commitOf(1)), `${SIGNER}-evil`),
      /none was found/,
    ],
    [
      'by a name that ends so',
      (digest) => sigstore.attest(provenance(digest, commitOf(1)), `https://github.com/evil/${WORKFLOW}`),
      /none was found/,
    ],
    [
      'of another issuer',
      (digest) => sigstore.attest(provenance(digest, commitOf(1)), SIGNER, { issuer: 'https://evil.example' }),
      /issuer|evil\.example/,
    ],
    [
      'of another type',
      (digest) =>
        sigstore.attest({ ...provenance(digest, commitOf(1)), predicateType: 'https://example.com/x' }, SIGNER),
      /none was found/,
    ],
  ])('refuses a statement %s', async (name, make, says) => {
    const { app, digest } = await shop(`refused/${name.replaceAll(' ', '-')}`);
    await attach(app, digest, await make(digest));
    expect(await app.refused('UNTRUSTED', PROMOTE, needsProvenance())).toMatch(says);
    await app.ok({ ...PROMOTE, allow: 'skip, require' }, needsProvenance());
    expect((await app.history('prod')).at(-1)).toMatchObject({ allowed: ['skip', 'require'] });
  });

  test('refuses one whose payload was changed; it does not harm where another is good', async () => {
    const { app, digest } = await shop('changed');
    const bundle = (await sigstore.attest(provenance(digest, commitOf(1)), SIGNER)) as {
      dsseEnvelope: { payload: string };
    };
    const payload = Buffer.from(JSON.stringify({ ...provenance(digest, commitOf(1)), more: 1 })).toString('base64');
    await attach(app, digest, { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } });
    expect(await app.refused('UNTRUSTED', PROMOTE, needsProvenance())).toContain('does not verify');
    await attach(app, digest, bundle);
    const done = await app.ok(PROMOTE, needsProvenance());
    expect(done.annotations.map(({ message }) => message).join()).toContain('does not verify');
  });

  test('refuses one that another authority has signed, and one without the log entry that its root has', async () => {
    const { app, digest } = await shop('root');
    const other = await startSigstore();
    await attach(app, digest, await other.attest(provenance(digest, commitOf(1)), SIGNER));
    await other.stop();
    expect(await app.refused('UNTRUSTED', PROMOTE, needsProvenance())).toContain('does not verify');
    const requirement = `      - attestation: ${SLSA}\n        signer: ${WORKFLOW}\n`;
    await attach(app, digest, await sigstore.attest(provenance(digest, commitOf(1)), SIGNER));
    await app.refused('UNTRUSTED', PROMOTE, policy(requirement, sigstore.root));
    await attach(app, digest, await sigstore.attest(provenance(digest, commitOf(1)), SIGNER, { log: true }));
    await app.ok(PROMOTE, policy(requirement, sigstore.root));
  });

  test('counts the age from the time of signing', async () => {
    const { app, digest } = await shop('age');
    await attach(app, digest, await sigstore.attest(provenance(digest, commitOf(1)), SIGNER));
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await app.refused('UNTRUSTED', PROMOTE, needsProvenance('        max-age: 1s\n'))).toContain('old');
    await app.ok(PROMOTE, needsProvenance('        max-age: 1h\n'));
  });

  test('takes any signed statement as a signature, and that of cosign 2 under its tag', async () => {
    const signature = () =>
      policy(`      - signature: {}\n        signer: acme/app/.github/workflows/*@refs/heads/main\n`);
    const attested = await shop('signature/attested');
    await attach(
      attested.app,
      attested.digest,
      await sigstore.attest(provenance(attested.digest, commitOf(9)), SIGNER),
    );
    await attested.app.ok(PROMOTE, signature());
    const { app, digest } = await shop('signature/cosign');
    const payload = (about: string) =>
      Buffer.from(
        JSON.stringify({
          critical: { image: { 'docker-manifest-digest': about }, type: 'cosign container image signature' },
        }),
      );
    const other = payload(`sha256:${'1'.repeat(64)}`);
    await pushCosign2(registry, app.repo, digest, other, await sigstore.sign(other, SIGNER));
    expect(await app.refused('UNTRUSTED', PROMOTE, signature())).toContain('another digest');
    const own = payload(digest);
    await pushCosign2(registry, app.repo, digest, own, await sigstore.sign(own, SIGNER));
    await app.ok(PROMOTE, signature());
  });

  test('trusts the public instance where it names no root: a statement of another one does not verify', async () => {
    const { app, digest } = await shop('public');
    const requirement = `      - attestation: ${SLSA}\n        signer: ${WORKFLOW}\n`;
    const workspace = workspaceWith(`environments:\n  staging:\n  prod:\n    require:\n${requirement}`);
    expect(await app.refused('UNTRUSTED', PROMOTE, { workspace })).toContain('none was found');
    await attach(app, digest, await sigstore.attest(provenance(digest, commitOf(1)), SIGNER));
    expect(await app.refused('UNTRUSTED', PROMOTE, { workspace })).toContain('does not verify');
  });

  test('only warns where its level is warn', async () => {
    const { app } = await shop('warn');
    const done = await app.ok(PROMOTE, needsProvenance('        level: warn\n'));
    expect(
      done.annotations
        .filter(({ level }) => level === 'warning')
        .map(({ message }) => message)
        .join(),
    ).toContain(SLSA);
  });

  test('refuses a build that finds an image which someone else pushed under its commit tag', async () => {
    const app = sceneOf(registry, 'planted');
    const digest = await app.push(commitOf(5));
    await putTag(registry, 'planted', `git-${commitOf(5).slice(0, 7)}`, digest);
    const build = { mode: 'build', policy: 'promotion.yml', sha: commitOf(5), version: '1.5.0' };
    const around = { ...needsProvenance(), env: attempt(5, 1, commitOf(5)) };
    expect(await app.refused('UNTRUSTED', build, around)).toContain('allow: rebuild');
    await app.refused('UNTRUSTED', { ...PROMOTE, version: digest }, around);
    await attach(app, digest, await sigstore.attest(provenance(digest, commitOf(5)), SIGNER));
    expect((await app.ok(build, around)).outputs).toMatchObject({ digest, built: 'false' });
  });

  test('refuses one also where a build adopts another image; the image that is adopted is not checked', async () => {
    const app = sceneOf(registry, 'planted-beside');
    const [planted, own] = [await app.push(commitOf(6)), await app.push(commitOf(6), { built: 'here' })];
    await putTag(registry, app.repo, `git-${commitOf(6).slice(0, 7)}`, planted);
    const build = { mode: 'build', policy: 'promotion.yml', sha: commitOf(6), version: '1.6.0', digest: own };
    const around = { ...needsProvenance(), env: attempt(6, 1, commitOf(6)) };
    expect(await app.refused('UNTRUSTED', build, around)).toContain('allow: rebuild');
    expect((await app.ok({ ...build, allow: 'rebuild' }, around)).outputs.digest).toBe(own);
  });

  test('finds a statement among hundreds that others put there', async () => {
    const { app, digest } = await shop('many');
    const other = await sigstore.attest(provenance(digest, commitOf(1)), SIGNER.replace('acme', 'evil'));
    const many = Array.from({ length: 120 }, (_, note) => ({ ...other, note }));
    await pushBundles(registry, app.repo, digest, many);
    await app.refused('UNTRUSTED', PROMOTE, needsProvenance());
    await attach(app, digest, await sigstore.attest(provenance(digest, commitOf(1)), SIGNER));
    await app.ok(PROMOTE, needsProvenance());
  });

  test('refuses a file that is not a trusted root, and requirements that are not complete', async () => {
    const { app } = await shop('invalid');
    const requirement = `      - attestation: ${SLSA}\n        signer: ${WORKFLOW}\n`;
    const around = policy(requirement);
    for (const root of ['x', '', '{}', '[]', 'null']) {
      writeFileSync(join(around.workspace, 'root.json'), root);
      expect(await app.refused('INPUT_INVALID', PROMOTE, around)).toContain('root.json');
    }
    await app.refused('INPUT_INVALID', PROMOTE, policy(`      - attestation: ${SLSA}\n`));
    await app.refused('INPUT_INVALID', PROMOTE, policy(`      - signer: ${WORKFLOW}\n`));
    await app.refused('INPUT_INVALID', PROMOTE, policy(`${requirement}        signature: {}\n`));
    await app.refused('INPUT_INVALID', PROMOTE, policy(`${requirement}        level: error\n`));
  });
});

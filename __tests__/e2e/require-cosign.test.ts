import { createSign, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { ISSUER, provenance, type Sigstore, startSigstore } from '../support/registries/sigstore.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { commitOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs, parts } from '../support/runner/available.ts';
import { runOrThrow } from '../support/runner/shell.ts';

const WORKFLOW = 'acme/app/.github/workflows/build.yml@refs/heads/main';
const SLSA = 'https://slsa.dev/provenance/v1';
const PROMOTE = { mode: 'promote', policy: 'promotion.yml', environment: 'prod', version: '1.1.0' };

/** The token by which a workflow asks for a certificate. Nobody checks its signature here. */
function tokenOf(workflow: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: `https://github.com/${workflow}`, iss: ISSUER, aud: 'sigstore', iat: now, exp: now + 3600 };
  const signed = `${json({ alg: 'RS256', typ: 'JWT' })}.${json(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

needs('registry', 'cosign')('statements that cosign makes', () => {
  let registry: Registry;
  let sigstore: Sigstore;
  let dir: string;
  beforeAll(async () => {
    [registry, sigstore] = await Promise.all([startRegistry(), startSigstore()]);
    dir = mkdtempSync(join(parts().dir, 'cosign-'));
    const start = new Date(Date.now() - 86_400_000).toISOString();
    const service = (url: string) => [{ url, majorApiVersion: 1, validFor: { start }, operator: 'test' }];
    const services = {
      mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
      ...{ caUrls: service(sigstore.url), oidcUrls: service(sigstore.url), rekorTlogUrls: [] },
      ...{ tsaUrls: service(`${sigstore.url}/api/v1/timestamp`), tsaConfig: { selector: 'ANY' } },
      rekorTlogConfig: { selector: 'ANY' },
    };
    writeFileSync(join(dir, 'services.json'), JSON.stringify(services));
    writeFileSync(join(dir, 'root.json'), JSON.stringify(sigstore.rootWithoutLogs));
  });
  afterAll(() => Promise.all([registry.stop(), sigstore.stop()]));

  const env = () => ({ HOME: dir, COSIGN_PASSWORD: 'a password' });
  const cosign = (...args: string[]): Promise<string> =>
    runOrThrow(parts().cosign.path!, args, { env: env(), cwd: dir });
  const plain = ['--yes', '--allow-http-registry', '--allow-insecure-registry'];
  const keyless = (workflow: string): string[] => [
    ...['--signing-config', 'services.json', '--trusted-root', 'root.json', '--identity-token', tokenOf(workflow)],
    ...plain,
  ];

  async function released(name: string): Promise<{ app: Scene; digest: string; reference: string }> {
    const app = sceneOf(registry, `cosign/${name}`);
    const digest = await app.release(1, '1.1.0');
    return { app, digest, reference: `${app.image}@${digest}` };
  }
  function policy(requirement: string): { workspace: string } {
    const workspace = workspaceWith(
      `environments:\n  prod:\n    require:\n      - ${requirement}\n        signer: ${WORKFLOW}\ntrust:\n  root: root.json\n`,
    );
    writeFileSync(join(workspace, 'root.json'), JSON.stringify(sigstore.rootWithoutLogs));
    return { workspace };
  }

  test('a keyless signature counts only if the workflow signed', async () => {
    const { app, reference } = await released('signature');
    const needsSignature = policy('signature: {}');
    await cosign('sign', ...keyless(`${WORKFLOW}x`), reference);
    expect(await app.refused('UNTRUSTED', PROMOTE, needsSignature)).toContain('none was found');
    await cosign('sign', ...keyless(WORKFLOW), reference);
    await app.ok(PROMOTE, needsSignature);
  });

  test('its attestation counts if it is of the commit of the image', async () => {
    const { app, digest, reference } = await released('attestation');
    const needsProvenance = policy(`attestation: ${SLSA}`);
    const attest = (commit: string) => {
      const { predicate } = provenance(digest, commit) as { predicate: object };
      writeFileSync(join(dir, 'predicate.json'), JSON.stringify(predicate));
      const args = ['--type', 'slsaprovenance1', '--predicate', 'predicate.json', reference];
      return cosign('attest', ...keyless(WORKFLOW), ...args);
    };
    await attest(commitOf(2));
    expect(await app.refused('UNTRUSTED', PROMOTE, needsProvenance)).toContain('commit');
    await attest(commitOf(1));
    await app.ok(PROMOTE, needsProvenance);
  });

  test('its signature with a key names no signer, and is ignored', async () => {
    const { app, reference } = await released('key');
    await cosign('generate-key-pair');
    const local = ['--use-signing-config=false', '--new-bundle-format=false', '--tlog-upload=false'];
    await cosign('sign', '--key', 'cosign.key', ...local, ...plain, reference);
    const message = await app.refused('UNTRUSTED', PROMOTE, policy('signature: {}'));
    expect(message).toContain('none was found');
  });
});

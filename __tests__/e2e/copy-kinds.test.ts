import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, type RegistryOptions, startRegistry } from '../support/registries/registry.ts';
import { listedUnderTag, pushReferrer, readWhole } from '../support/requests/copies.ts';
import { attempt, type Done, sceneOf } from '../support/requests/scene.ts';
import { dockerConfig, needs, parts } from '../support/runner/available.ts';
import { runOrThrow } from '../support/runner/shell.ts';

const SBOM = 'application/spdx+json';

/** What docker's config and Node need to reach all of some registries. */
function reaching(...registries: Registry[]): Record<string, string> {
  const auths = Object.fromEntries(
    registries.flatMap(({ host, username, password }) =>
      username ? [[host, { username, password: password ?? '' }]] : [],
    ),
  );
  const cas = registries.flatMap(({ caFile }) => (caFile ? [readFileSync(caFile, 'utf8')] : []));
  const file = join(mkdtempSync(join(parts().dir, 'cas-')), 'all.crt');
  writeFileSync(file, cas.join('\n'));
  return {
    DOCKER_CONFIG: dockerConfig({ auths }),
    ...(cas.length > 0 ? { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: file } : {}),
  };
}

interface Pair {
  here: Registry;
  there: Registry;
  env: Record<string, string>;
  promote(more?: Record<string, string>): Promise<Done>;
}

/** Two registries for the time of one test. */
async function between(from: RegistryOptions, to: RegistryOptions, act: (pair: Pair) => Promise<void>): Promise<void> {
  const [here, there] = await Promise.all([startRegistry(from), startRegistry(to)]);
  try {
    const env = reaching(here, there);
    let run = 0;
    const inputs = { mode: 'promote', environment: 'prod', version: '1.0.0', destination: `${there.host}/shop/app` };
    const promote = (more = {}) =>
      sceneOf(here, 'dev/app').ok({ ...inputs, ...more }, { env: { ...env, ...attempt(++run) } });
    await act({ here, there, env, promote });
  } finally {
    await Promise.all([here.stop(), there.stop()]);
  }
}

/** The digests that a registry lists as referrers, by its API or, where it has none, under the tag. */
async function referrersOf(registry: Registry, repo: string, subject: string): Promise<string[]> {
  const { status, body } = await images.registryAsk(registry, `/v2/${repo}/referrers/${subject}`);
  if (status !== 200) return listedUnderTag(registry, repo, subject);
  return (JSON.parse(body.toString()) as { manifests: { digest: string }[] }).manifests.map(({ digest }) => digest);
}

const D2: RegistryOptions = { kind: 'distribution2' };
const D3: RegistryOptions = { kind: 'distribution3' };
const WITH_API: RegistryOptions = { kind: 'olareg' };

needs(
  'registry',
  'registry2',
  'olareg',
  'openssl',
)('an image with what belongs to it', () => {
  test.each([
    { name: 'from a tag to the API', from: D3, to: WITH_API },
    { name: 'from the API to a tag', from: WITH_API, to: D3 },
    { name: 'from the API to the API', from: WITH_API, to: { ...WITH_API, tls: 'ca' as const } },
    { name: 'between old registries', from: D2, to: { ...D2, auth: 'htpasswd' as const } },
    {
      name: 'between tokens over TLS of different CAs',
      from: { ...D3, auth: 'token' as const, tls: 'ca' as const },
      to: { ...D2, auth: 'token' as const, tls: 'ca' as const, username: 'shop', password: 'other' },
    },
  ])('goes $name', async ({ from, to }) => {
    await between(from, to, async ({ here, there, promote }) => {
      const image = await images.pushIndex(here, 'dev/app', { tags: ['1.0.0'], attestations: true });
      const isListedByHand = from.kind !== 'olareg';
      const sbom = await pushReferrer(here, 'dev/app', image, SBOM, 'the image', isListedByHand);
      const platform = await pushReferrer(here, 'dev/app', image.manifests[0]!, SBOM, 'a platform', isListedByHand);
      expect((await promote()).outputs).toMatchObject({ digest: image.digest, changed: 'true' });
      expect(await readWhole(there, 'shop/app', 'prod')).toEqual(await readWhole(here, 'dev/app', '1.0.0'));
      expect(await referrersOf(there, 'shop/app', image.digest)).toEqual([sbom.digest]);
      expect(await referrersOf(there, 'shop/app', image.manifests[0]!.digest)).toEqual([platform.digest]);
      // the registry that has the API keeps no list by hand
      const hasTag = (await images.listTags(there, 'shop/app')).includes(image.digest.replace(':', '-'));
      expect(hasTag).toBe(to.kind !== 'olareg');
      expect((await promote()).changed).toBe(false);
      const late = await pushReferrer(here, 'dev/app', image, SBOM, 'later', isListedByHand);
      expect((await promote()).changed).toBe(true);
      expect((await referrersOf(there, 'shop/app', image.digest)).sort()).toEqual([sbom.digest, late.digest].sort());
    });
  });
});

needs(
  'registry',
  'olareg',
  'cosign',
  'openssl',
)('an image that cosign has signed', () => {
  const cosign = async (env: Record<string, string>, ...args: string[]): Promise<string> =>
    runOrThrow(parts().cosign.path!, args, {
      env: { ...env, COSIGN_PASSWORD: '', HOME: parts().dir },
      cwd: parts().dir,
    });

  test.each([
    { name: 'bundle, by a tag for referrers', from: D3, to: D3, bundle: true },
    { name: 'bundle, by the referrers API', from: WITH_API, to: WITH_API, bundle: true },
    { name: 'bundle, from a tag to the API', from: D3, to: WITH_API, bundle: true },
    { name: 'signature tag', from: D3, to: { ...D3, auth: 'htpasswd' as const }, bundle: false },
  ])('is verified at its destination: $name', async ({ from, to, bundle }) => {
    await between(from, to, async ({ here, there, env, promote }) => {
      const image = await images.pushIndex(here, 'dev/app', { tags: ['1.0.0'] });
      const key = join(mkdtempSync(join(parts().dir, 'key-')), 'k');
      await cosign(env, 'generate-key-pair', `--output-key-prefix=${key}`);
      const format = `--new-bundle-format=${bundle}`;
      const offline = ['--use-signing-config=false', '--tlog-upload=false', '--yes', format];
      await cosign(env, 'sign', `--key=${key}.key`, ...offline, `${here.host}/dev/app@${image.digest}`);
      const verify = (name: string): Promise<string> =>
        cosign(env, 'verify', `--key=${key}.pub`, '--insecure-ignore-tlog', format, name);
      await expect(verify(`${there.host}/shop/app:prod`)).rejects.toThrow();
      await promote();
      expect(await verify(`${there.host}/shop/app:prod`)).toContain(image.digest);
      // another signature, made after the promotion, is brought by the next run
      const second = `${key}2`;
      await cosign(env, 'generate-key-pair', `--output-key-prefix=${second}`);
      await cosign(env, 'sign', `--key=${second}.key`, ...offline, `${here.host}/dev/app@${image.digest}`);
      await promote();
      const again = ['verify', `--key=${second}.pub`, '--insecure-ignore-tlog', format, `${there.host}/shop/app:prod`];
      expect(await cosign(env, ...again)).toContain(image.digest);
    });
  });
});

needs(
  'registry',
  'olareg',
  'oras',
  'regctl',
  'skopeo',
  'crane',
)('other tools read back what was written', () => {
  test('crane, regctl, skopeo, oras', async () => {
    await between(D3, D3, async ({ here, there, env, promote }) => {
      const image = await images.pushIndex(here, 'dev/app', { tags: ['1.0.0'] });
      const at = `${here.host}/dev/app:1.0.0`;
      const file = join(mkdtempSync(join(parts().dir, 'sbom-')), 'sbom.json');
      writeFileSync(file, '{"spdxVersion":"SPDX-2.3"}');
      const attach = ['attach', '--plain-http', '--disable-path-validation', `--artifact-type=${SBOM}`, at, file];
      await runOrThrow(parts().oras.path!, attach, { env });
      await promote();
      const prod = `${there.host}/shop/app:prod`;
      const read = {
        crane: await runOrThrow(parts().crane.path!, ['digest', prod], { env }),
        regctl: await runOrThrow(
          parts().regctl.path!,
          ['--host', `reg=${there.host},tls=disabled`, 'image', 'digest', prod],
          { env },
        ),
        skopeo: await runOrThrow(parts().skopeo.path!, ['inspect', '--tls-verify=false', '--raw', `docker://${prod}`], {
          env,
        }),
        oras: await runOrThrow(parts().oras.path!, ['resolve', '--plain-http', prod], { env }),
      };
      expect(images.digestOf(read.skopeo)).toBe(image.digest);
      for (const tool of ['crane', 'regctl', 'oras'] as const)
        expect([tool, read[tool].trim()]).toEqual([tool, image.digest]);
      const tree = await runOrThrow(parts().oras.path!, ['discover', '--plain-http', '--format=json', prod], { env });
      expect(tree).toContain(SBOM);
      await runOrThrow(parts().crane.path!, ['validate', '--remote', prod], { env });
    });
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { dockerConfig, dockerEnv, needs, parts } from '../support/runner/available.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';
import { must } from '../support/runner/shell.ts';

let repository: Repository;
let registry: Registry;

async function start(): Promise<void> {
  repository = await makeRepository();
  registry = await startRegistry({ auth: 'htpasswd' });
}

async function stop(): Promise<void> {
  repository.remove();
  await registry.stop();
}

/** docker with this run's engine and builders, and the registry's credentials. */
function docker(...args: string[]): Promise<string> {
  const { host, username = '', password = '' } = registry;
  const env = { ...dockerEnv(), DOCKER_CONFIG: dockerConfig({ auths: { [host]: { username, password } } }) };
  return must('docker', args, { env, cwd: repository.dir });
}

needs(
  'registry',
  'git',
  'docker',
  'engine',
)('an engine', () => {
  beforeAll(start);
  afterAll(stop);

  test('builds, pushes and pulls', async () => {
    const name = `${registry.host}/engine:a`;
    await docker('build', '--quiet', '--tag', name, '.');
    await docker('push', '--quiet', name);
    await docker('image', 'rm', name);
    await docker('pull', '--quiet', name);
    const tagged = await images.getManifest(registry, 'engine', 'a');
    expect(tagged?.mediaType).toMatch(/manifest.v[12]\+json$/);
    expect(await docker('image', 'inspect', '--format', '{{index .RepoDigests 0}}', name)).toContain(tagged?.digest);
  });
});

needs(
  'registry',
  'git',
  'docker',
  'engine',
  'buildx',
)('buildx with the engine', () => {
  beforeAll(start);
  afterAll(stop);

  test('builds one platform', async () => {
    const name = `${registry.host}/buildx:a`;
    await docker('buildx', 'build', '--builder', 'default', '--provenance=false', '--push', '--tag', name, '.');
    expect(await images.headTag(registry, 'buildx', 'a')).toMatch(/^sha256:/);
  });
});

needs(
  'registry',
  'git',
  'docker',
  'buildx',
  'buildkitd',
)('buildkitd', () => {
  beforeAll(start);
  afterAll(stop);

  test('builds two platforms with attestations, pushed by digest', async () => {
    const file = join(repository.dir, 'metadata.json');
    const name = `${registry.host}/platforms`;
    const output = `--output=type=image,name=${name},push-by-digest=true,name-canonical=true,push=true`;
    const flags = ['--platform', 'linux/amd64,linux/arm64', '--provenance=mode=max', '--metadata-file', file];
    await docker('buildx', 'build', '--builder', parts().buildkitd.path!, ...flags, output, '.');
    const digest = JSON.parse(readFileSync(file, 'utf8'))['containerimage.digest'];
    const index = await images.getManifest(registry, 'platforms', digest);
    const platforms = index?.json.manifests.map(({ platform }: images.Descriptor) => platform?.architecture);
    expect(platforms).toEqual(['amd64', 'arm64', 'unknown', 'unknown']);
    expect(await images.listTags(registry, 'platforms')).toEqual([]);
  });
});

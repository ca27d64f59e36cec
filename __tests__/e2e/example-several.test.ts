import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { needs, parts } from '../support/runner/available.ts';
import { type Examples, program, startExamples } from '../support/runner/examples.ts';
import { ROOT } from '../support/runner/runner.ts';
import { runOrThrow } from '../support/runner/shell.ts';

needs(
  'act',
  'registry',
  'git',
  'jq',
)('the example of a train, run for real', () => {
  let examples: Examples;
  const digests: Record<string, string> = {};
  beforeAll(async () => {
    examples = await startExamples(['train.yml']);
    for (const [number, name, version] of [
      [1, 'api', '1.4.0'],
      [2, 'web', '2.0.0'],
      [3, 'worker', '1.4.1'],
    ] as const)
      digests[name] = await examples.scene(`acme/shop/${name}`).release(number, version, 'dev');
  });
  afterAll(() => examples.stop());

  test('three images with a version each go to staging and, after the approval, to production', async () => {
    const run = await examples.dispatch({ api: '1.4.0', web: '2.0.0', worker: '', reason: 'Train 12' });
    if (!run.ok) throw new Error(run.log);
    expect(run.jobs).toEqual(['staging', 'approve', 'prod', 'deploy']);
    for (const [name, digest] of Object.entries(digests))
      for (const environment of ['staging', 'prod'])
        expect(await examples.live(environment, `acme/shop/${name}`)).toBe(digest);
    expect(run.calls).toEqual(
      Object.entries(digests).map(
        ([name, digest]) =>
          `kubectl --namespace prod set image deployment/${name} ${name}=${examples.registry.host}/acme/shop/${name}@${digest}`,
      ),
    );
    const [event] = await examples.history('prod', 'acme/shop/web');
    expect(event).toMatchObject({ action: 'promote', version: '2.0.0', reason: 'Train 12', set: expect.any(String) });
  });
});

needs(
  'act',
  'registry',
  'git',
  'jq',
  'yq',
  'kustomize',
)('the example of GitOps, run for real', () => {
  let examples: Examples;
  let config: string;
  const digests: string[] = [];
  beforeAll(async () => {
    const train = readFileSync(join(ROOT, 'examples/gitops.yml'), 'utf8');
    const texts = { 'one.yml': train.replace(/^.*\/web\n/m, '') };
    examples = await startExamples(['gitops.yml', 'one.yml'], { texts });
    examples.provide('yq', parts().yq.path!);
    const images = ['api', 'web'].map((name) => `${examples.registry.host}/acme/shop/${name}`);
    const manifests = images.map(
      (image) =>
        `apiVersion: v1\nkind: Pod\nmetadata: {name: ${image.split('/').at(-1)}}\nspec: {containers: [{name: app, image: ${image}}]}\n`,
    );
    config = await examples.other('config', {
      'kustomize/staging/kustomization.yaml': 'resources: [pods.yaml]\n',
      'kustomize/staging/pods.yaml': manifests.join('---\n'),
      'helm/staging.yaml': 'api:\n  replicas: 2 # kept\n',
    });
    for (const [index, name] of ['api', 'web'].entries())
      digests.push(await examples.scene(`acme/shop/${name}`).release(index + 1, '1.0.0', 'dev'));
  });
  afterAll(() => examples.stop());

  const secrets = { CONFIG_APP_PRIVATE_KEY: 'key' };
  const vars = { CONFIG_APP_ID: '1' };
  const promote = (workflow = 'gitops.yml') =>
    examples.dispatch({ environment: 'staging', reason: 'Sprint 12' }, { workflow, secrets, vars });
  const show = (path: string): Promise<string> => runOrThrow('git', ['-C', config, 'show', `main:${path}`]);

  /** A kustomize; as it is first called, another repository commits to the configuration. */
  const beside = (): void => {
    const clone = join(examples.bin, '..', 'clone');
    const commands = [
      `git clone --quiet '${config}' '${clone}'`,
      `echo other > '${clone}/other.txt'`,
      `git -C '${clone}' add --all`,
      `git -C '${clone}' -c user.name=bob -c user.email=bob@example.com commit --quiet --message other`,
      `git -C '${clone}' push --quiet`,
    ];
    const kustomize = `exec '${parts().kustomize.path}' "$@"`;
    program(examples.bin, 'kustomize', `[ -e '${clone}' ] || { ${commands.join(' && ')}; }\n${kustomize}`);
  };

  test('one service is committed by digest, also where another repository commits meanwhile', async () => {
    beside();
    const run = await promote('one.yml');
    if (!run.ok) throw new Error(run.log);
    expect(await show('other.txt')).toBe('other\n');
    expect(parse(await show('kustomize/staging/kustomization.yaml')).images).toHaveLength(1);
    expect(Object.keys(parse(await show('helm/staging.yaml')))).toEqual(['api']);
  });

  test('a train is committed by digest for kustomize and for Helm, once', async () => {
    const run = await promote();
    if (!run.ok) throw new Error(run.log);
    const [api, web] = ['api', 'web'].map((name) => `${examples.registry.host}/acme/shop/${name}`);
    expect(parse(await show('kustomize/staging/kustomization.yaml'))).toMatchObject({
      resources: ['pods.yaml'],
      images: [
        { name: api, digest: digests[0] },
        { name: web, digest: digests[1] },
      ],
    });
    const values = await show('helm/staging.yaml');
    expect(values).toContain('replicas: 2 # kept');
    expect(parse(values)).toEqual({
      api: { replicas: 2, image: { repository: api, digest: digests[0] } },
      web: { image: { repository: web, digest: digests[1] } },
    });
    // what Argo CD and Flux would apply
    const dir = mkdtempSync(join(parts().dir, 'applied-'));
    for (const file of ['kustomization.yaml', 'pods.yaml'])
      writeFileSync(join(dir, file), await show(`kustomize/staging/${file}`));
    const applied = await runOrThrow(parts().kustomize.path!, ['build', dir]);
    expect(applied).toContain(`image: ${api}@${digests[0]}`);
    expect(applied).toContain(`image: ${web}@${digests[1]}`);
    const message = await runOrThrow('git', ['-C', config, 'log', '-1', '--format=%an%n%B', 'main']);
    expect(message).toMatch(
      /^ada\nSet the images of staging\n\n.*\/api: 1\.0\.0\n.*\/web: 1\.0\.0\n\nhttps:.*\/runs\/\d+\n/,
    );

    expect((await promote()).log).toContain('No change');
    expect(await runOrThrow('git', ['-C', config, 'rev-list', '--count', 'main'])).toBe('4\n');
  });
});

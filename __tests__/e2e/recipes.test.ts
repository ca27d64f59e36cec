import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { needs, parts } from '../support/runner/available.ts';
import { program } from '../support/runner/examples.ts';
import { ROOT } from '../support/runner/runner.ts';
import { runOrThrow, shell } from '../support/runner/shell.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const IMAGE = 'ghcr.io/acme/shop';
const LIVE = ['shop', 'worker'].map((name) => ({ image: `ghcr.io/acme/${name}`, environment: 'prod', digest: DIGEST }));

interface Recipe {
  /** The script of a section, and the files that it names, by their path. */
  script: string;
  files: Record<string, string>;
}

/** A section of the page: its shell block, and its YAML blocks by the path in their first line. */
function recipe(title: string): Recipe {
  const page = readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8');
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  expect(section).not.toBe('');
  const blocks = [...section.matchAll(/^```(sh|yaml)\n(.*?)^```/gms)].map(([, kind, text = '']) => ({ kind, text }));
  const files = blocks
    .filter(({ kind }) => kind === 'yaml')
    .map(({ text }) => [/^# (\S+)\n/.exec(text)?.[1] ?? '', text]);
  const scripts = blocks.filter(({ kind }) => kind === 'sh').map(({ text }) => text);
  return { script: scripts.join(''), files: Object.fromEntries(files) as Record<string, string> };
}

/** Runs a recipe's script in a folder with its files; returns the folder and what the stand-ins were called with. */
async function follow({ script, files }: Recipe, real: Record<string, string>, standIns: Record<string, string> = {}) {
  const dir = mkdtempSync(join(parts().dir, 'recipe-'));
  const bin = join(dir, '.bin');
  const calls = join(dir, '.calls');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  for (const name of ['kubectl', 'helm', 'docker', 'aws', 'gcloud'])
    program(bin, name, `echo "${name} $*" >> '${calls}'\n${standIns[name] ?? ''}`);
  for (const [name, path] of Object.entries(real)) program(bin, name, `exec '${path}' "$@"`);
  const env = { PATH: `${bin}:${process.env.PATH}`, IMAGE, DIGEST, LIVE: JSON.stringify(LIVE) };
  await runOrThrow('bash', ['-euo', 'pipefail', '-c', script], { cwd: dir, env });
  const called = await shell('cat', [calls]);
  return { dir, calls: called.stdout.split('\n').filter(Boolean) };
}

needs('jq')('the recipes for a deployment', () => {
  const jq = (): Record<string, string> => ({ jq: parts().jq.path! });

  test('Compose gets the image by digest', async () => {
    const compose = recipe('Docker Compose');
    const { calls } = await follow(compose, jq());
    expect(calls).toEqual([
      'docker compose --file compose.yml config --quiet',
      'docker compose --file compose.yml up --detach --wait',
    ]);
    expect(parse(compose.files['compose.yml'] ?? '').services.shop.image).toMatch(/^\$\{IMAGE_REF:\?/);
  });

  test('kubectl sets every image of a train', async () => {
    const { calls } = await follow(recipe('kubectl'), jq());
    expect(calls).toEqual(
      ['shop', 'worker'].flatMap((name) => [
        `kubectl --namespace prod set image deployment/${name} ${name}=ghcr.io/acme/${name}@${DIGEST}`,
        `kubectl --namespace prod rollout status deployment/${name} --timeout 5m`,
      ]),
    );
  });

  test('ECS gets a new revision of the task definition with only this image changed', async () => {
    const definition = {
      ...{ family: 'shop', revision: 3, status: 'ACTIVE', taskDefinitionArn: 'arn:3', cpu: '256' },
      containerDefinitions: [
        { name: 'shop', image: 'old', memory: 1 },
        { name: 'log', image: 'log' },
      ],
    };
    const aws = `case "$2" in describe*) echo '${JSON.stringify(definition)}';; register*) echo arn:4;; esac`;
    const { dir, calls } = await follow(recipe('Amazon ECS'), jq(), { aws });
    expect(JSON.parse(readFileSync(join(dir, 'task.json'), 'utf8'))).toEqual({
      ...{ family: 'shop', cpu: '256' },
      containerDefinitions: [
        { name: 'shop', image: `${IMAGE}@${DIGEST}`, memory: 1 },
        { name: 'log', image: 'log' },
      ],
    });
    expect(calls).toContain('aws ecs update-service --cluster prod --service shop --task-definition arn:4');
  });

  test('Cloud Run gets the image by digest; the resources of Argo CD and Flux follow the tag of the environment', async () => {
    expect((await follow(recipe('Google Cloud Run'), {})).calls).toEqual([
      `gcloud run deploy shop --region europe-west1 --image ${IMAGE}@${DIGEST} --quiet`,
    ]);
    const argo = parse(recipe('Argo CD').files['image-updater.yaml'] ?? '');
    expect(argo.spec.applicationRefs[0].images[0]).toMatchObject({
      ...{ imageName: `${IMAGE}:prod`, commonUpdateSettings: { updateStrategy: 'digest' } },
    });
    const flux = parseAllDocuments(recipe('Flux').files['flux.yaml'] ?? '').map((document) => document.toJS());
    expect(flux.map(({ kind }) => kind)).toEqual(['ImageRepository', 'ImagePolicy']);
    expect(flux[1].spec).toMatchObject({ filterTags: { pattern: '^prod$' }, digestReflectionPolicy: 'Always' });
  });
});

needs('jq', 'kustomize')('the recipe for kustomize', () => {
  test('builds manifests with every digest', async () => {
    const { script, files } = recipe('kustomize');
    const pod = (name: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: c, image: ghcr.io/acme/${name}}]}\n`;
    const base = {
      'base/kustomization.yaml': 'resources: [pods.yaml]\n',
      'base/pods.yaml': [pod('shop'), pod('worker')].join('---\n'),
    };
    const apply = { kubectl: 'cat > applied.yaml' };
    const tools = { jq: parts().jq.path!, kustomize: parts().kustomize.path! };
    const { dir } = await follow({ script, files: { ...files, ...base } }, tools, apply);
    const applied = readFileSync(join(dir, 'overlays/prod/applied.yaml'), 'utf8');
    for (const name of ['shop', 'worker']) expect(applied).toContain(`image: ghcr.io/acme/${name}@${DIGEST}`);
  });
});

needs('compose')('the recipe for Compose', () => {
  test('names the image by digest, and refuses to run without one', async () => {
    const { files } = recipe('Docker Compose');
    const { dir } = await follow({ script: '', files }, {});
    const program = parts().compose.path!;
    const config = (env: Record<string, string>) =>
      shell(program, [...(program === 'docker' ? ['compose'] : []), '--file', 'compose.yml', 'config'], {
        cwd: dir,
        env,
      });
    const named = await config({ IMAGE_REF: `${IMAGE}@${DIGEST}` });
    expect(parse(named.stdout).services.shop.image).toBe(`${IMAGE}@${DIGEST}`);
    expect((await config({ IMAGE_REF: '' })).code).not.toBe(0);
  });
});

needs('kubectl')('the recipe for kubectl', () => {
  test('sets the image of the container named as the image', async () => {
    const spec = { selector: {}, template: { spec: { containers: [{ name: 'shop', image: IMAGE }] } } };
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec };
    const args = ['set', 'image', '--local', '--filename', '-', '--output', 'json', `shop=${IMAGE}@${DIGEST}`];
    const set = JSON.parse(await runOrThrow(parts().kubectl.path!, args, { input: JSON.stringify(deployment) }));
    expect(set.spec.template.spec.containers[0].image).toBe(`${IMAGE}@${DIGEST}`);
  });
});

needs('helm')('the recipe for Helm', () => {
  test('renders the chart with the digest, and refuses to without one', async () => {
    const { script, files } = recipe('Helm');
    const { dir, calls } = await follow(
      { script, files: { ...files, 'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n' } },
      {},
    );
    expect(calls).toHaveLength(1);
    const values = /--set-string.*$/.exec(calls[0] ?? '')?.[0].split(' ') ?? [];
    const template = (args: string[]) =>
      shell(parts().helm.path!, ['template', 'shop', 'chart', ...args], { cwd: dir });
    const rendered = await template(values);
    expect(parse(rendered.stdout).spec.template.spec.containers[0].image).toBe(`${IMAGE}@${DIGEST}`);
    expect((await template(['--set-string', `image.repository=${IMAGE}`])).stderr).toContain('set image.digest');
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { type Sigstore, startSigstore } from '../support/registries/sigstore.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { attempt, promotedScene, type Scene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { ROOT } from '../support/runner/runner.ts';

type Inputs = Record<string, string>;
interface Step {
  id?: string;
  if?: string;
  uses?: string;
  with?: Inputs;
}
interface Block {
  environments?: Record<string, object>;
  require?: object[];
  trust?: object;
  with?: Inputs;
}

const DOCUMENT = readFileSync(join(ROOT, 'docs/gates.md'), 'utf8');
const ACTION = 'build-once-promote/build-once-promote@';

needs('registry')('the examples of docs/gates.md, run as they stand', () => {
  let registry: Registry;
  let sigstore: Sigstore;
  let app: Scene;
  let digests: string[];
  let blocks: (Block | Step[])[];
  beforeAll(async () => {
    [registry, sigstore] = await Promise.all([startRegistry(), startSigstore()]);
    ({ app, digests } = await promotedScene(registry, 'acme/shop', 8, 7));
    const text = DOCUMENT.replaceAll('ghcr.io/', `${registry.host}/`);
    blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => parse(yaml ?? ''));
  });
  afterAll(() => Promise.all([registry.stop(), sigstore.stop()]));

  const steps = (): Step[] => blocks.flatMap((each) => (Array.isArray(each) ? each : []));
  const objects = (): Block[] => blocks.flatMap((each) => (Array.isArray(each) ? [] : [each]));
  const inputsOf = (mode: string): Inputs[] =>
    [...objects(), ...steps().filter(({ uses }) => uses?.startsWith(ACTION))].flatMap((each) =>
      each.with?.mode === mode ? [Object.fromEntries(Object.entries(each.with).map(([k, v]) => [k, String(v)]))] : [],
    );
  let run = 100;
  const next = () => ({ env: attempt(run++) });
  const held = async (): Promise<unknown> => {
    const { outputs } = await app.ok({ mode: 'status', environments: 'prod' }, next());
    return JSON.parse(outputs.environments!)[0].held;
  };

  test('hold, and a rollback that holds', async () => {
    const [hold] = inputsOf('hold');
    await app.ok(hold!, next());
    expect(await held()).toMatchObject({ reason: hold!.reason, until: expect.any(String) });
    const promote = { mode: 'promote', environment: 'prod', version: '1.8.0' };
    expect(await app.refused('HELD', promote, next())).toContain(hold!.reason);
    await app.ok({ mode: 'resume', environment: 'prod', reason: 'over' }, next());
    await app.ok(promote, next());
    const [rollback] = inputsOf('rollback').filter(({ expect: expected }) => expected === undefined);
    await app.ok(rollback!, next());
    expect([await app.at('prod'), await held()]).toEqual([
      digests[6],
      expect.objectContaining({ reason: rollback!.reason, until: null }),
    ]);
    await app.ok({ mode: 'resume', environment: 'prod', reason: 'over' }, next());
  });

  test('the policy with its gates, requirements and trusted root, and a promotion and a mark by it', async () => {
    const policy = objects().find(({ environments }) => environments)!;
    const { require } = objects().find((each) => each.require)!;
    const { trust } = objects().find((each) => each.trust)!;
    const workspace = workspaceWith('');
    const around = () => ({ ...next(), workspace });
    const prod = { ...policy.environments?.prod, require };
    const file = { ...policy, environments: { ...policy.environments, prod }, trust };
    writeFileSync(join(workspace, 'root.json'), JSON.stringify(sigstore.rootWithoutLogs));
    const local = (inputs: Inputs) => ({ ...inputs, policy: 'promotion.yml' });
    writeFileSync(join(workspace, 'promotion.yml'), stringify(file).replace('.github/trusted_root.json', 'root.json'));
    const [block] = inputsOf('mark').filter(({ as }) => as === 'blocked');
    await app.ok({ mode: 'promote', environment: 'staging', version: '1.7.0' }, next());
    const [verify] = inputsOf('mark').filter(({ as }) => as === 'verified');
    const digest = digests[6]!;
    await app.ok(local({ ...verify!, version: digest }), around());
    const [promote] = inputsOf('promote').filter(({ policy: path }) => path !== undefined);
    await app.ok({ mode: 'promote', environment: 'staging', version: '1.8.0' }, next());
    // the test above has rolled prod back from it
    const promotion = local({ ...promote!, allow: 'rolled-back' });
    const message = await app.refused('SOAKING', promotion, around());
    for (const code of ['NOT_VERIFIED', 'UNTRUSTED']) expect(message).toContain(code);
    await app.ok(block!, next());
    expect(await app.refused('SOAKING', promotion, around())).toContain('BLOCKED');
  });

  test('undo your own promotion', async () => {
    const all = steps();
    const at = all.findIndex((step) => step.with?.expect !== undefined);
    const undo = all[at]!;
    const promote = all.slice(0, at).findLast(({ id }) => id === 'promote')!;
    expect(undo.if).toBe(`failure() && steps.promote.outputs.digest != steps.promote.outputs.previous-digest`);
    expect(undo.with?.expect).toMatch(/^\$\{\{ steps\.promote\.outputs\.digest \}\}$/);
    await app.ok({ mode: 'mark', environment: 'staging', version: '1.8.0', as: 'cleared', reason: 'x' }, next());
    const { outputs } = await app.ok({ ...promote.with, allow: 'rolled-back' }, next());
    expect([outputs.digest, outputs['previous-digest']]).toEqual([digests[7], digests[6]]);
    const inputs = { ...undo.with, hold: String(undo.with?.hold), expect: outputs.digest! };
    await app.ok(inputs as Inputs, next());
    expect(await app.at('prod')).toBe(digests[6]);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCountedTokens } from '../support/faults/counted-tokens.ts';
import type { Lockstep } from '../support/faults/lockstep.ts';
import { startProxy, type TestProxy } from '../support/faults/proxy.ts';
import { actOrThrow } from '../support/faults/trials.ts';
import { copyRepository } from '../support/registries/copy-repository.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { provenance, startSigstore } from '../support/registries/sigstore.ts';
import { workspaceWith } from '../support/requests/gates.ts';
import { attempt, commitOf, sceneOf } from '../support/requests/scene.ts';
import { pushBundles } from '../support/requests/trust.ts';
import { needs } from '../support/runner/available.ts';

const WORKFLOW = 'acme/app/.github/workflows/build.yml@refs/heads/main';
const STAGES = 'environments:\n  staging:\n  prod:\n';
const REQUIRE = `    require:\n      - attestation: https://slsa.dev/provenance/v1\n        signer: ${WORKFLOW}\n`;

needs('registry')('the requests of a promotion that requires a statement', () => {
  let registry: Registry;
  let proxy: TestProxy;
  let lockstep: Lockstep;
  let digest: string;
  let root: object;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    const { trace, lockstep: steps, stop } = await startCountedTokens('none');
    lockstep = steps;
    registry = await startRegistry();
    proxy = await startProxy(registry.url, { trace, rules: lockstep.rule, name: 'registry' });
    stops.push(
      () => proxy.stop(),
      () => registry.stop(),
      stop,
    );
    const app = sceneOf(registry, 'app');
    await app.release(1, '1.0.0');
    digest = await app.release(2, '1.1.0');
    const sigstore = await startSigstore();
    root = sigstore.rootWithoutLogs;
    await pushBundles(registry, 'app', digest, [
      await sigstore.attest(provenance(digest, commitOf(2)), `https://github.com/${WORKFLOW}`),
    ]);
    await sigstore.stop();
    const stages = { mode: 'promote', environments: 'staging, prod' };
    for (const [run, environment] of ['staging', 'prod'].entries())
      await app.ok({ ...stages, environment, version: '1.0.0' }, { env: attempt(run + 1) });
    await app.ok({ ...stages, environment: 'staging', version: '1.1.0' }, { env: attempt(3) });
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });

  let runs = 10;
  /** What a promotion of the same state costs with a policy. */
  async function costOf(policy: string, version: string): Promise<{ levels: number; requests: number }> {
    runs += 1;
    const repo = `case-${runs}`;
    copyRepository(registry, 'app', repo);
    const workspace = workspaceWith(policy);
    writeFileSync(join(workspace, 'root.json'), JSON.stringify(root));
    proxy.trace.clear();
    const onStart = (pid: number): void => {
      lockstep.pid = pid;
    };
    const inputs = { mode: 'promote', environment: 'prod', version, policy: 'promotion.yml' };
    // nothing is late only because the machine is slow: that would cost a second look
    const ownTime = { isSteady: true };
    await actOrThrow(proxy, repo, inputs, { env: attempt(runs), workspace, onStart, ownTime });
    lockstep.pid = null;
    return { levels: proxy.trace.levels, requests: proxy.trace.count };
  }

  test.each([
    { named: 'by its digest', levels: 2 },
    { named: 'by its version', levels: 3 },
  ])(
    'costs at most $levels levels more where the image is named $named, and eight requests',
    async ({ named, levels }) => {
      const version = named.endsWith('digest') ? digest : '1.1.0';
      const plain = await costOf(STAGES, version);
      const required = await costOf(`${STAGES}${REQUIRE}trust:\n  root: root.json\n`, version);
      expect(required.levels - plain.levels).toBeLessThanOrEqual(levels);
      // referrers, three tags, the manifest and the bundle; then the environment is read once more before the write
      expect(required.requests - plain.requests).toBeLessThanOrEqual(8);
    },
  );
});

import { afterEach, expect, test } from '@jest/globals';
import { Lockstep } from '../support/faults/lockstep.ts';
import { actOrThrow, attempt, pushVersion } from '../support/faults/trials.ts';
import { type PublicService, startPublicService } from '../support/registries/public-service.ts';
import { startRegistry } from '../support/registries/registry.ts';
import { startTokenServer, type TokenServer } from '../support/registries/token-server.ts';
import { doneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const USER = { username: 'ada', password: 'pass/w%rd' };
const STAGES = { environments: 'dev, staging, prod' };
const promote = (environment: string, version: string) => ({ mode: 'promote', environment, version, ...STAGES });

/** A registry under a public name, with 1.0.0 live in all stages, and 1.1.0 in those below prod. */
interface Ground {
  tokens: TokenServer;
  service: PublicService;
  lockstep: Lockstep;
  /** the digest of 1.1.0 */
  digest: string;
  stop(): Promise<void>;
}

let ground: Ground | undefined;
afterEach(() => ground?.stop());

/** @param tokenPath where the registry says that its token server is */
async function startGround(host: string, tokenPath: string): Promise<Ground> {
  const open = await startRegistry();
  const [, next] = [await pushVersion(open, 'app', '1.0.0'), await pushVersion(open, 'app', '1.1.0')];
  for (const [number, environment] of ['dev', 'staging', 'prod', 'dev', 'staging'].entries())
    await actOrThrow(open, 'app', promote(environment, number < 3 ? '1.0.0' : '1.1.0'), attempt(number));
  await open.stop({ keep: true });
  const tokens = await startTokenServer({ users: { [USER.username]: { password: USER.password } } });
  const realm = `https://${host}${tokenPath}`;
  const registry = await startRegistry({ dir: open.dir, auth: 'token', tokens, ...USER, realm });
  const lockstep = new Lockstep();
  const service = await startPublicService(host, registry.url, new URL(tokenPath, tokens.url).href, {
    rules: lockstep.rule,
  });
  lockstep.isOpening = () => service.proxy.asked.length > service.front.trace.connections;
  const stop = async (): Promise<void> => {
    await service.stop();
    await registry.stop();
    await tokens.stop();
  };
  return { tokens, service, lockstep, digest: next.digest, stop };
}

needs('registry', 'openssl')('a guarded promotion of an index of two platforms', () => {
  test.each([
    { where: 'ghcr.io', tokenPath: '/token', cost: [6, 13], why: 'its token endpoint is known, and asked first' },
    { where: 'registry.example.com', tokenPath: '/token', cost: [7, 14], why: 'the challenge is asked for first' },
    {
      where: 'ghcr.io',
      tokenPath: '/elsewhere',
      cost: [8, 15],
      why: 'its known token endpoint fails, so the challenge is asked for',
    },
  ])('at $where takes $cost requests in sequence and in all: $why', async ({ where, tokenPath, cost }) => {
    ground = await startGround(where, tokenPath);
    const { lockstep, service, tokens, digest } = ground;
    const onStart = (pid: number): void => {
      lockstep.pid = pid;
    };
    const inputs = { image: `${where}/app`, ...USER, ...promote('prod', '1.1.0') };
    // nothing is late only because the machine is slow: that would cost a second look
    const ownTime = { isSteady: true };
    const done = doneOf(await runAction(inputs, { env: { ...attempt(10).env, ...service.env }, onStart, ownTime }));
    expect(done.outputs).toMatchObject({ digest, changed: 'true' });
    const { levels, count, writes } = service.front.trace;
    expect([levels, count]).toEqual(cost);
    expect(writes.map(({ path }) => path)).toEqual(['/v2/app/manifests/prod-history', '/v2/app/manifests/prod']);
    expect(tokens.requests.map(({ user, scopes }) => [user, scopes])).toEqual([['ada', ['repository:app:pull,push']]]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  behindProxies,
  type CopyJob,
  type CopyProxies,
  copyEnd,
  freshPlaces,
  prepareCopyJobs,
} from '../support/faults/copy-trials.ts';
import { encodingsOf, expectNoLeak } from '../support/faults/leaks.ts';
import { type Fault, type Rule, startProxy } from '../support/faults/proxy.ts';
import { expectSound } from '../support/faults/sound.ts';
import { attempt, RUN, several } from '../support/faults/trials.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { serve } from '../support/registries/scripted-server.ts';
import { needs } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

/** Secrets whose encodings differ. */
const SECRETS: Record<string, string> = {
  plain: 'hunter2-secret-of-more-than-forty-characters',
  quoted: `pa"ss\\wo'rd<b>&amp;|*_`,
  percent: 'pa%41%0Ass%%word',
  unicode: 'пароль-ünïcode-🙂',
  spaces: 'two  words\tand  more',
  lines: '{\n  "private_key": "-----BEGIN-----",\n  "id": "0123456789"\n}',
  command: 'x::error::secret##[error]',
  pattern: '$&$1.*secret[a-z]+',
};

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** The credentials that another host has received. */
const REPEATS: Record<string, (shown: string) => string> = {
  'as it is': (shown) => shown,
  decoded: (shown) => Buffer.from(shown.replace(/^Basic /, ''), 'base64').toString(),
  'cut by our own limit': (shown) =>
    `${'z'.repeat(270)} ${Buffer.from(shown.replace(/^Basic /, ''), 'base64')
      .toString()
      .replace(/^ada:/, '')}`,
  'in a URL': (shown) => encodeURIComponent(Buffer.from(shown.replace(/^Basic /, ''), 'base64').toString()),
};

describe('a secret that a registry repeats in an error is masked everywhere', () => {
  test.each(Object.keys(SECRETS))('%s', async (name) => {
    const secret = SECRETS[name]!;
    const runs = await several(
      Object.values(REPEATS),
      async (repeat) => {
        const server = await serve(({ headers: { authorization } }) => {
          if (!authorization) return { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } };
          const message = repeat(authorization);
          return { status: 403, body: JSON.stringify({ errors: [{ code: 'DENIED', message, detail: message }] }) };
        });
        const inputs = { mode: 'promote', image: `${server.host}/acme/app`, version: '1.0.0', environment: 'prod' };
        const run = await runAction({ ...inputs, username: 'ada', password: secret });
        await server.stop();
        return run;
      },
      2,
    );
    const oneLine = secret.replace(/\s+/g, ' ');
    const forms = [
      ...encodingsOf(secret, 'ada'),
      oneLine,
      oneLine.slice(0, 7),
      ...secret.split('\n').filter((line) => line.length > 5),
    ];
    for (const [index, run] of runs.entries()) {
      expect([Object.keys(REPEATS)[index], run.exitCode]).toEqual([Object.keys(REPEATS)[index], 1]);
      expectSound(run, 1);
      expectNoLeak(run, forms);
      // a mask is one line
      for (const line of secret.split('\n').filter((each) => each.trim().length > 2)) expect(run.masks).toContain(line);
    }
  });
});

needs('registry')('a copy between two registries', () => {
  let here: Registry;
  let there: Registry;
  let job: CopyJob;
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  const file = join(folder, 'auth.json');
  beforeAll(async () => {
    [here, there] = await Promise.all([startRegistry(), startRegistry()]);
    job = (await prepareCopyJobs(here, there)).job.between;
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all([here.stop(), there.stop()]);
  });

  /** Both require credentials, and accept any. */
  const asking: Rule = ({ headers, via }) =>
    via === 'source' || via === 'destination'
      ? headers.authorization
        ? undefined
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }
      : undefined;
  const shownTo = ({ trace }: CopyProxies, name: string): string[] => [
    ...new Set(trace.seen.filter(({ via }) => via === name).flatMap(({ headers }) => headers.authorization ?? [])),
  ];
  const TOKEN = 'ghs_the-token-of-the-job';

  /** A copy by these inputs and this environment, with another host that the registries may send to. */
  async function copied(
    settings: (proxies: CopyProxies) => { inputs?: Record<string, string>; env?: Record<string, string> },
    misleads: (elsewhere: string) => Rule = () => () => undefined,
  ) {
    const to = freshPlaces(job);
    let elsewhere = '';
    const misled: Rule = (request) => misleads(elsewhere)(request);
    return behindProxies(job, [asking, misled], async (proxies) => {
      const other = await startProxy(there.url, { trace: proxies.trace, name: 'elsewhere' });
      elsewhere = other.host;
      const { inputs = {}, env = {} } = settings(proxies);
      const image = job.from.map((repo) => `${proxies.source.host}/${repo}`).join('\n');
      const destination = to.map((repo) => `${proxies.destination.host}/${repo}`).join('\n');
      const given = { mode: 'promote', environment: 'prod', version: '1.1.0', image, destination };
      const run = await runAction(
        { ...given, 'github-token': TOKEN, ...inputs },
        { env: { ...attempt(RUN).env, ...env } },
      );
      await other.stop();
      expectNoLeak(run, [
        ...encodingsOf('of-source', 'ada'),
        ...encodingsOf('of-destination', 'bob'),
        ...encodingsOf(TOKEN, 'ada'),
      ]);
      const shown = ['source', 'destination', 'elsewhere'].map((name) => shownTo(proxies, name));
      return {
        run,
        shown,
        end: await copyEnd(job, to),
        elsewhere: proxies.trace.seen.filter(({ via }) => via === 'elsewhere'),
      };
    });
  }

  const login = (host: string, user: string, password: string) => ({
    [host]: { auth: Buffer.from(`${user}:${password}`).toString('base64') },
  });
  const both = ({ source, destination }: CopyProxies) => ({
    inputs: { username: 'ada', password: 'of-source' },
    env: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: login(destination.host, 'bob', 'of-destination') }) },
    source,
  });
  const OWN = [[basic('ada', 'of-source')], [basic('bob', 'of-destination')], []];

  test('sends the credentials of the inputs only to the source, and the destination then requires some', async () => {
    const { run, shown } = await copied(() => ({ inputs: { username: 'ada', password: 'of-source' } }));
    expect(shown).toEqual([[basic('ada', 'of-source')], [], []]);
    expect(run.annotations.map(({ message }) => message.split(':')[0])).toEqual(['UNAUTHORIZED']);
  });

  test('sends the token of the job to no host', async () => {
    const { run, shown } = await copied(() => ({}));
    expect(shown).toEqual([[], [], []]);
    expect(run.annotations.map(({ message }) => message.split(':')[0])).toEqual(['UNAUTHORIZED']);
  });

  test('sends credentials for a path in docker’s config to no host', async () => {
    const { shown, run } = await copied(({ source, destination }) => {
      const auths = {
        ...login(`${source.host}/dev`, 'ada', 'of-source'),
        ...login(`${destination.host}/x`, 'bob', 'of-x'),
      };
      return { env: { DOCKER_AUTH_CONFIG: JSON.stringify({ auths }) } };
    });
    expect([run.exitCode, shown]).toEqual([1, [[], [], []]]);
  });

  test('sends credentials in podman’s file only for their own path', async () => {
    const { shown, run } = await copied(({ source, destination }) => {
      const auths = {
        ...login(`${source.host}/dev/app`, 'ada', 'of-source'),
        ...login(source.host, 'bob', 'of-all'),
        ...login(`${source.host}/dev/ap`, 'bob', 'of-ap'),
        ...login(`${destination.host}/shop`, 'bob', 'of-destination'),
        ...login(`${destination.host}/shop/other`, 'ada', 'of-other'),
      };
      writeFileSync(file, JSON.stringify({ auths }));
      return { env: { REGISTRY_AUTH_FILE: file } };
    });
    expect([run.exitCode, shown]).toEqual([0, OWN]);
  });

  const location = (to: (location: string) => string): Fault => ({
    mutateHeaders: (headers) => ({ ...headers, location: headers.location && to(headers.location) }) as never,
  });
  test.each<{ name: string; misleads: (elsewhere: string) => Rule; asks: boolean }>([
    {
      name: 'an upload that goes elsewhere',
      misleads:
        (elsewhere) =>
        ({ via, method, path }) =>
          via === 'destination' && method === 'POST' && path.endsWith('/uploads/')
            ? location((url) => url.replace(/^(https?:\/\/)[^/]+|^/, `http://ada:x@${elsewhere}`))
            : undefined,
      asks: true,
    },
    {
      name: 'a page of tags that is elsewhere',
      misleads:
        (elsewhere) =>
        ({ via, path }) =>
          path.endsWith('/tags/list')
            ? {
                mutateHeaders: (headers) =>
                  ({ ...headers, link: `<http://${elsewhere}/v2/x/tags/list?via=${via}>; rel="next"` }) as never,
              }
            : undefined,
      asks: false,
    },
    {
      name: 'a blob that is elsewhere, where credentials are wanted',
      misleads:
        (elsewhere) =>
        ({ via, method, path }) =>
          via === 'source' && method === 'GET' && path.includes('/blobs/sha256:')
            ? { status: 307, headers: { location: `http://${elsewhere}${path}` } }
            : undefined,
      asks: true,
    },
  ])('sends credentials to no other host: $name', async ({ misleads, asks }) => {
    const { run, shown, elsewhere } = await copied(both, misleads);
    expect(shown).toEqual(OWN);
    expect(elsewhere.length > 0).toBe(asks);
    expect([run.exitCode, run.annotations.map(({ message }) => message)]).toEqual([0, []]);
    for (const { headers, query } of elsewhere) {
      expect(Object.keys(headers)).not.toContain('cookie');
      for (const form of [...encodingsOf('of-source', 'ada'), ...encodingsOf('of-destination', 'bob'), TOKEN])
        expect(`${JSON.stringify(headers)} ${query}`).not.toContain(form);
    }
  });
});

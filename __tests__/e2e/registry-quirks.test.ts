import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/image/digest.ts';
import { repositoryName } from '../../src/image/reference.ts';
import { addIndex } from '../support/images/memory-images.ts';
import { keyOf, type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import { commitOf, doneOf, refusalOf } from '../support/requests/scene.ts';
import { type RunResult, runAction } from '../support/runner/runner.ts';

let here: LyingRegistry;
let image: string;
const digests: string[] = [];

beforeEach(async () => {
  here = await lyingRegistry(() => {});
  image = repositoryName(here.image);
  digests.length = 0;
  ['1.0.0', '1.1.0'].forEach((version, at) => {
    const revision = commitOf(at);
    const says = { version, revision, build: '{}', created: `2026-01-0${at + 1}T00:00:00Z`, seed: version };
    digests.push(addIndex(here.store, here.image, says, [version, `git-${revision.slice(0, 7)}`]).digest);
  });
});
afterEach(() => here.server.stop());

const run = (inputs: Record<string, string>): Promise<RunResult> => runAction({ image, ...inputs });
const promote = (more: Record<string, string> = {}) =>
  run({ mode: 'promote', environment: 'prod', version: '1.0.0', ...more });
const build = (more: Record<string, string>) => run({ mode: 'build', sha: commitOf(1), ...more });
const at = (tag: string) => here.store.repository(here.image).tags.get(tag);
const errors = (code: string, status: number) => ({ status, body: JSON.stringify({ errors: [{ code }] }) });

describe('a registry that hides what exists from whoever shows no credentials', () => {
  const BASIC = `Basic ${Buffer.from('ada:hunter2-of-ada').toString('base64')}`;
  const login = { username: 'ada', password: 'hunter2-of-ada' };

  test.each([404, 403, 401])('by %i gets them, and its version tags are not overwritten', async (status) => {
    here.lie = ({ path, headers }) => {
      if (headers.authorization === BASIC) return undefined;
      if (path === '/v2/') return { status: 401, headers: { 'www-authenticate': 'Basic realm="registry"' } };
      return { status };
    };
    expect(doneOf(await promote(login)).outputs.digest).toBe(digests[0]);
    expect(at('prod')).toBe(digests[0]);
    const [live] = JSON.parse(
      doneOf(await run({ mode: 'status', environments: 'prod', ...login })).outputs.environments!,
    );
    expect(live.digest).toBe(digests[0]);
    refusalOf('VERSION_EXISTS', await build({ version: '1.0.0', ...login }));
  });
});

describe('a registry that answers 404 to every HEAD of a manifest', () => {
  beforeEach(() => {
    here.lie = (request) => (keyOf(request).startsWith('HEAD manifests/') ? { status: 404 } : undefined);
  });

  test('has its version tags protected', async () => {
    refusalOf('VERSION_EXISTS', await build({ version: '1.0.0' }));
    expect(at('1.0.0')).toBe(digests[0]);
  });

  test('has its environments guarded', async () => {
    doneOf(await promote({ version: '1.1.0' }));
    refusalOf('DOWNGRADE', await promote());
    expect(at('prod')).toBe(digests[1]);
  });
});

test.each(['TOO_MANY_TAGS_REQUESTED', 'PAGINATION_NUMBER_INVALID'])(
  'a registry that refuses long pages with %s is asked for shorter ones',
  async (code) => {
    here.lie = (request) =>
      keyOf(request) === 'GET tags/list' && /n=1000/.test(request.path) ? errors(code, 400) : undefined;
    doneOf(await build({ version: '1.1.0', latest: 'true' }));
    expect(at('latest')).toBe(digests[1]);
  },
);

test.each([404, 400])('a next page of tags that answers %i moves no floating tag', async (status) => {
  here.lie = (request) => {
    if (keyOf(request) !== 'GET tags/list') return undefined;
    if (request.path.includes('last=')) return { status };
    return { headers: { link: '</v2/acme/app/tags/list?last=1.0.0>; rel="next"' }, body: '{"tags":["1.0.0"]}' };
  };
  expect(refusalOf('REGISTRY_REFUSED', await build({ version: '1.1.0', latest: 'true' }))).toContain(image);
  expect(here.writes()).toEqual([]);
});

test('a link with a wrong path is followed on the own path', async () => {
  here.lie = (request) => {
    if (keyOf(request) !== 'GET tags/list') return undefined;
    if (request.path.includes('last=')) return { body: '{"tags":["1.2.0"]}' };
    return { headers: { link: '</proxy/tags?last=1.0.0>; rel="next"' }, body: '{"tags":["1.0.0"]}' };
  };
  doneOf(await build({ version: '1.1.0', latest: 'true' }));
  expect(at('latest')).toBeUndefined();
});

describe('an account that may not list tags', () => {
  beforeEach(() => {
    here.lie = (request) => (keyOf(request) === 'GET tags/list' ? errors('DENIED', 403) : undefined);
  });

  test('promotes', async () => {
    expect(doneOf(await promote()).outputs.digest).toBe(digests[0]);
    expect(at('prod')).toBe(digests[0]);
  });

  test('asks where a version is, with a warning', async () => {
    doneOf(await promote());
    const status = { mode: 'status', environments: 'prod' };
    const found = doneOf(await run({ ...status, version: '1.0.0' }));
    expect(found.outputs.exists).toBe('true');
    expect(found.annotations.map(({ level, message }) => [level, message.includes(image)])).toEqual([
      ['warning', true],
    ]);
    expect(doneOf(await run({ ...status, version: '3.0.0' })).outputs.exists).toBe('false');
    expect(doneOf(await run(status)).annotations).toEqual([]);
    refusalOf('FORBIDDEN', await run({ mode: 'status' }));
  });

  test('reports an image that is missing', async () => {
    refusalOf('NOT_FOUND', await promote({ version: '3.0.0' }));
  });

  test('builds with latest where the image has no version, and is refused where latest could move', async () => {
    const commit = '8'.repeat(40);
    const { digest } = addIndex(here.store, here.image, { revision: commit, seed: 'no version' }, ['git-8888888']);
    const inputs = { mode: 'build', sha: commit, latest: 'true', environment: 'dev' };
    expect(doneOf(await run(inputs)).outputs.digest).toBe(digest);
    expect([at('dev'), at('latest')]).toEqual([digest, undefined]);
    refusalOf('FORBIDDEN', await run({ ...inputs, version: '4.0.0' }));
    expect(at('4.0.0')).toBeUndefined();
  });
});

test.each(['application/json', 'application/octet-stream'])(
  'a manifest served as %s is read by its shape',
  async (type) => {
    here.lie = (request, { status, headers, body }) =>
      /^(GET|HEAD) manifests\//.test(keyOf(request))
        ? { status, headers: { ...headers, 'content-type': type }, body }
        : undefined;
    expect(doneOf(await promote()).outputs.digest).toBe(digests[0]);
    expect(doneOf(await promote()).changed).toBe(false);
  },
);

test.each(['', 'unknown'])('"%s" as the digest in the response to a write counts as none', async (text) => {
  const { store } = here;
  here.lie = (request) => {
    const tag = keyOf(request).replace('PUT manifests/', '');
    if (tag === keyOf(request)) return undefined;
    return (response) =>
      void store
        .put(here.image, tag, {
          ...{ bytes: request.body, mediaType: String(request.headers['content-type']), size: request.body.length },
          digest: digestOf(request.body),
        })
        .then(() => response.writeHead(201, { 'docker-content-digest': text }).end());
  };
  expect(doneOf(await promote()).changed).toBe(true);
  expect([at('prod'), at('prod-history') === undefined]).toEqual([digests[0], false]);
});

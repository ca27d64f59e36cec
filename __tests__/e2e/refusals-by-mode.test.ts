import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodingsOf } from '../support/faults/leaks.ts';
import { addImage, addIndex } from '../support/images/memory-images.ts';
import { keyOf, type Lie, type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import { type ScriptedServer, serve } from '../support/registries/scripted-server.ts';
import { attempt, commitOf, doneOf, refusalOf, timeOf } from '../support/requests/scene.ts';
import { type RunResult, runAction } from '../support/runner/runner.ts';

const PASSWORD = 'hunter2-of-ada/%';
const LOGIN = { username: 'ada', password: PASSWORD };

let here: LyingRegistry;
let there: LyingRegistry;
/** a host to which the registries redirect, and a token server */
let other: ScriptedServer;
let answer: Parameters<typeof serve>[0];

beforeAll(async () => {
  [here, there] = [await lyingRegistry(fill), await lyingRegistry(fill)];
  other = await serve((request, number) => answer(request, number));
  for (const version of ['1.0.0', '1.1.0'])
    doneOf(await run({ mode: 'promote', environment: 'prod', version, image: both() }));
});
beforeEach(() => {
  here.lie = null;
  there.lie = null;
  answer = () => ({ status: 403, body: '<html>Blocked by policy</html>' });
});
afterAll(() => Promise.all([here.server.stop(), there.server.stop(), other.stop()]));

/** Adds 1.0.0 to 1.2.0; the last has one platform and no annotations, so that only its config says what it is. */
function fill(store: LyingRegistry['store'], image: LyingRegistry['image']): void {
  for (const number of [1, 2, 3]) {
    const revision = commitOf(number);
    const version = `1.${number - 1}.0`;
    const says = { version, revision, build: '{}', created: timeOf(number), seed: version };
    (number === 3 ? addImage : addIndex)(store, image, says, [version, `git-${revision.slice(0, 7)}`]);
  }
}

const nameOf = ({ server }: LyingRegistry): string => `${server.host}/acme/app`;
const both = (): string => `${nameOf(here)}\n${nameOf(there)}`;
let runs = 0;
const run = (inputs: Record<string, string>): Promise<RunResult> => {
  runs += 1;
  return runAction({ image: nameOf(here), ...inputs }, { env: attempt(runs) });
};

/** What each mode is asked for; each reads the config of 1.2.0. */
const MODES: { mode: string; inputs: Record<string, string>; isTrain?: true }[] = [
  { mode: 'promotion', inputs: { mode: 'promote', environment: 'prod', version: '1.2.0' } },
  { mode: 'build', inputs: { mode: 'build', environment: 'prod', sha: commitOf(3), version: '1.2.0' } },
  { mode: 'rollback', inputs: { mode: 'rollback', environment: 'prod', version: '1.2.0', allow: 'never-live' } },
  { mode: 'status', inputs: { mode: 'status', version: '1.2.0' } },
  {
    mode: 'promotion of several images',
    inputs: { mode: 'promote', environment: 'prod', version: '1.2.0' },
    isTrain: true,
  },
];
const imagesOf = (isTrain = false) => (isTrain ? { image: both() } : {});
const lieToAll = (lie: Lie): void => {
  here.lie = lie;
  there.lie = lie;
};

describe.each(MODES)('in a $mode', ({ inputs, isTrain }) => {
  const act = (more: Record<string, string> = {}) => run({ ...inputs, ...imagesOf(isTrain), ...more });

  test('a blob that is redirected to a host which refuses it is an error of that host', async () => {
    lieToAll((request) =>
      keyOf(request).startsWith('GET blobs/') ? { status: 307, headers: { location: other.url.href } } : undefined,
    );
    const message = refusalOf('REGISTRY_REFUSED', await act());
    for (const part of [other.host, 'Blocked by policy', nameOf(here)]) expect(message).toContain(part);
    expect(message).not.toMatch(/permission|log in/i);
  });

  test('the refusal of a token server names the image and what was to be done', async () => {
    const challenge = `Bearer realm="${other.url.href}token",service="registry"`;
    lieToAll(() => ({ status: 401, headers: { 'www-authenticate': challenge } }));
    const message = refusalOf('FORBIDDEN', await act(LOGIN));
    expect(message).toMatch(/Could not (read|list the tags of) \d/);
    expect(message).toContain(nameOf(here));
    if (isTrain) expect(message).toContain(nameOf(there));
  });

  test('every form of a credential is hidden in a response before it was sent', async () => {
    const said = encodingsOf(PASSWORD, 'ada').join(' ');
    lieToAll(() => ({ status: 400, body: JSON.stringify({ errors: [{ code: 'X', message: `got ${said}` }] }) }));
    const refused = await act(LOGIN);
    refusalOf('REGISTRY_REFUSED', refused);
    const shown = refused.stdout.replaceAll(/^::add-mask::.*$/gm, '');
    for (const form of encodingsOf(PASSWORD, 'ada')) {
      expect(refused.masks).toContain(form);
      for (const text of [shown, refused.summary]) expect(text).not.toContain(form);
    }
  });
});

describe.each([
  { name: 'another action', wanted: 'repository:acme/app:metadata_read' },
  { name: 'another repository', wanted: 'repository:team/acme/app:pull' },
])('a list of tags that needs $name', ({ wanted }) => {
  test.each([
    { mode: 'build', inputs: { mode: 'build', sha: commitOf(3), version: '1.2.0', latest: 'true', 'dry-run': 'true' } },
    { mode: 'status', inputs: { mode: 'status' } },
    { mode: 'status of several images', inputs: { mode: 'status' }, isTrain: true },
    { mode: 'promotion', inputs: { mode: 'promote', environment: 'prod', version: '9.9.9' }, isMissing: true },
  ] as const)('gets a token for it in a $mode', async ({ inputs, ...kind }) => {
    const scopesOf = (path: string): string[] => new URL(path, 'http://x').searchParams.getAll('scope');
    answer = ({ path }) => {
      const isWanted = scopesOf(path).some((scope) => scope.split(' ').includes(wanted));
      return { body: JSON.stringify({ token: isWanted ? 'wanted' : 'usual' }) };
    };
    const before = other.seen.length;
    lieToAll((request) => {
      const isList = keyOf(request) === 'GET tags/list';
      const isOpen = request.headers.authorization === `Bearer ${isList ? 'wanted' : 'usual'}`;
      const scope = isList ? wanted : 'repository:acme/app:pull,push';
      const challenge = `Bearer realm="${other.url.href}token",service="registry",scope="${scope}"`;
      return isOpen ? undefined : { status: 401, headers: { 'www-authenticate': challenge } };
    });
    const isTrain = 'isTrain' in kind;
    const done = await run({ ...inputs, ...imagesOf(isTrain), ...LOGIN });
    if ('isMissing' in kind) expect(refusalOf('NOT_FOUND', done)).toContain('1.2.0');
    else doneOf(done);
    // one for each kind of request and registry
    expect(other.seen.length - before).toBeLessThanOrEqual(isTrain ? 6 : 3);
  });
});

test.each([
  { mode: 'promotion', inputs: { mode: 'promote', environment: 'dev', version: '1.0.0' } },
  { mode: 'build', inputs: { mode: 'build', environment: 'test', sha: commitOf(3), version: '1.2.0' } },
  {
    mode: 'promotion of several images',
    inputs: { mode: 'promote', environment: 'staging', version: '1.0.0' },
    isTrain: true,
  },
])(
  'the first history of an environment is written where HEAD of a blob is refused by another host: $mode',
  async ({ inputs, isTrain }) => {
    lieToAll((request) =>
      keyOf(request).startsWith('HEAD blobs/') ? { status: 307, headers: { location: other.url.href } } : undefined,
    );
    const done = doneOf(await run({ ...inputs, ...imagesOf(isTrain) }));
    expect(done.changed).toBe(true);
    for (const registry of isTrain ? [here, there] : [here])
      expect(registry.store.repository(registry.image).tags.has(`${inputs.environment}-history`)).toBe(true);
  },
);

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { repositoryName } from '../../src/image/reference.ts';
import { addIndex } from '../support/images/memory-images.ts';
import { keyOf, type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import { commitOf, doneOf, refusalOf } from '../support/requests/scene.ts';
import { type RunResult, runAction } from '../support/runner/runner.ts';

let here: LyingRegistry;
let image: string;

beforeEach(async () => {
  here = await lyingRegistry(() => {});
  image = repositoryName(here.image);
  ['1.0.0', '1.1.0'].forEach((version, at) => {
    const revision = commitOf(at);
    const says = { version, revision, build: '{}', created: `2026-01-0${at + 1}T00:00:00Z`, seed: version };
    addIndex(here.store, here.image, says, [version, `git-${revision.slice(0, 7)}`]);
  });
});
afterEach(() => here.server.stop());

const run = (inputs: Record<string, string>): Promise<RunResult> => {
  here.server.seen.length = 0;
  return runAction({ image, ...inputs });
};
const promote = (environment: string, more: Record<string, string> = {}) =>
  run({ mode: 'promote', environment, version: '1.0.0', ...more });
const listed = (): number => here.server.seen.map(keyOf).filter((key) => key === 'GET tags/list').length;
const warningsOf = ({ annotations }: RunResult): string[] =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

describe('an image with capitals in its repository', () => {
  test('is promoted under its name in lower case, which the log says', async () => {
    const spelt = image.replace('acme/app', 'Acme/App');
    const done = doneOf(await promote('prod', { image: spelt }));
    expect(done.outputs.image).toMatch(new RegExp(`^${image}@sha256:`));
    expect(done.stdout).toContain(`image: ${spelt} is read as ${image}`);
    expect(done.annotations).toEqual([]);
  });
});

describe('an environment in which nothing was ever live', () => {
  beforeEach(async () => {
    for (const environment of ['dev', 'staging', 'prod']) doneOf(await promote(environment));
  });

  test('is warned of, with those that have a history, in a promotion', async () => {
    for (const dry of ['true', 'false']) {
      const [warning, ...others] = warningsOf(doneOf(await promote('prd', { 'dry-run': dry })));
      expect(warning).toContain('prd is new');
      expect(warning).toContain('Did you mean prod? Environments with a history: dev, prod, staging.');
      expect(others).toEqual([]);
    }
    doneOf(await promote('prd'));
    expect(listed()).toBe(0);
  });

  test('is not warned of where no other has a similar name', async () => {
    doneOf(await promote('pr-7'));
    for (const name of ['qa', 'prod-eu', 'pr-8']) expect(warningsOf(doneOf(await promote(name)))).toEqual([]);
  });

  test('is not looked for where environments has it, or where the repository has no history yet', async () => {
    expect(warningsOf(doneOf(await promote('qa', { environments: 'qa, prod' })))).toEqual([]);
    expect(listed()).toBe(0);
    const { tags } = here.store.repository(here.image);
    for (const tag of [...tags.keys()]) if (!/^\d|^git-/.test(tag)) tags.delete(tag);
    expect(warningsOf(doneOf(await promote('prd')))).toEqual([]);
  });

  test('is promoted to, without a suggestion, where the registry does not list tags', async () => {
    here.lie = (request) => (keyOf(request) === 'GET tags/list' ? { status: 403 } : undefined);
    expect(warningsOf(doneOf(await promote('prd')))).toEqual([]);
  });

  test('is refused in a rollback, with those that have a history', async () => {
    const rollback = { mode: 'rollback', environment: 'prd' };
    const message = refusalOf('NO_PREVIOUS', await run(rollback));
    expect(message).toContain(`${image} has no environment prd`);
    expect(message).toContain('Did you mean prod? Environments with a history: dev, prod, staging.');
    refusalOf('INPUT_INVALID', await run({ ...rollback, environments: 'dev, staging, prod' }));
    const named = doneOf(await run({ ...rollback, version: '1.0.0' }));
    expect(warningsOf(named)).toEqual([expect.stringContaining('Did you mean prod?')]);
  });

  test('is nothing to promote from, with those that have a history', async () => {
    const message = refusalOf('NOT_FOUND', await promote('qa', { version: '', from: 'stagin' }));
    expect(message).toContain('Did you mean staging? Environments with a history: dev, prod, staging.');
  });

  test('is warned of in a build and in a status', async () => {
    const build = await run({ mode: 'build', sha: commitOf(1), environment: 'de' });
    expect(warningsOf(doneOf(build))).toEqual([expect.stringContaining('Did you mean dev?')]);
    const status = await run({ mode: 'status', environments: 'dev, prd' });
    expect(warningsOf(doneOf(status))).toEqual([
      expect.stringContaining('nothing was ever live in prd. Did you mean prod?'),
    ]);
    doneOf(await run({ mode: 'status', environments: 'dev, prod' }));
    expect(listed()).toBe(0);
  });
});

test('a repository that does not exist is warned of in a status, and named in an error', async () => {
  const misspelt = image.replace('acme/app', 'acme/ap');
  for (const environments of ['', 'dev, prod'])
    expect(warningsOf(doneOf(await run({ mode: 'status', image: misspelt, environments })))).toEqual([
      expect.stringContaining(`${misspelt}: there is no such repository`),
    ]);
  expect(refusalOf('NOT_FOUND', await promote('dev', { image: misspelt }))).toContain('no such repository');
});

test('several images are promoted and rolled back to a version each', async () => {
  const other = await lyingRegistry((store, at) => {
    for (const version of ['2.0.0', '2.1.0'])
      addIndex(store, at, { version, revision: commitOf(2), build: '{}', seed: version }, [version]);
  });
  const both = { image: `${image}\n${repositoryName(other.image)}`, environment: 'prod' };
  const versions = async (mode: string, version: string): Promise<(string | null)[]> =>
    doneOf(await run({ mode, ...both, version })).result.map((entry) => entry.version);
  expect(await versions('promote', '1.0.0\n2.0.0')).toEqual(['1.0.0', '2.0.0']);
  expect(await versions('promote', '1.1.0\n2.1.0')).toEqual(['1.1.0', '2.1.0']);
  expect(await versions('rollback', '1.0.0\n2.0.0')).toEqual(['1.0.0', '2.0.0']);
  refusalOf('INPUT_INVALID', await run({ mode: 'promote', ...both, version: '1.0.0\n2.0.0\n3.0.0' }));
  await other.server.stop();
});

describe('credentials before the host of an image', () => {
  const secret = 'hunter2-of-ada';
  const forms = [`ada:${secret}@`, `https://ada:${secret}@`, `ada%3A${secret}%40`];
  const inputs = (name: string, form: string): Record<string, string> => {
    const text = `${form}${image}`;
    if (name === 'image') return { mode: 'status', image: text };
    if (name === 'tags') return { mode: 'build', tags: `${text}:{{version}}` };
    if (name === 'version') return { mode: 'rollback', environment: 'prod', version: text };
    if (name === 'digest') return { mode: 'build', digest: text };
    return { mode: 'promote', environment: 'prod', version: '1.0.0', destination: text };
  };

  test.each(
    ['image', 'destination', 'tags', 'version', 'digest'].flatMap((name) => forms.map((form) => [name, form] as const)),
  )('in %s as %s are refused, hidden and masked', async (name, form) => {
    const refused = await run(inputs(name, form));
    expect(refusalOf('INPUT_INVALID', refused)).toContain('***@');
    const shown = refused.stdout.replaceAll(/^::add-mask::.*$/gm, '');
    for (const text of [shown, refused.summary, JSON.stringify(refused.outputs)]) expect(text).not.toContain(secret);
    expect(refused.masks).toContain(secret);
    expect(here.server.seen).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { GUARD_NAMES } from '../../src/guards/names.ts';
import { repositoryName } from '../../src/image/reference.ts';
import { readInputs } from '../../src/request/inputs.ts';
import { MODES } from '../../src/request/request.ts';
import { readSmallFile } from '../../src/util/small-file.ts';
import { COMMIT, context, request } from '../support/requests/inputs.ts';
import { COMMON, DOCKER } from '../support/requests/requests.ts';

const BUILT = `sha256:${'a'.repeat(64)}`;
const metadata = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  inputs: Record<string, { default?: string }>;
};
const defaults = Object.fromEntries(
  Object.entries(metadata.inputs).flatMap(([name, input]) =>
    input.default === undefined ? [] : [[name, input.default]],
  ),
);

describe('the least that a mode takes', () => {
  test('build', () => {
    expect(request('build')).toMatchObject({
      mode: 'build',
      commit: COMMIT,
      version: null,
      environment: null,
      stages: [],
      digest: null,
      push: true,
      tags: ['git-abcdef0'],
      environmentTags: ['{{environment}}'],
      transport: 'registry',
      reason: null,
      docker: DOCKER,
    });
  });

  test('promote', () => {
    expect(request('promote')).toMatchObject({
      mode: 'promote',
      environment: 'prod',
      source: { kind: 'named', text: '1.2.3' },
      stages: [],
      reason: null,
      allow: [],
    });
  });

  test('rollback', () => {
    expect(request('rollback')).toMatchObject({ mode: 'rollback', environment: 'prod', version: null, reason: null });
  });

  test('status', () => {
    expect(request('status')).toMatchObject({ mode: 'status', environments: [], version: null });
  });

  test.each(MODES)('%s with what all modes share', (mode) => {
    const read = request(mode);
    expect(read.images.map(repositoryName)).toEqual(['ghcr.io/acme/app']);
    const { images: _, context: __, ...shared } = COMMON;
    expect(read).toMatchObject(shared);
  });

  test.each(MODES)('%s takes the defaults of action.yml for nothing given', (mode) => {
    const { githubToken, ...read } = request(mode, defaults);
    expect({ ...read, githubToken: null }).toEqual(request(mode));
    expect(githubToken).toBe(defaults['github-token']);
  });
});

describe('what all modes share', () => {
  const given = {
    image: 'acme/app\n\n  acme/web  \nacme/app',
    'sha-length': '12',
    'dry-run': 'True',
    history: 'FALSE',
    'plain-http': 'true',
    username: 'ada',
    password: 'secret',
    'github-token': 'token',
  };
  test.each(MODES.filter((mode) => mode !== 'build'))('%s', (mode) => {
    // what these modes do is written to the history
    const writesHistory = ['hold', 'resume', 'mark'].includes(mode);
    const read = request(mode, { ...given, ...(writesHistory ? { history: 'true' } : {}) });
    expect(read.images.map(repositoryName)).toEqual(['docker.io/acme/app', 'docker.io/acme/web']);
    expect(read).toMatchObject({
      shaLength: 12,
      dryRun: true,
      history: writesHistory,
      plainHttp: true,
      credential: { username: 'ada', password: 'secret', registry: 'docker.io' },
      githubToken: 'token',
      ignored: [],
    });
  });
});

describe('what pointing an environment shares', () => {
  const given = {
    environment: 'prod',
    'environment-tags': '{{version}}-{{environment}}\nlive',
    allow: 'downgrade, skip\nmoved,downgrade',
    transport: 'docker',
  };
  test.each(['build', 'promote', 'rollback'] as const)('%s', (mode) => {
    expect(request(mode, given)).toMatchObject({
      environment: 'prod',
      environmentTags: ['{{version}}-{{environment}}', 'live'],
      allow: ['downgrade', 'skip', 'moved'],
      transport: 'docker',
      ignored: [],
    });
  });

  test('every guard can be overridden', () => {
    expect(request('promote', { allow: GUARD_NAMES.join('\n') }).allow).toEqual(GUARD_NAMES);
  });
});

describe('a promotion', () => {
  test.each([
    { given: { version: '1.2.3' }, source: { kind: 'named', text: '1.2.3' } },
    { given: { version: 'v1.2.3+build.5' }, source: { kind: 'named', text: 'v1.2.3+build.5' } },
    { given: { version: 'abcdef0' }, source: { kind: 'named', text: 'abcdef0' } },
    { given: { version: BUILT }, source: { kind: 'named', text: BUILT } },
    { given: { version: '', from: 'staging' }, source: { kind: 'environment', name: 'staging' } },
  ])('is of $given', ({ given, source }) => {
    expect(request('promote', given as Record<string, string>).source).toEqual(source);
  });

  test('has stages and a reason', () => {
    expect(request('promote', { environments: 'dev\nprod', reason: 'It is time' })).toMatchObject({
      stages: ['dev', 'prod'],
      reason: 'It is time',
    });
  });
});

test('a rollback has a version and a reason', () => {
  expect(request('rollback', { version: '1.2.2', reason: 'It was not' })).toMatchObject({
    version: '1.2.2',
    reason: 'It was not',
  });
});

test.each(['promote', 'rollback'] as const)('a reason of %s over 1000 characters is cut to 1000', (mode) => {
  const long = 'x'.repeat(1000);
  expect(request(mode, { reason: long }).reason).toBe(long);
  expect(request(mode, { reason: `${long}y` }).reason).toBe(`${'x'.repeat(999)}…`);
});

test('a status has environments and a version', () => {
  expect(request('status', { environments: 'dev, prod', version: 'abcdef0' })).toMatchObject({
    environments: ['dev', 'prod'],
    version: 'abcdef0',
  });
});

describe('inputs that a mode does not know are ignored, and named', () => {
  test.each([
    {
      mode: 'build',
      given: { from: 'staging', reason: 'x', 'from-file': 'y' },
      ignored: ['from', 'from-file', 'reason'],
    },
    {
      mode: 'promote',
      given: { platforms: 'linux/amd64', push: 'true', tags: 'x' },
      ignored: ['platforms', 'push', 'tags'],
    },
    {
      mode: 'rollback',
      given: { from: 'dev', sha: COMMIT },
      ignored: ['from', 'sha'],
    },
    {
      mode: 'status',
      given: { environment: 'dev', allow: 'skip', reason: 'x' },
      ignored: ['allow', 'environment', 'reason'],
    },
    { mode: 'status', given: { context: 'api', latest: 'true' }, ignored: ['context', 'latest'] },
  ] as const)('$mode: $ignored', ({ mode, given, ignored }) => {
    expect([...request(mode, given as Record<string, string>).ignored].sort()).toEqual(ignored);
  });

  test('the inputs of action.yml are those that are read, and no others', () => {
    const asked = new Set<string>();
    for (const mode of MODES) {
      const inputs: Record<string, string> = {
        ...{ mode, image: 'acme/app', environment: 'prod', version: '1.2.3' },
        ...(mode === 'mark' ? { as: 'verified' } : {}),
        ...(mode === 'hold' || mode === 'resume' || mode === 'mark' ? { reason: 'x' } : {}),
      };
      const get = (name: string): string => {
        asked.add(name);
        return inputs[name] ?? '';
      };
      readInputs(get, context(), { checkout: null, readFile: readSmallFile });
    }
    expect([...asked].sort()).toEqual(Object.keys(metadata.inputs).sort());
  });
});

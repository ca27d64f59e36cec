import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { repositoryName } from '../../src/image/reference.ts';
import { MODES, type Mode } from '../../src/request/request.ts';
import { problems } from '../support/requests/input-problems.ts';
import { refusal, request } from '../support/requests/inputs.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const folder = mkdtempSync(join(tmpdir(), 'result-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what every mode refuses', () => {
  test.each(
    MODES.flatMap((mode) => [
      { mode, given: { image: '' }, says: 'image is missing' },
      { mode, given: { image: 'ghcr.io/-acme/app' }, says: 'is not a repository' },
      { mode, given: { image: 'acme/app:1.2.3' }, says: 'without the tag "1.2.3"' },
      { mode, given: { image: `acme/app@${DIGEST}` }, says: 'without a digest' },
      { mode, given: { 'sha-length': '6' }, says: 'sha-length: expected a whole number from 7 to 40' },
      { mode, given: { 'sha-length': '41' }, says: 'sha-length' },
      { mode, given: { 'sha-length': '7.5' }, says: 'sha-length' },
      { mode, given: { 'sha-length': '0x10' }, says: 'sha-length' },
      { mode, given: { 'sha-length': 'seven' }, says: 'sha-length' },
      { mode, given: { 'sha-length': '0' }, says: 'sha-length' },
      { mode, given: { 'dry-run': 'yes' }, says: 'dry-run: expected true or false, got "yes"' },
      { mode, given: { history: 'on' }, says: 'history: expected true or false, got "on"' },
      { mode, given: { 'plain-http': '1' }, says: 'plain-http: expected true or false, got "1"' },
      { mode, given: { username: 'ada' }, says: 'Set both username and password' },
      { mode, given: { password: 'secret' }, says: 'Set both username and password' },
    ]),
  )('$mode with $given: $says', ({ mode, given, says }) => {
    const error = refusal(mode, given as Record<string, string>);
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(says);
  });

  test.each([
    { given: { mode: '' }, says: 'mode is missing. Known: build, promote, rollback, status' },
    { given: { mode: 'deploy' }, says: 'Unknown mode "deploy". Known: build' },
    { given: { mode: 'Build' }, says: 'Unknown mode "Build"' },
  ])('mode as $given: $says', ({ given, says }) => expect(refusal('status', given).message).toContain(says));

  test('a password is in no message', () => {
    expect(refusal('status', { password: 'hunter2', 'dry-run': 'x' }).message).not.toContain('hunter2');
  });

  test.each(['false', 'False', 'FALSE'])('a deployment of %s is none', (deployment) => {
    expect(request('build', { deployment, with: 'all' })).toMatchObject({ deployment: false, ignored: [] });
    expect(request('status', { deployment }).ignored).toEqual([]);
  });

  test.each(['shop.example.com', 'ftp://shop.example.com', 'javascript:alert(1)', 'https://ada:hunter2@example.com'])(
    '%s as environment-url is refused',
    (url) => {
      const { message } = refusal('promote', { 'environment-url': url });
      expect(message).toContain('environment-url: expected a URL');
      expect(message).not.toContain('hunter2');
    },
  );
});

describe('a user name whose password is empty, as secrets are in a fork’s pull request', () => {
  const given = { username: 'ada', password: '' };
  const around = { context: { untrusted: 'fork' } } as const;

  test('is no problem to a build that does not push', () => {
    expect(request('build', given, around)).toMatchObject({ push: false, credential: null });
    expect(request('build', { ...given, push: 'false' })).toMatchObject({ push: false, credential: null });
  });

  test.each<[Mode, Record<string, string>]>([
    ['build', { push: 'true' }],
    ['promote', {}],
    ['rollback', {}],
    ['status', {}],
  ])('is one to %s with %j, which asks the registry', (mode, more) => {
    expect(refusal(mode, { ...given, ...more }, around)).toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('Set both username and password'),
    });
  });
});

describe('what a build refuses', () => {
  problems([
    { mode: 'build', given: { image: 'acme/app\nacme/web' }, says: 'A build takes one image' },
    { mode: 'build', given: { version: '1.2' }, says: 'expected a semantic version such as 1.2.3' },
    { mode: 'build', given: { version: 'latest' }, says: 'expected a semantic version' },
    { mode: 'build', given: { sha: 'abcdef0' }, says: 'expected a full commit (40 hex characters)' },
    { mode: 'build', given: { digest: 'sha256:abc' }, says: 'is not a valid digest' },
    { mode: 'build', given: { digest: DIGEST, push: 'false' }, says: 'Use either digest or push: false' },
    { mode: 'build', given: { push: 'maybe' }, says: 'push: expected true or false, got "maybe"' },
    { mode: 'build', given: { latest: 'y' }, says: 'latest: expected true or false, got "y"' },
    { mode: 'build', given: { pull: 'y' }, says: 'pull: expected true or false, got "y"' },
    { mode: 'build', given: { 'no-cache': 'y' }, says: 'no-cache: expected true or false, got "y"' },
    { mode: 'build', given: { secrets: 'a=b\nhunter2' }, says: 'secrets: line 2 is not of the form id=value' },
    { mode: 'build', given: { tags: '{{version}}\n{{ref}}' }, says: '{{ref}} is not a placeholder' },
    { mode: 'build', given: { tags: '{{environment}}' }, says: '{{environment}} is not a placeholder' },
    { mode: 'build', given: { tags: 'x'.repeat(129) }, says: 'at most 128' },
    { mode: 'build', given: { tags: 'acme/web:main' }, says: 'docker.io/acme/web is not the image of this run' },
    { mode: 'build', given: { tags: 'prod-history' }, says: 'tags produces a tag that is not allowed, "prod-history"' },
    { mode: 'build', given: { tags: 'sha256-abc' }, says: 'tags produces a tag that is not allowed, "sha256-abc"' },
    {
      mode: 'build',
      given: { tags: 'dev', environment: 'dev' },
      says: '"dev" is an environment, which moves by promotion',
    },
    {
      mode: 'build',
      given: { tags: 'prod', environments: 'dev, prod' },
      says: 'tags produces a tag that is not allowed, "prod"',
    },
  ]);

  test('no commit anywhere', () => {
    expect(refusal('build', {}, { context: { commit: null } }).message).toContain('No commit is known');
  });

  test.each([
    ...['image', 'version', 'environment', 'environments', 'allow', 'with', 'destination', 'dry-run', 'history'],
    ...['transport', 'sha-length', 'environment-tags', 'deployment', 'environment-url', 'plain-http', 'records'],
  ])('a user name and a password in %s are in no message', (name) => {
    const given = { 'dry-run': 'x', environment: 'prod', version: '1.0.0', deployment: 'true' };
    const { message } = refusal('promote', { ...given, [name]: 'https://ada:hunter2@example.com/x' });
    expect(message).not.toContain('hunter2');
  });

  test.each(['digest', 'sha', 'tags', 'provenance', 'sbom', 'latest', 'push', 'version', 'pull', 'no-cache'])(
    'nor in %s of a build',
    (name) => {
      const { message } = refusal('build', { 'dry-run': 'x', [name]: 'https://ada:hunter2@example.com/x' });
      expect(message).not.toContain('hunter2');
    },
  );

  test('a secret is in no message', () => {
    expect(refusal('build', { secrets: 'hunter2' }).message).not.toContain('hunter2');
  });

  test('a digest beside push: false in a fork’s pull request; by itself it is left', () => {
    const fork = { context: { untrusted: 'fork' } } as const;
    const error = refusal('build', { digest: DIGEST, push: 'false' }, fork);
    expect(error.message).toContain('Use either digest or push: false');
    expect(request('build', { digest: DIGEST }, fork)).toMatchObject({ push: false, notices: [] });
  });

  test('no branch that is named as an environment: its tag is left out with a warning', () => {
    const around = { context: { branch: 'prod' } };
    const { tags, tagWarnings } = request('build', { tags: '{{branch}}', environments: 'dev, prod' }, around);
    expect({ tags, tagWarnings }).toEqual({ tags: [], tagWarnings: [expect.stringContaining('moves by promotion')] });
    expect(request('build', { tags: '{{branch}}' }, around).tags).toEqual(['prod']);
    const literal = refusal('build', { tags: '{{branch}}\nprod', environments: 'dev, prod' }, around);
    expect(literal.message).toContain('moves by promotion');
  });
});

test('all problems of a run are named at once, each once', () => {
  const given = {
    image: 'ghcr.io/-acme/app',
    environment: 'latest',
    from: 'staging',
    'dry-run': 'y',
    allow: 'all',
  };
  const lines = refusal('promote', given).message.split('\n');
  expect(lines).toHaveLength(5);
  expect(new Set(lines).size).toBe(5);
  for (const word of ['-acme', 'latest', 'dry-run', 'allow', 'version or from']) {
    expect(lines.filter((line) => line.includes(word)).length).toBeGreaterThanOrEqual(1);
  }
});

describe('the result of an earlier run', () => {
  test('names the images of a promotion, and exactly these', () => {
    const file = join(folder, 'result.json');
    const entry = {
      image: `ghcr.io/acme/api@${DIGEST}`,
      digest: DIGEST,
      version: '1.2.3',
      environment: 'staging',
      previousDigest: null,
    };
    writeFileSync(file, JSON.stringify([entry, { ...entry, image: 'acme/web' }]));
    const read = request('promote', { image: '', version: '', 'from-file': file });
    expect(read.images.map(repositoryName)).toEqual(['ghcr.io/acme/api', 'docker.io/acme/web']);
    expect(read.source).toMatchObject({
      kind: 'file',
      entries: [{ digest: DIGEST, version: '1.2.3' }, { digest: DIGEST }],
    });
  });

  test('that is not there is a problem among others', () => {
    const error = refusal('promote', { image: '', version: '', 'from-file': join(folder, 'none.json'), history: 'y' });
    expect(error.message).toContain('there is no such file');
    expect(error.message).toContain('history: expected true or false, got "y"');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readContext } from '../../src/github/context.ts';
import { readInputs } from '../../src/request/inputs.ts';
import { readSmallFile } from '../../src/util/small-file.ts';
import { table } from '../support/registries/table.ts';

interface Row {
  name: string;
  event: string;
  ref: string;
  sha: string;
  payload: unknown;
  expected: { commit: string; branch: string | null; gitTag: string | null; untrusted: string | null };
  source: string;
}

const rows = table<Row>('events.json');
const folder = mkdtempSync(join(tmpdir(), 'event-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment as the runner sets it for an event. */
function environmentOf(row: Pick<Row, 'event' | 'ref' | 'sha'>, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    GITHUB_EVENT_NAME: row.event,
    GITHUB_REF: row.ref,
    GITHUB_REF_TYPE: row.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_SHA: row.sha,
    GITHUB_REPOSITORY: 'docker/test-docker-action',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '42',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_ACTOR: 'ada',
    GITHUB_TRIGGERING_ACTOR: 'grace',
    GITHUB_WORKSPACE: '/home/runner/work',
    ...more,
  };
}

describe('commit, branch and tag are read from an event', () => {
  test('the table has 19 rows', () => expect(rows).toHaveLength(19));

  test.each(rows)('$name ($source)', (row) => {
    const { workflowCommit: _, ...read } = readContext(environmentOf(row), row.payload);
    expect(read).toEqual({
      event: row.event,
      ...row.expected,
      release: row.event === 'release' ? expect.objectContaining({ isPrerelease: expect.any(Boolean) }) : null,
      repository: 'docker/test-docker-action',
      server: 'https://github.com',
      source: 'https://github.com/docker/test-docker-action',
      actor: 'grace',
      run: 'https://github.com/docker/test-docker-action/actions/runs/42/attempts/2',
      workspace: '/home/runner/work',
    });
  });
});

test('the commit of the workflow is that of the run, and of a pull request its head', () => {
  const [run, head] = ['a', 'b'].map((letter) => letter.repeat(40));
  const env = { GITHUB_SHA: run };
  const pull = { pull_request: { head: { sha: head } } };
  const commits = [{}, pull, { workflow_run: { head_sha: head } }].map(
    (payload) => readContext(env, payload).workflowCommit,
  );
  expect([...commits, readContext({}, {}).workflowCommit]).toEqual([run, head, run, null]);
});

describe('without variables of the runner', () => {
  const push = { event: 'push', ref: 'refs/heads/main', sha: 'a'.repeat(40) };

  test('everything', () => {
    expect(readContext({}, {})).toMatchObject({
      event: '',
      branch: null,
      gitTag: null,
      commit: null,
      release: null,
      untrusted: null,
      repository: null,
      source: null,
      actor: null,
      run: null,
    });
    expect(readContext({}, {}).workspace).not.toBe('');
  });

  test.each([
    { name: 'who triggered the attempt', more: { GITHUB_TRIGGERING_ACTOR: '' }, is: { actor: 'ada' } },
    {
      name: 'the attempt',
      more: { GITHUB_RUN_ATTEMPT: '' },
      is: { run: expect.stringMatching(/runs\/42\/attempts\/1$/) },
    },
    { name: 'the run', more: { GITHUB_RUN_ID: '' }, is: { run: null } },
    {
      name: 'the type of the ref',
      more: { GITHUB_REF: 'refs/tags/v1', GITHUB_REF_TYPE: undefined },
      is: { gitTag: 'v1' },
    },
    { name: 'a commit in full', more: { GITHUB_SHA: 'abcdef0' }, is: { commit: null } },
    {
      name: 'the server, which is another',
      more: { GITHUB_SERVER_URL: 'https://git.acme.example/' },
      is: { source: 'https://git.acme.example/docker/test-docker-action' },
    },
  ])('$name', ({ more, is }) => expect(readContext(environmentOf(push, more), {})).toMatchObject(is));

  test.each([
    { name: 'null', payload: null },
    { name: 'a list', payload: [1] },
    { name: 'a text', payload: 'x' },
    { name: 'parts of another type', payload: { pull_request: 7, release: 'x', merge_group: null, workflow_run: [] } },
  ])('a payload that is $name', ({ payload }) => {
    expect(readContext(environmentOf(push), payload)).toMatchObject({ branch: 'main', commit: push.sha, gitTag: null });
  });

  test.each([
    { name: 'is read', file: 'event.json', text: '{"release":{"tag_name":"v7.0.0"}}', gitTag: 'v7.0.0' },
    { name: 'that is not JSON is ignored', file: 'broken.json', text: '{', gitTag: null },
    { name: 'that does not exist is ignored', file: 'none.json', text: null, gitTag: null },
  ])('the file of the payload $name', ({ file, text, gitTag }) => {
    const path = join(folder, file);
    if (text !== null) writeFileSync(path, text);
    expect(readContext(environmentOf(push, { GITHUB_EVENT_PATH: path })).gitTag).toBe(gitTag);
  });
});

test.each<[string, string, string[]]>([
  ['merge_group', 'gh-readonly-queue/main/pr-7-abc', ['fixed']],
  ['push', 'main', ['main', 'fixed']],
])('the {{branch}} of tags in a %s of %s: %j', (event, branch, tags) => {
  const payload = { merge_group: { head_sha: 'b'.repeat(40), head_ref: `refs/heads/${branch}` } };
  const context = readContext(environmentOf({ event, ref: `refs/heads/${branch}`, sha: 'a'.repeat(40) }), payload);
  const inputs: Record<string, string> = { mode: 'build', image: 'ghcr.io/acme/api', tags: '{{branch}}\nfixed' };
  expect(readInputs((name) => inputs[name] ?? '', context, { checkout: null, readFile: readSmallFile })).toMatchObject({
    tags,
  });
});

test('a pull request without a head repository counts as a fork', () => {
  expect(readContext({}, { pull_request: { head: {}, base: {} } }).untrusted).toBe('fork');
});

describe('a git tag gives the version of a build', () => {
  const version = (tag: string, prefix: string, event = 'push') => {
    const payload = event === 'release' ? { action: 'published', release: { tag_name: tag } } : {};
    const ref = event === 'release' ? 'refs/heads/main' : `refs/tags/${tag}`;
    const context = readContext(environmentOf({ event, ref, sha: 'a'.repeat(40) }), payload);
    const inputs: Record<string, string> = { mode: 'build', image: 'ghcr.io/acme/api', 'tag-prefix': prefix };
    const request = readInputs((name) => inputs[name] ?? '', context, { checkout: null, readFile: readSmallFile });
    return request.mode === 'build' ? request.version : undefined;
  };

  test.each([
    { tag: 'v1.2.3', prefix: '', is: '1.2.3' },
    { tag: '1.2.3', prefix: '', is: '1.2.3' },
    { tag: 'v1.2.3-rc.1', prefix: '', is: '1.2.3-rc.1' },
    { tag: 'v1.2.3+build.5', prefix: '', is: '1.2.3+build.5' },
    { tag: 'v1.2.3-rc.1+build.5', prefix: '', is: '1.2.3-rc.1+build.5' },
    { tag: 'v0.0.1', prefix: '', is: '0.0.1' },
    { tag: 'v1.2.3-0', prefix: '', is: '1.2.3-0' },
    { tag: 'v1.2.3--', prefix: '', is: '1.2.3--' },
    { tag: 'V1.2.3', prefix: '', is: null },
    { tag: 'v1', prefix: '', is: null },
    { tag: 'v1.2', prefix: '', is: null },
    { tag: 'v1.2.3.4', prefix: '', is: null },
    { tag: 'v01.2.3', prefix: '', is: null },
    { tag: 'v1.2.3-rc/1', prefix: '', is: null },
    { tag: 'release-1.2.3', prefix: '', is: null },
    { tag: 'api/v1.2.3', prefix: '', is: null },
    { tag: 'api/v1.2.3', prefix: 'api/', is: '1.2.3' },
    { tag: 'api/1.2.3', prefix: 'api/', is: '1.2.3' },
    { tag: 'api-v1.2.3', prefix: 'api-', is: '1.2.3' },
    { tag: 'release-1.2.3', prefix: 'release-', is: '1.2.3' },
    { tag: 'web/v1.2.3', prefix: 'api/', is: null },
    { tag: 'v1.2.3', prefix: 'api/', is: null },
    { tag: 'api/v1.2', prefix: 'api/', is: null },
    { tag: 'api/web/v1.2.3', prefix: 'api/', is: null },
  ])('$tag with the prefix "$prefix" is $is', ({ tag, prefix, is }) => {
    expect(version(tag, prefix)).toBe(is);
    expect(version(tag, prefix, 'release')).toBe(is);
  });
});

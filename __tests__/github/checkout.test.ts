import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CheckoutResult, readCheckout } from '../../src/github/checkout.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';

const none = mkdtempSync(join(tmpdir(), 'no-checkout-'));
const NONE = { checkout: null, problem: null };
let repository: Repository;
beforeAll(async () => {
  repository = await makeRepository({}, { date: '2026-01-02T03:04:05+02:00' });
});
afterAll(() => {
  repository.remove();
  rmSync(none, { recursive: true, force: true });
});

function read(workspace: string, context = '.', env = process.env, limitMs = 120_000): Promise<CheckoutResult> {
  return readCheckout({ workspace, context }, env, limitMs);
}
async function commitIn(workspace: string, context = '.', env = process.env): Promise<string | undefined> {
  return (await read(workspace, context, env)).checkout?.commit;
}
/** A folder with a git of the test's own. */
function gitOf(script: string): string {
  const bin = mkdtempSync(join(none, 'bin-'));
  writeFileSync(join(bin, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return bin;
}

describe('the checkout', () => {
  test('is the full commit and its time in UTC', async () => {
    expect(await read(repository.dir)).toEqual({
      checkout: { commit: repository.sha, time: '2026-01-02T01:04:05Z' },
      problem: null,
    });
  });

  test('is the commit that is checked out, not the newest one', async () => {
    const first = repository.sha;
    await repository.git('tag', 'v1.2.3');
    const second = await repository.commit({ 'more.txt': 'more' });
    expect(await commitIn(repository.dir)).toBe(second);
    await repository.git('checkout', '--quiet', 'v1.2.3');
    expect(await commitIn(repository.dir)).toBe(first);
    await repository.git('checkout', '--quiet', 'main');
  });

  test('is null for a folder inside another repository', async () => {
    const inner = join(repository.dir, 'sub', 'folder');
    mkdirSync(inner, { recursive: true });
    expect(await read(inner)).toEqual(NONE);
  });

  test.each([
    { name: 'in a folder without one', folder: none },
    { name: 'in a folder that is not there', folder: join(none, 'nowhere') },
  ])('is null $name', async ({ folder }) => expect(await read(folder)).toEqual(NONE));

  test.each([
    { name: 'another repository by GIT_DIR', env: { GIT_DIR: join(none, '.git') } },
    { name: 'another language', env: { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' } },
  ])('is not changed by $name', async ({ env }) => {
    expect(await commitIn(repository.dir, '.', { ...process.env, ...env })).toBe(repository.sha);
  });
});

describe('the checkout that contains the context', () => {
  let workspace: string;
  let inner: Repository;
  beforeAll(async () => {
    workspace = mkdtempSync(join(none, 'workspace-'));
    inner = await makeRepository({ 'api/Dockerfile': 'FROM scratch\n' });
    symlinkSync(inner.dir, join(workspace, 'app'));
  });
  afterAll(() => inner.remove());

  test.each(['app', './app/', 'app/api', 'app/api/', 'app/not-there-yet/dist'])('is found from %s', async (context) => {
    expect(await commitIn(workspace, context)).toBe(inner.sha);
  });

  test('says where its root is in the workspace, for a submodule that of the superproject', async () => {
    const outer = await makeRepository({ '.gitignore': 'a\n' });
    await outer.git('clone', '--quiet', inner.dir, join(outer.dir, 'a/b'));
    await outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.dir, 'lib');
    await outer.commit({});
    const folder = async (context: string, at = outer.dir) => (await read(at, context)).checkout?.folder;
    expect(await Promise.all(['a/b', 'a/b/api/', '.', 'lib'].map((context) => folder(context)))).toEqual([
      ...['a/b', 'a/b', undefined, undefined],
    ]);
    expect(await folder(inner.dir)).toBe(undefined);
    outer.remove();
  });

  test('is found from a path outside of the workspace', async () => {
    expect(await commitIn(workspace, inner.dir)).toBe(inner.sha);
    expect(await commitIn(workspace, relative(workspace, inner.dir))).toBe(inner.sha);
  });

  test('is null for a folder that no repository contains', async () => {
    expect(await read(workspace, '.')).toEqual(NONE);
    expect(await read(repository.dir, none)).toEqual(NONE);
  });

  test('is the workspace’s for a URL', async () => {
    expect(await commitIn(inner.dir, 'https://github.com/acme/shop.git#main')).toBe(inner.sha);
  });

  test('is the inner one of two, at any commit of the outer one', async () => {
    const outer = await makeRepository({ '.gitignore': 'app\n' });
    const clone = join(outer.dir, 'app');
    await outer.git('clone', '--quiet', inner.dir, clone);
    expect(await commitIn(outer.dir, 'app')).toBe(inner.sha);
    expect(await commitIn(outer.dir, 'app/api')).toBe(inner.sha);
    expect(await commitIn(outer.dir)).toBe(outer.sha);
    outer.remove();
  });

  test('is the superproject’s for a submodule, also for one in a submodule', async () => {
    const [middle, outer] = [await makeRepository(), await makeRepository()];
    for (const [at, of, name] of [
      [middle, inner, 'deep'],
      [outer, middle, 'lib'],
    ] as const) {
      await at.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', of.dir, name);
      await at.commit({});
    }
    await outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init', '--recursive');
    for (const context of ['lib', 'lib/deep', 'lib/deep/api'])
      expect(await commitIn(outer.dir, context)).toBe(outer.sha);
    // checked out alone, a submodule's superproject is not in the workspace
    expect(await commitIn(join(outer.dir, 'lib'))).toBe(middle.sha);
    middle.remove();
    outer.remove();
  });
});

describe('a checkout that cannot be read', () => {
  test('says that git is missing', async () => {
    expect(await read(repository.dir, '.', { PATH: none })).toEqual({
      checkout: null,
      problem: expect.stringContaining('git is not on the PATH'),
    });
  });

  test('gives git’s own reason', async () => {
    const bin = gitOf('echo "fatal: detected dubious ownership in repository at \'/w\'" >&2; exit 128');
    expect((await read(repository.dir, '.', { PATH: bin })).problem).toBe(
      "git failed: detected dubious ownership in repository at '/w'",
    );
  });

  test('says that git did not finish in time', async () => {
    const bin = gitOf('exec /bin/sleep 30');
    expect((await read(repository.dir, '.', { PATH: bin }, 100)).problem).toContain('did not respond');
  });

  test('has no commit yet', async () => {
    const empty = await makeRepository();
    await empty.git('update-ref', '-d', 'HEAD');
    expect(await read(empty.dir)).toEqual({ checkout: null, problem: expect.stringContaining('HEAD') });
    empty.remove();
  });
});

describe('an untrusted checkout', () => {
  test('is not read by a git in a relative folder of the PATH, which may be in the checkout', async () => {
    const bin = gitOf(`echo "commit ${'a'.repeat(40)}"; echo 1`);
    expect(await commitIn(repository.dir, '.', { PATH: bin })).toBe('a'.repeat(40));
    const paths = [relative(process.cwd(), bin), relative(repository.dir, bin), ''];
    for (const PATH of paths) expect((await read(repository.dir, '.', { PATH })).checkout).toBeNull();
  });

  test.each([
    { name: 'an external transport', url: (mark: string) => `ext::touch ${mark}`, key: 'protocol.ext.allow' },
    { name: 'an ssh command', url: () => 'ssh://example.com/x', key: 'core.sshCommand' },
    { name: 'an upload command', url: () => none, key: 'remote.origin.uploadpack' },
  ])('starts no program of its configuration to fetch a missing commit: $name', async ({ url, key }) => {
    const hostile = await makeRepository();
    const mark = join(hostile.dir, 'ran');
    const config: Record<string, string> = {
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': url(mark),
      'protocol.allow': 'always',
      [key]: key === 'protocol.ext.allow' ? 'always' : `touch ${mark}; false`,
      'core.fsmonitor': `touch ${mark}`,
    };
    for (const [name, value] of Object.entries(config)) await hostile.git('config', name, value);
    writeFileSync(join(hostile.dir, '.git/refs/heads/main'), `${'b'.repeat(40)}\n`);
    expect((await read(hostile.dir)).checkout).toBeNull();
    expect(existsSync(mark)).toBe(false);
    hostile.remove();
  });
});

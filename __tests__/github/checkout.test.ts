import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readCheckout } from '../../src/github/checkout.ts';
import { makeRepository, type Repository } from '../support/runner/git.ts';

const none = mkdtempSync(join(tmpdir(), 'no-checkout-'));
let repository: Repository;
beforeAll(async () => {
  repository = await makeRepository({}, { date: '2026-01-02T03:04:05+02:00' });
});
afterAll(() => {
  repository.remove();
  rmSync(none, { recursive: true, force: true });
});

describe('the checkout', () => {
  test('is the full commit and its time in UTC', async () => {
    expect(await readCheckout(repository.dir, process.env)).toEqual({
      commit: repository.sha,
      time: '2026-01-02T01:04:05Z',
    });
  });

  test('is the commit that is checked out, not the newest one', async () => {
    const first = repository.sha;
    await repository.git('tag', 'v1.2.3');
    const second = await repository.commit({ 'more.txt': 'more' });
    expect((await readCheckout(repository.dir, process.env))?.commit).toBe(second);
    await repository.git('checkout', '--quiet', 'v1.2.3');
    expect((await readCheckout(repository.dir, process.env))?.commit).toBe(first);
    await repository.git('checkout', '--quiet', 'main');
  });

  test('is null for a folder inside another repository', async () => {
    const inner = join(repository.dir, 'sub', 'folder');
    mkdirSync(inner, { recursive: true });
    expect(await readCheckout(inner, process.env)).toBeNull();
  });

  test.each([
    { name: 'in a folder without one', folder: none },
    { name: 'in a folder that is not there', folder: join(none, 'nowhere') },
  ])('is none $name', async ({ folder }) => expect(await readCheckout(folder, process.env)).toBeNull());

  test('is null without git', async () => {
    expect(await readCheckout(repository.dir, { PATH: none })).toBeNull();
  });

  test('is not read by a git in a relative folder of the PATH, which may be in the checkout', async () => {
    const bin = mkdtempSync(join(none, 'bin-'));
    writeFileSync(join(bin, 'git'), `#!/bin/sh\necho "commit ${'a'.repeat(40)}"; echo 1\n`, { mode: 0o755 });
    expect((await readCheckout(repository.dir, { PATH: bin }))?.commit).toBe('a'.repeat(40));
    const paths = [relative(process.cwd(), bin), relative(repository.dir, bin), ''];
    for (const PATH of paths) expect(await readCheckout(repository.dir, { PATH })).toBeNull();
  });

  test('is null if git does not finish in time', async () => {
    const bin = mkdtempSync(join(none, 'slow-'));
    writeFileSync(join(bin, 'git'), '#!/bin/sh\nexec /bin/sleep 30\n', { mode: 0o755 });
    expect(await readCheckout(repository.dir, { PATH: bin }, 100)).toBeNull();
  });

  test('is null before the first commit', async () => {
    const empty = await makeRepository();
    await empty.git('update-ref', '-d', 'HEAD');
    expect(await readCheckout(empty.dir, process.env)).toBeNull();
    empty.remove();
  });

  test.each([
    { name: 'another repository by GIT_DIR', env: { GIT_DIR: join(none, '.git') } },
    { name: 'another language', env: { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' } },
  ])('is not changed by $name', async ({ env }) => {
    expect((await readCheckout(repository.dir, { ...process.env, ...env }))?.commit).toBe(repository.sha);
  });
});

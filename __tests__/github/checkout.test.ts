import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('what is checked out', () => {
  test('is the full commit and its time in UTC', async () => {
    expect(await readCheckout(repository.dir, process.env)).toEqual({
      commit: repository.sha,
      time: '2026-01-02T01:04:05Z',
    });
  });

  test('is the commit of a tag or of any other, not the newest', async () => {
    const first = repository.sha;
    await repository.git('tag', 'v1.2.3');
    const second = await repository.commit({ 'more.txt': 'more' });
    expect((await readCheckout(repository.dir, process.env))?.commit).toBe(second);
    await repository.git('checkout', '--quiet', 'v1.2.3');
    expect((await readCheckout(repository.dir, process.env))?.commit).toBe(first);
    await repository.git('checkout', '--quiet', 'main');
  });

  test('is none of a folder inside a repository that is not its own', async () => {
    const inner = join(repository.dir, 'sub', 'folder');
    mkdirSync(inner, { recursive: true });
    expect(await readCheckout(inner, process.env)).toBeNull();
  });

  test.each([
    { name: 'in a folder without one', folder: none },
    { name: 'in a folder that is not there', folder: join(none, 'nowhere') },
  ])('is none $name', async ({ folder }) => expect(await readCheckout(folder, process.env)).toBeNull());

  test('is none without git', async () => {
    expect(await readCheckout(repository.dir, { PATH: none })).toBeNull();
  });

  test('is none before the first commit', async () => {
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

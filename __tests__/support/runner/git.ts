import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runOrThrow } from './shell.ts';

export interface CommitOptions {
  message?: string;
  /** RFC 3339; the same content at the same time is the same commit. */
  date?: string;
}

export interface Repository {
  dir: string;
  /** The newest commit. */
  sha: string;
  /** Writes these files and commits them; returns the new commit, which is also `sha` from now on. */
  commit(files: Record<string, string>, options?: CommitOptions): Promise<string>;
  git(...args: string[]): Promise<string>;
  remove(): void;
}

/** A Dockerfile from scratch, with build arguments and a second stage to use as target. */
export const DOCKERFILE = `FROM scratch AS base
COPY hello.txt /hello.txt

FROM base AS app
ARG GREETING=hello
LABEL greeting=$GREETING
CMD ["/hello.txt"]
`;

/** Returns the commit that is checked out; read without git, which would be one process more for each commit. */
function headOf(dir: string): string {
  const read = (name: string): string => readFileSync(join(dir, '.git', name), 'utf8').trim();
  const [, ref] = /^ref: (.+)$/.exec(read('HEAD')) ?? [];
  return ref ? read(ref) : read('HEAD');
}

/** Creates a temporary git repository with a Dockerfile and one commit of a fixed date. */
export async function makeRepository(
  files: Record<string, string> = {},
  options: CommitOptions & { remote?: string } = {},
): Promise<Repository> {
  const dir = mkdtempSync(join(tmpdir(), 'checkout-'));
  const env = {
    HOME: dir,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(dir),
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
  };
  let commits = 0;
  const repository: Repository = {
    dir,
    sha: '',
    git: async (...args) => (await runOrThrow('git', args, { cwd: dir, env })).trim(),
    commit: async (changes, { message, date } = {}) => {
      commits += 1;
      const when = date ?? new Date(Date.UTC(2026, 0, commits, 12)).toISOString();
      for (const [name, text] of Object.entries(changes)) {
        mkdirSync(dirname(join(dir, name)), { recursive: true });
        writeFileSync(join(dir, name), text);
      }
      await repository.git('add', '--all');
      const dates = { GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
      const args = ['commit', '--quiet', '--allow-empty', '--message', message ?? `Commit ${commits}`];
      await runOrThrow('git', args, { cwd: dir, env: { ...env, ...dates } });
      repository.sha = headOf(dir);
      return repository.sha;
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
  await repository.git('init', '--quiet', '--template=', '--initial-branch', 'main');
  const url = options.remote ?? 'https://github.com/acme/app.git';
  appendFileSync(
    join(dir, '.git/config'),
    `[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  );
  await repository.commit({ Dockerfile: DOCKERFILE, 'hello.txt': 'hello\n', ...files }, options);
  return repository;
}

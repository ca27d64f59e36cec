/**
 * The commits of the story: real commits in a separate git checkout, each with a different file for its image. Without
 * git nothing can be built, so they are invented.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MESSAGES = ['Show the shop', 'Add a basket', 'Try a new basket'];
const DOCKERFILE = 'FROM scratch\nCOPY hello /hello\nCMD ["/hello"]\n';
const run = promisify(execFile);

/** The time of a commit, in RFC 3339 format: one hour apart, the last one an hour ago. */
function commitTime(index) {
  const time = Date.now() - (MESSAGES.length - index) * 3_600_000;
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Returns whether there is a git to make commits with. */
export const hasGit = () =>
  run('git', ['--version']).then(
    () => true,
    () => false,
  );

/** Three invented commits, and an empty workspace. */
export async function imagineCommits(workspace) {
  await mkdir(workspace, { recursive: true });
  return MESSAGES.map((message, index) => {
    const time = commitTime(index);
    const sha = createHash('sha1').update(`${message}\n${time}`).digest('hex');
    return { sha, short: sha.slice(0, 7), message, time };
  });
}

/** Three commits in a git repository; `checkOut` of each checks it out. */
export async function makeCommits(workspace, repository) {
  await mkdir(workspace, { recursive: true });
  const git = async (args, env = {}) => {
    const identity = ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com', '-c', 'commit.gpgsign=false'];
    const options = { cwd: workspace, env: { ...process.env, ...env } };
    return (await run('git', [...identity, ...args], options)).stdout.trim();
  };
  await git(['init', '--quiet', '--initial-branch=main']);
  await git(['remote', 'add', 'origin', `https://github.com/${repository}.git`]);
  await writeFile(join(workspace, 'Dockerfile'), DOCKERFILE);
  const commits = [];
  for (const [index, message] of MESSAGES.entries()) {
    const time = commitTime(index);
    await writeFile(join(workspace, 'hello'), `${message}\n`);
    await git(['add', '--all']);
    await git(['commit', '--quiet', '-m', message], { GIT_AUTHOR_DATE: time, GIT_COMMITTER_DATE: time });
    const sha = await git(['rev-parse', 'HEAD']);
    const checkOut = () => git(['checkout', '--quiet', '--detach', sha]);
    commits.push({ sha, short: sha.slice(0, 7), message, time, checkOut });
  }
  return commits;
}

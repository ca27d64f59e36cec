import { commitOf, timeOf } from '../requests/scene.ts';
import type { PlayedCommit, PlayedGitHub } from './github-server.ts';

/** Adds the numbered commits from `first` to `last` to the played repository, each on the one before. */
export function addCommits(
  github: PlayedGitHub,
  first: number,
  last: number,
  more: (number: number) => Partial<PlayedCommit> = () => ({}),
): void {
  for (let number = first; number <= last; number++) {
    const parent = number === 1 ? null : commitOf(number - 1);
    const commit = { sha: commitOf(number), message: `Commit ${number}\n\nbody`, login: 'mona', name: 'Mona', parent };
    github.commits.set(commit.sha, { ...commit, date: timeOf(number), pulls: [], ...more(number) });
  }
}

/** A merged pull request of the played repository. */
export function pullOf(number: number, title = `Pull ${number}`): PlayedCommit['pulls'][number] {
  return { number, title, url: `https://github.com/acme/app/pull/${number}`, merged: true };
}

/**
 * The environment of a run that talks to the played API, and a clock by which a slow machine takes nothing from the ten
 * seconds that the run has for it.
 */
export function onGitHub(github: PlayedGitHub, more: Record<string, string> = {}) {
  return { env: { ...github.env, ...more }, ownTime: { isSteady: true, stretch: 6 } };
}

/** The token of a run, in its inputs. */
export const TOKEN = { 'github-token': 'ghs_0123456789abcdefghijklmnopqrstuvwxyz' };

import type { GitHubClient } from '../../../src/github/api/client.ts';
import { type RecorderDeps, recorderOf } from '../../../src/recording/recorder.ts';
import type { Recorded } from '../../../src/recording/types.ts';
import type { PlanningRequest } from '../../../src/request/request.ts';
import { contextOf } from '../requests/requests.ts';
import { commitOfVersion, type Played, type Playing, Stage } from '../requests/stage.ts';
import { newGitHub, type PlayedCommit, type PlayedGitHub } from './github-server.ts';
import { clientOf } from './played-client.ts';

/** The inputs of a run that asks GitHub. */
export const WITH_TOKEN = { githubToken: 'ghs_token' } as const;

/** A registry in memory and the API of the repository that its images are from. */
export class RecordedStage extends Stage {
  readonly github: PlayedGitHub = newGitHub('https://api.github.test', '', 'team/app');
  /** how often a run has connected to GitHub */
  connections = 0;
  private recordings = 0;

  /** Releases versions, each of a commit on top of the one before. */
  releaseAll(versions: readonly string[], more: (version: string) => Partial<PlayedCommit> = () => ({})): void {
    let parent: string | null = null;
    for (const version of versions) {
      const sha = commitOfVersion(version);
      const date = '2026-02-01T10:00:00Z';
      const commit = {
        sha,
        message: `Release ${version}\n\nbody`,
        login: 'mona',
        name: 'Mona',
        date,
        parent,
        pulls: [],
      };
      this.github.commits.set(sha, { ...commit, ...more(version) });
      this.release(version);
      parent = sha;
    }
  }

  /** Plays a run that asks GitHub and tells it. */
  async record(
    request: PlanningRequest,
    given: Partial<RecorderDeps> = {},
    deps: Playing['deps'] = {},
  ): Promise<Played & { recorded: Recorded; log: string[] }> {
    const number = ++this.recordings;
    const log: string[] = [];
    const connect = async (): Promise<GitHubClient> => {
      this.connections += 1;
      return clientOf(this.github, this.clock);
    };
    const context = { ...contextOf(number), repository: request.context.repository };
    const recorder = recorderOf(
      { ...request, context },
      {
        ...{ registry: this.registry, connect, now: () => this.clock.now(), log: (line) => void log.push(line) },
        ...{ isPlainHttp: () => false, declare: () => null },
        ...given,
      },
    );
    const hooks = { planned: (plan: Parameters<typeof recorder.planned>[0]) => recorder.planned(plan) };
    const playing = { ...hooks, writing: recorder.writing, ...deps };
    const played = await this.play(request, { as: [number, 1], deps: playing });
    if (played.result === null) throw new Error(`the run failed while reading: ${played.message}`);
    return { ...played, recorded: await recorder.finish(played.result), log };
  }

  /** The requests to GitHub so far, without those before. */
  asked(): string[] {
    return this.github.asked.splice(0).map(({ kind }) => kind);
  }
}

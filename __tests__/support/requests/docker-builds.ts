import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { buildImage } from '../../../src/docker/build.ts';
import type { BuildRequest } from '../../../src/request/request.ts';
import { type FakeDocker, type Scripted, values } from '../runner/fake-docker.ts';
import { buildRequest, DOCKER } from './requests.ts';

export const IMAGE = { registry: '127.0.0.1:5000', repository: 'acme/app' };
export const NAME = '127.0.0.1:5000/acme/app:git-c0ffee1';
export const DIGEST = `sha256:${'d'.repeat(64)}`;
export const BUILDX: Scripted = { when: 'buildx version' };
export const CONTAINER: Scripted = { when: 'buildx inspect', stdout: 'Name: mine\nDriver: docker-container\n' };
export const ENGINE: Scripted = { when: 'buildx inspect', stdout: 'Name: default\nDriver:        docker\n' };
export const PUSHED: Scripted = { when: 'push', stdout: `git-c0ffee1: digest: ${DIGEST} size: 1234\n` };

/** A build by BuildKit that leaves its metadata as buildx does. */
export function builds(
  metadata: unknown = { 'containerimage.digest': DIGEST },
  act: Scripted['act'] = () => {},
): Scripted {
  return {
    when: 'buildx build',
    act: (args) => {
      act(args);
      const [file] = values(args, '--metadata-file');
      if (file !== undefined) writeFileSync(file, JSON.stringify(metadata));
    },
  };
}

let temp: string;
let notices: string[];

/** What the last build has notified. */
export const noticesOfBuild = (): readonly string[] => notices;

/** The files in each folder that the build has made by now. */
export const filesOfBuild = (): string[][] => readdirSync(temp).map((name) => readdirSync(join(temp, name)));

/** Makes a folder for each test's builds, and checks that they leave nothing in it. */
export function cleanFolders(): void {
  beforeEach(() => {
    temp = mkdtempSync(join(tmpdir(), 'build-'));
  });
  afterEach(() => {
    expect(readdirSync(temp)).toEqual([]);
    rmSync(temp, { recursive: true, force: true });
  });
}

/** Builds a request with a fake docker. @param isTagFree whether the commit tag is still free */
export function build(
  fake: FakeDocker,
  given: Partial<BuildRequest> = {},
  isTagFree = true,
  env: NodeJS.ProcessEnv = {},
): Promise<string | null> {
  notices = [];
  const notice = (text: string) => void notices.push(text);
  const deps = { docker: fake.docker, temp, env, log: () => {}, notice, isTagFree: async () => isTagFree };
  return buildImage(buildRequest(given), IMAGE, 'git-c0ffee1', deps);
}

/** Inputs for docker, over the defaults of tests. */
export const withDocker = (
  docker: Partial<BuildRequest['docker']>,
  given: Partial<BuildRequest> = {},
): Partial<BuildRequest> => ({
  ...given,
  docker: { ...DOCKER, ...docker },
});

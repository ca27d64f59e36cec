import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Part } from './parts.ts';
import { isExecutable, lastLines, runOrThrow, which } from './shell.ts';

interface Program {
  package: string;
  version: string;
  /**
   * The module, where the program is built from a module around it: `go install` refuses one with exclude or replace
   * directives, and one whose list of versions can't be had, though the version itself can.
   */
  module?: string;
}

export type ProgramName =
  | 'registry'
  | 'crane'
  | 'buildx'
  | 'buildkitd'
  | 'actionlint'
  | 'act'
  | 'cosign'
  | 'regctl'
  | 'oras'
  | 'olareg'
  | 'jq'
  | 'yq'
  | 'kustomize'
  | 'helm';

/** Programs built from Go modules, pinned so that every machine uses the same ones. */
export const PROGRAMS: Record<ProgramName, Program> = {
  registry: { package: 'github.com/distribution/distribution/v3/cmd/registry', version: 'v3.1.2' },
  crane: { package: 'github.com/google/go-containerregistry/cmd/crane', version: 'v0.22.1' },
  buildx: { package: 'github.com/docker/buildx/cmd/buildx', version: 'v0.38.2' },
  buildkitd: {
    package: 'github.com/moby/buildkit/cmd/buildkitd',
    version: 'v0.34.2',
    module: 'github.com/moby/buildkit',
  },
  actionlint: { package: 'github.com/rhysd/actionlint/cmd/actionlint', version: 'v1.7.12' },
  act: { package: 'github.com/nektos/act', version: 'v0.2.89' },
  cosign: { package: 'github.com/sigstore/cosign/v3/cmd/cosign', version: 'v3.1.3' },
  regctl: { package: 'github.com/regclient/regclient/cmd/regctl', version: 'v0.11.7' },
  oras: { package: 'oras.land/oras/cmd/oras', version: 'v1.3.6' },
  olareg: { package: 'github.com/olareg/olareg/cmd/olareg', version: 'v0.2.2', module: 'github.com/olareg/olareg' },
  jq: { package: 'github.com/itchyny/gojq/cmd/gojq', version: 'v0.12.18' },
  yq: { package: 'github.com/mikefarah/yq/v4', version: 'v4.50.1', module: 'github.com/mikefarah/yq/v4' },
  kustomize: {
    package: 'sigs.k8s.io/kustomize/kustomize/v5',
    version: 'v5.8.1',
    module: 'sigs.k8s.io/kustomize/kustomize/v5',
  },
  helm: { package: 'helm.sh/helm/v3/cmd/helm', version: 'v3.20.2', module: 'helm.sh/helm/v3' },
};

/** Where made programs are kept between runs: outside the tree, with the layout's number in its name. */
export function cacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'build-once-promote', 'bin-v1');
}

/** The path of a program of the pinned version in the cache. */
export function cachedPath(name: ProgramName): string {
  return join(cacheDir(), `${name}-${PROGRAMS[name].version}`);
}

/** The program from PATH or other folders under one of some names, from the cache, or made by Go into the cache. */
export async function goBinary(name: ProgramName, names = [name as string], more: string[] = []): Promise<Part> {
  for (const candidate of names) {
    const path = which(candidate, more);
    if (path) return { state: 'found', path, how: path };
  }
  const { version } = PROGRAMS[name];
  const path = cachedPath(name);
  if (isExecutable(path)) return { state: 'found', path, how: `cache, ${version}` };
  const go = which('go', ['/usr/local/go/bin', '/usr/lib/go/bin']);
  if (!go) return { state: 'missing', reason: `${name} is not on PATH, and there is no Go to make it with` };
  try {
    await make(go, PROGRAMS[name], path);
  } catch (error) {
    return { state: 'missing', reason: `Go could not make ${name}: ${lastLines((error as Error).message)}` };
  }
  return { state: 'made', path, how: `go, ${version}` };
}

/** Builds beside the cache and moves the result in, so that an interrupted run leaves nothing incomplete. */
async function make(go: string, program: Program, path: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'go-'));
  mkdirSync(cacheDir(), { recursive: true });
  const made = `${path}.${process.pid}`;
  // less garbage collection in the compiler: about a seventh less CPU time
  const env = { CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=mod', GOBIN: work, GOGC: '400' };
  const options = { cwd: work, env };
  const timeoutMs = 15 * 60_000;
  try {
    if (program.module) {
      const require = `require ${program.module} ${program.version}`;
      writeFileSync(join(work, 'go.mod'), `module tools\n\ngo 1.24\n\n${require}\n`);
      await runOrThrow(go, ['build', '-ldflags=-s -w', '-o', made, program.package], { ...options, timeoutMs });
    } else {
      await runOrThrow(go, ['install', '-ldflags=-s -w', `${program.package}@${program.version}`], {
        ...options,
        timeoutMs,
      });
      copyFileSync(join(work, program.package.split('/').at(-1)!), made);
    }
    renameSync(made, path);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(made, { force: true });
  }
}

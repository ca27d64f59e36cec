import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { values } from './fake-docker.ts';

/** How the program answers, each a text that docker would print. */
export interface DockerAnswers {
  /** of `docker buildx version`; null for an engine without buildx */
  version?: string | null;
  /** of `docker buildx inspect` */
  inspect?: string;
  /** the digest that a build or a push reports */
  digest?: string;
  /** the build fails with this */
  buildError?: string;
  /** the push fails with this */
  pushError?: string;
}

/** A command that the program got. */
export interface DockerCall {
  args: string[];
  env: Record<string, string>;
}

/** A docker on the PATH that builds nothing, and logs its commands. */
export interface DockerProgram {
  /** the folder for the PATH */
  dir: string;
  /** the environment of a run that uses it */
  env(answers?: DockerAnswers): Record<string, string>;
  /** all commands since the last call of `env` */
  calls(): DockerCall[];
  /** the one build since the last call of `env`; undefined if there was none */
  build(): DockerCall | undefined;
  remove(): void;
}

const BUILDKIT = 'Name: mine\nDriver: docker-container\n\nNodes:\nName: mine0\n';
const SCRIPT = `
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
const args = process.argv.slice(2);
const answers = JSON.parse(readFileSync(process.env.DOCKER_ANSWERS, 'utf8'));
appendFileSync(process.env.DOCKER_ANSWERS + '.log', JSON.stringify({ args, env: process.env }) + '\\n');
const fail = (text) => { console.error(text); process.exit(1); };
const command = args[0] === 'buildx' ? args[1] : args[0];
if (args[0] === 'buildx' && answers.version === null) fail("docker: 'buildx' is not a docker command.");
if (command === 'version') console.log(answers.version);
if (command === 'inspect') console.log(answers.inspect);
if (command === 'build' && answers.buildError) fail(answers.buildError);
if (command === 'push' && answers.pushError) fail(answers.pushError);
if (command === 'push') console.log('digest: ' + answers.digest + ' size: 1');
const file = args[args.indexOf('--metadata-file') + 1];
if (command === 'build' && args.includes('--metadata-file'))
  writeFileSync(file, JSON.stringify({ 'containerimage.digest': answers.digest }));
`;

/** Makes a docker program. */
export function dockerProgram(): DockerProgram {
  const dir = mkdtempSync(join(tmpdir(), 'docker-program-'));
  const bin = join(dir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(dir, 'docker.mjs'), SCRIPT);
  writeFileSync(join(bin, 'docker'), `#!/bin/sh\nexec "${process.execPath}" "${dir}/docker.mjs" "$@"\n`, {
    mode: 0o755,
  });
  const file = join(dir, 'answers.json');
  const log = `${file}.log`;
  const calls = (): DockerCall[] =>
    existsSync(log)
      ? readFileSync(log, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as DockerCall)
      : [];
  return {
    dir: bin,
    env: (answers = {}) => {
      rmSync(log, { force: true });
      const all = { version: 'github.com/docker/buildx v0.30.0 0', inspect: BUILDKIT, ...answers };
      writeFileSync(file, JSON.stringify(all));
      return { PATH: `${bin}:${process.env.PATH}`, DOCKER_ANSWERS: file };
    },
    calls,
    build: () => calls().find(({ args }) => args.includes('--label')),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** The labels of a build, by name. */
export function labelsOf(call: DockerCall | undefined): Record<string, string> {
  const labels = values(call?.args ?? [], '--label');
  return Object.fromEntries(labels.map((label) => [label.split('=')[0]!, label.slice(label.indexOf('=') + 1)]));
}

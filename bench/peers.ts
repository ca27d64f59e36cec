import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBuildx } from '../__tests__/support/runner/buildkitd.ts';
import { debianProgram } from '../__tests__/support/runner/debian.ts';
import { parts } from '../__tests__/support/runner/found-parts.ts';
import { goBinary } from '../__tests__/support/runner/go-binary.ts';
import type { Part } from '../__tests__/support/runner/parts.ts';
import { lastLines, shell, which } from '../__tests__/support/runner/shell.ts';

/** A program to be compared with; the images are full names on a plain HTTP registry of this machine. */
export interface Peer {
  name: string;
  version: string;
  program: string;
  /** Points the tag `to` (a full name) at the image `from`, in one repository. */
  tag(from: string, to: string): string[];
  /** Copies an image with all its platforms; null where it does not copy. */
  copy: ((from: string, to: string) => string[]) | null;
}

/** Looks for the peers or makes them; one that can't be had is named on standard output. */
export async function findPeers(): Promise<Peer[]> {
  const oras = ['--plain-http'];
  const rows: [Omit<Peer, 'version' | 'program'>, () => Promise<Omit<Part, 'state'>>, string[]][] = [
    [
      { name: 'crane', tag: (from, to) => ['tag', from, tagOf(to)], copy: (from, to) => ['cp', from, to] },
      () => goBinary('crane'),
      ['version'],
    ],
    [
      {
        name: 'regctl',
        tag: (from, to) => ['image', 'copy', from, to],
        copy: (from, to) => ['image', 'copy', from, to],
      },
      () => goBinary('regctl'),
      ['version', '--format', '{{.VCSTag}}'],
    ],
    [{ name: 'skopeo', tag: skopeoCopy, copy: skopeoCopy }, () => debianProgram('skopeo'), ['--version']],
    [
      {
        name: 'oras',
        tag: (from, to) => ['tag', ...oras, from, tagOf(to)],
        copy: (from, to) => ['cp', '--from-plain-http', '--to-plain-http', from, to],
      },
      () => goBinary('oras'),
      ['version'],
    ],
    [
      { name: 'imagetools', tag: (from, to) => ['buildx', 'imagetools', 'create', '--tag', to, from], copy: null },
      findImagetools,
      ['buildx', 'version'],
    ],
  ];
  const peers: Peer[] = [];
  for (const [row, find, args] of rows) {
    const { path, reason, how } = await find();
    if (!path) {
      console.log(`${row.name} is not there to be compared with: ${reason}`);
      continue;
    }
    const { stdout, stderr } = await shell(path, args, { env: { DOCKER_CONFIG: await dockerFolder([]) } });
    // for a program built by Go, the pinned version is more reliable than its own output
    const version =
      /v?\d+\.\d+\.\d+[\w.-]*/.exec(`${how?.startsWith('/') ? '' : how} ${stdout}${stderr}`)?.[0] ??
      lastLines(stdout, 1);
    peers.push({ ...row, program: path, version: version.replace(/^v/, '') });
  }
  return peers;
}

async function findImagetools(): Promise<Omit<Part, 'state'>> {
  const docker = which('docker');
  const buildx = await findBuildx();
  if (!docker || !buildx.path) return { reason: 'it needs docker and buildx' };
  return { path: docker, how: buildx.how ?? '' };
}

function skopeoCopy(from: string, to: string): string[] {
  return ['copy', '--all', '--src-tls-verify=false', '--dest-tls-verify=false', `docker://${from}`, `docker://${to}`];
}

const tagOf = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

export const USER = { username: 'bench', password: 'bench-password' };

/** A docker configuration with credentials for these hosts, and buildx. */
async function dockerFolder(hosts: string[]): Promise<string> {
  const dir = mkdtempSync(join(parts().dir, 'docker-'));
  const auth = Buffer.from(`${USER.username}:${USER.password}`).toString('base64');
  const auths = Object.fromEntries(hosts.map((host) => [host, { auth }]));
  writeFileSync(join(dir, 'config.json'), JSON.stringify({ auths }));
  const { path } = await findBuildx();
  if (path) {
    mkdirSync(join(dir, 'cli-plugins'));
    symlinkSync(path, join(dir, 'cli-plugins/docker-buildx'));
  }
  return dir;
}

/** The environment in which ours and every peer knows these hosts: plain HTTP, and credentials where `auth` is wanted. */
export async function environmentFor(hosts: string[], auth: boolean): Promise<Record<string, string>> {
  const docker = await dockerFolder(auth ? hosts : []);
  const regctl = join(docker, 'regctl.json');
  const each = auth ? { user: USER.username, pass: USER.password } : {};
  const settings = Object.fromEntries(hosts.map((host) => [host, { tls: 'disabled', hostname: host, ...each }]));
  writeFileSync(regctl, JSON.stringify({ hosts: settings }));
  return { DOCKER_CONFIG: docker, REGISTRY_AUTH_FILE: join(docker, 'config.json'), REGCTL_CONFIG: regctl };
}

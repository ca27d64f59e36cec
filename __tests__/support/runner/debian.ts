import type { Part } from './parts.ts';
import { runOrThrow, shell, which } from './shell.ts';

/** Where Debian puts programs that a user's PATH may lack. */
export const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin'];

/** Parts that come from Debian: the program, and the package that has it. */
export const PACKAGES = {
  engine: { program: 'dockerd', package: 'docker.io' },
  skopeo: { program: 'skopeo', package: 'skopeo' },
  registry2: { program: 'docker-registry', package: 'docker-registry' },
  chromium: { program: 'chromium', package: 'chromium' },
  tmux: { program: 'tmux', package: 'tmux' },
  zsh: { program: 'zsh', package: 'zsh' },
  fish: { program: 'fish', package: 'fish' },
  compose: { program: 'docker-compose', package: 'docker-compose' },
  kubectl: { program: 'kubectl', package: 'kubernetes-client' },
} as const;

/** The programs among them; the engine is a service. */
export const DEBIAN_PROGRAMS = [
  'skopeo',
  'registry2',
  'chromium',
  'tmux',
  'zsh',
  'fish',
  'compose',
  'kubectl',
] as const;
export type DebianProgram = (typeof DEBIAN_PROGRAMS)[number];

/** Whether programs may be installed: by root on a CI machine, never on a developer's machine. */
export function mayInstall(): boolean {
  return process.env.CI === 'true' && process.getuid?.() === 0 && which('apt-get') !== undefined;
}

/** Installs those of the parts whose program is not there, in one run of apt-get; `log` gets what was installed, and any failure. */
export async function installFromDebian(wanted: (keyof typeof PACKAGES)[], log: (line: string) => void): Promise<void> {
  const missing = wanted.map((name) => PACKAGES[name]).filter(({ program }) => !which(program, SBIN));
  if (missing.length === 0 || !mayInstall()) return;
  const names = missing.map((entry) => entry.package);
  log(`Debian: apt-get install ${names.join(' ')}`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await runOrThrow('apt-get', ['update', '-qq'], { env, timeoutMs: 5 * 60_000 });
    const install = ['install', '-y', '-qq', '--no-install-recommends'];
    await runOrThrow('apt-get', [...install, ...names], { env, timeoutMs: 10 * 60_000 });
  } catch (error) {
    log(`Debian: ${(error as Error).message}`);
  }
}

/** A program from Debian, after the installation; Compose may be docker's plug-in. */
export async function debianProgram(name: DebianProgram): Promise<Part> {
  const { program, package: from } = PACKAGES[name];
  if (name === 'compose' && (await shell('docker', ['compose', 'version']).catch(() => null))?.code === 0)
    return { state: 'found', path: 'docker', how: 'docker compose' };
  const path = which(program, SBIN);
  if (path) return { state: 'found', path, how: path };
  const reason = `${program} is not on PATH (Debian's package ${from}; root installs it where CI is true)`;
  return { state: 'missing', reason };
}

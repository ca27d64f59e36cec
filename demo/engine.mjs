/** The Docker engine that `--docker` builds with. */
import { execFile } from 'node:child_process';

const docker = (args) =>
  new Promise((resolve) => {
    execFile('docker', args, (error, stdout, stderr) =>
      resolve({ failure: error && (stderr || error.message), stdout }),
    );
  });

/** Throws if there is no engine. */
export async function requireEngine() {
  const { failure } = await docker(['version', '--format', '{{.Server.Version}}']);
  if (failure) throw new Error(`--docker needs a running Docker engine: ${failure.trim()}`);
}

/** Removes the demo's images from the engine. */
export async function forgetImages(image) {
  const { stdout } = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', image]);
  const tags = stdout.split('\n').filter((tag) => tag && !tag.endsWith(':<none>'));
  if (tags.length > 0) await docker(['image', 'rm', ...tags]);
}

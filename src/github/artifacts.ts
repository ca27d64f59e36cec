import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** How many artifacts a job may declare: one more fails the step. */
const MAX_ARTIFACTS = 500;
/** A line that the runner takes: https://github.com/actions/runner/pull/4527 */
const LINE = /^oci:\/\/([^\s=@]+)@(sha256:[0-9a-f]{64})$/;

/**
 * Declares images as artifacts of the job, where the runner offers that. A line that the runner refuses fails the step,
 * so one is left out if its image is declared with another digest already, or if there would be too many.
 * @param references images by digest, with registry
 * @returns those that were left out
 */
export function declareArtifacts(references: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const file = env.GITHUB_ARTIFACTS;
  if (!file || references.length === 0) return [];
  const declared = declaredBefore(env);
  const lines: string[] = [];
  const left: string[] = [];
  for (const reference of references) {
    const line = `oci://${reference}`;
    const [, name = '', digest = ''] = LINE.exec(line) ?? [];
    const before = declared.get(name);
    if (before === digest) continue;
    if (name === '' || before !== undefined || declared.size >= MAX_ARTIFACTS) left.push(reference);
    else {
      declared.set(name, digest);
      lines.push(line);
    }
  }
  // another program may have left its last line without an end
  if (lines.length > 0) appendFileSync(file, `${endOf(file)}${lines.join('\n')}\n`);
  return left;
}

function endOf(file: string): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text === '' || text.endsWith('\n') ? '' : '\n';
}

/** The digests by name that were declared by earlier steps, and by this one. */
function declaredBefore({
  GITHUB_ARTIFACTS: file = '',
  GITHUB_ARTIFACTS_LIST: list,
}: NodeJS.ProcessEnv): Map<string, string> {
  const declared = new Map<string, string>();
  try {
    const { subjects } = JSON.parse(readFileSync(list ?? '', 'utf8')) as {
      subjects?: { name: string; digest: string }[];
    };
    for (const { name, digest } of subjects ?? []) declared.set(name, digest);
  } catch {
    // no list, or none that can be read
  }
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : []) {
    const [, name, digest] = LINE.exec(line.trim()) ?? [];
    if (name && digest) declared.set(name, digest);
  }
  return declared;
}

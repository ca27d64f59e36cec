import { ActionError } from '../errors.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { ErrorReason } from '../registry/errors/remedies.ts';
import { reportedError } from '../registry/errors/response-error.ts';
import { oneLine } from '../util/text.ts';
import { type DockerResult, outputTail } from './command.ts';

/** What docker prints where a registry refuses a push, in the order in which the texts are looked for. */
const REASONS: readonly [ErrorReason, RegExp][] = [
  ['immutable', /immutab|cannot be overwritten|disallowed operation/i],
  ['limited', /toomanyrequests|429 Too Many Requests/i],
  ['full', /quota[^.\n]{0,40} exceeded|exceeds? the configured upper limit/i],
  ['login refused', /token (has|is) expired|ExpiredToken/i],
  ['no push', /insufficient.scope|\bdenied\b|forbidden|(status|HTTP):? 403|not authorized|does not have permission/i],
  ['not logged in', /no basic auth credentials/i],
  ['login refused', /(status|HTTP):? 401|unauthorized|authentication required|incorrect username or password/i],
];
/** A push by buildx, in what it prints at the end; the texts of pulls and of caches are different. */
const PUSH = /failed to push|push access denied|pushing (layers|manifest)|\/blobs\/uploads|PUT request/i;
const NO_PUSH = /pull access denied|exporting cache|load metadata for/i;
const NO_ENGINE = /docker daemon|docker\.sock/i;
const FULL_DISK = /no space left on device|disk quota exceeded/i;

/**
 * Returns the error for a docker command that failed: the registry's refusal of a push, a full disk, an old buildx, or
 * else BUILD_FAILED.
 * @param what a phrase for the message, such as `push ghcr.io/acme/app`
 * @param isPush whether the command only pushes; a build may also fail otherwise
 */
export function dockerError(result: DockerResult, image: Repository, what: string, isPush: boolean): ActionError {
  const failure = `Docker could not ${what} (exit code ${result.code}): ${outputTail(result.tail)}.`;
  const reason = isPush || isFailedPush(result.tail) ? reasonOf(result.tail) : undefined;
  if (reason !== undefined) {
    const name = `Could not push to ${repositoryName(image)}: the registry refused it. ${failure}`;
    return reportedError(reason, image.registry, name);
  }
  if (FULL_DISK.test(result.tail))
    return new ActionError('RUNNER_FAILED', `${failure} Free space on the runner or the builder, and re-run.`);
  const flag = /unknown flag: (--[\w-]+)/.exec(result.tail)?.[1];
  const remedy = flag
    ? `This buildx does not know ${flag}. Update it to ${MINIMUM} or newer (docker/setup-buildx-action).`
    : 'See its output in the log.';
  const why = isPush ? undefined : lastError(result.tail);
  return new ActionError(
    'BUILD_FAILED',
    `${failure} ${remedy}`,
    undefined,
    why ? { title: `Build failed: ${why}` } : {},
  );
}

/** The longest reason in a title, in characters. */
const MAX_TITLE = 120;

/** What docker's last line says, where it is an error, without the steps that it went through. */
function lastError(output: string): string | undefined {
  const last = oneLine(output.trimEnd().split('\n').at(-1) ?? '');
  const text = /^ERROR: (?:failed to [a-z ]+: )*(.+)$/.exec(last)?.[1];
  return text !== undefined && text.length <= MAX_TITLE ? text : undefined;
}

/** The version of buildx that has all flags. */
const MINIMUM = '0.12.0';

/** Whether a build failed at its push: the step that failed is named between dashes at the end. */
function isFailedPush(output: string): boolean {
  const step = [...output.matchAll(/^ ?> (.+):\s*$/gm)].at(-1)?.[1];
  if (step !== undefined) return /exporting to image/.test(step) || (PUSH.test(output) && !NO_PUSH.test(step));
  const last = output.trimEnd().split('\n').slice(-3).join('\n');
  return PUSH.test(output) && !NO_PUSH.test(last);
}

function reasonOf(output: string): ErrorReason | undefined {
  if (NO_ENGINE.test(output)) return undefined;
  const end = output.trimEnd().split('\n').slice(-6).join('\n');
  return REASONS.find(([, text]) => text.test(end))?.[0];
}

import { ActionError } from '../errors.ts';
import { knownEnvironments, listedEnvironments } from '../facts/environment-names.ts';
import { identityFromHistories } from '../facts/identify.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { EnvironmentOf } from '../plan/rollback-target.ts';
import type { Registry } from '../registry/client.ts';

/**
 * Returns the error NO_PREVIOUS of an environment that was never seen, with the nearest names that exist.
 * @throws CANCELLED
 */
export async function neverSeenProblem(
  registry: Registry,
  image: Repository,
  { name }: EnvironmentFacts,
): Promise<ActionError> {
  const known = await listedEnvironments(registry, image);
  return new ActionError(
    'NO_PREVIOUS',
    `${repositoryName(image)} has no environment ${name}: nothing was ever live there.${knownEnvironments(name, known)} Check environment and image.`,
  );
}

/** An image in a message: its version and digest, as far as the history knows them. */
function nameIn({ history }: EnvironmentFacts, digest: string): string {
  const { version } = identityFromHistories(digest, [history]);
  return version === null ? digest : `${version} (${digest})`;
}

/**
 * Returns the error NOT_FOUND of a target that is gone, with the next older one.
 * @param digest of the target
 * @param kind what the target is, where it is there but no image
 * @param others digests of the older images, the newest first
 */
export function goneProblem(
  { image, environment }: EnvironmentOf,
  digest: string,
  kind: string | null,
  others: readonly string[],
): ActionError {
  const [other] = others;
  const next =
    other === undefined
      ? 'There is no older one in the history.'
      : `The next older one is ${nameIn(environment, other)}: to go there, set version: ${identityFromHistories(other, [environment.history]).version ?? other}.`;
  const found = kind === null ? 'gone from the registry' : `not an image but ${kind}`;
  const cause = kind === null ? 'A clean-up rule may have deleted it; a' : 'A';
  return new ActionError(
    'NOT_FOUND',
    `${repositoryName(image)}: the previous image of ${environment.name} is ${nameIn(environment, digest)}, which is ${found}. ${next} ${cause} rollback never skips an image by itself.`,
  );
}

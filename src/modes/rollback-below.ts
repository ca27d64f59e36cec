import { asActionError } from '../errors.ts';
import type { EnvironmentFacts } from '../facts/types.ts';
import { stageBefore } from '../history/stage-order.ts';
import { loadHistory } from '../history/store.ts';
import { UNKNOWN } from '../image/identity.ts';
import { type Repository, repositoryName } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import type { RollbackRequest } from '../request/request.ts';

/**
 * Reads the history of the previous stage, for the images that are blocked there. A rollback has to work in an
 * emergency, so one that cannot be read is a warning.
 * @returns null where there is no previous stage
 * @throws CANCELLED
 */
export async function readBelow(
  { stages, environment }: RollbackRequest,
  registry: Registry,
  image: Repository,
): Promise<EnvironmentFacts | null> {
  const name = stageBefore(stages, environment);
  if (name === null) return null;
  const facts = { name, live: null, history: null, known: UNKNOWN };
  try {
    return { ...facts, history: await loadHistory(registry, image, name) };
  } catch (error) {
    const { code, message } = asActionError(error);
    if (code === 'CANCELLED') throw error;
    const warning = `${repositoryName(image)}: whether ${name} has blocked the image is unknown. ${message}`;
    return { ...facts, warnings: [warning] };
  }
}
